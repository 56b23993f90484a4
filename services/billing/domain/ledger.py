"""The ledger's rules: journals that sum to zero, and what each changes in its wallets (B3). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.billing.domain.accounts import Outside, is_outside
from services.billing.domain.parts import AVAILABLE, CALLING, HELD, OWED, OWN, is_free, is_left


class Kind(StrEnum):
    """Why money moved, as the statement shows it."""

    PURCHASE = "purchase"
    PLANS = "plans"
    REFUND = "refund"
    REVERSAL = "reversal"
    DISPUTE = "dispute"
    DENIAL = "denial"
    RESTORED = "restored"
    ALLOCATION = "allocation"
    TAKEN_BACK = "taken_back"
    HELD = "held"
    SETTLED = "settled"
    RELEASED = "released"
    RETURNED = "returned"
    INHERITED = "inherited"
    SPENT = "spent"
    PAID_BACK = "paid_back"
    GRANTED = "granted"
    EXPIRED = "expired"
    FEE = "fee"
    TAX = "tax"
    UNUSED_DAYS = "unused_days"
    REGISTRATION = "registration"
    EARNED = "earned"
    PAYOUT = "payout"


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """A part of a wallet, or an account of the outside, such as `paypal` or `revenue`."""

    wallet: str
    part: str

    @property
    def is_outside(self) -> bool:
        """Return whether it belongs to none of our wallets."""
        return is_outside(self.wallet)


@dataclass(frozen=True, slots=True)
class Line:
    """A change of one ledger account, in micro-dollars."""

    account: LedgerAccount
    amount: int


@dataclass(frozen=True, slots=True)
class Journal:
    """One movement of money. It never changes; `key` is its cause, so that each cause is booked once.

    `payer` is the wallet whose statement shows it although nothing in the wallet changes, such as a plan's charge.
    """

    key: str
    kind: Kind
    lines: tuple[Line, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    payer: str = ""

    def __post_init__(self) -> None:
        if not self.key or sum(line.amount for line in self.lines) != 0:
            raise ValueError(f"a journal has a key and sums to zero: {self}")
        if any(line.amount == 0 for line in self.lines) or not self.lines:
            raise ValueError(f"a journal moves something on each line: {self}")

    @property
    def paid(self) -> int:
        """Return what was paid through PayPal in it, its fee included; less than zero is what PayPal took back."""
        return -sum(line.amount for line in self.lines if line.account.wallet in (Outside.PAYPAL, Outside.FEES))


@dataclass(frozen=True, slots=True)
class Change:
    """What journals together change in one wallet, and what the wallet must hold for it.

    `needs` is the least that each part must hold beforehand; for `owed`, the least that must be owed. `most` is what a
    part may hold at most: a wallet that owes has nothing free, so what frees money repays all that is owed, and what
    makes a debt takes all that is free.
    """

    wallet: str
    adds: Mapping[str, int]
    needs: Mapping[str, int]

    @property
    def gained(self) -> int:
        """Return by how many micro-dollars the money changes that is left to the holder, by which alerts go."""
        return sum(amount for part, amount in self.adds.items() if is_left(part))

    @property
    def most(self) -> Mapping[str, int]:
        """Return the most that parts may hold beforehand; for `owed`, the most that may be owed."""
        main = Wallet(self.wallet, {}).main.part
        freed, repaid = self.adds.get(main, 0), self.adds.get(OWED, 0)
        of_owed = {OWED: max(0, repaid)} if freed > 0 else {}
        return of_owed | ({main: max(0, -freed)} if repaid < 0 else {})

    def fits(self, parts: Mapping[str, int]) -> bool:
        """Return whether a wallet with these parts can bear it."""
        return all(_positive(part, parts.get(part, 0)) >= least for part, least in self.needs.items()) and all(
            _positive(part, parts.get(part, 0)) <= most for part, most in self.most.items()
        )


@dataclass(frozen=True, slots=True)
class Wallet:
    """The parts of one wallet as they were read; the write checks that they still suffice."""

    name: str
    parts: Mapping[str, int]
    heir: str | None = None  # who has what a dissolved team had
    alert: str = ""  # the last alert to its holder: low, empty, or none
    low_at: int | None = None  # below this it is low
    waits: bool = False  # monthly allowances of a team wait for its money
    alert_revision: int = 0  # counts the changes of the alert
    spent: Mapping[str, int] = field(default_factory=dict)  # by month and day (spent.py)

    @property
    def is_team(self) -> bool:
        """Return whether it belongs to a team."""
        return self.name.startswith("team_")

    @property
    def main(self) -> LedgerAccount:
        """Return the ledger account that payments for this wallet go to."""
        return LedgerAccount(self.name, AVAILABLE if self.is_team else OWN)

    def part(self, name: str) -> int:
        """Return the micro-dollars in a part."""
        return self.parts.get(name, 0)

    @property
    def available(self) -> int:
        """Return the micro-dollars in the main part."""
        return self.part(self.main.part)

    @property
    def owed(self) -> int:
        """Return the micro-dollars owed, as a positive number."""
        return -self.part(OWED)

    @property
    def set_aside(self) -> int:
        """Return the micro-dollars that are promised, or held for calls."""
        return self.part(HELD) + self.part(CALLING)

    @property
    def usable(self) -> int:
        """Return all micro-dollars that are not held."""
        return sum(amount for part, amount in self.parts.items() if is_free(part))

    @property
    def left(self) -> int:
        """Return all micro-dollars that are free or held for calls, by which alerts go."""
        return sum(amount for part, amount in self.parts.items() if is_left(part))

    def after(self, journal: Journal | None) -> "Wallet":
        """Return the wallet with this journal booked."""
        return self.after_lines(journal.lines if journal else ())

    def after_lines(self, lines: Iterable[Line]) -> "Wallet":
        """Return the wallet with those of these lines that are its own."""
        mine = ({line.account.part: line.amount} for line in lines if line.account.wallet == self.name)
        return replace(self, parts=sum_parts(mine, self.parts))

    def less(self, part: str, amount: int) -> "Wallet":
        """Return the wallet with `amount` less in a part."""
        return replace(self, parts={**self.parts, part: self.part(part) - amount})

    def receive(self, amount: int) -> tuple[Line, ...]:
        """Return the lines that add money: it repays what is owed, then adds to the balance (to the heir: later)."""
        repaid = min(amount, max(0, self.owed))
        return lines_of((LedgerAccount(self.name, OWED), repaid), (self.main, amount - repaid))

    def change_by(self, amount: int) -> tuple[Line, ...]:
        """Return the lines that add money, or take it if it is below zero."""
        return self.receive(amount) if amount > 0 else self.give_up(-amount)

    def give_up(self, amount: int) -> tuple[Line, ...]:
        """Return the lines that take money that may be spent already: what is missing is owed from then on."""
        there = min(amount, max(0, self.available))
        return lines_of((self.main, -there), (LedgerAccount(self.name, OWED), there - amount))


def transfer(
    key: str,
    kind: Kind,
    source: LedgerAccount,
    target: LedgerAccount,
    amount: int,
    about: Mapping[str, str] | None = None,
) -> Journal:
    """Return the journal that moves an amount from one ledger account to another."""
    return Journal(key, kind, lines_of((source, -amount), (target, amount)), about or {})


def changes(*journals: Journal) -> list[Change]:
    """Return what these journals change in each wallet when they are booked together; each wallet occurs once."""
    adds: dict[str, dict[str, int]] = {}
    needs: dict[str, dict[str, int]] = {}
    for line in (line for journal in journals for line in journal.lines):
        if line.account.is_outside:
            continue
        added = adds.setdefault(line.account.wallet, {})
        added[line.account.part] = added.get(line.account.part, 0) + line.amount
        least = -_positive(line.account.part, added[line.account.part])
        needed = needs.setdefault(line.account.wallet, {})
        if least > 0:
            needed[line.account.part] = max(needed.get(line.account.part, 0), least)
    return [Change(wallet, added, needs[wallet]) for wallet, added in adds.items()]


def in_wallet(journal: Journal, wallet: str) -> dict[str, int]:
    """Return what a journal changes in one wallet, by part."""
    found: dict[str, int] = {}
    for line in journal.lines:
        if line.account.wallet == wallet:
            found[line.account.part] = found.get(line.account.part, 0) + line.amount
    return found


def sum_parts(entries: Iterable[Mapping[str, int]], opening: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return the parts of a wallet as its entries add up: what a stored balance must equal (B16)."""
    parts = dict(opening or {})
    for entry in entries:
        for part, amount in entry.items():
            parts[part] = parts.get(part, 0) + amount
    return parts


def _positive(part: str, amount: int) -> int:
    return -amount if part == OWED else amount


def lines_of(*moves: tuple[LedgerAccount, int]) -> tuple[Line, ...]:
    """Return the lines of these moves, without those of nothing."""
    return tuple(Line(account, amount) for account, amount in moves if amount)
