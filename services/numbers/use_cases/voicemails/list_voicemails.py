"""List and change voicemails: they are their user's alone, while they use the number; no manager gets at one (N9)."""

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
from services.numbers.domain.voicemail import KeptVoicemail
from services.numbers.http.call_log_schemas import VoicemailChange, VoicemailsQuery
from services.numbers.http.call_log_views import RecordingLink, VoicemailView
from services.numbers.stores import numbers, people, voicemails
from services.numbers.stores.voicemail_recordings import LINK_SECONDS, VoicemailRecordings
from services.numbers.use_cases import callers
from services.numbers.use_cases.messages.send_message import may_use
from services.numbers.use_cases.numbers.list_numbers import find_visible_number
from services.numbers.use_cases.voicemails.erase_voicemails import discard


def list_voicemails(work: UnitOfWork, *, query: VoicemailsQuery) -> Page[VoicemailView]:
    """Return a page of the caller's voicemails, newest first. Raises NotFound for a number that they may not use."""
    page = _read_page(work, query)
    shown = [VoicemailView.of(from_item(KeptVoicemail, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def link_recording(work: UnitOfWork, *, storage: VoicemailRecordings, voicemail_id: str) -> RecordingLink:
    """Return a link to the recording for five minutes. Raises NotFound, also for others' voicemails."""
    voicemail = _find_own(work, voicemail_id)
    expires_at = work.now + timedelta(seconds=LINK_SECONDS)
    return RecordingLink(url=storage.sign_link(voicemail.voicemail_id), expires_at=expires_at)


def mark_voicemail(work: UnitOfWork, *, voicemail_id: str, change: VoicemailChange) -> VoicemailView:
    """Record whether the voicemail is new. Raises NotFound."""
    before = _find_own(work, voicemail_id)
    after = before.mark(is_new=change.is_new)
    if after != before:
        work.save(voicemails.save(after, before))
    return VoicemailView.of(after)


def delete_voicemail(work: UnitOfWork, *, voicemail_id: str) -> None:
    """Have a voicemail erased; it is shown to no one from now on. Raises NotFound."""
    discard(work, _find_own(work, voicemail_id))


def _read_page(work: UnitOfWork, query: VoicemailsQuery) -> ItemPage:
    if query.number_id is None:
        person = callers.read_caller(work)
        keep = partial(_of_own_numbers, work, person)
        return voicemails.query_user(work.table, person.account_id, limit=query.limit, cursor=query.cursor, keep=keep)
    person, number = find_visible_number(work, query.number_id)
    if not may_use(person, number):
        raise NotFound
    return voicemails.query_number(
        work.table, number.number_id, limit=query.limit, cursor=query.cursor, keep=partial(_of_user, person.account_id)
    )


def _of_user(account_id: str, items: list[Item]) -> list[Item]:
    return [item for item in items if item["user_id"] == account_id]


def _of_own_numbers(work: UnitOfWork, person: Person, items: list[Item]) -> list[Item]:
    """Return those of numbers that the person may use now; a suspended member uses none of the team's."""
    found = work.table.get_each(map(numbers.key, {it["number_id"] for it in items}))
    usable = {it["number_id"] for it in found if it and may_use(person, from_item(Number, it))}
    return [item for item in items if item["number_id"] in usable]


def _find_own(work: UnitOfWork, voicemail_id: str) -> KeptVoicemail:
    """Return the voicemail of the caller, who may use its number. Raises NotFound."""
    caller, found = work.table.get_each([people.key(work.context.actor), voicemails.key(voicemail_id)])
    person, voicemail = callers.load_caller(work, caller), voicemails.loaded(found)
    if voicemail is None or voicemail.is_discarded or voicemail.user_id != person.account_id:
        raise NotFound
    number = numbers.find(work.table, voicemail.number_id)
    if number is None or not may_use(person, number):
        raise NotFound
    work.authorize(numbers.still_used_by(number.number_id, person.account_id))
    return voicemail
