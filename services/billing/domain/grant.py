"""Credits that the operator grants to a person, which expire (B18). Pure.

Each grant is a part of the person's wallet, whose name begins with its last day: sorted by name, the first one expires
first. A grant is used through its last day in UTC; what is left then goes back to the account of promotions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, lines_of
from services.billing.domain.parts import GRANTED
from services.billing.domain.trial_balance import SETTLES

REMINDED_BEFORE = timedelta(days=7)
MOST_AMOUNT = 1_000_000_000  # micro-dollars: more is hardly a courtesy, and a slip of the finger costs money
MOST_DAYS = 2 * 366
MOST_OPEN = 20  # of one person: each is a part of the wallet, and a condition of what is spent


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant: its last day is written as 2027-01-31, in UTC."""

    grant_id: str
    account_id: str
    amount: int
    last_day: str
    granted_at: datetime
    reminded: bool = False  # or too short to remind of
    ended: bool = False
    version: int = 1

    @property
    def part(self) -> str:
        """Return the name of its part of the wallet."""
        return f"{GRANTED}{self.last_day}:{self.grant_id}"

    @property
    def ends_at(self) -> datetime:
        """Return the first instant at which it cannot be used any more."""
        return datetime.combine(date.fromisoformat(self.last_day) + timedelta(days=1), time(), UTC)

    @property
    def due_at(self) -> datetime | None:
        """Return when it is looked at next: to remind of it, or once everything that may have used it is written."""
        if self.ended:
            return None
        return self.ends_at + SETTLES if self.reminded else self.ends_at - REMINDED_BEFORE

    def is_over(self, now: datetime) -> bool:
        """Return whether it has expired, and nothing that used it before can still be written."""
        return now >= self.ends_at + SETTLES

    def remind(self) -> "Grant":
        """Return the grant of whose end its person is reminded."""
        return replace(self, reminded=True, version=self.version + 1)

    def end(self) -> "Grant":
        """Return the grant as it has ended."""
        return replace(self, ended=True, version=self.version + 1)


def start_grant(grant_id: str, wallet: Wallet, amount: int, last_day: date, now: datetime) -> tuple[Grant, Journal]:
    """Return a new grant and its journal: like all that comes in, it repays what is owed first.

    Of the end of one that ends within the days of the reminder, its first notice says enough.
    """
    grant = Grant(grant_id, wallet.name, amount, last_day.isoformat(), now)
    grant = replace(grant, reminded=grant.ends_at - REMINDED_BEFORE <= now)
    lines = (Line(_promotions(grant_id), -amount), *back_into(wallet, grant.part, amount))
    return grant, Journal(f"granted:{grant_id}", Kind.GRANTED, lines, _about(grant_id))


def expire(grant: Grant, wallet: Wallet) -> Journal | None:
    """Return the journal that takes what is left of a grant, or None if it is spent."""
    return _take(f"expired:{grant.grant_id}", wallet, {grant.part: wallet.part(grant.part)})


def forfeit(wallet: Wallet) -> Journal | None:
    """Return the journal that takes what is left of all grants of a closed account, or None if there is nothing."""
    return _take(f"forfeited:{wallet.name}", wallet, {it: wallet.part(it) for it in wallet.parts if is_granted(it)})


def usable_grants(wallet: Wallet, now: datetime) -> dict[str, int]:
    """Return what is left of the grants that have not expired, by part, in the order in which they do."""
    return {
        part: amount
        for part, amount in sorted(wallet.parts.items())
        if is_granted(part) and amount > 0 and not has_expired(part, now)
    }


def back_into(wallet: Wallet, part: str, amount: int) -> tuple[Line, ...]:
    """Return the lines that add to the part of a grant; what is owed is repaid first."""
    repaid = min(amount, max(0, wallet.owed))
    return (*wallet.receive(repaid), *lines_of((LedgerAccount(wallet.name, part), amount - repaid)))


def give_back(wallet: Wallet, part: str, amount: int, now: datetime) -> tuple[Line, ...]:
    """Return the lines that give back what was spent of a grant: to the person unless it has expired."""
    if has_expired(part, now):
        return (Line(_promotions(part.rpartition(":")[2]), amount),)
    return back_into(wallet, part, amount)


def is_granted(part: str) -> bool:
    """Return whether a part of a wallet is a grant."""
    return part.startswith(GRANTED)


def last_day_of(part: str) -> date:
    """Return the last day on which the grant in this part can be used."""
    return date.fromisoformat(part.split(":")[1])


def has_expired(part: str, now: datetime) -> bool:
    """Return whether the grant in this part cannot be used any more."""
    return last_day_of(part) < now.astimezone(UTC).date()


def _take(cause: str, wallet: Wallet, left: Mapping[str, int]) -> Journal | None:
    moves = [
        move
        for part, amount in left.items()
        for move in (
            (LedgerAccount(wallet.name, part), -amount),
            (_promotions(part.rpartition(":")[2]), amount),
        )
    ]
    lines = lines_of(*moves)
    return Journal(cause, Kind.EXPIRED, lines) if lines else None


def _promotions(grant_id: str) -> LedgerAccount:
    return LedgerAccount(Outside.PROMOTIONS, grant_id)


def _about(grant_id: str) -> dict[str, str]:
    return {"grant_id": grant_id}
