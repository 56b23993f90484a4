"""What differs at numbers: it asks the carrier, hears its webhooks, takes people's papers, and tells them."""

from aws_cdk import App

from infra.service import Differs, Service
from infra.shared import Shared


def numbers(app: App, shared: Shared) -> Service:
    """The stack of numbers."""
    config = shared.config
    return Service(
        app,
        shared,
        "numbers",
        Differs(
            environment={
                "CARRIER_URL": config.carrier.url,
                "CARRIER_PUBLIC_KEY": config.carrier.public_key,
                "CARRIER_MESSAGING_PROFILE_ID": config.carrier.messaging_profile_id,
                "PORTAL_URL": config.portal_url,
                "MAIL_SENDER": config.mail.sender,
            },
            secret=config.secrets.numbers,
            secret_readers=("api", "consumer"),
            seals=True,
            takes_documents=True,
            sends_texts=True,
            sends_mails=True,
            alarms={
                "CarrierRefusesUs": "the carrier refuses our key, our account or our limits; see the codes in the log",
                "NumberForNobody": "the carrier gave a number that nobody wants any more; give it back at the carrier",
            },
        ),
    )
