"""Logins in the table: what each phone number opens, and which number is reserved for a former Login ID (I13).

A number has one item, so that it opens one account or none: a login, or a reservation, which names the account by
another attribute, so that no condition on a login holds for it.
"""

from datetime import datetime

from contracts.money_lock import MONEY_LOCK
from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.transact_items import Item, TransactItem, absent, delete, put, update
from kernel.problems import Problem, Stale
from services.identity.domain.account import Account, Login, Reservation
from services.identity.domain.problems import AccountLocked


def key(phone_number: str) -> tuple[str, str]:
    """Return the key of a phone number's login."""
    return f"PHONE#{phone_number}", "LOGIN"


def find(found: dict[tuple[str, str], Item], phone_number: str) -> Login | None:
    """Return the login of a number in what was read, or None if it has no account: it may be a former Login ID."""
    item = found.get(key(phone_number))
    return from_item(Login, item) if item and "account_id" in item else None


def find_reservation(found: dict[tuple[str, str], Item], phone_number: str, now: datetime) -> Reservation | None:
    """Return for whom a former Login ID is reserved in what was read, or None if it is free or in use."""
    item = found.get(key(phone_number))
    reservation = from_item(Reservation, item) if item and "reserved_until" in item else None
    return reservation if reservation and now < reservation.reserved_until else None


def set_password(account: Account, password: str, *, on_conflict: Problem) -> TransactItem:
    """Write the hash of the account's new password and its generation."""
    return update(
        _key_attributes(key(account.phone_number)),
        set={"password": password, "generation": account.generation},
        only_if=Attr("account_id").eq(account.id),
        on_conflict=on_conflict,
    )


def set_second_factors(now: Account, before: Account, accepts: tuple[str, ...]) -> TransactItem:
    """Write by what a sign-in must be confirmed besides the password, and the generation of sessions.

    Raises Stale if the account was closed or its password was changed in between.
    """
    return update(
        _key_attributes(key(now.phone_number)),
        set={"second_factors": list(accepts), "generation": now.generation},
        only_if=Attr("account_id").eq(now.id) & Attr("generation").eq(before.generation),
        on_conflict=Stale(),
    )


def record_denial(now: Account, before: Account, at: datetime, accepts: tuple[str, ...] | None) -> TransactItem:
    """Write the time of a denial and the generation of sessions to the login; raise Stale if that was changed.

    `accepts` is by what a sign-in must be confirmed from now on, if the denial changes that.
    """
    factors = {} if accepts is None else {"second_factors": list(accepts)}
    return update(
        _key_attributes(key(now.phone_number)),
        set={"generation": now.generation, "denied_at": clock.to_text(at)} | factors,
        only_if=Attr("account_id").eq(now.id) & Attr("generation").eq(before.generation),
        on_conflict=Stale(),
    )


def rehash(login: Login, password: str, *, on_conflict: Problem) -> TransactItem:
    """Write another hash of the same password, unless the password was changed in between."""
    return update(
        _key_attributes(key(login.phone_number)),
        set={"password": password},
        only_if=Attr("account_id").eq(login.account_id) & Attr("password").eq(login.password),
        on_conflict=on_conflict,
    )


def put_free(login: Login, now: datetime, *, on_conflict: Problem) -> TransactItem:
    """Write the login of a number that has no account and is reserved for none; else raise the refusal."""
    free = absent() | Attr("reserved_until").lte(clock.to_text(now))
    return put(_key_attributes(key(login.phone_number)) | to_item(login), only_if=free, on_conflict=on_conflict)


def reserve(login: Login, until: datetime) -> TransactItem:
    """Reserve the number of a login for its account; raise Stale if the login was changed since it was read."""
    item = to_item(Reservation(login.account_id, until)) | {"ttl": clock.to_epoch(until)}
    return put(_key_attributes(key(login.phone_number)) | item, only_if=_as_read(login), on_conflict=Stale())


def put_reserved(login: Login, *, on_conflict: Problem) -> TransactItem:
    """Write the login of a number that is reserved for its account; else raise the refusal."""
    is_own = Attr("reserved_for").eq(login.account_id)
    return put(_key_attributes(key(login.phone_number)) | to_item(login), only_if=is_own, on_conflict=on_conflict)


def put_free_or_reserved(login: Login, now: datetime, *, on_conflict: Problem) -> TransactItem:
    """Write the login of a number that has no account and is reserved for its own account or none; else refuse."""
    free = absent() | Attr("reserved_until").lte(clock.to_text(now)) | Attr("reserved_for").eq(login.account_id)
    return put(_key_attributes(key(login.phone_number)) | to_item(login), only_if=free, on_conflict=on_conflict)


def free(phone_number: str, account_id: str) -> TransactItem:
    """Delete the reservation of an account's former Login ID; raise Stale if it is not reserved for it."""
    at = _key_attributes(key(phone_number))
    return delete(at, only_if=Attr("reserved_for").eq(account_id), on_conflict=Stale())


def remove(login: Login) -> TransactItem:
    """Delete a login; raise Stale if it was changed since it was read."""
    return delete(_key_attributes(key(login.phone_number)), only_if=_as_read(login), on_conflict=Stale())


def close(account: Account, now: datetime) -> list[TransactItem]:
    """Delete the login of a closed account and the reservation of its former one.

    Raises Stale if it has another, and AccountLocked in the 24 hours after a denial: a closing would give up its money.
    """
    at, before = key(account.phone_number), clock.to_text(now - MONEY_LOCK)
    unlocked = Attr("denied_at").not_exists() | Attr("denied_at").lte(before)
    of_account = (Attr("account_id").eq(account.id) & unlocked) | absent()

    def refuse(old: Item) -> Problem:
        denied_at = str(old.get("denied_at") or "")
        if old.get("account_id") != account.id or denied_at <= before:
            return Stale()
        return AccountLocked(locked_until=clock.to_text(clock.from_text(denied_at) + MONEY_LOCK))

    items = [delete(_key_attributes(at), only_if=of_account, on_conflict=refuse)]
    if account.former_phone_number and account.can_undo(now):
        items.append(free(account.former_phone_number, account.id))
    return items


def _as_read(login: Login) -> Condition:
    """The condition that nothing of a login has changed: neither account, password, generation nor second factors."""
    methods, needed = Attr("second_factors"), list(login.second_factors)
    same = methods.eq(needed) if needed else methods.not_exists() | methods.eq(needed)
    read = Attr("account_id").eq(login.account_id) & Attr("password").eq(login.password)
    return read & Attr("generation").eq(login.generation) & same


def _key_attributes(at: tuple[str, str]) -> Item:
    return {"pk": at[0], "sk": at[1]}
