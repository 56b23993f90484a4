"""The actions of calls that no person takes, in tests: the log, voicemails, settings, and what follows from them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contracts.event import Event
from contracts.voicemail import CallMissed
from kernel import aws, clock
from kernel.dynamodb.items import to_item
from kernel.dynamodb.transact_items import put
from services.numbers.domain.call_entry import CallEntry
from services.numbers.domain.call_settings import CallSettings, Hours
from services.numbers.domain.call_settings import Voicemail as Setting
from services.numbers.domain.voicemail import KeptVoicemail, voicemail_id_of
from services.numbers.stores import call_entries, call_settings, voicemails
from tests.events import enveloped
from tests.in_process import Reply
from tests.moto_tables import items_in
from tests.services.numbers.harness import MEMBER, TEAM, NumbersHarness
from tests.services.numbers.texts_harness import FRIEND, TextsHarness

BUCKET = "voicemails-of-numbers"
REPLY = "We're closed, and call you back tomorrow."


@dataclass
class VoicemailHarness:
    """A member with a number, whose calls no person takes."""

    texts: TextsHarness

    @property
    def harness(self) -> NumbersHarness:
        """The harness of numbers."""
        return self.texts.harness

    @property
    def number_id(self) -> str:
        """The member's number."""
        return self.texts.number_id

    def set(self, *, reply: str = "", kept_days: int = 30, time_zone: str = "America/New_York") -> None:
        """Set the number's hours and voicemail."""
        self.set_for(self.texts.phone_number, self.number_id, reply, kept_days, time_zone)

    def set_for(self, phone: str, number_id: str, reply: str, kept_days: int = 30, zone: str = "UTC") -> None:
        """Set hours and voicemail of any number."""
        hours, voicemail = Hours(zone, reply=reply), Setting(kept_days=kept_days)
        settings = CallSettings(phone, number_id, TEAM, TEAM, MEMBER, hours=hours, voicemail=voicemail)
        self.harness.table.commit([put(call_settings.key(phone) | to_item(settings))])

    def log(self, call_id: str, caller: str = FRIEND, at: datetime | None = None, **more: Any) -> datetime:
        """Write the log's entry of a call to the member's number; return when it began."""
        at = at or clock.now()
        about = {"number_id": self.number_id, "phone_number": self.texts.phone_number, "holder": TEAM, "team_id": TEAM}
        about |= {"user_id": MEMBER, "direction": "in", "reason": "missed", "other_number": caller}
        entry = CallEntry(call_id=call_id, started_at=at, ended_at=at + timedelta(seconds=30), **about | more)
        self.harness.table.commit([call_entries.create(entry), *call_entries.list_for_colleagues(entry)])
        return at

    def misses(self, call_id: str, caller: str = FRIEND, reason: str = "missed") -> None:
        """Have a call end that no person took, and all follow from it."""
        at = self.log(call_id, caller, reason=reason)
        self.follow(CallMissed(reason=reason, **self.about(call_id, at)))

    def follow(self, event: Event) -> None:
        """Deliver an event to the door of missed calls, and everything that follows from it."""
        self.harness.world.deliver(enveloped(event))
        self.harness.world.settle()

    def about(self, call_id: str, at: datetime) -> dict[str, Any]:
        """Return the fields of each event about a call."""
        about = {"call_id": call_id, "number_id": self.number_id, "phone_number": self.texts.phone_number}
        return about | {"holder": TEAM, "user_id": MEMBER, "at": at}

    def has(self, call_id: str, at: datetime | None = None, **more: Any) -> str:
        """Return the id of a voicemail that is kept for the member, with its recording."""
        at = at or clock.now()
        kept = {"other_number": FRIEND, "seconds": 12, "is_notified": True} | more
        kept = {"stored_at": at, "erase_at": at + timedelta(days=30)} | kept
        about = {key: value for key, value in self.about(call_id, at).items() if key != "holder"}
        voicemail = KeptVoicemail(voicemail_id=voicemail_id_of(call_id), **about | kept)
        aws.client("s3").put_object(Bucket=BUCKET, Key=voicemail.voicemail_id, Body=b"sound", ContentType="audio/mpeg")
        self.harness.table.commit(voicemails.create(voicemail))
        return voicemail.voicemail_id

    def lists(self, as_: str = MEMBER, **query: str) -> list[dict[str, Any]]:
        """Return a caller's voicemails."""
        reply = self.harness.ask("GET /v1/voicemails", as_, query=query)
        assert reply.status == 200, reply
        return list(reply.body["items"])

    def ask(self, method: str, voicemail_id: str, as_: str = MEMBER, **request: Any) -> Reply:
        """Send a request about one voicemail, and let all follow from it."""
        key = {"GET": "GET /v1/voicemails/{id}/recording"}.get(method, f"{method} /v1/voicemails/{{id}}")
        reply = self.harness.ask(key, as_, path={"id": voicemail_id}, **request)
        self.harness.world.settle()
        return reply

    def recordings(self) -> list[str]:
        """Return the keys of all stored recordings."""
        return [it["Key"] for it in aws.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])]

    def empty_bucket(self) -> None:
        """Remove the recordings that another test left."""
        for recording in self.recordings():
            aws.client("s3").delete_object(Bucket=BUCKET, Key=recording)

    def stored(self) -> str:
        """Return everything that the table stores of voicemails."""
        items = items_in(self.harness.table.name)
        return json.dumps([it for it in items if it["pk"].startswith(("VOICEMAIL", "DUE#voicemail"))], default=str)
