"""Sets how much a team gives a member each month from its balance (B6)."""

from dataclasses import replace

from contracts.quotes import Quote, QuoteLine
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.allowance import (
    MOST,
    Allowance,
    allowance_cause,
    due_in,
    first_due,
    month_after,
    month_in,
)
from services.billing.domain.giving_round import day_after
from services.billing.domain.person import Person
from services.billing.domain.problems import AllowanceTooLarge
from services.billing.http.allowance_views import AllowanceView
from services.billing.stores import allowances, billing_accounts, giving_rounds, ledger, people
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.payments.use_day import most_given


def view_allowance(work: UnitOfWork, *, user_id: str) -> AllowanceView:
    """Return the allowance of the caller, or of a member of the team that the caller runs."""
    account_id = work.context.actor if user_id == "me" else user_id
    keys = (people.key(work.context.actor), people.key(account_id), allowances.key(account_id))
    found = work.table.get_many((key["pk"], key["sk"]) for key in keys)
    caller, member, allowance = (found.get((key["pk"], key["sk"])) for key in keys)
    person = people.loaded(account_id, member)
    callers.load_caller(work, caller).may_see(person)
    return AllowanceView.of(account_id, _of(allowances.loaded(allowance), person))


def quote_allowance(work: UnitOfWork, *, user_id: str, amount: int, wallet_cap: int) -> Quote:
    """Quote when the first month is given, and how much; nothing is charged for it."""
    _, after, member = _decide(work, user_id, amount, wallet_cap)
    what = say("A monthly allowance for {name}, from the team's balance", name=member.name or say("a member"))
    return Quote.now(work.now, [QuoteLine.of(what, amount, after.due_at, "team")], total=0)


def set_allowance(work: UnitOfWork, *, user_id: str, amount: int, wallet_cap: int) -> AllowanceView:
    """Give so much each month from the next billing day on; another amount counts from the next month given.

    Raises NotFound for a person who is not on the team, and AllowanceTooLarge for more than it may give in a day.
    """
    before, after, member = _decide(work, user_id, amount, wallet_cap)
    if before is None or before.amount != amount or not before.is_for(member):
        work.save([allowances.save(after, before)])
        work.save([giving_rounds.begin(after.team_id, day_after(work.now), work.now)])
        publish_money_change(work, after.team_id, "allowance_changed", user_id=after.account_id, amount=amount)
    return AllowanceView.of(after.account_id, after)


def end_allowance(work: UnitOfWork, *, user_id: str) -> None:
    """Give nothing from now on, not even what waits; it is no error if there is no allowance."""
    member, team_id = _find_member(work, callers.read_caller(work), user_id)
    allowance = _of(allowances.find(work.table, member.account_id), member)
    if allowance:
        work.save([allowances.remove(allowance)])
        publish_money_change(work, team_id, "allowance_changed", user_id=member.account_id)


def _decide(work: UnitOfWork, user_id: str, amount: int, wallet_cap: int) -> tuple[Allowance | None, Allowance, Person]:
    """Return the allowance as stored and as it will be, and its member."""
    caller = callers.read_spender(work)
    member, team_id = _find_member(work, caller, user_id)
    owner_id = caller.account_id if caller.role == "owner" else people.find_team(work.table, team_id).owner_id
    if amount > min(MOST, most_given(work, owner_id, team_id, wallet_cap)):
        raise AllowanceTooLarge(field="amount")
    before = allowances.find(work.table, member.account_id)
    version = before.version + 1 if before else 1
    kept = _of(before, member)
    if kept:
        return before, replace(kept, amount=amount, set_by=caller.account_id, version=version), member
    billing_day = billing_accounts.find_billing_day(work.table, team_id)
    due = _first_due(work, team_id, member.account_id, billing_day.day if billing_day else work.now.day)
    set_by, day = caller.account_id, work.now.day
    return before, Allowance(member.account_id, team_id, amount, due, day, member.stay, set_by, version), member


def _first_due(work: UnitOfWork, team_id: str, account_id: str, billing_day: int) -> str:
    """Return the first day; of a month that was given before an earlier allowance ended, the one after."""
    due = first_due(billing_day, work.now)
    month = month_in(due)
    is_given = ledger.is_posted(work.table, allowance_cause(team_id, account_id, month))
    return due_in(month_after(month), billing_day) if is_given else due


def _find_member(work: UnitOfWork, caller: Person, user_id: str) -> tuple[Person, str]:
    """Return the member and the team that the caller runs. Raises NotFound."""
    team_id = caller.runs_team()
    member = people.find(work.table, caller.account_id if user_id == "me" else user_id)
    if not member.is_on(team_id):
        raise NotFound
    return member, team_id


def _of(allowance: Allowance | None, member: Person) -> Allowance | None:
    return allowance if allowance and allowance.is_for(member) else None
