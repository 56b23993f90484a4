"""Says of a mail what SES would publish on AWS: that it bounced, or that its recipient complained.

Only AWS publishes with its own sources, on the emulator too. So what a rule of the default bus matches is put into the
queue of the rule, as the bus would.
"""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from simulators.emulator_client import emulator_client
from simulators.jobs import find_rules

_KINDS = ("bounced", "complained")
_ALSO_BOUNCED = ("Permanent", "Transient", "Undetermined")


class UnknownFailureError(ValueError):
    """The request does not name a failure that SES knows."""


def publish_failure(emulator: str, given: dict[str, Any]) -> None:
    """Put a failure into the queues whose rules match it. Raise UnknownFailureError if it is none.

    The emulator's outbox does not keep the tags of a mail, so they are `given`, with `to`, `kind` and, of a bounce, its
    `type`.
    """
    kind, how = given.get("kind"), given.get("type", "Permanent")
    if kind not in _KINDS or how not in _ALSO_BOUNCED or "@" not in str(given.get("to")):
        raise UnknownFailureError(f"say to, kind ({' or '.join(_KINDS)}) and type ({', '.join(_ALSO_BOUNCED)})")
    _put_into_queues(emulator, json.dumps(_event(kind, _detail(given["to"], kind, how, given.get("tags") or {}))))


def _put_into_queues(emulator: str, event: str) -> None:
    events, queues = emulator_client(emulator, "events"), emulator_client(emulator, "sqs")
    for rule in find_rules(events):
        pattern = rule.get("EventPattern")
        if pattern and events.test_event_pattern(EventPattern=pattern, Event=event)["Result"]:
            for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
                url = queues.get_queue_url(QueueName=target["Arn"].rpartition(":")[2])["QueueUrl"]
                queues.send_message(QueueUrl=url, MessageBody=event)


def _event(kind: str, detail: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Email Bounced" if kind == "bounced" else "Email Complaint Received",
        "source": "aws.ses",
        "account": "000000000000",
        "time": detail["mail"]["timestamp"],
        "region": "us-east-1",
        "resources": [],
        "detail": detail,
    }


def _detail(to: str, kind: str, how: str, tags: dict[str, str]) -> dict[str, Any]:
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    mail = {"timestamp": at, "destination": [to], "tags": {name: [value] for name, value in tags.items()}}
    if kind == "bounced":
        recipients = [{"emailAddress": to, "action": "failed", "status": "5.1.1"}]
        bounce = {"bounceType": how, "bounceSubType": "General", "bouncedRecipients": recipients, "timestamp": at}
        return {"eventType": "Bounce", "bounce": bounce, "mail": mail}
    complaint = {"complainedRecipients": [{"emailAddress": to}], "complaintFeedbackType": "abuse", "timestamp": at}
    return {"eventType": "Complaint", "complaint": complaint, "mail": mail}
