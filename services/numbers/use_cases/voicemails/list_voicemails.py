"""List and change voicemails: they are their user's, and of who shares the number; no other manager gets at one (N9).

Who shares a number listens to those left since then, and marks them for all; only its user deletes them (N10).
"""

from datetime import timedelta
from functools import partial

from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import ItemPage
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.problems import NotYourVoicemail
from services.numbers.domain.sharing import may_answer, may_hear
from services.numbers.domain.voicemail import KeptVoicemail
from services.numbers.http.call_log_schemas import VoicemailChange, VoicemailsQuery
from services.numbers.http.call_log_views import RecordingLink, VoicemailView
from services.numbers.stores import numbers, people, voicemails
from services.numbers.stores.voicemail_recordings import LINK_SECONDS, VoicemailRecordings
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.list_numbers import find_answerable_number
from services.numbers.use_cases.shared_lists import open_list
from services.numbers.use_cases.voicemails.erase_voicemails import discard


def list_voicemails(work: UnitOfWork, *, query: VoicemailsQuery) -> Page[VoicemailView]:
    """Return a page of the voicemails that the caller may hear, newest first.

    Raises NotFound for a number that they neither use nor share.
    """
    page = _read_page(work, query)
    shown = [VoicemailView.of(from_item(KeptVoicemail, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def link_recording(work: UnitOfWork, *, storage: VoicemailRecordings, voicemail_id: str) -> RecordingLink:
    """Return a link to the recording for five minutes. Raises NotFound, also for others' voicemails."""
    voicemail, _ = _find_heard(work, voicemail_id)
    expires_at = work.now + timedelta(seconds=LINK_SECONDS)
    return RecordingLink(url=storage.sign_link(voicemail.voicemail_id), expires_at=expires_at)


def mark_voicemail(work: UnitOfWork, *, voicemail_id: str, change: VoicemailChange) -> VoicemailView:
    """Record whether the voicemail is new, for all who may hear it. Raises NotFound."""
    before, _ = _find_heard(work, voicemail_id)
    after = before.mark(is_new=change.is_new)
    if after != before:
        work.save(voicemails.save(after, before))
    return VoicemailView.of(after)


def delete_voicemail(work: UnitOfWork, *, voicemail_id: str) -> None:
    """Have a voicemail erased; it is shown to no one from now on. Raises NotFound and NotYourVoicemail."""
    voicemail, person = _find_heard(work, voicemail_id)
    if voicemail.user_id != person.account_id:
        raise NotYourVoicemail
    discard(work, voicemail)


def _read_page(work: UnitOfWork, query: VoicemailsQuery) -> ItemPage:
    if query.number_id is None:
        person = callers.read_caller(work)
        keep = partial(_of_heard_numbers, work, person)
        return voicemails.query_user(work.table, person.account_id, limit=query.limit, cursor=query.cursor, keep=keep)
    person, number = find_answerable_number(work, query.number_id)
    if not may_answer(person, number):
        raise NotFound
    keep = partial(_heard_by, person, number)
    return voicemails.query_number(work.table, number.number_id, limit=query.limit, cursor=query.cursor, keep=keep)


def _heard_by(person: Person, number: Number, items: list[Item]) -> list[Item]:
    return [item for item in items if may_hear(person, number, from_item(KeptVoicemail, item))]


def _of_heard_numbers(work: UnitOfWork, person: Person, items: list[Item]) -> list[Item]:
    """Return those that the person may hear now, the records of notes among them, in one read."""
    return open_list(work.table, person, items, checks_own=True)


def _find_heard(work: UnitOfWork, voicemail_id: str) -> tuple[KeptVoicemail, Person]:
    """Return the voicemail, and the caller, who may hear it. Raises NotFound."""
    keys = [(it["pk"], it["sk"]) for it in (people.key(work.context.actor), voicemails.key(voicemail_id))]
    found = work.table.get_many(keys)
    person, voicemail = callers.load_caller(work, found.get(keys[0])), voicemails.loaded(found.get(keys[1]))
    if voicemail is None or voicemail.is_discarded:
        raise NotFound
    number = numbers.find(work.table, voicemail.number_id)
    if number is None or not may_hear(person, number, voicemail):
        raise NotFound
    work.authorize(numbers.same(number))
    return voicemail, person
