"""Accounts in the table: their profiles, and the phone numbers that open them."""

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, present, put_new, update
from kernel.problems import Problem, Stale
from services.identity.domain.account import Account, Login
from services.identity.stores import items

PROFILE = "PROFILE"
_MEMBERSHIP = "team#"
_FOREVER_OFF = -1000  # more than anybody can join a team before they hear that it is dissolved


def key(account_id: str) -> tuple[str, str]:
    """Where an account's profile lies."""
    return f"ACCOUNT#{account_id}", PROFILE


def login_key(phone_number: str) -> tuple[str, str]:
    """Where lies what a phone number opens."""
    return f"PHONE#{phone_number}", "LOGIN"


def read(table: Table, account_id: str) -> Account | None:
    """The account, unless it is closed."""
    item = table.get(*key(account_id))
    return account_in(item) if item else None


def account_in(item: Item) -> Account:
    """The account in an item."""
    teams = frozenset(name[len(_MEMBERSHIP) :] for name, on in item.items() if name.startswith(_MEMBERSHIP) and on > 0)
    return items.load(Account, item | {"teams": teams})


def login_in(item: Item) -> Login:
    """What opens an account, in an item."""
    return items.load(Login, item)


def open_account(account: Account, login: Login, *, on_conflict: Problem) -> list[TransactItem]:
    """A new account, the only one with its number."""
    return [
        put_new(_named(login_key(login.phone_number)) | items.dump(login), on_conflict=on_conflict),
        put_new(_named(key(account.id)) | _profile(account), on_conflict=Stale()),
    ]


def change(now: Account, before: Account, *, without_team: str | None = None) -> TransactItem:
    """A profile as it is now, unless somebody else has changed it; what teams has told meanwhile stays.

    `without_team` is one that is no more: whatever of it is still heard of does not count.
    """
    was = _profile(before)
    changed = {name: value for name, value in _profile(now).items() if value != was[name]}
    return update(
        _named(key(now.id)),
        set=changed | {"version": before.version + 1},
        add={f"{_MEMBERSHIP}{without_team}": _FOREVER_OFF} if without_team else None,
        only_if=Attr("version").eq(before.version),
        on_conflict=Stale(),
    )


def set_password(account: Account, password: str, *, on_conflict: Problem) -> TransactItem:
    """The account's new password, as its hash, with its generation."""
    return update(
        _named(login_key(account.phone_number)),
        set={"password": password, "generation": account.generation},
        only_if=Attr("account_id").eq(account.id),
        on_conflict=on_conflict,
    )


def rehash(login: Login, password: str, *, on_conflict: Problem) -> TransactItem:
    """Another hash of the same password, unless that has changed in between."""
    return update(
        _named(login_key(login.phone_number)),
        set={"password": password},
        only_if=Attr("account_id").eq(login.account_id) & Attr("password").eq(login.password),
        on_conflict=on_conflict,
    )


def close(account: Account) -> list[TransactItem]:
    """Take the account and its log-in away, unless it has changed in between."""
    return [
        delete(_named(key(account.id)), only_if=Attr("version").eq(account.version), on_conflict=Stale()),
        delete(
            _named(login_key(account.phone_number)),
            only_if=Attr("account_id").eq(account.id) | absent(),
            on_conflict=Stale(),
        ),
    ]


def count_membership(account_id: str, team_id: str, by: int) -> TransactItem:
    """Join or leave a team. Joins and leaves are summed, so that it does not matter which one is heard of first."""
    return update(_named(key(account_id)), add={f"{_MEMBERSHIP}{team_id}": by}, only_if=present(), on_conflict=Stale())


def note_team(account_id: str, team_id: str, *, others: int, open_invitations: int, revision: int) -> TransactItem:
    """How many are on the account's own team, unless something newer is known."""
    newer = Attr("own_team_id").ne(team_id) | Attr("own_team_revision").lt(revision)
    return update(
        _named(key(account_id)),
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
    dumped = items.dump(account)
    del dumped["teams"]
    return dumped


def _named(at: tuple[str, str]) -> Item:
    return {"pk": at[0], "sk": at[1]}
