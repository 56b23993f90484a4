"""The turnover and the balances of a day's accounts: they sum to zero, and wallets hold what the accounts say. Pure.

Amounts are micro-dollars. A turnover is a debit and a credit, both positive; a balance is positive if it is a credit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from services.billing.domain.accounts import class_of, is_of_wallet

SETTLES = timedelta(minutes=15)  # what began longer ago has been written, or never will be
Turnover = dict[str, list[int]]  # by class of accounts: what was debited, and what was credited
Posting = tuple[str, str, int]  # the two parts of a ledger account, and the amount


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closed day: its turnover, and the balances at its end."""

    day: str
    turnover: Mapping[str, list[int]] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)

    @property
    def difference(self) -> int:
        """Return what debits and credits differ by: always zero, or the books are wrong."""
        return sum(self.balances.values())

    def differences(self, in_wallets: Mapping[str, int]) -> dict[str, int]:
        """Return by how much the wallets hold more of a class, or less, than the accounts say: normally nothing."""
        names = {name for name in self.balances if is_of_wallet(name)} | set(in_wallets)
        found = {name: in_wallets.get(name, 0) - self.balances.get(name, 0) for name in sorted(names)}
        return {name: amount for name, amount in found.items() if amount}


def add_postings(turnover: Mapping[str, list[int]], postings: Iterable[Posting]) -> Turnover:
    """Return the turnover with these lines of journals added."""
    found = {name: list(sums) for name, sums in turnover.items()}
    for wallet, part, amount in postings:
        sums = found.setdefault(class_of(wallet, part), [0, 0])
        sums[amount > 0] += abs(amount)
    return found


def add_parts(sums: Mapping[str, int], wallet: str, parts: Mapping[str, int]) -> dict[str, int]:
    """Return the sums of wallets by class, with the parts of one more wallet."""
    found = dict(sums)
    for part, amount in parts.items():
        found[class_of(wallet, part)] = found.get(class_of(wallet, part), 0) + amount
    return found


def sum_slices(slices: Iterable[Mapping[str, list[int]]]) -> Turnover:
    """Return the turnover of a day, of which each slice has a part."""
    found: Turnover = {}
    for turnover in slices:
        for name, (debit, credit) in turnover.items():
            sums = found.setdefault(name, [0, 0])
            found[name] = [sums[0] + debit, sums[1] + credit]
    return found


def close_day(day: str, opening: ClosedDay, turnover: Mapping[str, list[int]]) -> ClosedDay:
    """Return the day as it is closed, after the one before it."""
    balances = dict(opening.balances)
    for name, (debit, credit) in turnover.items():
        balances[name] = balances.get(name, 0) + credit - debit
    return ClosedDay(day, dict(sorted(turnover.items())), dict(sorted(balances.items())))
