"""Reads the teams that gave what goes back, and keeps what it decides by them (B4, T8)."""

from collections.abc import Mapping

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.domain.person import Person
from services.billing.stores import ledger, people


def read_givers(work: UnitOfWork, account_id: str, givers: set[str]) -> tuple[Person, Wallet, dict[str, Wallet]]:
    """Return the person, their wallet, and by team those of the teams that gave what goes back."""
    names = [account_id, *givers]
    keys = [(key["pk"], key["sk"]) for key in (people.key(account_id), *map(ledger.key, names))]
    found = work.table.get_many(keys)
    wallets = {name: ledger.to_wallet(name, found.get(key)) for name, key in zip(names, keys[1:], strict=True)}
    return people.loaded(account_id, found.get(keys[0])), wallets.pop(account_id), wallets


def own_giver(work: UnitOfWork, person: Person, teams: Mapping[str, Wallet]) -> str | None:
    """Return which of these teams the person is on, so that they get back what it gave.

    The commit is refused with Stale if they have left it by then, or if it owes by then and what comes back repays it.
    """
    own = next((team_id for team_id in teams if person.is_on(team_id)), None)
    if own:
        work.save([people.still_on(person, own)])
        work.save([] if teams[own].owed else [ledger.owes_nothing(own)])
    return own
