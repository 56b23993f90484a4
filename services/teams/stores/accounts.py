"""Accounts in the table: a person's profile, their membership, and their wrong codes."""

from collections.abc import Iterable
from dataclasses import replace

from contracts.membership import FactorRule
from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, check, put, update
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.invitation import Code
from services.teams.domain.member import Member
from services.teams.stores import keys

_EMPTY: tuple[object, ...] = ("", False, 0, None, {})


def read(table: Table, account_id: str) -> Account | None:
    """Return what is known of an account, or None."""
    key = keys.account(account_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Account, item) if item else None


def read_with_code(table: Table, account_id: str, hashed: str) -> tuple[Account | None, Code | None]:
    """Return an account and what its code redeems, in one read."""
    account, code = table.get_each([keys.account(account_id), keys.code(hashed)])
    return from_item(Account, account) if account else None, from_item(Code, code) if code else None


def save(account: Account, before: Account | None) -> TransactItem:
    """Write an account; raise Stale if it was changed in between."""
    version = (before.version if before else 0) + 1
    attributes = to_item(replace(account, version=version))
    lean = {name: value for name, value in attributes.items() if value not in _EMPTY}
    if account.notices == Account.notices:
        del lean["notices"]
    if account.email_state == Account.email_state:
        del lean["email_state"]
    if account.language == Account.language:
        del lean["language"]
    return put(keys.account(account.account_id) | lean, only_if=_unchanged_since(before), on_conflict=Stale())


def check_right(account_id: str, account: Account | None, signed_in: Condition) -> TransactItem:
    """Write nothing; raise Stale unless the account is signed in with the place and rights of before (E6)."""
    return check(keys.account(account_id), _has_same_right(account) & signed_in, on_conflict=Stale())


def check_unchanged(account: Account) -> TransactItem:
    """Write nothing; raise Stale if the account was changed since it was read."""
    return check(keys.account(account.account_id), _unchanged_since(account), on_conflict=Stale())


def check_unknown(account_id: str) -> TransactItem:
    """Write nothing; raise Stale if the account has become known."""
    return check(keys.account(account_id), absent(), on_conflict=Stale())


def join(account: Account, member: Member, rule: FactorRule = "none") -> TransactItem:
    """Write the account as a member of a team, under its rule on second factors; its wrong codes are forgotten."""
    placed = with_rule(replace(account, team_id=member.team_id, role=member.role, status=member.status), rule)
    return save(replace(placed, wants_team=False, wrong_codes=0, wrong_until_at=None), account)


def update_place(member: Member, only_if: Condition | None = None) -> TransactItem:
    """Write a member's role and status to their account; raise Stale if it has left the team, or unless `only_if`."""
    on_team = Attr("team_id").eq(member.team_id)
    return update(
        keys.account(member.account_id),
        set={"role": member.role, "status": member.status},
        add={"version": 1},
        only_if=on_team & only_if if only_if else on_team,
        on_conflict=Stale(),
    )


def raise_version(account: Account) -> TransactItem:
    """Raise an account's version with its member's, so that its next join is later; raise Stale if it was changed."""
    return update(
        keys.account(account.account_id), add={"version": 1}, only_if=_unchanged_since(account), on_conflict=Stale()
    )


def has_same_wallet(account: Account) -> Condition:
    """Return the condition that no later event of the account's wallet was recorded."""
    revision = Attr("wallet_revision")
    return revision.eq(account.wallet_revision) if account.wallet_revision else revision.not_exists()


def leave(member: Member, *, ends_team: bool = False) -> TransactItem:
    """Take an account off its team, which may end with that."""
    return update(
        keys.account(member.account_id),
        set={"ended_team_id": member.team_id} if ends_team else {},
        add={"version": 1},
        remove=("team_id", "role", "status", "second_factor_required_of"),
        only_if=Attr("team_id").eq(member.team_id),
        on_conflict=Stale(),
    )


def with_rule(account: Account, rule: FactorRule) -> Account:
    """Return the account under its team's rule on second factors; without a rule there is nothing to store."""
    return replace(account, second_factor_required_of=rule if rule != "none" else None)


def read_many(table: Table, account_ids: Iterable[str]) -> dict[str, Account]:
    """Return those of up to 100 accounts that are known, by id, in one read."""
    found = table.get_each(map(keys.account, account_ids))
    return {account.account_id: account for account in (from_item(Account, item) for item in found if item)}


def _has_same_right(account: Account | None) -> Condition:
    if account is None:
        return absent()
    condition: Condition = Attr("closed").not_exists()
    for name in ("team_id", "role", "status", "second_factor_required_of", "has_second_factor"):
        value = getattr(account, name)
        condition &= Attr(name).eq(value) if value else Attr(name).not_exists()
    lock, until = Attr("money_locked_until"), account.money_locked_until
    return condition & (lock.eq(clock.to_text(until)) if until else lock.not_exists())


def _unchanged_since(before: Account | None) -> Condition:
    return absent() if before is None else Attr("version").eq(before.version)
