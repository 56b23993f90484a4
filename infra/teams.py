"""The stack of teams: it texts and mails invitations, with a link to the operator's app."""

from aws_cdk import App

from infra.service import Service
from infra.service_config import ServiceConfig
from infra.shared import Shared


def teams(app: App, shared: Shared) -> Service:
    """Create the stack of teams."""
    config = shared.config
    return Service(
        app,
        shared,
        "teams",
        ServiceConfig(
            environment={
                "PORTAL_URL": config.portal_url,
                "APP_DOWNLOAD_LINK": config.app.download,
                "APP_OPEN_LINK": config.app.open,
                "SERVED_COUNTRIES": ",".join(config.served_countries),
                "INVITATIONS_PER_TEAM_DAY": str(config.limits.invitations_per_team_day),
                "INVITATION_PAUSE_SECONDS": str(config.limits.invitation_pause_seconds),
                "INVITATIONS_PER_RECIPIENT_HOUR": str(config.limits.invitations_per_recipient_hour),
                "INVITATIONS_PER_RECIPIENT_DAY": str(config.limits.invitations_per_recipient_day),
            },
            secret=config.secrets.teams,
            secret_readers=("api", "consumer"),
            seals=True,
            unseals=("consumer", "delivering"),
            door_environment={
                door: {"WEBHOOKS_TO_LOOPBACK": "yes" if config.webhooks_to_loopback else "no"}
                for door in ("endpoints", "delivering")
            },
            sends_texts=True,
            sends_mails=True,
            mails_tagged="invitation",
            continuing=frozenset({"TeamDissolutionDue"}),
            sendings=frozenset({"InvitationSent", "TeamNoticeDue"}),
        ),
    )
