"""Accounts in the table: their profiles."""

from datetime import datetime

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, delete, present, put_new, update
from kernel.problems import Problem, Stale, Unauthenticated
from services.identity.domain.account import Account, Login
from services.identity.domain.problems import AccountOver
from services.identity.stores import logins

PROFILE = "PROFILE"
_MEMBERSHIP = "team#"
_OFF_FOR_GOOD = -1000  # more joins than can arrive late for a dissolved team


def key(account_id: str) -> tuple[str, str]:
    """Return the key of an account's profile."""
    return f"ACCOUNT#{account_id}", PROFILE


def read(table: Table, account_id: str) -> Account | None:
    """Return the account, or None if it is closed."""
    item = table.get(*key(account_id))
    return account_from_item(item) if item else None


def account_from_item(item: Item) -> Account:
    """Return the account stored in an item."""
    teams = frozenset(name[len(_MEMBERSHIP) :] for name, on in item.items() if name.startswith(_MEMBERSHIP) and on > 0)
    return from_item(Account, item | {"teams": teams})


def create(account: Account, login: Login, *, on_conflict: Problem) -> list[TransactItem]:
    """Write a new account with its login; refuse if the number already has an account or is reserved for one."""
    return [
        logins.put_free(login, account.created_at, on_conflict=on_conflict),
        put_new(_key_attributes(key(account.id)) | _profile(account), on_conflict=Stale()),
    ]


def change(now: Account, before: Account, *, without_team: str | None = None) -> TransactItem:
    """Write what changed in an account; raise Stale if the account was changed in between.

    What events of teams changed in the meantime stays. `without_team` is the id of a dissolved team: late events about
    it no longer make the account a member.
    """
    was, becomes = _profile(before), _profile(now)
    changed = {name: becomes.get(name) for name in was | becomes if becomes.get(name) != was.get(name)}
    return update(
        _key_attributes(key(now.id)),
        set=changed | {"version": before.version + 1},
        add={f"{_MEMBERSHIP}{without_team}": _OFF_FOR_GOOD} if without_team else None,
        only_if=Attr("version").eq(before.version),
        on_conflict=Stale(),
    )


def close(account: Account, now: datetime) -> list[TransactItem]:
    """Delete the account and its login; raise Stale if the account was changed in between."""
    at = _key_attributes(key(account.id))
    still = Attr("version").eq(account.version)
    return [delete(at, only_if=still, on_conflict=Stale()), *logins.close(account, now)]


def check_open(account_id: str, generation: int) -> TransactItem:
    """Write nothing; raise AccountOver if the account is closed, Unauthenticated if its sessions were ended since."""

    def refuse(old: Item) -> Problem:
        if not old:
            return AccountOver()
        return Unauthenticated() if old["generation"] != generation else Stale()

    return check(_key_attributes(key(account_id)), Attr("generation").eq(generation), on_conflict=refuse)


def count_membership(account_id: str, team_id: str, by: int) -> TransactItem:
    """Count a join (+1) or a leave (-1); the sum is the same in whatever order they arrive."""
    return update(
        _key_attributes(key(account_id)), add={f"{_MEMBERSHIP}{team_id}": by}, only_if=present(), on_conflict=Stale()
    )


def record_occupancy(
    account_id: str, team_id: str, *, others: int, open_invitations: int, revision: int
) -> TransactItem:
    """Write how many people the account's own team has, unless a higher revision is stored."""
    newer = Attr("own_team_id").ne(team_id) | Attr("own_team_revision").lt(revision)
    return update(
        _key_attributes(key(account_id)),
        set={
            "own_team_id": team_id,
            "own_team_revision": revision,
            "others": others,
            "open_invitations": open_invitations,
        },
        only_if=present() & newer,
        on_conflict=Stale(),
    )


def _profile(account: Account) -> Item:
    dumped = to_item(account)
    del dumped["teams"]
    return dumped


def _key_attributes(at: tuple[str, str]) -> Item:
    return {"pk": at[0], "sk": at[1]}
