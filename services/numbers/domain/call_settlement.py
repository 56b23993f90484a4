"""What a call comes to once it has ended: its line in the log, and what billing settles (N9, B11). Pure."""

from dataclasses import replace
from datetime import datetime

from contracts.call_prices import price_of
from contracts.calls import CallEnded
from contracts.rates import country_of
from services.numbers.domain.call import ORIGIN, Call
from services.numbers.domain.call_entry import AnsweredBy, CallEntry
from services.numbers.domain.call_leg import Leg

FUNDS = "funds"  # in `asked`: billing was asked to hold the price
MISSED, OUT_OF_CREDIT = "missed", "out_of_credit"
_REASONS = {"insufficient_credits": OUT_OF_CREDIT}


def settle(call: Call, now: datetime) -> Call:
    """Record that it is settled; that is written in one transaction with what it comes to."""
    return replace(call, settled_at=now)


def entry_of(call: Call) -> CallEntry:
    """Return the call's line in the log."""
    taker, by, leg = call.taker, _answered_by(call), _talking_leg(call)
    return CallEntry(
        call_id=call.call_id,
        number_id=call.number_id,
        phone_number=call.phone_number,
        other_number=call.other_number,
        direction=call.direction,
        holder=call.holder,
        team_id=call.team_id,
        user_id=call.user_id,
        colleagues=call.colleagues,
        started_at=call.started_at,
        ended_at=_ended_at(call),
        answered_at=leg.took_at if leg else None,
        seconds=leg.seconds if leg else 0,
        answered_by=by,
        forwarded_to=_forwarded_to(call) if by == "forwarding" else "",
        reason="" if taker else _reason(call),
        price=charged(call),
        place=call.tariff.place if call.tariff and paid_seconds(call) else "",
    )


def ended(call: Call) -> CallEnded:
    """Return the event by which billing settles what it holds, if it holds anything."""
    tariff, leg = call.tariff if FUNDS in call.asked else None, _talking_leg(call)
    pays = tariff if paid_seconds(call) else None
    price = {
        "kind": tariff.kind,
        "place": tariff.place,
        "deck": tariff.deck,
        "rate": tariff.rate,
        "rounding": tariff.rounding,
    } if tariff else {}  # fmt: skip
    return CallEnded(
        call_id=call.call_id,
        number_id=call.number_id,
        user_id=call.user_id,
        direction=call.direction,
        answered_by=_answered_by(call),
        started_at=call.started_at,
        ended_at=_ended_at(call),
        seconds=paid_seconds(call),
        talked=leg.seconds if leg else 0,
        country=pays.country if pays else country_of(call.other_number, call.started_at),
        **price,
    )


def _talking_leg(call: Call) -> Leg | None:
    """Return the leg of who took the call, or of the caller who talked to voicemail."""
    return call.taker or (call.origin if _answered_by(call) == "voicemail" else None)


def paid_seconds(call: Call) -> int:
    """Return the seconds of the leg that costs credits: there is one at most that was answered."""
    return max((leg.seconds for leg in call.targets), default=0)


def charged(call: Call) -> int:
    """Return the price of the call by its deck, in micro-dollars."""
    seconds = paid_seconds(call)
    if call.tariff is None or not seconds:
        return 0
    return price_of(seconds, call.tariff.rate, call.tariff.rounding)


def _answered_by(call: Call) -> AnsweredBy:
    if call.taker:
        taken_by_target: AnsweredBy = "forwarding" if call.direction == "in" else "person"
        return taken_by_target if call.taker.role == "target" else "app"
    return "voicemail" if call.origin and call.origin.recording_id else "none"


def _ended_at(call: Call) -> datetime:
    ends = [leg.ended_at for leg in call.legs if leg.ended_at]
    taken_until = call.taker.ended_at if call.taker else None
    return taken_until or max(ends, default=call.started_at)


def _forwarded_to(call: Call) -> str:
    return next((step.to[0] for step in call.steps if step.kind == "forward"), "")


def _reason(call: Call) -> str:
    """Return why no person took it."""
    if call.reason:
        return call.reason
    if call.money.is_refused:
        return _REASONS.get(call.money.reason, call.money.reason)
    if call.direction == "in":
        return MISSED
    refusals = [why for name, why in call.refused.items() if name in (ORIGIN, "transfer")]
    causes = [*(leg.cause for leg in call.targets), *refusals, *(leg.cause for leg in call.legs)]
    return next(filter(None, causes), MISSED)
