"""Give each number the messaging profile of its holder, so that a STOP to one team silences no other one (N14).

The profile is made when the holder first needs one. Numbers of before are found by the daily look through the
carrier's list. Before such a number leaves a profile that all shared, who texted STOP to it is noted: the carrier's own
block stays behind with that profile.
"""

from contracts.texting import TextProfileDue, TextProfilesDue
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.text_profiles import PAGE, ProfileGoneError, TextedNumber, TextProfiles
from services.numbers.domain.destinations import list_texted_countries
from services.numbers.domain.message import Message
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.opt_out import read_keyword
from services.numbers.stores import claims, messages, numbers, text_profiles
from services.numbers.use_cases.messages.heed_opt_outs import note_opt_out

_TEXTS = 20  # of a page: each may be one entry of a transaction
_MOST_MOVES = 3  # a number that has another holder each time it is looked at is left to the next event


class BeingMadeError(ProviderDownError):
    """Another process asks the carrier for the same profile at this moment: again later."""


def give_profile(work: UnitOfWork, carrier: TextProfiles, event: TextProfileDue) -> None:
    """Give a number its holder's profile, once its texts are looked through. Raises ProviderDownError: again later."""
    number = numbers.find(work.table, event.number_id)
    if number is None or not _is_delivered(number):
        return
    at_carrier = carrier.find_number(number.phone_number)
    if at_carrier is None:
        return
    if carrier.is_shared(at_carrier.profile_id) and _note_old_opt_outs(work, number, event.cursor):
        return
    for _ in range(_MOST_MOVES):
        profile_id = _ensure_profile(work, carrier, number.holder)
        if at_carrier.profile_id != profile_id:
            _assign(work, carrier, at_carrier, number.holder, profile_id)
            log().info("carrier.profile.assigned", extra={"number_id": number.number_id})
            count("NumberMovedToProfile")
        after = numbers.find(work.table, number.number_id)
        if after is None or after.holder == number.holder:
            return
        number, at_carrier = after, carrier.find_number(number.phone_number) or at_carrier


def look_for_profiles(work: UnitOfWork, carrier: TextProfiles, event: TextProfilesDue) -> None:
    """Have the numbers of a page moved that do not have their holder's profile. Raises ProviderDownError."""
    listed = carrier.list_active(event.page)
    claimed = work.table.get_each(claims.key(it.phone_number) for it in listed)
    number_ids = [str(claim["number_id"]) for claim in claimed if claim and "number_id" in claim]
    ours = [from_item(Number, item) for item in numbers.find_items(work.table, number_ids)]
    profile_ids = text_profiles.find_ids(work.table, {number.holder for number in ours})
    at_carrier = {it.phone_number: it.profile_id for it in listed}
    for number in ours:
        if _is_delivered(number) and at_carrier[number.phone_number] != profile_ids.get(number.holder):
            work.publish(TextProfileDue(number_id=number.number_id))
    if len(listed) == PAGE:
        work.publish(TextProfilesDue(page=event.page + 1))


def _is_delivered(number: Number) -> bool:
    """Return whether the carrier has it for us, and its holder may use it again."""
    return number.status in (NumberStatus.ACTIVE, NumberStatus.SUSPENDED, NumberStatus.RELEASING)


def _assign(work: UnitOfWork, carrier: TextProfiles, number: TextedNumber, holder: str, profile_id: str) -> None:
    """Give a number this profile. If it was deleted at the carrier it is forgotten, and the event comes again."""
    try:
        carrier.assign(number, profile_id)
    except ProfileGoneError as gone:
        log().error("carrier.profile.gone", extra={"holder": holder})
        known = text_profiles.find(work.table, holder)
        if known.profile_id == profile_id:
            own = work.afresh()
            own.save([text_profiles.save(known.forget(), known)])
            own.commit()
        raise ProviderDownError("the profile is made again") from gone


def _ensure_profile(work: UnitOfWork, carrier: TextProfiles, holder: str) -> str:
    """Return the id of the holder's profile: what is stored, what the carrier has by its name, or a new one."""
    before = text_profiles.find(work.table, holder)
    if before.profile_id:
        return before.profile_id
    if before.is_being_made(work.now):
        raise BeingMadeError("the profile is being made")
    own = work.afresh()
    own.save([text_profiles.save(before.start(work.now), before)])
    own.commit()  # Stale: another process makes it
    started = text_profiles.find(work.table, holder)
    try:
        profile_id = carrier.find(started.name) or carrier.create(started.name, list_texted_countries(work.now))
        carrier.answer_help(profile_id)
    except ProviderDownError:
        own.save([text_profiles.save(started.give_up(), started)])
        own.commit()
        raise
    own.save([text_profiles.save(started.finish(profile_id), started)])
    own.commit()
    return profile_id


def _note_old_opt_outs(work: UnitOfWork, number: Number, cursor: str) -> bool:
    """Note who texted STOP to the number on a page of its user's texts; return whether more follow.

    A number that has just been delivered has none.
    """
    if number.user_id is None:
        return False
    only = Attr("number_id").eq(number.number_id)
    page = messages.query_user(work.table, number.user_id, limit=_TEXTS, cursor=cursor or None, only=only)
    for item in page.items:
        text = from_item(Message, item) if "text" in item else None
        keyword = read_keyword(text.text) if text and text.direction == "in" else None
        if text and keyword in ("stop", "start"):
            own = work.afresh()
            note_opt_out(own, number.holder, text.other_number, text.at, is_out=keyword == "stop")
            own.commit()
    if page.next_cursor:
        work.publish(TextProfileDue(number_id=number.number_id, cursor=page.next_cursor))
    return page.next_cursor is not None
