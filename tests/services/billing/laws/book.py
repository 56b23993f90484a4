"""A ledger in a dict: the same journals, conditions and versions as in the table, a thousand times faster.

It decides nothing. The rules are those of `services/billing/domain`, the very code that runs; that the table does the
same with them is proved by `test_the_table_agrees.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from contracts.admin_spending import AdminSpending
from services.billing.domain.alert import Alert, decide_alert
from services.billing.domain.call_hold import CallHold
from services.billing.domain.grant import Grant
from services.billing.domain.hold import Hold
from services.billing.domain.ledger import Journal, LedgerAccount, Wallet, changes
from services.billing.domain.parts import OWED
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.plan_line import PlanLine
from services.billing.domain.store_subscription import StoreSubscription

MONTH = "2026-11"  # in which the stories play


class Refused(Exception):  # noqa: N818 (a condition did not hold, as in a transaction)
    """A condition of the transaction did not hold; nothing was written."""


@dataclass(frozen=True)
class Entry:
    """What one decision writes, under the versions that it read; `still_on` are the people it needs on the team."""

    journals: tuple[Journal, ...] = ()
    hold: Hold | None = None
    payment: Payment | None = None
    grant: Grant | None = None
    call: CallHold | None = None
    counted: Mapping[datetime, int] = field(default_factory=dict)  # toward what may be spent, of who pays for the call
    plans: Sequence[Subscription] = ()
    lines: Sequence[PlanLine] = ()
    store: StoreSubscription | None = None
    read: StoreSubscription | None = None  # what a move goes by
    person: Person | None = None
    once: str | None = None
    still_on: str | None = None
    owes_nothing: str | None = None
    used: int = 0  # of the admin's limit
    refund: str | None = None
    missing: tuple[str, int] | None = None  # of whom a team lacked how much, as their removal was undone
    alerts: tuple[tuple[str, Alert], ...] = ()


@dataclass
class Book:
    """All items of the table that money depends on. `written` is what was written since it was copied."""

    wallets: dict[str, dict[str, int]] = field(default_factory=dict)
    journals: dict[str, Journal] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    calls: dict[str, CallHold] = field(default_factory=dict)
    counted: dict[tuple[str, datetime], int] = field(default_factory=dict)
    plans: dict[str, Subscription] = field(default_factory=dict)
    lines: dict[tuple[str, str], PlanLine] = field(default_factory=dict)
    stores: dict[str, StoreSubscription] = field(default_factory=dict)
    admin: AdminSpending = field(default_factory=lambda: AdminSpending("team_1", "acc_owner"))
    refunds: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    handled: set[str] = field(default_factory=set)
    missing: dict[str, int] = field(default_factory=dict)
    alerts: dict[str, str] = field(default_factory=dict)  # by wallet, as its holder was last alerted
    falls: list[str] = field(default_factory=list)  # wallets whose fall was published and not yet looked at
    debts: list[str] = field(default_factory=list)  # teams whose debt was published and not yet collected
    fell: set[str] = field(default_factory=set)  # wallets that ever had less than before
    written: list[Entry] = field(default_factory=list)

    def copy(self) -> "Book":
        """Return the book as a step reads it now: what the step writes there is kept for its commit."""
        mine = {it.name: getattr(self, it.name) for it in fields(self)}
        copied = {name: type(value)(value) for name, value in mine.items() if name not in ("admin", "wallets")}
        wallets = {wallet: dict(parts) for wallet, parts in self.wallets.items()}
        return replace(self, **copied | {"wallets": wallets, "written": []})

    def wallet(self, name: str) -> Wallet:
        """Return the wallet as a use case reads it."""
        return Wallet(name, dict(self.wallets.get(name, {})), self.heirs.get(name), self.alerts.get(name, ""))

    def person(self, account_id: str) -> Person:
        """Return the account as a use case reads it."""
        return self.people.get(account_id, Person(account_id))

    def commit(self, *journals: Journal | None, **what: Any) -> None:
        """Write all of one decision or nothing. Raises Refused."""
        real = tuple(journal for journal in journals if journal)
        moved = [(change.wallet, change.gained) for change in changes(*real) if change.gained]
        alerts = tuple((wallet, decide_alert(self.wallet(wallet), by)) for wallet, by in moved)
        self.write([Entry(real, alerts=alerts, **what)])

    def write(self, entries: Sequence[Entry]) -> None:
        """Write these decisions in one transaction, or nothing. Raises Refused."""
        after = self.copy()
        changed = changes(*(journal for entry in entries for journal in entry.journals))
        if not all(change.fits(self.wallets.get(change.wallet, {})) for change in changed):
            raise Refused("not enough, or too much")
        for entry in entries:
            after.check(entry)
            after.move(entry)
            after.note(entry)
        for it in fields(self):
            if it.name != "written":
                setattr(self, it.name, getattr(after, it.name))
        self.written += entries

    def move(self, entry: Entry) -> None:
        """Book the journals in the balances, under the conditions of the alerts."""
        for wallet, alert in entry.alerts:
            self.judge(wallet, alert)
        for change in changes(*entry.journals):
            parts = self.wallets.setdefault(change.wallet, {})
            self.fell |= {change.wallet} if change.gained < 0 else set()
            self.debts += [change.wallet] if change.adds.get(OWED, 0) < 0 and Wallet(change.wallet, {}).is_team else []
            for part, amount in change.adds.items():
                parts[part] = parts.get(part, 0) + amount

    def judge(self, wallet: str, alert: Alert) -> None:
        """Store an alert, if what it was decided by still holds. Raises Refused."""
        if alert.fell:
            self.falls.append(wallet)
            return
        left = self.wallet(wallet).left
        if self.alerts.get(wallet, "") != alert.before:
            raise Refused("another alert")
        if (alert.least is not None and left < alert.least) or (alert.below is not None and left >= alert.below):
            raise Refused("it crosses a level")
        self.alerts[wallet] = alert.after

    def check(self, entry: Entry) -> None:
        """Raise Refused unless the conditions of a decision hold."""
        if entry.once in self.handled or any(journal.key in self.journals for journal in entry.journals):
            raise Refused("done before")
        if entry.hold and entry.hold.version != _version(self.holds.get(entry.hold.hold_id), 0) + 1:
            raise Refused("the hold changed")
        if entry.grant and entry.grant.version != _version(self.grants.get(entry.grant.grant_id), 0) + 1:
            raise Refused("the grant changed")
        if self.call_changed(entry.call):
            raise Refused("the call changed")
        if entry.payment and entry.payment.version != _version(self.payments.get(entry.payment.payment_id), -1) + 1:
            raise Refused("the payment changed")
        if self.store_changed(entry) or any(map(self.plan_changed, entry.plans)):
            raise Refused("a plan changed, or its subscription in a store")
        if entry.person and entry.person.version != self.person(entry.person.account_id).version + 1:
            raise Refused("the person changed")
        if entry.still_on and not self.person(entry.still_on).is_on("team_1"):
            raise Refused("they have left")
        if entry.owes_nothing and self.wallet(entry.owes_nothing).owed:
            raise Refused("it owes by now")

    def call_changed(self, call: CallHold | None) -> bool:
        """Return whether the hold of a call that is to be written is not the one that was read."""
        return call is not None and call.version != _version(self.calls.get(call.call_id), 0) + 1

    def store_changed(self, entry: Entry) -> bool:
        """Return whether a store's subscription that is to be written, or was read, is not the one that was read."""
        written, read = entry.store, entry.read
        is_other = written is not None and written.version != _version(self.stores.get(written.store_id), 0) + 1
        return is_other or (read is not None and self.stores[read.store_id].version != read.version)

    def plan_changed(self, plan: Subscription) -> bool:
        """Return whether a plan that is to be written is not the one that was read."""
        return plan.version != _version(self.plans.get(plan.subscription_id), 0) + 1

    def note(self, entry: Entry) -> None:
        """Write what a decision says, but for the balances."""
        self.journals |= {journal.key: journal for journal in entry.journals}
        self.holds |= {entry.hold.hold_id: entry.hold} if entry.hold else {}
        self.payments |= {entry.payment.payment_id: entry.payment} if entry.payment else {}
        self.grants |= {entry.grant.grant_id: entry.grant} if entry.grant else {}
        if entry.call:
            self.calls |= {entry.call.call_id: entry.call}
            for at, amount in entry.counted.items():
                place = (entry.call.account_id, at)
                self.counted[place] = self.counted.get(place, 0) + amount
        self.people |= {entry.person.account_id: entry.person} if entry.person else {}
        if entry.still_on:
            person = self.person(entry.still_on)
            self.people[entry.still_on] = replace(person, version=person.version + 1)
        self.stores |= {entry.store.store_id: entry.store} if entry.store else {}
        for plan in entry.plans:
            self._note_plan(plan)
        self.lines |= {(line.payment_id, line.subscription_id): line for line in entry.lines}
        self.handled |= {entry.once} if entry.once else set()
        self.refunds += [entry.refund] if entry.refund else []
        if entry.missing:
            account, amount = entry.missing
            self.missing[account] = self.missing.get(account, 0) + amount
        if entry.used:
            self.admin = self.admin.correct(entry.used, MONTH)

    def _note_plan(self, plan: Subscription) -> None:
        before = self.plans.get(plan.subscription_id)
        over = before is not None and before.status in (PlanStatus.ENDED, PlanStatus.REFUSED)
        assert not over or plan.status is before.status, f"{before} was over and is not any more"
        self.plans[plan.subscription_id] = plan

    def balances(self) -> dict[LedgerAccount, int]:
        """Return every account as its entries add up."""
        found: dict[LedgerAccount, int] = {}
        for line in (line for journal in self.journals.values() for line in journal.lines):
            found[line.account] = found.get(line.account, 0) + line.amount
        return found


def _version(thing: Hold | CallHold | Payment | Grant | Subscription | StoreSubscription | None, of_none: int) -> int:
    return thing.version if thing else of_none
