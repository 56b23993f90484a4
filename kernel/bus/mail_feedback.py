"""Reads the events that SES publishes of our mails (decision 038).

They arrive from the account's default bus, where only AWS can publish with a source of `aws.`; the rule of a service
lets through those whose mail has its tag.
"""

from typing import Any

from contracts.event import Envelope
from contracts.mail import MailFailed

SOURCE = "aws.ses"


def read_mail_event(message: dict[str, Any]) -> Envelope | None:
    """Return what SES says as an event of ours; None for what ends no mailbox, such as a bounce for a while only."""
    failed = _read_failure(message["detail"])
    if failed is None:
        return None
    return Envelope(
        id=message["id"],
        type=MailFailed.__name__,
        time=message["time"],
        source=MailFailed.source,
        version=MailFailed.version,
        correlation_id=message["id"],
        actor="system",
        data=failed.model_dump(),
    )


def _read_failure(detail: dict[str, Any]) -> MailFailed | None:
    tags = {name: values[0] for name, values in detail["mail"].get("tags", {}).items() if values}
    match detail:
        case {"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bouncedRecipients": to}}:
            return MailFailed(kind="bounced", to=_addresses(to), tags=tags)
        case {"eventType": "Complaint", "complaint": {"complaintFeedbackType": "not-spam"}}:
            return None
        case {"eventType": "Complaint", "complaint": {"complainedRecipients": to}}:
            return MailFailed(kind="complained", to=_addresses(to), tags=tags)
    return None


def _addresses(recipients: list[dict[str, Any]]) -> list[str]:
    return [recipient["emailAddress"] for recipient in recipients]
