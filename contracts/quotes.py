"""Quotes: what something would cost, when and whom (B15); billing and numbers answer them alike."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from contracts.money import Money
from contracts.sentences import Words

Payer = Literal["self", "team"]


class QuoteLine(BaseModel):
    """One charge of a quote."""

    model_config = ConfigDict(defer_build=True)

    what: Words
    amount: Money
    when: datetime
    payer: Payer

    @classmethod
    def of(cls, what: str, micros: int, when: datetime, payer: Payer) -> Self:
        """Return a line of `micros` micro-dollars."""
        return cls(what=what, amount=Money.of(micros), when=when, payer=payer)


class Quote(BaseModel):
    """What would be charged, when, and to whom, and what else to know before; nothing is charged (B15)."""

    model_config = ConfigDict(defer_build=True)

    lines: list[QuoteLine]
    total_now: Money
    notes: list[Words] = []

    @classmethod
    def now(cls, now: datetime, lines: list[QuoteLine], total: int | None = None, notes: tuple[str, ...] = ()) -> Self:
        """Return a quote; `total` of it is charged at once, by default all that is due now."""
        due = sum(line.amount.micros for line in lines if line.when <= now)
        return cls(lines=lines, total_now=Money.of(due if total is None else total), notes=list(notes))
