"""Settles what is held for a call that has ended, once, at the price of the seconds talked (B11)."""

from dataclasses import replace
from datetime import datetime

from contracts.billing import TeamCreditsArrived
from contracts.calls import CallEnded
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.billing.domain.call_hold import CallHold
from services.billing.domain.call_settlement import givers_of, settle
from services.billing.domain.spent import correct_spent
from services.billing.stores import call_holds
from services.billing.use_cases.balances.note_debt import note_call_debt
from services.billing.use_cases.usage.givers import own_giver, read_givers
from services.billing.use_cases.usage.post_usage import post_usage


def settle_ended_call(work: UnitOfWork, event: CallEnded) -> None:
    """Settle the call, once, whatever else arrives.

    An end that overtakes its call's beginning is remembered, so that nothing is held for the call any more. A call of
    which nothing was held, and that cost nothing, such as one that the app took, leaves no trace.
    """
    hold = call_holds.find(work.table, event.call_id)
    if hold and hold.is_over:
        if hold.seconds != event.seconds:
            log().warning("billing.call.settled_otherwise", extra={"call_id": event.call_id, "seconds": hold.seconds})
        return
    if hold is None and (event.user_id is None or event.kind is None):
        return
    settle_call(work, hold or _begun_by(event), event.seconds, country=event.country, ended_at=event.ended_at)


def _begun_by(event: CallEnded) -> CallHold:
    """Return the hold, of nothing, of a call whose beginning has not arrived."""
    return CallHold(
        event.call_id, event.user_id or "", event.number_id, event.kind or "call", event.place, event.deck, event.rate,
        event.rounding, event.started_at,
    )  # fmt: skip


def settle_call(
    work: UnitOfWork, hold: CallHold, seconds: int, *, country: str, ended_at: datetime, by: str | None = None
) -> CallHold:
    """Settle a hold that is open, and return it; the entries say `by` whom, if it was not by the call's end.

    The price is a usage record, written in the same transaction.
    """
    givers = givers_of(hold, seconds)
    person, wallet, teams = read_givers(work, hold.account_id, givers)
    away = givers - {own_giver(work, person, teams)}
    settled = settle(hold, seconds, wallet, teams, person.team_id, work.now)
    work.save([call_holds.save(replace(settled.hold, settled_by=by or ""), work.now)])
    spent = correct_spent(wallet, settled.counted, work.now)
    note_call_debt(work, wallet, settled.journals)
    records = settled.used(person.team_id or person.account_id, country, ended_at, work.now)
    read, actor = (wallet, *teams.values()), by or hold.account_id
    post_usage(work, *settled.returns, records=records, read=read, spent=[spent], by=actor, returned=bool(away))
    work.publish(*(TeamCreditsArrived(team_id=team_id) for team_id in away))
    return settled.hold
