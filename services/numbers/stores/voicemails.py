"""Stores voicemails in the table; their recordings are in a bucket, see voicemail_recordings.py (N9).

| question | key | index |
|---|---|---|
| what is this voicemail, or was it erased a moment ago | VOICEMAIL#voicemail / VOICEMAIL | |
| the voicemails of a user, newest first | VOICEMAILS#user / time#voicemail | gsi1 |
| the voicemails of a number, newest first | VOICEMAILS#number / time#voicemail | gsi2 |
| what was said, before the recording is fetched | VOICEMAIL#voicemail / TRANSCRIPT | |
| which users are to be notified, which voicemails are too old | see due_dates.py | |

Colleagues who share the number have notes in their own lists (shared_notes.py). One that is erased leaves its id behind
for a while, so that no event that comes again brings it back.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.voicemail import LONGEST_TRANSCRIPT, KeptVoicemail, voicemail_id_of
from services.numbers.stores import shared_notes
from services.numbers.stores.due_dates import move_due_date

_REMEMBERED = timedelta(days=30)  # as long as any event may come again
_TRANSCRIPT_WAITS = timedelta(days=2)


def key(voicemail_id: str) -> dict[str, str]:
    """Return the key of a voicemail."""
    return {"pk": f"VOICEMAIL#{voicemail_id}", "sk": "VOICEMAIL"}


def transcript_key(voicemail_id: str) -> dict[str, str]:
    """Return the key of a transcript that waits for its voicemail."""
    return {"pk": f"VOICEMAIL#{voicemail_id}", "sk": "TRANSCRIPT"}


def find(table: Table, voicemail_id: str) -> KeptVoicemail | None:
    """Return the voicemail; None if there is none, or no more."""
    return loaded(table.get(**key(voicemail_id)))


def loaded(item: Item | None) -> KeptVoicemail | None:
    """Return the voicemail of an item that was read together with others; None if it is erased."""
    return from_item(KeptVoicemail, item) if item and "is_erased" not in item else None


def find_with_transcript(table: Table, voicemail_id: str) -> tuple[Item | None, str]:
    """Return the item of a voicemail, erased ones too, and the transcript that waits for it, in one read."""
    voicemail, transcript = table.get_each([key(voicemail_id), transcript_key(voicemail_id)])
    return voicemail, str((transcript or {}).get("text", ""))


def create(voicemail: KeptVoicemail) -> list[TransactItem]:
    """Store a new voicemail, once; refused with Stale if a transcript has come that it lacks."""
    waiting = transcript_key(voicemail.voicemail_id)
    transcript = delete(waiting) if voicemail.transcript else check(waiting, absent(), on_conflict=Stale())
    written = put_new(_item(voicemail, 1), on_conflict=Stale())
    notes = [_note(voicemail, account_id) for account_id in voicemail.colleagues]
    return [written, *notes, transcript, *move_due_date(voicemail.voicemail_id, None, voicemail.due)]


def save(after: KeptVoicemail, before: KeptVoicemail) -> list[TransactItem]:
    """Store the voicemail as decided from `before`; refused with Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    written = put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())
    unlisted = [other for other in before.colleagues if other not in after.colleagues]
    notes = shared_notes.remove(key(after.voicemail_id), unlisted)
    return [written, *notes, *move_due_date(after.voicemail_id, before.due, after.due)]


def erase(voicemail: KeptVoicemail, now: datetime) -> list[TransactItem]:
    """Remove all of a voicemail but its id; refused with Stale if it changed in between."""
    written = put(
        _left_of(voicemail.voicemail_id, now), only_if=Attr("version").eq(voicemail.version), on_conflict=Stale()
    )
    return [
        written,
        drop_transcript(voicemail.voicemail_id),
        *move_due_date(voicemail.voicemail_id, voicemail.due, None),
    ]


def refuse(voicemail_id: str, now: datetime) -> list[TransactItem]:
    """Leave the id of a voicemail that is not kept at all; refused with Stale if it is there."""
    return [put_new(_left_of(voicemail_id, now), on_conflict=Stale()), drop_transcript(voicemail_id)]


def hold_transcript(call_id: str, text: str, now: datetime) -> TransactItem:
    """Store what was said in the voicemail of a call, until that takes it up: publish VoicemailTranscribed as well."""
    own = transcript_key(voicemail_id_of(call_id))
    return put(own | {"text": text[:LONGEST_TRANSCRIPT], "ttl": clock.to_epoch(now + _TRANSCRIPT_WAITS)})


def drop_transcript(voicemail_id: str) -> TransactItem:
    """Remove the transcript that waits."""
    return delete(transcript_key(voicemail_id))


def query_user(table: Table, user_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of a person's voicemails and notes, newest first."""
    return table.query(f"VOICEMAILS#{user_id}", index="gsi1", newest_first=True, **page)


def query_number(table: Table, number_id: str, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`, `keep`) of a number's voicemails, newest first."""
    return table.query(f"VOICEMAILS#{number_id}", index="gsi2", newest_first=True, **page)


def _left_of(voicemail_id: str, now: datetime) -> Item:
    return key(voicemail_id) | {"is_erased": True, "ttl": clock.to_epoch(now + _REMEMBERED)}


def _item(voicemail: KeptVoicemail, version: int) -> Item:
    item = key(voicemail.voicemail_id) | to_item(replace(voicemail, version=version))
    if voicemail.is_discarded:
        return item
    item |= {"gsi1pk": f"VOICEMAILS#{voicemail.user_id}", "gsi1sk": _order(voicemail)}
    return item | {"gsi2pk": f"VOICEMAILS#{voicemail.number_id}", "gsi2sk": _order(voicemail)}


def _note(voicemail: KeptVoicemail, account_id: str) -> TransactItem:
    about = {"voicemail_id": voicemail.voicemail_id, "number_id": voicemail.number_id}
    about |= {"number_user": voicemail.user_id}
    about |= {"gsi1pk": f"VOICEMAILS#{account_id}", "gsi1sk": _order(voicemail)}
    return shared_notes.write(key(voicemail.voicemail_id), account_id, about)


def _order(voicemail: KeptVoicemail) -> str:
    return f"{clock.to_text(voicemail.at)}#{voicemail.voicemail_id}"
