"""Finds whose payments and invoices a caller may see: their own, the team's they run, and those of dissolved teams."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.person import Payer, Person
from services.billing.stores import people


def find_wallets(person: Person, payer: Payer | None) -> tuple[str, ...]:
    """Return the wallets of a list: the team's, or the person's own with those of the teams that they dissolved (T9).

    Raises Forbidden and TeamNeeded.
    """
    whose = payer or person.usual_payer
    wallet = person.wallet(whose)
    return (wallet,) if whose == "team" else (wallet, *person.inherited)


def may_see_wallet(work: UnitOfWork, person: Person, wallet: str) -> bool:
    """Return whether the person may see what was paid for a wallet; the last owner of a dissolved team may (T9)."""
    runs = person.team if person.usual_payer == "team" else None
    if wallet in (person.account_id, runs):
        return True
    return wallet.startswith("team_") and people.find_team(work.table, wallet).heir == person.account_id
