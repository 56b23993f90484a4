"""What a person spends, and how it is given back if they got nothing for it (B4, B12). Pure.

A spend limit is of the calendar month in UTC and counts both parts of the credits; refunds are subtracted. The counter
is kept for every user, so that a limit set during a month knows what was spent.
"""

from collections.abc import Iterable, Mapping

from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, giving_team


def spend(
    cause: str, what: str, wallet: Wallet, amount: int, team_id: str | None, about: Mapping[str, str] | None = None
) -> Journal:
    """Return the journal by which a person spends: the team's part first, then their own."""
    lines = (*wallet.spend(amount, team_id), Line(LedgerAccount(Outside.REVENUE, what), amount))
    return Journal(spending_key(cause), Kind.SPENT, lines, about or {})


def refund_spending(
    cause: str, lines: Iterable[Line], wallet: Wallet, gone: Mapping[str, Wallet], about: Mapping[str, str]
) -> Journal:
    """Return the journal that gives back what was spent, to the parts that it came from.

    `gone` are the wallets of teams that the person has left: what these gave goes back to them (T8). The person's own
    money first repays what they owe by now.
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
    """Return the key of the journal by which it was spent."""
    return f"spent:{cause}"


def refund_key(cause: str) -> str:
    """Return the key of the journal by which it is given back."""
    return f"paid_back:{cause}"
