"""What a person spends, and how it is given back if they got nothing for it (B4, B12). Pure.

A spend limit is of the calendar month in UTC and counts all parts of the credits; refunds are subtracted. The counter
is kept for every user, so that a limit set during a month knows what was spent.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.billing.domain.accounts import Outside
from services.billing.domain.grant import give_back, is_granted, usable_grants
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, lines_of
from services.billing.domain.parts import OWED, giving_team, team_part


def spendable(wallet: Wallet, team_id: str | None, now: datetime) -> int:
    """Return what a person may spend: what was granted and has not expired, what their team gave, and their own."""
    return sum(_before_own(wallet, team_id, now).values()) + wallet.available


def spend(
    cause: str,
    what: str,
    wallet: Wallet,
    amount: int,
    team_id: str | None,
    *,
    now: datetime,
    about: Mapping[str, str] | None = None,
) -> Journal:
    """Return the journal by which a person spends: what expires first, then the team's part, then their own (B18)."""
    earned = lines_of((LedgerAccount(Outside.REVENUE, what), amount))
    return Journal(spending_key(cause), Kind.SPENT, (*take(wallet, amount, team_id, now), *earned), about or {})


def take(wallet: Wallet, amount: int, team_id: str | None, now: datetime) -> tuple[Line, ...]:
    """Return the lines that take what a person spends from the parts of their wallet, in the order of use."""
    lines: list[Line] = []
    left = amount
    for part, there in _before_own(wallet, team_id, now).items():
        taken = min(left, there)
        lines += lines_of((LedgerAccount(wallet.name, part), -taken))
        left -= taken
    return (*lines, *lines_of((wallet.main, -left)))


def _before_own(wallet: Wallet, team_id: str | None, now: datetime) -> dict[str, int]:
    """Return what is spent before a person's own credits, by part, in order."""
    of_team = {team_part(team_id): max(0, wallet.part(team_part(team_id)))} if team_id else {}
    return usable_grants(wallet, now) | of_team


def refund_spending(
    cause: str,
    lines: Sequence[Line],
    wallet: Wallet,
    teams: Mapping[str, Wallet],
    team_id: str | None,
    *,
    now: datetime,
    about: Mapping[str, str],
) -> Journal:
    """Return the journal that gives back what was spent, to the parts that it came from (`give_back_to_parts`)."""
    taken = [line for line in lines if not line.account.is_outside]
    unearned = [Line(line.account, -line.amount) for line in lines if line.account.is_outside]
    back = give_back_to_parts(taken, wallet, teams, team_id, now)
    return Journal(refund_key(cause), Kind.PAID_BACK, (*back, *unearned), about)


def give_back_to_parts(
    taken: Iterable[Line], wallet: Wallet, teams: Mapping[str, Wallet], team_id: str | None, now: datetime
) -> list[Line]:
    """Return the lines that give back what these took from a person's wallet, to the parts that it came from.

    `teams` are the wallets of those that gave it, and `team_id` is the person's own. What another one gave goes back
    to it (T8), and what was granted and has expired to the promotions (B18); what their own team gave, what was
    granted, and the person's money, first repay what is owed by now (B19).
    """
    back: list[Line] = []
    for line in taken:
        giver = giving_team(line.account.part)
        if giver:
            team = teams[giver]
            back += _given_back(line, team) if giver == team_id else team.receive(-line.amount)
        else:
            returned = _returned(line, wallet, now)
            wallet = wallet.after_lines(returned)
            back += returned
    return back


def _returned(line: Line, wallet: Wallet, now: datetime) -> tuple[Line, ...]:
    if is_granted(line.account.part):
        return give_back(wallet, line.account.part, -line.amount, now)
    return wallet.receive(-line.amount)


def _given_back(line: Line, team: Wallet) -> list[Line]:
    repaid = min(-line.amount, team.owed)
    lines = [Line(LedgerAccount(team.name, OWED), repaid), Line(line.account, -line.amount - repaid)]
    return [it for it in lines if it.amount]


def message_cause(message_id: str) -> str:
    """Return the cause of a text's debit."""
    return f"message:{message_id}"


def spending_key(cause: str) -> str:
    """Return the key of the journal by which it was spent."""
    return f"spent:{cause}"


def refund_key(cause: str) -> str:
    """Return the key of the journal by which it is given back."""
    return f"paid_back:{cause}"
