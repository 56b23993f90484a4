"""Settle whether a number can text: have the campaign of its list have it, or have it verified, and store the result.

It may run at any time, any number of times: what the number, its registration and the carrier say now decides (N14).
"""

from dataclasses import replace

from contracts.registrations import NumberTextingDue, TextingNumbersDue
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.carrier.registrations import RefusedFormError, Registrations
from services.numbers.domain.number import Number
from services.numbers.domain.registration import Registration
from services.numbers.domain.texting import TEXTING_RECHECKED, Texting
from services.numbers.stores import numbers, registrations

_PAGE = 50
_ASSIGNED, _FAILED = "ASSIGNED", "FAILED_ASSIGNMENT"
_Found = tuple[Texting, str, str]  # whether it can text, why not, and the campaign that has it
_VERDICTS = {"yes": Texting.READY, "no": Texting.NOT_REGISTERED, "waits": Texting.PENDING}


def settle_list(work: UnitOfWork, *, event: TextingNumbersDue) -> None:
    """Have each number of a page of a list settled, and the next page after it."""
    page = numbers.query_list(
        work.table, event.list_id, None, lambda number: number.is_active, limit=_PAGE, cursor=event.cursor or None
    )
    found = [from_item(Number, item) for item in page.items]
    work.publish(*(NumberTextingDue(number_id=number.number_id) for number in found))
    if page.next_cursor:
        work.publish(TextingNumbersDue(list_id=event.list_id, cursor=page.next_cursor))


def settle_number(work: UnitOfWork, *, carrier: Registrations, number_id: str) -> None:
    """Settle a number. Raises ProviderDownError; and Stale if it changed meanwhile, so that it is settled again."""
    number = numbers.find(work.table, number_id)
    if number is None:
        return
    registration = registrations.find_of(work.table, number.list_id)
    try:
        texting, reason, campaign_id = _settle(work, carrier, number, registration)
    except RefusedFormError as refused:
        texting, reason, campaign_id = Texting.NOT_POSSIBLE, refused.verdict.reason, number.campaign_id
    waits = texting is Texting.PENDING and number.is_active
    after = replace(
        number,
        texting=texting,
        texting_reason=reason,
        campaign_id=campaign_id,
        texting_due_at=work.now + TEXTING_RECHECKED if waits else None,
    )
    if after != number:
        work.save(numbers.save(after, number))


def _settle(work: UnitOfWork, carrier: Registrations, number: Number, registration: Registration | None) -> _Found:
    if number.kind == "toll_free":
        return _settle_toll_free(carrier, number, registration)
    if number.is_active and registration and registration.is_approved:
        return _settle_assignment(carrier, number, registration.campaign_id)
    is_in_review = bool(registration and registration.is_in_review) and not number.is_gone
    texting = Texting.PENDING if is_in_review else Texting.NOT_REGISTERED
    is_elsewhere = number.campaign_id != (registration.campaign_id if registration else "")
    if number.campaign_id and (is_elsewhere or number.is_gone) and _is_still_ours(work, number):
        carrier.unassign(number.phone_number)
        return texting, "", ""
    return texting, "", number.campaign_id


def _settle_toll_free(carrier: Registrations, number: Number, registration: Registration | None) -> _Found:
    if not number.is_active or registration is None or registration.submitted_at is None:
        return Texting.NOT_REGISTERED, "", ""
    if not registration.is_known_to_carrier:
        return (Texting.PENDING if registration.is_in_review else Texting.NOT_REGISTERED), "", ""
    verdict = carrier.verify(registration, number.phone_number)
    return _VERDICTS[verdict.outcome], verdict.reason, ""


def _settle_assignment(carrier: Registrations, number: Number, campaign_id: str) -> _Found:
    has_it, status, reason = carrier.find_assignment(number.phone_number)
    if has_it != campaign_id:
        carrier.assign(number.phone_number, campaign_id, instead=bool(has_it))
        return Texting.PENDING, "", campaign_id
    if status == _FAILED:
        return Texting.NOT_POSSIBLE, reason, campaign_id
    return (Texting.READY if status == _ASSIGNED else Texting.PENDING), "", campaign_id


def _is_still_ours(work: UnitOfWork, number: Number) -> bool:
    """Return whether no other number of ours has its phone number by now."""
    return numbers.find_claimant(work.table, number.phone_number) in (None, number.number_id)
