"""Stores numbers in the table, and which number or port-in claims a phone number.

| question | key | index |
|---|---|---|
| what is this number | NUMBER#number / NUMBER | |
| which number or port-in claims a phone number | see claims.py | |
| the numbers of a team, or of a person without one, oldest first | LIST#team or account / time#number | gsi1 |
| the numbers of a user, oldest first | USER#user / time#number | gsi2 |
| which is a user's default | USER#user / DEFAULT | |
| what happens to calls of a number | see call_settings.py | |
| which orders must be checked, which reserves are over | see due_dates.py | |
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, delete, put, put_new, update
from kernel.problems import Stale
from services.numbers.domain.number import Number
from services.numbers.domain.problems import NumberTaken
from services.numbers.domain.reminders import find_due
from services.numbers.stores import call_settings, claims
from services.numbers.stores.due_dates import move_due_date

Shows = Callable[[Number], bool]


def key(number_id: str) -> dict[str, str]:
    """Return the key of a number."""
    return {"pk": f"NUMBER#{number_id}", "sk": "NUMBER"}


def find(table: Table, number_id: str) -> Number | None:
    """Return the number, or None."""
    item = table.get(**key(number_id))
    return from_item(Number, item) if item else None


def find_items(table: Table, number_ids: Iterable[str]) -> list[Item]:
    """Return the items of those numbers that are there, in this order; up to 100 are one read."""
    keys = [(own["pk"], own["sk"]) for own in map(key, number_ids)]
    found = table.get_many(keys)
    return [found[place] for place in keys if place in found]


def create(number: Number) -> list[TransactItem]:
    """Store a new number and claim its phone number; refused with NumberTaken if that is claimed."""
    return [
        put_new(claims.of_number(number.phone_number, number.number_id), on_conflict=NumberTaken()),
        put_new(_item(number), on_conflict=Stale()),
        call_settings.create_state(number),
    ]


def create_ported(number: Number) -> list[TransactItem]:
    """Store a number that was ported in; its phone number is claimed by its port-in."""
    return [
        put_new(_item(number), on_conflict=Stale()),
        call_settings.create_state(number),
        *move_due_date(number.number_id, None, number.due),
    ]


def save(after: Number, before: Number) -> list[TransactItem]:
    """Store the number as decided from `before`; refused with Stale if it changed in between.

    Another user or holder shares it with no one yet, and another list has it without its texts.
    """
    unchanged, after = Attr("version").eq(before.version), after.stored_after(before)
    written = put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())
    due = move_due_date(after.number_id, before.due, after.due)
    due += move_due_date(after.number_id, find_due(before), find_due(after))
    due += move_due_date(after.number_id, before.texting_due, after.texting_due)
    return [written, *call_settings.copy_state(after, before), *due]


def share(number: Number, account_ids: tuple[str, ...]) -> TransactItem:
    """Store who shares the number, with the settings by which it rings for them; refused with Stale if it changed."""
    return update(
        key(number.number_id),
        set={"shared_with": list(account_ids), "version": number.next_version},
        only_if=Attr("version").eq(number.version),
        on_conflict=Stale(),
    )


def same(number: Number) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if the number has changed at the commit."""
    return check(key(number.number_id), Attr("version").eq(number.version), on_conflict=Stale())


def free_phone_number(number: Number) -> TransactItem:
    """Remove the claim on the phone number."""
    return delete(claims.key(number.phone_number))


def find_claimed(table: Table, phone_numbers: list[str]) -> set[str]:
    """Return which of these phone numbers are claimed; up to 100 are one read."""
    keys = [(key["pk"], key["sk"]) for key in map(claims.key, phone_numbers)]
    return {pk.removeprefix("CLAIM#") for pk, _ in table.get_many(keys)}


def find_claimant(table: Table, phone_number: str) -> str | None:
    """Return the id of the number that claims a phone number, or None if a port-in claims it, or nothing does."""
    item = table.get(**claims.key(phone_number)) or {}
    return str(item["number_id"]) if "number_id" in item else None


def query_list(table: Table, list_id: str, status: str | None, shows: Shows, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`) of those numbers of a team, or of a person without one, that `shows` allows."""
    return _page(table, f"LIST#{list_id}", "gsi1", status, shows, **page)


def query_user(table: Table, user_id: str, status: str | None, shows: Shows, **page: Any) -> ItemPage:
    """Return a page (`limit`, `cursor`) of those numbers that a person uses that `shows` allows."""
    return _page(table, f"USER#{user_id}", "gsi2", status, shows, **page)


def load_all_of_user(table: Table, user_id: str) -> list[Number]:
    """Return every number that a person uses: a short list."""
    return [from_item(Number, item) for item in table.query_all(f"USER#{user_id}", index="gsi2")]


def load_all_in_list(table: Table, list_id: str) -> Iterable[Number]:
    """Return every number of a team, or of a person without one."""
    return (from_item(Number, item) for item in table.query_all(f"LIST#{list_id}", index="gsi1"))


def find_default(table: Table, user_id: str) -> str | None:
    """Return the id of a user's default number, or None."""
    item = table.get(**_default_key(user_id))
    return str(item["number_id"]) if item else None


def set_default(user_id: str, number_id: str | None, before: str | None) -> list[TransactItem]:
    """Store another default number; refused with Stale if it is not `before` any more."""
    if number_id == before:
        return []
    unchanged = Attr("number_id").eq(before) if before else Attr("pk").not_exists()
    if number_id is None:
        return [delete(_default_key(user_id), only_if=unchanged, on_conflict=Stale())]
    return [put(_default_key(user_id) | {"number_id": number_id}, only_if=unchanged, on_conflict=Stale())]


def _default_key(user_id: str) -> dict[str, str]:
    return {"pk": f"USER#{user_id}", "sk": "DEFAULT"}


def _page(table: Table, pk: str, index: str, status: str | None, shows: Shows, **page: Any) -> ItemPage:
    def visible(items: list[Item]) -> list[Item]:
        return [item for item in items if shows(from_item(Number, item))]

    return table.query(pk, index=index, only=Attr("status").eq(status) if status else None, keep=visible, **page)


def _item(number: Number, version: int = 1) -> Item:
    item = key(number.number_id) | to_item(replace(number, version=version))
    order = f"{clock.to_text(number.created_at)}#{number.number_id}"
    item |= {"gsi1pk": f"LIST#{number.list_id}", "gsi1sk": order}
    if number.user_id:
        item |= {"gsi2pk": f"USER#{number.user_id}", "gsi2sk": order}
    return item
