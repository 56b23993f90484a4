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
from services.billing.stores import ledger, usage
from services.billing.use_cases.usage.givers import own_giver, read_givers
from services.billing.use_cases.usage.post_usage import post_usage

_SEARCHED = timedelta(days=3)  # the end of a text is known after a day


def refund_text(work: UnitOfWork, event: MessageFailed) -> None:
    """Refund the text: its record stays, one of the opposite takes it back, and a journal moves the money.

    It can only have failed once it was paid, so its record is there; a text of before there were records has a journal.
    """
    found, is_refunded = _find_record(work.table, event, work.now)
    if found and not is_refunded:
        about = {"message_id": event.message_id, "number_id": found.number_id, "parts": str(found.units)}
        about |= {"place": found.place, "deck": found.deck}
        _give_back(work, event, found.lines, found.counted_at, about, [found.refunded(work.now)])
    if found is None:
        _refund_journal(work, event)


def _find_record(table: Table, event: MessageFailed, now: datetime) -> tuple[UsageRecord | None, bool]:
    """Return the record of a text, or None, and whether it is taken back."""
    account_id, its_id = event.user_id, event.message_id
    if event.requested_at is None:
        found = usage.find_since(table, account_id, its_id, now - _SEARCHED, now)
        return found, usage.find_since(table, account_id, refund_id(its_id), now - _SEARCHED, now) is not None
    item = table.get(**usage.pack_key(account_id, event.requested_at))
    records = {record.record_id: record for record in usage.records_in(account_id, item)}
    return records.get(its_id), refund_id(its_id) in records


def _refund_journal(work: UnitOfWork, event: MessageFailed) -> None:
    cause = message_cause(event.message_id)
    booked = ledger.find_journal(work.table, spending_key(cause))
    if booked is None or ledger.find_journal(work.table, refund_key(cause)):
        return
    lines = [Line(LedgerAccount(wallet, part), amount) for wallet, part, amount in booked["lines"]]
    _give_back(work, event, lines, clock.from_text(booked["at"]), booked["about"], [])


def _give_back(
    work: UnitOfWork,
    event: MessageFailed,
    lines: Sequence[Line],
    counted_at: datetime,
    about: Mapping[str, str],
    records: Sequence[UsageRecord],
) -> None:
    givers = {team_id for line in lines if (team_id := giving_team(line.account.part))}
    person, wallet, teams = read_givers(work, event.user_id, givers)
    own = own_giver(work, person, teams)
    amount = sum(line.amount for line in lines if line.account.is_outside)
    spent = correct_spent(wallet, {counted_at: -amount}, work.now)
    cause = message_cause(event.message_id)
    journal = refund_spending(cause, lines, wallet, teams, own, now=work.now, about=about)
    post_usage(work, journal, records=records, spent=[spent], read=(wallet, *teams.values()))
    work.publish(*(TeamCreditsArrived(team_id=team_id) for team_id in givers - {own}))
