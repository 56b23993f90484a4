"""A ledger in a dict: the same journals, conditions and versions as in the table, a thousand times faster.

It decides nothing. The rules are those of `services/billing/domain`, the very code that runs; that the table does the
same with them is proved by `test_the_table_agrees.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from contracts.admin_spending import AdminSpending
from services.billing.domain.hold import Hold
from services.billing.domain.ledger import Journal, LedgerAccount, Wallet, changes
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.plan_line import PlanLine


class Refused(Exception):  # noqa: N818 (a condition did not hold, as in a transaction)
    """A condition of the transaction did not hold; nothing was written."""


@dataclass
class Book:
    """All items of the table that money depends on."""

    wallets: dict[str, dict[str, int]] = field(default_factory=dict)
    journals: dict[str, Journal] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    plans: dict[str, Subscription] = field(default_factory=dict)
    lines: dict[str, dict[str, PlanLine]] = field(default_factory=dict)
    admin: AdminSpending = field(default_factory=lambda: AdminSpending("team_1", "acc_owner"))
    refunds: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    handled: set[str] = field(default_factory=set)

    def wallet(self, name: str) -> Wallet:
        """Return the wallet as a use case reads it."""
        return Wallet(name, dict(self.wallets.get(name, {})), self.heirs.get(name))

    def person(self, account_id: str) -> Person:
        """Return the account as a use case reads it."""
        return self.people.get(account_id, Person(account_id))

    def commit(
        self,
        *journals: Journal | None,
        hold: Hold | None = None,
        payment: Payment | None = None,
        plans: Iterable[Subscription] = (),
        lines: Iterable[PlanLine] = (),
        once: str | None = None,
    ) -> None:
        """Write all or nothing. Raises Refused."""
        real = [journal for journal in journals if journal]
        if once in self.handled or any(journal.key in self.journals for journal in real):
            raise Refused("done before")
        if hold and hold.version != _version(self.holds.get(hold.hold_id), 0) + 1:
            raise Refused("the hold changed")
        if payment and payment.version != _version(self.payments.get(payment.payment_id), -1) + 1:
            raise Refused("the payment changed")
        changed = list(plans)
        if any(plan.version != _version(self.plans.get(plan.subscription_id), 0) + 1 for plan in changed):
            raise Refused("a plan changed")
        self._move(real)
        self.journals |= {journal.key: journal for journal in real}
        self.holds |= {hold.hold_id: hold} if hold else {}
        self.payments |= {payment.payment_id: payment} if payment else {}
        for plan in changed:
            self._note(plan)
        for line in lines:
            self.lines.setdefault(line.payment_id, {})[line.subscription_id] = line
        self.handled |= {once} if once else set()

    def _note(self, plan: Subscription) -> None:
        before = self.plans.get(plan.subscription_id)
        over = before is not None and before.status in (PlanStatus.ENDED, PlanStatus.REFUSED)
        assert not over or plan.status is before.status, f"{before} was over and is not any more"
        self.plans[plan.subscription_id] = plan

    def _move(self, journals: list[Journal]) -> None:
        changed = changes(*journals)
        if not all(change.fits(self.wallets.get(change.wallet, {})) for change in changed):
            raise Refused("not enough")
        for change in changed:
            parts = self.wallets.setdefault(change.wallet, {})
            for part, amount in change.adds.items():
                parts[part] = parts.get(part, 0) + amount

    def balances(self) -> dict[LedgerAccount, int]:
        """Return every account as its entries add up."""
        found: dict[LedgerAccount, int] = {}
        for line in (line for journal in self.journals.values() for line in journal.lines):
            found[line.account] = found.get(line.account, 0) + line.amount
        return found


def _version(thing: Hold | Payment | Subscription | None, of_none: int) -> int:
    return thing.version if thing else of_none
