"""Accounts in the table: their profiles, and the phone numbers that open them."""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, present, put_new, update
from kernel.problems import Problem, Stale, Unauthenticated
from services.identity.domain.account import Account, Login
from services.identity.domain.problems import AccountOver

PROFILE = "PROFILE"
_MEMBERSHIP = "team#"
_OFF_FOR_GOOD = -1000  # more joins than can arrive late for a dissolved team


def key(account_id: str) -> tuple[str, str]:
    """Return the key of an account's profile."""
    return f"ACCOUNT#{account_id}", PROFILE


def login_key(phone_number: str) -> tuple[str, str]:
    """Return the key of a phone number's login."""
    return f"PHONE#{phone_number}", "LOGIN"


def read(table: Table, account_id: str) -> Account | None:
    """Return the account, or None if it is closed."""
    item = table.get(*key(account_id))
    return account_from_item(item) if item else None


def account_from_item(item: Item) -> Account:
    """Return the account stored in an item."""
    teams = frozenset(name[len(_MEMBERSHIP) :] for name, on in item.items() if name.startswith(_MEMBERSHIP) and on > 0)
    return from_item(Account, item | {"teams": teams})


def login_from_item(item: Item) -> Login:
    """Return the login stored in an item."""
    return from_item(Login, item)


def create(account: Account, login: Login, *, on_conflict: Problem) -> list[TransactItem]:
    """Write a new account with its login; refuse if the number already has an account."""
    return [
        put_new(_key_attributes(login_key(login.phone_number)) | to_item(login), on_conflict=on_conflict),
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


def set_password(account: Account, password: str, *, on_conflict: Problem) -> TransactItem:
    """Write the hash of the account's new password and its generation."""
    return update(
        _key_attributes(login_key(account.phone_number)),
        set={"password": password, "generation": account.generation},
        only_if=Attr("account_id").eq(account.id),
        on_conflict=on_conflict,
    )


def set_second_factors(now: Account, before: Account, accepts: tuple[str, ...]) -> TransactItem:
    """Write by what a sign-in must be confirmed besides the password, and the generation of sessions.

    Raises Stale if the account was closed or its password was changed in between.
    """
    return update(
        _key_attributes(login_key(now.phone_number)),
        set={"second_factors": list(accepts), "generation": now.generation},
        only_if=Attr("account_id").eq(now.id) & Attr("generation").eq(before.generation),
        on_conflict=Stale(),
    )


def record_denial(now: Account, before: Account, at: datetime) -> TransactItem:
    """Write the time of a denial and the generation of sessions to the login; raise Stale if that was changed."""
    return update(
        _key_attributes(login_key(now.phone_number)),
        set={"generation": now.generation, "denied_at": clock.to_text(at)},
        only_if=Attr("account_id").eq(now.id) & Attr("generation").eq(before.generation),
        on_conflict=Stale(),
    )


def rehash(login: Login, password: str, *, on_conflict: Problem) -> TransactItem:
    """Write another hash of the same password, unless the password was changed in between."""
    return update(
        _key_attributes(login_key(login.phone_number)),
        set={"password": password},
        only_if=Attr("account_id").eq(login.account_id) & Attr("password").eq(login.password),
        on_conflict=on_conflict,
    )


def close(account: Account) -> list[TransactItem]:
    """Delete the account and its login; raise Stale if the account was changed in between."""
    return [
        delete(_key_attributes(key(account.id)), only_if=Attr("version").eq(account.version), on_conflict=Stale()),
        delete(
            _key_attributes(login_key(account.phone_number)),
            only_if=Attr("account_id").eq(account.id) | absent(),
            on_conflict=Stale(),
        ),
    ]


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
