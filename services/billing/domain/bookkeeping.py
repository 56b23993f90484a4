"""A month of the books in whole cents, as bookkeeping programs import it: a journal for each day (B19). Pure.

Credits are spent in fractions of a cent. So each balance is rounded, not each amount, and what the balances of a day
are off by together is in the account `rounding`: each day's journal sums to zero, and no account is off by a cent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.billing.domain.accounts import AccountClass
from services.billing.domain.trial_balance import ClosedDay

_CENT = 10_000  # micro-dollars


@dataclass(frozen=True, slots=True)
class BookkeepingRow:
    """What a day changes in an account, in cents: a credit if it is positive, else a debit."""

    day: str
    account: AccountClass
    cents: int

    @property
    def cells(self) -> tuple[str, ...]:
        """Return date, journal number, account code and name, debit, credit, description, currency."""
        amount = f"{abs(self.cents) // 100}.{abs(self.cents) % 100:02}"
        sides = ("", amount) if self.cents > 0 else (amount, "")
        about = self.day, f"D-{self.day}", self.account.code, self.account.title
        return (*about, *sides, f"Total of {self.day}", "USD")


HEADER = ("Date", "Journal no.", "Account code", "Account name", "Debit", "Credit", "Description", "Currency")


def list_rows(
    opening: ClosedDay, days: Iterable[ClosedDay], accounts: Mapping[str, AccountClass]
) -> Iterator[BookkeepingRow]:
    """Yield the rows of closed days that adjoin, after the day before them."""
    before = in_cents(opening.balances)
    for day in days:
        after = in_cents(day.balances)
        for name in sorted(after, key=lambda it: accounts[it].code):
            if moved := after[name] - before.get(name, 0):
                yield BookkeepingRow(day.day, accounts[name], moved)
        before = after


def in_cents(balances: Mapping[str, int]) -> dict[str, int]:
    """Return balances in whole cents, half to even, that sum to zero with the account `rounding`."""
    cents = {name: _to_cents(amount) for name, amount in balances.items()}
    return cents | {"rounding": -sum(cents.values())}


def _to_cents(amount: int) -> int:
    cents, rest = divmod(amount, _CENT)
    return cents + (2 * rest > _CENT or (2 * rest == _CENT and cents % 2 == 1))
