"""Refunds the price of a text that was not sent, once, to the parts that it came from (B4, B11)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from contracts.billing import TeamCreditsArrived
from contracts.messages import MessageFailed
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import LedgerAccount, Line
from services.billing.domain.parts import giving_team
from services.billing.domain.spending import message_cause, refund_key, refund_spending, spending_key
from services.billing.domain.spent import correct_spent
from services.billing.domain.usage import UsageRecord, refund_id
from services.billing.stores import ledger, usage_packs
from services.billing.stores.usage_packs import Minute, Place
from services.billing.use_cases.usage.givers import own_giver, read_givers
from services.billing.use_cases.usage.post_usage import post_usage

_SEARCHED = timedelta(days=3)  # the end of a text is known after a day


def refund_text(work: UnitOfWork, event: MessageFailed) -> None:
    """Refund the text: its record stays, one of the opposite takes it back, and a journal moves the money.

    It can only have failed once it was paid, so its record is there; a text of before there were records has a journal.
    """
    minute = _find_minute(work.table, event, work.now)
    found, place = minute.find(event.message_id) or (None, None)
    if found and place and not minute.is_decided(refund_id(event.message_id)):
        about = {"message_id": event.message_id, "number_id": found.number_id, "parts": str(found.units)}
        about |= {"place": found.place, "deck": found.deck}
        _give_back(work, event, found.lines, found.counted_at, about, found.refunded(work.now), place)
    if found is None:
        _refund_journal(work, event)


def _find_minute(table: Table, event: MessageFailed, now: datetime) -> Minute:
    """Return the minute of a text, which is empty if there is no record of it."""
    account_id, at = event.user_id, event.requested_at
    if at is None:
        found = usage_packs.find_since(table, account_id, event.message_id, now - _SEARCHED, now)
        if found is None:
            return Minute(account_id)
        at = found.at
    return usage_packs.read_minute(table, account_id, at)


def _refund_journal(work: UnitOfWork, event: MessageFailed) -> None:
    cause = message_cause(event.message_id)
    booked = ledger.find_journal(work.table, spending_key(cause))
    if booked is None or ledger.find_journal(work.table, refund_key(cause)):
        return
    lines = [Line(LedgerAccount(wallet, part), amount) for wallet, part, amount in booked["lines"]]
    _give_back(work, event, lines, clock.from_text(booked["at"]), booked["about"])


def _give_back(
    work: UnitOfWork,
    event: MessageFailed,
    lines: Sequence[Line],
    counted_at: datetime,
    about: Mapping[str, str],
    record: UsageRecord | None = None,
    place: Place | None = None,
) -> None:
    givers = {team_id for line in lines if (team_id := giving_team(line.account.part))}
    person, wallet, teams = read_givers(work, event.user_id, givers)
    own = own_giver(work, person, teams)
    amount = sum(line.amount for line in lines if line.account.is_outside)
    spent = correct_spent(wallet, {counted_at: -amount}, work.now)
    cause = message_cause(event.message_id)
    journal = refund_spending(cause, lines, wallet, teams, own, now=work.now, about=about)
    records, places = ([record], {record.record_id: place}) if record and place else ([], {})
    post_usage(work, journal, records=records, places=places, spent=[spent], read=(wallet, *teams.values()))
    work.publish(*(TeamCreditsArrived(team_id=team_id) for team_id in givers - {own}))
