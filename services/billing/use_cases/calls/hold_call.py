"""Holds the price of a call's slices before it is connected and while it runs, or refuses it (B11, B12).

A slice counts toward the limits of the month and the day when it is held; what it did not cost is given back to them.
"""

from datetime import datetime

from contracts.billing import BalanceFell
from contracts.calls import CallArrived, CallFunded, CallSliceDue, CallUnfunded
from contracts.months import month_of
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.call_hold import (
    CALL_ENDED,
    INSUFFICIENT,
    CallHold,
    CallHoldStatus,
    Means,
    Slice,
    hold_slice,
)
from services.billing.domain.history import may_spend
from services.billing.domain.person import Person
from services.billing.domain.spending import spendable
from services.billing.stores import call_holds, ledger, people, spending
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts

_FIRST = 1


def hold_call(work: UnitOfWork, event: CallArrived) -> None:
    """Hold the first slice of a call, or refuse it for good. However often the event arrives, it is held once."""
    hold, person, means = _read(work, event.call_id, event.user_id)
    hold = hold or CallHold(
        event.call_id, event.user_id, event.number_id, event.kind, event.place, event.deck, event.rate, event.rounding,
        work.now,
    )  # fmt: skip
    _answer(work, hold, _FIRST, person, means)


def extend_call(work: UnitOfWork, event: CallSliceDue) -> None:
    """Hold another slice of a running call, once, or refuse it; one that was refused may be asked for again."""
    hold, person, means = _read(work, event.call_id, event.user_id)
    if hold:
        _answer(work, hold, event.slice, person, means)
    else:
        work.publish(CallUnfunded(call_id=event.call_id, slice=event.slice, reason=CALL_ENDED))


def _read(work: UnitOfWork, call_id: str, account_id: str) -> tuple[CallHold | None, Person, Means]:
    """Return what is held for the call, who pays for it, and what they may hold. One read."""
    keys = [
        call_holds.key(call_id),
        people.key(account_id),
        ledger.key(account_id),
        spending.key(account_id, month_of(work.now)),
    ]
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys])
    hold, person, wallet, month = (found.get((key["pk"], key["sk"])) for key in keys)
    payer, has = people.loaded(account_id, person), ledger.to_wallet(account_id, wallet)
    means = Means(
        has,
        payer.team,
        credits=spendable(has, payer.team, work.now),
        spent=spending.amount_of(month),
        spent_today=spending.day_of(month, work.now),
        limit=payer.spend_limit,
        a_day=may_spend(payer.since, work.now),
    )
    return call_holds.loaded(hold), payer, means


def _answer(work: UnitOfWork, hold: CallHold, number: int, person: Person, means: Means) -> None:
    """Publish that a slice is held, by now or already, or why it is not."""
    known = hold.slice(number)
    if hold.status is CallHoldStatus.SETTLED:
        _refuse(work, hold, number, CALL_ENDED)
    elif known:
        _fund(work, hold, known)
    elif reason := hold.reason or _refusal_of(person, work.now):
        _refuse(work, hold, number, reason)
    else:
        _hold(work, hold, number, means)


def _refusal_of(person: Person, now: datetime) -> str:
    """Return why a person's credits are not used, or nothing if they may be."""
    if person.closed:
        return "account_closed"
    if person.status == "suspended":
        return "suspended"
    return "money_locked" if person.is_locked(now) else ""


def _hold(work: UnitOfWork, hold: CallHold, number: int, means: Means) -> None:
    held = hold_slice(hold, number, means, work.now)
    if isinstance(held, str):
        _refuse(work, hold, number, held)
        return
    after, journal = held
    added = after.slices[-1]
    counted = spending.add(hold.account_id, work.now, added.amount, limit=means.limit, a_day=means.a_day)
    work.save([call_holds.save(after, work.now), counted])
    post_with_alerts(work, journal, read=[means.wallet], by=hold.account_id)
    _fund(work, after, added)
    if added.is_nearly_all:
        _review_top_up(work, hold)


def _fund(work: UnitOfWork, hold: CallHold, held: Slice) -> None:
    work.publish(
        CallFunded(call_id=hold.call_id, slice=held.number, seconds=held.seconds, limit_seconds=held.limit_seconds)
    )


def _refuse(work: UnitOfWork, hold: CallHold, number: int, reason: str) -> None:
    """Refuse a slice; that the first one is refused is remembered, as numbers ends the call by it."""
    if hold.version == 0:
        work.save([call_holds.save(hold.refuse(reason), work.now)])
    work.publish(CallUnfunded(call_id=hold.call_id, slice=number, reason=reason))
    if reason == INSUFFICIENT:
        _review_top_up(work, hold)


def _review_top_up(work: UnitOfWork, hold: CallHold) -> None:
    """Have the top-up looked at: alerts go by what is left, of which calls may hold all."""
    work.publish(BalanceFell(wallet=hold.account_id))
