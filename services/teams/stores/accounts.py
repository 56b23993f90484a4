"""Accounts in the table: who somebody is, their place on a team, and their wrong codes."""

from dataclasses import replace

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, check, put, update
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.invitation import Code
from services.teams.domain.member import Member
from services.teams.stores import keys

_NOTHING = ("", False, 0, None)


def read(table: Table, account_id: str) -> Account | None:
    """What is known of an account."""
    key = keys.account(account_id)
    item = table.get(key["pk"], key["sk"])
    return keys.load(Account, item) if item else None


def read_with_code(table: Table, account_id: str, hashed: str) -> tuple[Account | None, Code | None]:
    """An account, and what the code opens that it gave, in one call."""
    whose, which = keys.account(account_id), keys.code(hashed)
    found = table.get_many([(whose["pk"], whose["sk"]), (which["pk"], which["sk"])])
    account, code = found.get((whose["pk"], whose["sk"])), found.get((which["pk"], which["sk"]))
    return keys.load(Account, account) if account else None, keys.load(Code, code) if code else None


def save(account: Account, before: Account | None) -> TransactItem:
    """Write an account as it is now, unless it is no more as it was before."""
    version = (before.version if before else 0) + 1
    attributes = keys.dump(replace(account, version=version))
    lean = {name: value for name, value in attributes.items() if value not in _NOTHING}
    return put(keys.account(account.account_id) | lean, only_if=_still(before), on_conflict=Stale())


def unchanged(account: Account) -> TransactItem:
    """Change nothing, but only if the account is still as it was read."""
    return check(keys.account(account.account_id), _still(account), on_conflict=Stale())


def unknown(account_id: str) -> TransactItem:
    """Change nothing, but only if nothing is known of the account still."""
    return check(keys.account(account_id), absent(), on_conflict=Stale())


def join(account: Account, member: Member) -> TransactItem:
    """Put an account on a team; its wrong codes are forgotten."""
    placed = replace(account, team_id=member.team_id, role=member.role, status=member.status)
    return save(replace(placed, wants_team=False, wrong_codes=0, wrong_until_at=None), account)


def place(member: Member) -> TransactItem:
    """Note a member's role and status with their account."""
    return update(
        keys.account(member.account_id),
        set={"role": member.role, "status": member.status},
        add={"version": 1},
        only_if=Attr("team_id").eq(member.team_id),
        on_conflict=Stale(),
    )


def leave(member: Member) -> TransactItem:
    """Take an account off its team."""
    return update(
        keys.account(member.account_id),
        add={"version": 1},
        remove=("team_id", "role", "status"),
        only_if=Attr("team_id").eq(member.team_id),
        on_conflict=Stale(),
    )


def _still(before: Account | None) -> Condition:
    return absent() if before is None else Attr("version").eq(before.version)
