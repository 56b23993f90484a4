"""What a person spends, and how it is given back if they got nothing for it (B4, B12). Pure.

A spend limit is of the calendar month in UTC and counts both parts of the credits; refunds are subtracted. The counter
is kept for every user, so that a limit set during a month knows what was spent.
"""

from collections.abc import Iterable, Mapping

from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import OWED, Journal, Kind, LedgerAccount, Line, Wallet, giving_team


def spend(
    cause: str, what: str, wallet: Wallet, amount: int, team_id: str | None, about: Mapping[str, str] | None = None
) -> Journal:
    """Return the journal by which a person spends: the team's part first, then their own."""
    lines = (*wallet.spend(amount, team_id), Line(LedgerAccount(Outside.REVENUE, what), amount))
    return Journal(spending_key(cause), Kind.SPENT, lines, about or {})


def refund_spending(
    cause: str,
    lines: Iterable[Line],
    wallet: Wallet,
    teams: Mapping[str, Wallet],
    team_id: str | None,
    about: Mapping[str, str],
) -> Journal:
    """Return the journal that gives back what was spent, to the parts that it came from.

    `teams` are the wallets of those that gave it, and `team_id` is the person's own. What another one gave goes back
    to it (T8); what their own gave, and the person's money, first repay what is owed by now (B19).
    """
    back: list[Line] = []
    for line in lines:
        giver = giving_team(line.account.part)
        if line.account.is_outside:
            back.append(Line(line.account, -line.amount))
        elif giver and giver == team_id:
            back += _given_back(line, teams[giver])
        else:
            back += (teams[giver] if giver else wallet).receive(-line.amount)
    return Journal(refund_key(cause), Kind.PAID_BACK, tuple(back), about)


def _given_back(line: Line, team: Wallet) -> list[Line]:
    repaid = min(-line.amount, team.owed)
    lines = [Line(LedgerAccount(team.name, OWED), repaid), Line(line.account, -line.amount - repaid)]
    return [it for it in lines if it.amount]


def spending_key(cause: str) -> str:
    """Return the key of the journal by which it was spent."""
    return f"spent:{cause}"


def refund_key(cause: str) -> str:
    """Return the key of the journal by which it is given back."""
    return f"paid_back:{cause}"
