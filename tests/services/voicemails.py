"""Voicemails for one of the cast, each with its recording and the log's entry of its call; and what happens to them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from contracts.voicemail import CallErasureDue, CallMissed, VoicemailErasureDue, VoicemailLeft, VoicemailTranscribed
from kernel import aws, clock
from kernel.dynamodb.items import to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import put, update
from services.numbers.domain.call_entry import CallEntry
from services.numbers.domain.call_settings import CallSettings, Hours
from services.numbers.domain.voicemail import KeptVoicemail, voicemail_id_of
from services.numbers.stores import call_entries, call_settings, numbers, voicemails
from tests.in_process import InProcessServices
from tests.simulators.caller import Caller
from tests.simulators.customer import Customer

if TYPE_CHECKING:
    from tests.services.stage import Stage  # which has the cast, which has a voicemail

VOICEMAIL_BUCKET = "voicemails-of-the-cast"
CALLER = "+14155550188"


def leave_voicemail(
    world: InProcessServices, ids: dict[str, str], call_id: str = "call_first", *, is_notified: bool = True
) -> str:
    """Return the id of a voicemail for the other member, by the team's number that they use."""
    about = _about(world, ids, call_id) | {"other_number": CALLER, "seconds": 12}
    now = clock.now()
    kept: dict[str, Any] = {"stored_at": now, "erase_at": now + timedelta(days=30), "is_notified": is_notified}
    voicemail = KeptVoicemail(voicemail_id=voicemail_id_of(call_id), at=now, **about | kept)
    aws.client("s3").put_object(Bucket=VOICEMAIL_BUCKET, Key=voicemail.voicemail_id, Body=b"sound")
    _write_entry(world, ids, about, now, answered_by="voicemail")
    _table(world).commit(voicemails.create(voicemail))
    return voicemail.voicemail_id


def play_voicemails(stage: "Stage") -> None:
    """Users are notified of voicemails, one is transcribed; they are deleted, too old, or their user has gone."""
    world, ids = stage.cast.world, stage.cast.ids
    _leave_at_carrier(stage)
    for call_id in ("call_1", "call_2"):
        leave_voicemail(world, ids, call_id, is_notified=False)
    _table(world).commit([voicemails.hold_transcript("call_1", "Call me back.", clock.now())])
    stage.pass_on(VoicemailTranscribed(call_id="call_1"))
    stage.run("numbers", "notify_of_voicemails", minutes=5)
    stage.ask("DELETE /v1/voicemails/{id}", "other", path={"id": "{voicemail}"})
    stage.run("numbers", "discard_voicemails", days=31)
    for user_id in ("{member}", None):
        stage.put_back(stage.first)
        stage.ask("PATCH /v1/numbers/{id}", path={"id": "{number}"}, body={"user_id": user_id})
    stage.put_back(stage.first)
    stage.pass_on(CallErasureDue(account_id=ids["other"]))
    stage.put_back(stage.first)
    _table(world).commit([update(numbers.key(ids["number"]), set={"user_id": ids["member"]})])
    stage.pass_on(VoicemailErasureDue(number_id=ids["number"]))


def play_missed_call(stage: "Stage") -> None:
    """A caller is not connected: they are answered by a text, and the number's user is notified."""
    world, ids = stage.cast.world, stage.cast.ids
    about, now = _about(world, ids, "call_missed"), clock.now()
    _write_entry(world, ids, about | {"other_number": CALLER}, now, reason="after_hours")
    phone, number, team = about["phone_number"], about["number_id"], ids["team"]
    settings = CallSettings(phone, number, team, team, ids["other"], hours=Hours("UTC", reply="We're closed."))
    _table(world).commit([put(call_settings.key(phone) | to_item(settings))])
    stage.pass_on(CallMissed(**about, holder=team, at=now, reason="after_hours"))


def _leave_at_carrier(stage: "Stage") -> None:
    about = _about(stage.cast.world, stage.cast.ids, "call_left")
    caller = Caller(Customer(stage.carrier))
    caller.connect(about["phone_number"])
    leg = caller.call(about["phone_number"], caller={"message": "Call me back.", "message_seconds": 8})
    for command, how in (("answer", {}), ("record_start", {"format": "mp3", "channels": "single"})):
        caller.obey(leg, command, **how)
    saved = [it for it in caller.events("call.recording.saved") if it["event_type"] == "call.recording.saved"][-1]
    said = {"recording_id": saved["payload"]["recording_id"], "seconds": 8, "at": clock.now()}
    stage.pass_on(VoicemailLeft(**about, holder=stage.cast.ids["team"], **said))


def _about(world: InProcessServices, ids: dict[str, str], call_id: str) -> dict[str, Any]:
    number = world.call("GET /v1/numbers/{id}", as_=ids["owner"], path={"id": ids["number"]}).body
    about = {"call_id": call_id, "number_id": number["number_id"], "phone_number": number["phone_number"]}
    return about | {"user_id": ids["other"]}


def _write_entry(
    world: InProcessServices, ids: dict[str, str], about: dict[str, Any], at: datetime, **more: Any
) -> None:
    held = {"holder": ids["team"], "team_id": ids["team"], "direction": "in"}
    _table(world).commit([call_entries.create(CallEntry(started_at=at, ended_at=at, **about | held | more))])


def _table(world: InProcessServices) -> Table:
    return Table(world.surroundings["numbers"]["TABLE_NAME"])
