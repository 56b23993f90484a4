"""What responses say of credits that were granted until a day (B18)."""

from datetime import date, datetime
from typing import Self

from contracts.money import Money
from kernel.http.models import View
from services.billing.domain.grant import last_day_of, usable_grants
from services.billing.domain.ledger import Wallet


class GrantLeft(View):
    """What is left of the granted credits that expire next, and the last day on which they can be used (UTC)."""

    amount: Money
    last_day: date

    @classmethod
    def first_of(cls, wallet: Wallet, now: datetime) -> Self | None:
        """Return what expires next in a wallet, or None."""
        part, amount = next(iter(usable_grants(wallet, now).items()), ("", 0))
        return cls(amount=Money.of(amount), last_day=last_day_of(part)) if part else None
