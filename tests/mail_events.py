"""What SES publishes of mails to EventBridge, in its own form, and its way into a service's queue."""

import json
from typing import Any
from uuid import uuid4

from tests.events import deliver
from tests.in_process import InProcessServices, door


def bounced(to: str, tags: dict[str, str], kind: str = "Permanent", sub_kind: str = "General") -> dict[str, Any]:
    """Return the event of a bounce, for good or (`Transient`) for a while."""
    recipient = {"emailAddress": to, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 unknown"}
    bounce = {
        "bounceType": kind,
        "bounceSubType": sub_kind,
        "bouncedRecipients": [recipient],
        "timestamp": "2026-08-05T00:41:02.669Z",
        "feedbackId": "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
        "reportingMTA": "dsn; mta.example.com",
    }
    return _published("Email Bounced", {"eventType": "Bounce", "bounce": bounce, "mail": _mail(to, tags)})


def complained(to: str, tags: dict[str, str], feedback: str = "abuse") -> dict[str, Any]:
    """Return the event of a complaint."""
    complaint = {
        "complainedRecipients": [{"emailAddress": to}],
        "timestamp": "2026-08-05T00:41:02.669Z",
        "feedbackId": "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
        "complaintFeedbackType": feedback,
    }
    return _published(
        "Email Complaint Received", {"eventType": "Complaint", "complaint": complaint, "mail": _mail(to, tags)}
    )


def publish(world: InProcessServices, service: str, *messages: dict[str, Any]) -> None:
    """Hand these to a service's consumer as its queue does."""
    with world.inside(service):
        records = [{"messageId": message["id"], "body": json.dumps(message)} for message in messages]
        answer = deliver(door(service, "consumer").handler, {"Records": records})
        assert answer == {"batchItemFailures": []}


def _mail(to: str, tags: dict[str, str]) -> dict[str, Any]:
    return {
        "timestamp": "2026-08-05T00:40:02.012Z",
        "source": "Teamline <hello@teamline.example>",
        "sendingAccountId": "123456789012",
        "messageId": "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000",
        "destination": [to],
        "tags": {"ses:configuration-set": ["teamline"]} | {name: [value] for name, value in tags.items()},
    }


def _published(kind: str, detail: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": kind,
        "source": "aws.ses",
        "account": "123456789012",
        "time": "2026-08-05T00:41:03Z",
        "region": "us-east-1",
        "resources": ["arn:aws:ses:us-east-1:123456789012:configuration-set/teamline"],
        "detail": detail,
    }
