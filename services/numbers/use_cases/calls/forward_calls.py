"""Switch call forwarding of a number on and off (N6): its price is shown first, and it never leads back.

The chain of numbers behind the target is followed over their settings. That each is as it was seen is a condition of
the transaction: of two numbers that are forwarded to each other in the same second, one is refused.
"""

from dataclasses import dataclass, replace

from contracts.calls import ForwardingChanged
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call_problems import CallerNotShown, ForwardingLoop, NumberUnassigned
from services.numbers.domain.call_settings import CallSettings, Forwarding, settings_of
from services.numbers.domain.calling_countries import CallingCountries, is_abroad
from services.numbers.domain.number import Number
from services.numbers.http.call_schemas import ForwardingBody
from services.numbers.http.call_views import ForwardingQuote, ForwardingView
from services.numbers.stores import call_settings, calling_countries, numbers
from services.numbers.use_cases.calls.call_destinations import Destination, read_destination, require_allowed
from services.numbers.use_cases.calls.own_settings import (
    Found,
    find_own_number,
    find_settings,
    require_active,
    require_version,
)

MOST_HOPS = 5
Hop = tuple[str, CallSettings | None]  # a phone number, and its settings if it is one of ours


@dataclass(frozen=True, slots=True)
class _Decided:
    found: Found
    forwarding: Forwarding
    seen: tuple[TransactItem, ...]  # what it was decided by


def quote_forwarding(work: UnitOfWork, *, number_id: str, body: ForwardingBody) -> ForwardingQuote:
    """Return the price of forwarding; raises what switching it on would raise."""
    return ForwardingQuote.of(_decide(work, number_id, body).forwarding)


def forward_calls(work: UnitOfWork, *, number_id: str, body: ForwardingBody) -> ForwardingView:
    """Switch forwarding on, or change it.

    Raises NotFound, OwnNumber, NumberNotActive, NumberUnassigned, ForwardingLoop, CountryNotAllowed, CallerNotShown,
    and what is wrong with the destination.
    """
    decided = _decide(work, number_id, body)
    found, forwarding = decided.found, decided.forwarding
    require_version(found.settings.forwarding, body.version)
    work.save(found.save(replace(found.settings, forwarding=forwarding)), decided.seen)
    if forwarding != found.settings.forwarding:
        work.publish(forwarding_changed_event(found.settings, forwarding))
    return ForwardingView.of(forwarding)


def stop_forwarding(work: UnitOfWork, *, number_id: str) -> None:
    """Switch forwarding off; nothing changes if it is off, as long as the caller has the right.

    Raises NotFound and OwnNumber.
    """
    found = find_settings(work, number_id)
    if found.settings.forwarding is None:
        work.save([numbers.same(found.number)])  # it may be off because the number has just been taken from the caller
        return
    work.save(found.save(replace(found.settings, forwarding=None)))
    work.publish(forwarding_changed_event(found.settings, None))


def forwarding_changed_event(
    settings: CallSettings, forwarding: Forwarding | None, reason: str = ""
) -> ForwardingChanged:
    """Return the event that forwarding of a number is as given now, or off."""
    return ForwardingChanged(
        number_id=settings.number_id,
        phone_number=settings.phone_number,
        holder=settings.holder,
        user_id=settings.user_id,
        mode=forwarding.mode if forwarding else None,
        place=forwarding.place if forwarding else "",
        reason=reason,
    )


def _decide(work: UnitOfWork, number_id: str, body: ForwardingBody) -> _Decided:
    to = read_destination(body.to, work.now)
    person, number = find_own_number(work, number_id)
    require_active(number)
    if number.user_id is None:
        raise NumberUnassigned
    settings, countries, at_target = _read_for(work.table, number, to.phone_number)
    require_allowed(to, countries)
    if body.shows == "caller" and is_abroad(to.phone_number, to.rate):
        raise CallerNotShown(field="shows")
    chain = follow_chain(work.table, number.phone_number, to.phone_number, at_target)
    seen = (calling_countries.unchanged(countries), *(call_settings.unchanged(*hop) for hop in chain))
    return _Decided(Found(person, number, settings), _forwarding_to(to, body), seen)


def _read_for(table: Table, number: Number, target: str) -> tuple[CallSettings, CallingCountries, Item | None]:
    """Return the settings of a number, what its holder allows, and the item of the target, in one read."""
    own, allowed = call_settings.key(number.phone_number), calling_countries.key(number.holder)
    item, countries, of_target = table.get_each([own, allowed, call_settings.key(target)])
    settings = call_settings.loaded(item) if item else settings_of(number)
    return settings, calling_countries.loaded(number.holder, countries), of_target


def follow_chain(table: Table, start: str, target: str, item: Item | None) -> list[Hop]:
    """Return the numbers that a call passes from the target on. Raises ForwardingLoop if it comes back or goes on."""
    chain: list[Hop] = []
    while target != start:
        settings = call_settings.loaded(item) if item else None
        chain.append((target, settings))
        if settings is None or settings.forwarding is None:
            return chain
        if len(chain) >= MOST_HOPS:
            break
        target = settings.forwarding.to
        item = None if target == start else table.get(**call_settings.key(target))
    raise ForwardingLoop(field="to")


def _forwarding_to(to: Destination, body: ForwardingBody) -> Forwarding:
    return Forwarding(
        to=to.phone_number,
        mode=body.mode,
        ring_seconds=body.ring_seconds,
        shows=body.shows,
        place=to.rate.place,
        rate=to.price,
        rounding=to.rate.rounding,
    )
