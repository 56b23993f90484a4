"""Holds the price of a call's slices before it is connected and while it runs, or refuses it (B11, B12).

A slice counts toward the limits of the month and the day when it is held; what it did not cost is given back to them.
"""

from datetime import datetime

from contracts.billing import BalanceFell
from contracts.calls import CallArrived, CallFunded, CallSliceDue, CallUnfunded
from contracts.months import month_of
from contracts.usage import SpendLimitMet
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.call_hold import CALL_ENDED, LIMIT_REACHED, CallHold, Means, ask_slice
from services.billing.domain.history import may_spend
from services.billing.domain.person import Person
from services.billing.domain.spending import spendable
from services.billing.domain.spent import count_spent, spent_in_month, spent_on_day
from services.billing.stores import call_holds, ledger, people
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
    keys = [call_holds.key(call_id), people.key(account_id), ledger.key(account_id)]
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys])
    hold, person, wallet = (found.get((key["pk"], key["sk"])) for key in keys)
    payer, has = people.loaded(account_id, person), ledger.to_wallet(account_id, wallet)
    means = Means(
        has,
        payer.team,
        credits=spendable(has, payer.team, work.now),
        spent=spent_in_month(has, work.now),
        spent_today=spent_on_day(has, work.now),
        limit=payer.spend_limit,
        a_day=may_spend(payer.since, work.now),
    )
    return call_holds.loaded(hold), payer, means


def _answer(work: UnitOfWork, hold: CallHold, number: int, person: Person, means: Means) -> None:
    """Publish that a slice is held, by now or already, or why it is not."""
    answer = ask_slice(hold, number, means, work.now, refusal=_refusal_of(person, work.now))
    if answer.hold:
        work.save([call_holds.save(answer.hold, work.now)])
    if answer.hold and answer.held:
        amount, limits = answer.held.amount, {"limit": means.limit, "a_day": means.a_day}
        spent = count_spent(means.wallet, work.now, amount, **limits)
        post_with_alerts(work, answer.journal, read=[means.wallet], spent=[spent], by=hold.account_id)
    if answer.held:
        held = answer.held
        about = {"seconds": held.seconds, "limit_seconds": held.limit_seconds}
        work.publish(CallFunded(call_id=hold.call_id, slice=number, **about))
    else:
        work.publish(CallUnfunded(call_id=hold.call_id, slice=number, reason=answer.reason))
    if answer.reason == LIMIT_REACHED:
        limit = means.limit or 0
        work.publish(SpendLimitMet(account_id=hold.account_id, limit=limit, month=month_of(work.now)))
    if answer.is_nearly_all:  # alerts go by what is left, of which calls may hold all: only the top-up is due
        work.publish(BalanceFell(wallet=hold.account_id))


def _refusal_of(person: Person, now: datetime) -> str:
    """Return why a person's credits are not used, or nothing if they may be."""
    if person.closed:
        return "account_closed"
    if person.status == "suspended":
        return "suspended"
    return "money_locked" if person.is_locked(now) else ""
