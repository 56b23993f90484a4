"""Decides what happens to a call that comes: who is rung and in which order, or why no one is (N6, N9, N10). Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.calls import CallKind
from contracts.phone_numbers import without_mobile_digit
from contracts.rates import deck_at
from services.numbers.domain.call_settings import USUAL_RING_SECONDS, CallSettings, Forwarding
from services.numbers.domain.call_settlement import MISSED
from services.numbers.domain.call_terms import CANNOT_BE_REACHED, Step, Tariff
from services.numbers.domain.hours import is_open

MOST_AT_ONCE = 10  # running calls of one number, and numbers that a call may have been forwarded by
_MOST_HOPS = 5
_E164 = r"\+[1-9]\d{6,14}"
GREETING = "Please leave a message after the tone."
_NOTICES = {"after_hours": "We are closed right now. Please call again during business hours."}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A call as it comes: who calls, by which numbers it was forwarded before, and how many the number has already."""

    caller: str
    at: datetime
    forwarded_by: tuple[str, ...] = ()
    running: int = 0
    is_user_suspended: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """The steps of a call, why no person is rung if none is, and the price of the leg that costs credits."""

    steps: tuple[Step, ...]
    reason: str = ""
    tariff: Tariff | None = None


def rings_apps(settings: CallSettings, at: datetime) -> bool:
    """Return whether apps are rung at this hour, so that it must be known which are there."""
    always = settings.forwarding is not None and settings.forwarding.mode == "always"
    return settings.is_active and settings.user_id is not None and not always and is_open(settings.hours, at)


def decide_route(settings: CallSettings, arrival: Arrival, apps: Mapping[str, str]) -> Route:
    """Return the route of a call; `apps` has the address of each person's app that is there."""
    if arrival.caller and _is_blocked(settings, arrival.caller):
        return Route((Step("reject", cause="CALL_REJECTED"),), "blocked")
    if settings.phone_number in arrival.forwarded_by or len(arrival.forwarded_by) >= _MOST_HOPS:
        return Route((Step("reject"),), "forwarding_loop")
    if arrival.running >= MOST_AT_ONCE:
        return Route((Step("reject"),), "busy")
    if not (settings.is_active or settings.is_suspended):
        return Route((Step("reject"),), "number_not_active")
    reason = _why_closed(settings, arrival)
    if reason:
        return Route((last_step(settings, reason),), reason)
    return _ring(settings, arrival, apps)


def last_step(settings: CallSettings, reason: str) -> Step:
    """Return what the caller gets whom no one talks to: voicemail, a notice that says why, or the busy signal."""
    if settings.voicemail.is_on and settings.user_id:
        return Step("voicemail", words=settings.voicemail.greeting or GREETING)
    if reason == MISSED:
        return Step("reject")
    return Step("notice", words=_NOTICES.get(reason, CANNOT_BE_REACHED))


def tariff_of(phone_number: str, at: datetime, kind: str) -> Tariff | None:
    """Return the price of a leg to a number by the deck of this instant; None if it is not served."""
    deck = deck_at(at)
    rate = deck.find(phone_number.removeprefix("+"))
    if rate is None or rate.call is None:
        return None
    of_leg: CallKind = "call" if kind == "call" else "forwarding"
    return Tariff(of_leg, rate.place, deck.version, rate.call, rate.rounding, rate.country)


def as_shown(caller: str, forwarding: Forwarding, own: str) -> str:
    """Return the number that who is rung sees: carriers abroad refuse calls with a number that is not ours."""
    is_at_home = forwarding.to.startswith("+1")
    shows_caller = forwarding.shows == "caller" and is_at_home and re.fullmatch(_E164, caller)
    return caller if shows_caller else own


def _is_blocked(settings: CallSettings, caller: str) -> bool:
    return without_mobile_digit(caller) in map(without_mobile_digit, settings.blocked)


def _why_closed(settings: CallSettings, arrival: Arrival) -> str:
    if settings.user_id is None:
        return "no_user"
    if not settings.is_active:
        return "number_not_active"
    if arrival.is_user_suspended:
        return "person_suspended"
    return "" if is_open(settings.hours, arrival.at) else "after_hours"


def _ring(settings: CallSettings, arrival: Arrival, apps: Mapping[str, str]) -> Route:
    steps = list(_ring_apps(settings, arrival, apps))
    forwarding, tariff = settings.forwarding, None
    if forwarding:
        tariff = tariff_of(forwarding.to, arrival.at, "forwarding")
    if forwarding and tariff:
        shown = as_shown(arrival.caller, forwarding, settings.phone_number)
        rung_for = forwarding.ring_seconds if forwarding.mode == "always" else USUAL_RING_SECONDS
        steps.append(Step("forward", (forwarding.to,), shown, rung_for))
    reason = "destination_blocked" if forwarding and not tariff and not steps else ""
    return Route((*steps, last_step(settings, MISSED)), reason, tariff)


def _ring_apps(settings: CallSettings, arrival: Arrival, apps: Mapping[str, str]) -> list[Step]:
    forwarding, user_id = settings.forwarding, settings.user_id or ""
    if forwarding and forwarding.mode == "always":
        return []
    seconds = forwarding.ring_seconds if forwarding else settings.ring.seconds
    there = [apps[account] for account in dict.fromkeys((user_id, *settings.ring.others)) if account in apps]
    rung = Step("ring", tuple(there), arrival.caller or settings.phone_number, seconds)
    if settings.ring.order == "at_once" or len(there) < 2:
        return [rung] if there else []
    return [replace(rung, to=(one,)) for one in there]
