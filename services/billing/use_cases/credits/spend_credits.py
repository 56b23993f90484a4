"""Spends a person's credits: what expires first, the team's part, their own (B4, B18), within their limits (B12)."""

from collections.abc import Mapping

from contracts.billing import TeamCreditsArrived
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.history import may_spend
from services.billing.domain.ledger import LedgerAccount, Line, Wallet
from services.billing.domain.parts import giving_team
from services.billing.domain.person import Person
from services.billing.domain.problems import CreditsUsedUp, DailySpendReached, SpendLimitReached
from services.billing.domain.spending import refund_key, refund_spending, spend, spendable, spending_key
from services.billing.domain.spent import correct_spent, count_spent, spent_in_month, spent_on_day
from services.billing.stores import ledger, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def spend_credits(
    work: UnitOfWork, *, account_id: str, amount: int, cause: str, what: str, about: Mapping[str, str] | None = None
) -> None:
    """Spend the amount, once for its cause. One read.

    Raises CreditsUsedUp, SpendLimitReached and DailySpendReached; at the commit Stale, if wallet or month changed in
    between.
    """
    keys = {
        "person": people.key(account_id),
        "wallet": ledger.key(account_id),
        "booked": ledger.journal_key(spending_key(cause)),
    }
    found = work.table.get_many([(key["pk"], key["sk"]) for key in keys.values()])
    read = {name: found.get((key["pk"], key["sk"])) for name, key in keys.items()}
    if read["booked"]:
        return
    person, wallet = people.loaded(account_id, read["person"]), ledger.to_wallet(account_id, read["wallet"])
    if person.spend_limit is not None and spent_in_month(wallet, work.now) + amount > person.spend_limit:
        raise SpendLimitReached
    if spendable(wallet, person.team, work.now) < amount:
        raise CreditsUsedUp
    a_day = may_spend(person.since, work.now)
    if spent_on_day(wallet, work.now) + amount > a_day:
        raise DailySpendReached
    spent = count_spent(wallet, work.now, amount, limit=person.spend_limit, a_day=a_day)
    journal = spend(cause, what, wallet, amount, person.team, now=work.now, about=about)
    post_with_alerts(work, journal, read=[wallet], spent=[spent])


def refund_credits(work: UnitOfWork, *, account_id: str, cause: str) -> None:
    """Give back what was spent for this cause, once, to the parts that it came from."""
    booked = ledger.find_journal(work.table, spending_key(cause))
    if booked is None or ledger.find_journal(work.table, refund_key(cause)):
        return
    lines = [Line(LedgerAccount(wallet, part), amount) for wallet, part, amount in booked["lines"]]
    givers = {team_id for line in lines if (team_id := giving_team(line.account.part))}
    person, wallet, teams = read_givers(work, account_id, givers)
    own = own_giver(work, person, teams)
    spent = correct_spent(wallet, {clock.from_text(booked["at"]): -_amount(booked)}, work.now)
    journal = refund_spending(cause, lines, wallet, teams, own, now=work.now, about=booked["about"])
    post_with_alerts(work, journal, read=(wallet, *teams.values()), spent=[spent])
    work.publish(*(TeamCreditsArrived(team_id=team_id) for team_id in givers - {own}))


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


def _amount(booked: Item) -> int:
    return sum(amount for wallet, part, amount in booked["lines"] if LedgerAccount(wallet, part).is_outside)
