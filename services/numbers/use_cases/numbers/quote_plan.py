"""Quotes a number's plan: what is charged now, and at its first renewal, as billing will charge it (B15)."""

from contracts.periods import next_period
from contracts.plans import Plan
from contracts.quotes import Payer, Quote, QuoteLine
from contracts.sentences import known, say, say_month
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.emergency import NOTICE
from services.numbers.domain.person import is_team
from services.numbers.stores import billing_days


def quote_plan(work: UnitOfWork, plan: Plan, *, phone_number: str, holder: str, own_day: bool = False) -> Quote:
    """Return the quote of a plan: its first period, up to the payer's billing day or a whole one, and its renewal."""
    payer: Payer = "team" if is_team(holder) else "self"
    billing_day = None if own_day else billing_days.find(work.table, holder)
    first = next_period(plan, work.now, 0, billing_day)
    what, end = known(f"{plan.name}: {phone_number}"), first.ends_at
    until = say("{what}, until {month} {day}", what=what, month=say_month(end), day=end.day)
    lines = [
        QuoteLine.of(what if first.price == plan.price else until, first.price, work.now, payer),
        QuoteLine.of(say("{what}, renewed", what=what), plan.price, end, payer),
    ]
    return Quote.now(work.now, lines, notes=(NOTICE,))
