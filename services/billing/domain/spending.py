"""What a person spends, and how it comes back if there was nothing for it (B4, B12). Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from services.billing.domain.ledger import REVENUE, Journal, Kind, LedgerAccount, Line, Wallet, giving_team


def spend(
    cause: str, what: str, wallet: Wallet, amount: int, team_id: str | None, about: Mapping[str, str] | None = None
) -> Journal:
    """The journal by which a person spends: what their team gave first, then their own."""
    lines = (*wallet.spend(amount, team_id), Line(LedgerAccount(REVENUE, what), amount))
    return Journal(spending_key(cause), Kind.SPENT, lines, about or {})


def refund_spending(
    cause: str, lines: Iterable[Line], wallet: Wallet, gone: Mapping[str, Wallet], about: Mapping[str, str]
) -> Journal:
    """The journal by which what was spent goes back to the parts that it came from.

    `gone` are the wallets of teams that the person is not on any more: what these gave goes back to them (T8). What
    was the person's own repays first what they owe by now.
    """
    back: list[Line] = []
    for line in lines:
        team_id = giving_team(line.account.part)
        if line.account.is_outside or (team_id and team_id not in gone):
            back.append(Line(line.account, -line.amount))
        else:
            back += (gone[team_id] if team_id else wallet).receive(-line.amount)
    return Journal(refund_key(cause), Kind.PAID_BACK, tuple(back), about)


def spending_key(cause: str) -> str:
    """The key of the journal by which something is spent."""
    return f"spent:{cause}"


def refund_key(cause: str) -> str:
    """The key of the journal by which it comes back."""
    return f"paid_back:{cause}"


def month_of(at: datetime) -> str:
    """The month that a spend limit counts it in (UTC), such as 2027-01."""
    return f"{at:%Y-%m}"
