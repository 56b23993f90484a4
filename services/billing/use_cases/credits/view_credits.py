"""Shows and limits what a user can spend (B4, B12)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kernel.dynamodb.remembering import RememberingTable
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.billing.domain.person import Person
from services.billing.http.credit_views import UserCredits
from services.billing.http.schemas import SpendLimit
from services.billing.stores import allowances, ledger, people
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change


def view_credits(work: UnitOfWork, *, user_id: str) -> UserCredits:
    """Return a user's credits: the caller's own, or a member's of the team that the caller runs. One read."""
    account_id = work.context.actor if user_id == "me" else user_id
    keys = [people.key(work.context.actor), people.key(account_id), ledger.key(account_id), allowances.key(account_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    caller, user = callers.load_caller(work, found.get(read[0])), people.loaded(account_id, found.get(read[1]))
    caller.may_see(user)
    team_id = caller.team if caller.account_id != user.account_id else user.team
    wallet, allowance = ledger.to_wallet(account_id, found.get(read[2])), allowances.loaded(found.get(read[3]))
    return UserCredits.of(user, wallet, team_id, allowance, work.now)


def view_credits_of_users(work: UnitOfWork, *, user_ids: Iterable[str]) -> Page[UserCredits]:
    """Return the credits of those of up to 100 users who are on the team that the caller runs.

    Thirty-three people are one read together with the caller: a page of the users list has fewer.
    """
    wanted = list(dict.fromkeys(user_ids))
    keys = [people.key(work.context.actor)]
    of_users = (people.key, ledger.key, allowances.key)
    keys += [key(user_id) for user_id in wanted for key in of_users]
    table = RememberingTable(work.table)
    table.read_ahead((key["pk"], key["sk"]) for key in keys)
    caller = callers.load_caller(work, table.get(**keys[0]))
    team_id = caller.runs_team()
    users = [people.find(table, user_id) for user_id in wanted]
    on_team = [user for user in users if user.is_on(team_id)]
    return Page(items=[_credits_of(table, user, team_id, work.now) for user in on_team], next_cursor=None)


def set_spend_limit(work: UnitOfWork, *, user_id: str, limit: SpendLimit) -> UserCredits:
    """Limit what a member may spend in a month, or remove the limit."""
    team_id = callers.read_caller(work).runs_team()
    account_id = work.context.actor if user_id == "me" else user_id
    user = people.find(work.table, account_id)
    if not user.is_on(team_id):
        raise NotFound
    after = replace(user, spend_limit=limit.amount.micros if limit.amount else None)
    work.save([people.save(after)])
    if after != user:
        publish_money_change(work, team_id, "spend_limit_changed", user_id=account_id, amount=after.spend_limit)
    return _credits_of(work.table, after, team_id, work.now)


def _credits_of(table: Table, user: Person, team_id: str, now: datetime) -> UserCredits:
    wallet, allowance = ledger.find(table, user.account_id), allowances.find(table, user.account_id)
    return UserCredits.of(user, wallet, team_id, allowance, now)
