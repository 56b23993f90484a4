"""Quotes a number's plan: what is charged now, and at its first renewal, as billing will charge it (B15)."""

from contracts.periods import next_period
from contracts.plans import Plan
from contracts.quotes import Payer, Quote, QuoteLine
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.emergency import NOTICE
from services.numbers.domain.person import is_team
from services.numbers.stores import billing_days


def quote_plan(work: UnitOfWork, plan: Plan, *, phone_number: str, holder: str, own_day: bool = False) -> Quote:
    """Return the quote of a plan: its first period, up to the payer's billing day or a whole one, and its renewal."""
    payer: Payer = "team" if is_team(holder) else "self"
    billing_day = None if own_day else billing_days.find(work.table, holder)
    first = next_period(plan, work.now, 0, billing_day)
    until = f", until {first.ends_at:%B} {first.ends_at.day}" if first.price != plan.price else ""
    lines = [
        QuoteLine.of(f"{plan.name}: {phone_number}{until}", first.price, work.now, payer),
        QuoteLine.of(f"{plan.name}: {phone_number}, renewed", plan.price, first.ends_at, payer),
    ]
    return Quote.now(work.now, lines, notes=(NOTICE,))
