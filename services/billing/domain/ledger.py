"""The ledger's rules: journals that sum to zero, and what each changes in the wallets it touches (B3). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

AVAILABLE = "available"  # a team's money, free to use
OWN = "own"  # what a person bought
HELD = "held"  # promised to somebody, not free
OWED = "owed"  # taken back by PayPal after it was spent: zero, or below
_GIVEN = "given:"  # what a team gave to a person; one part for each team, so that leaving one never takes another's
PAYPAL = "paypal"
REVENUE = "revenue"
LOW_TEAM = 5_000_000  # below this, unless the owner has said otherwise, a balance is low (B7)
LOW_PERSON = 1_000_000
_OUTSIDE = {PAYPAL, REVENUE}


class Kind(StrEnum):
    """Why money moved, as the statement says it."""

    PURCHASE = "purchase"
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


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One pot of money: a part of a wallet, or a place outside, such as a payment at PayPal."""

    wallet: str
    part: str

    @property
    def is_outside(self) -> bool:
        """Whether no wallet of ours holds it."""
        return self.wallet in _OUTSIDE


@dataclass(frozen=True, slots=True)
class Line:
    """So much more, or less, in one account."""

    account: LedgerAccount
    amount: int


@dataclass(frozen=True, slots=True)
class Journal:
    """One movement of money. It never changes; `key` is its cause, so that there is no second one."""

    key: str
    kind: Kind
    lines: tuple[Line, ...]
    about: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key or sum(line.amount for line in self.lines) != 0:
            raise ValueError(f"a journal has a key and sums to zero: {self}")
        if any(line.amount == 0 for line in self.lines) or not self.lines:
            raise ValueError(f"a journal moves something on each line: {self}")


@dataclass(frozen=True, slots=True)
class Change:
    """What journals together change in one wallet, and what must be there for it.

    `needs` is the least that each part must hold beforehand; of `owed`, the least that must be owed.
    """

    wallet: str
    adds: Mapping[str, int]
    needs: Mapping[str, int]

    def fits(self, parts: Mapping[str, int]) -> bool:
        """Whether a wallet with these parts can bear it."""
        return all(_positive(part, parts.get(part, 0)) >= least for part, least in self.needs.items())


@dataclass(frozen=True, slots=True)
class Wallet:
    """The parts of one wallet as they were read, to decide by; whether they still are so, the write checks."""

    name: str
    parts: Mapping[str, int]
    heir: str | None = None  # who has what a dissolved team had
    alert: str = ""  # what its holder was told of it last: low, empty, or nothing
    low_at: int | None = None  # below this it is low

    @property
    def is_team(self) -> bool:
        """Whether it is a team's."""
        return self.name.startswith("team_")

    @property
    def main(self) -> LedgerAccount:
        """Where money goes that was paid for this wallet."""
        return LedgerAccount(self.name, AVAILABLE if self.is_team else OWN)

    def part(self, name: str) -> int:
        """How much is in a part."""
        return self.parts.get(name, 0)

    @property
    def available(self) -> int:
        """What is in the main part."""
        return self.part(self.main.part)

    @property
    def owed(self) -> int:
        """How much is owed, as a positive number."""
        return -self.part(OWED)

    def level(self, amount: int) -> str:
        """What to tell its holder of it when it holds this much: empty, low, or nothing."""
        if amount <= 0:
            return "empty"
        low_at = self.low_at if self.low_at is not None else (LOW_TEAM if self.is_team else LOW_PERSON)
        return "low" if amount < low_at else ""

    @property
    def usable(self) -> int:
        """All that is in it and not held."""
        return sum(amount for part, amount in self.parts.items() if is_free(part))

    def spendable(self, team_id: str | None) -> int:
        """What a person may spend: what their team gave, and their own."""
        return self.part(OWN) + (self.part(team_part(team_id)) if team_id else 0)

    def after(self, journal: Journal | None) -> "Wallet":
        """The wallet as it is once this journal is booked."""
        moved_here = in_wallet(journal, self.name) if journal else {}
        return replace(self, parts=sum_parts([moved_here], self.parts))

    def less(self, part: str, amount: int) -> "Wallet":
        """The wallet as it is once so much has left a part."""
        return replace(self, parts={**self.parts, part: self.part(part) - amount})

    def receive(self, amount: int) -> tuple[Line, ...]:
        """The lines by which money comes in: first what is owed, then the balance."""
        if self.heir:
            return (Line(LedgerAccount(self.heir, OWN), amount),)
        return self.regain(amount)

    def regain(self, amount: int) -> tuple[Line, ...]:
        """The lines by which its own money is free again: first what is owed, then the balance."""
        repaid = min(amount, max(0, self.owed))
        return _lines((LedgerAccount(self.name, OWED), repaid), (self.main, amount - repaid))

    def give_up(self, amount: int) -> tuple[Line, ...]:
        """The lines by which money is taken that may be spent already: what is not there is owed from now on."""
        there = min(amount, max(0, self.available))
        return _lines((self.main, -there), (LedgerAccount(self.name, OWED), there - amount))

    def spend(self, amount: int, team_id: str | None) -> tuple[Line, ...]:
        """The lines by which a person spends: what the team gave first, then their own (B4)."""
        of_team = min(amount, max(0, self.part(team_part(team_id)))) if team_id else 0
        lines = [(LedgerAccount(self.name, team_part(team_id)), -of_team)] if team_id else []
        return _lines(*lines, (LedgerAccount(self.name, OWN), of_team - amount))


def team_part(team_id: str) -> str:
    """The part of a person's wallet that this team gave."""
    return _GIVEN + team_id


def giving_team(part: str) -> str | None:
    """The team that gave what is in this part, if a team did."""
    return part.removeprefix(_GIVEN) if part.startswith(_GIVEN) else None


def is_free(part: str) -> bool:
    """Whether what is in this part may be used."""
    return part in (AVAILABLE, OWN) or part.startswith(_GIVEN)


def is_of_another_team(part: str, team_id: str | None) -> bool:
    """Whether this part of a person's wallet was given by a team other than this one."""
    return part.startswith(_GIVEN) and part != team_part(team_id or "")


def transfer(
    key: str,
    kind: Kind,
    source: LedgerAccount,
    target: LedgerAccount,
    amount: int,
    about: Mapping[str, str] | None = None,
) -> Journal:
    """The journal that moves an amount from one account to another."""
    return Journal(key, kind, _lines((source, -amount), (target, amount)), about or {})


def changes(*journals: Journal) -> list[Change]:
    """What these journals, one after the other and all at once, change in each wallet; a wallet stands there once."""
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
    """What a journal changes in one wallet, by part."""
    found: dict[str, int] = {}
    for line in journal.lines:
        if line.account.wallet == wallet:
            found[line.account.part] = found.get(line.account.part, 0) + line.amount
    return found


def sum_parts(entries: Iterable[Mapping[str, int]], opening: Mapping[str, int] | None = None) -> dict[str, int]:
    """The parts of a wallet as its entries make them: what a stored balance must equal (B16)."""
    parts = dict(opening or {})
    for entry in entries:
        for part, amount in entry.items():
            parts[part] = parts.get(part, 0) + amount
    return parts


def _positive(part: str, amount: int) -> int:
    return -amount if part == OWED else amount


def _lines(*moves: tuple[LedgerAccount, int]) -> tuple[Line, ...]:
    return tuple(Line(account, amount) for account, amount in moves if amount)
