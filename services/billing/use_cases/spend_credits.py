"""Spend a person's credits: what the team gave first, then their own (B4)."""

from kernel.problems import PaymentNeeded
from kernel.work import Work
from services.billing.ledger import REVENUE, Account, Journal, Kind, Line
from services.billing.stores import ledger, people
from services.billing.use_cases.watch_balance import watched


class CreditsUsedUp(PaymentNeeded):
    code, title = "credits_used_up", "There are not enough credits for this."


def spend_credits(work: Work, account_id: str, amount: int, cause: str, what: str) -> None:
    """Have this spent, once for its cause. Raises CreditsUsedUp; at the commit Stale, if the wallet changed."""
    keys = [(key["pk"], key["sk"]) for key in (people.key(account_id), ledger.key(account_id))]
    found = work.table.get_many(keys)
    person, wallet = people.loaded(account_id, found.get(keys[0])), ledger.loaded(account_id, found.get(keys[1]))
    if wallet.spendable(person.team) < amount:
        raise CreditsUsedUp
    lines = (*wallet.spent(amount, person.team), Line(Account(REVENUE, what), amount))
    ledger.post(work, Journal(f"spent:{cause}", Kind.SPENT, lines), notes=watched(work, wallet, -amount))
