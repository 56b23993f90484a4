"""The quote of a port-in: what it would cost, when, and who would be charged (B15)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from contracts.money import Money
from contracts.plans import Plan
from contracts.sentences import Words, known, say
from kernel.http.models import View
from services.numbers.domain.emergency import NOTICE
from services.numbers.domain.person import Payer, is_team


class PortQuoteLine(View):
    """One charge of a quote; `when` is null for a charge on the day that the number moves."""

    what: Words
    amount: Money
    when: datetime | None
    payer: Payer


class PortQuote(View):
    """What a port-in would cost, when, who would be charged, and what else to know; nothing is charged (B15)."""

    lines: list[PortQuoteLine]
    total_now: Money
    notes: list[Words]

    @classmethod
    def of(cls, plans: Mapping[str, Plan], holder: str, now: datetime) -> Self:
        """Return the quote of the port-in of each number: it is free, and its plan is charged once it is here (B8)."""
        payer: Payer = "team" if is_team(holder) else "self"
        free = Money.of(0)
        lines = [
            line
            for number, plan in plans.items()
            for line in (
                PortQuoteLine(what=say("Port-in of {number}", number=number), amount=free, when=now, payer=payer),
                PortQuoteLine(
                    what=known(f"{plan.name}: {number}"), amount=Money.of(plan.price), when=None, payer=payer
                ),
            )
        ]
        return cls(lines=lines, total_now=free, notes=[NOTICE])
