"""Decides what was used, one after the other, against what is left: it is debited, refused or free (B11, B12). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.billing.domain.accounts import Outside
from services.billing.domain.history import may_spend
from services.billing.domain.ledger import LedgerAccount, Wallet, lines_of
from services.billing.domain.person import Person
from services.billing.domain.problems import CreditsUsedUp, DailySpendReached, SpendLimitReached
from services.billing.domain.spending import spendable, take
from services.billing.domain.spent import Spent, count_spent, spent_in_month, spent_on_day
from services.billing.domain.usage import UsageKind, UsageRecord

TEXTS, CALLS = "texts", "calls"  # the parts of revenue
_EARNED: Mapping[UsageKind, str] = {
    UsageKind.TEXT: TEXTS,
    UsageKind.CALL: CALLS,
    UsageKind.FORWARDING: CALLS,
}


@dataclass(slots=True)
class Meter:
    """What a person uses in one transaction: each next use is decided by what those before have left."""

    person: Person
    read: Wallet
    now: datetime
    _left: Wallet | None = None
    _spent: int = 0

    def debit(self, use: UsageRecord) -> UsageRecord:
        """Return the record of a use as it is debited.

        Raise SpendLimitReached, CreditsUsedUp and DailySpendReached.
        """
        wallet, team_id = self._left or self.read, self.person.team
        self._require_room(wallet, use.amount)
        earned = lines_of((LedgerAccount(Outside.REVENUE, _EARNED.get(use.kind, "")), use.amount))
        record = replace(use, lines=(*take(wallet, use.amount, team_id, self.now), *earned))
        self._left, self._spent = wallet.after_lines(record.lines), self._spent + use.amount
        return self.count(record)

    def count(self, use: UsageRecord) -> UsageRecord:
        """Return the record of a use that takes nothing: by it is known who may see it."""
        return replace(use, holder=self.person.team_id or self.person.account_id, counted_at=self.now)

    @property
    def spent(self) -> Spent:
        """Return what all debits count toward the limits, and the most that may have been counted before."""
        limits = {"limit": self.person.spend_limit, "a_day": may_spend(self.person.since, self.now)}
        return count_spent(self.read, self.now, self._spent, **limits)

    @property
    def has_spent(self) -> bool:
        """Return whether any of the debits took something."""
        return self._spent > 0

    def _require_room(self, wallet: Wallet, amount: int) -> None:
        limit, counted = self.person.spend_limit, spent_in_month(self.read, self.now) + self._spent
        if limit is not None and counted + amount > limit:
            raise SpendLimitReached
        if spendable(wallet, self.person.team, self.now) < amount:
            raise CreditsUsedUp
        if spent_on_day(self.read, self.now) + self._spent + amount > may_spend(self.person.since, self.now):
            raise DailySpendReached
