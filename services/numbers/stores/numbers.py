"""How numbers lie in the table.

| question | key | index |
|---|---|---|
| what is this number | NUMBER#number / NUMBER | |
| whose is this phone number | LINE#phone / LINE | |
| the numbers of a team, or of somebody without one, oldest first | LIST#team or account / time#number | gsi1 |
| the numbers of a user, oldest first | USER#user / time#number | gsi2 |
| which is a user's default | USER#user / DEFAULT | |
| which orders must be looked after, which reserves are over | see due.py | |
"""

from collections.abc import Iterable

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.problems import NumberTaken
from services.numbers.stores.due_dates import moved

_PLAIN = (
    "number_id", "phone_number", "kind", "holder", "plan_id", "asked_by", "team_id", "user_id", "label", "is_default",
    "next_plan_id", "request_id", "subscription_id", "revision", "ends", "reason", "port_id", "version",
)  # fmt: skip
_TIMES = ("created_at", "paid_through", "paid_at", "tried_at", "reserved_until")


def key(number_id: str) -> dict[str, str]:
    """The key of a number."""
    return {"pk": f"NUMBER#{number_id}", "sk": "NUMBER"}


def line_key(phone_number: str) -> dict[str, str]:
    """The key of what says whose a phone number is."""
    return {"pk": f"LINE#{phone_number}", "sk": "LINE"}


def find(table: Table, number_id: str) -> Number | None:
    """The number, or None."""
    item = table.get(**key(number_id))
    return loaded(item) if item else None


def loaded(item: Item) -> Number:
    """The number of an item."""
    plain = {name: item[name] for name in _PLAIN if name in item}
    times: Item = {name: clock.from_text(item[name]) for name in _TIMES if name in item}
    return Number(status=NumberStatus(item["status"]), **plain, **times)


def create(number: Number) -> list[TransactItem]:
    """A number that somebody wants; NumberTaken if it is somebody's already."""
    line = line_key(number.phone_number) | {"number_id": number.number_id}
    return [put_new(line, on_conflict=NumberTaken()), put_new(_item(number), on_conflict=Stale())]


def arrive(number: Number) -> list[TransactItem]:
    """A number that has come from another carrier; its phone number was claimed by its transfer."""
    return [put_new(_item(number), on_conflict=Stale()), *moved(number.number_id, None, number.due)]


def save(after: Number, before: Number) -> list[TransactItem]:
    """Write the number as decided from `before`; Stale if it changed in between."""
    unchanged = Attr("version").eq(before.version)
    written = put(_item(after, before.version + 1), only_if=unchanged, on_conflict=Stale())
    return [written, *moved(after.number_id, before.due, after.due)]


def free(number: Number) -> TransactItem:
    """The phone number is nobody's any more."""
    return delete(line_key(number.phone_number))


def taken(table: Table, phone_numbers: list[str]) -> set[str]:
    """Which of these are somebody's: at most a hundred, in one read."""
    keys = [line_key(phone_number) for phone_number in phone_numbers]
    found = table.get_many([(key["pk"], key["sk"]) for key in keys]) if keys else {}
    return {pk.removeprefix("LINE#") for pk, _ in found}


def of_list(table: Table, name: str, status: str | None, limit: int, cursor: str | None) -> ItemPage:
    """A page of the numbers of a team, or of a person without one."""
    return _page(table, f"LIST#{name}", "gsi1", status, limit, cursor)


def of_user(table: Table, user_id: str, status: str | None, limit: int, cursor: str | None) -> ItemPage:
    """A page of the numbers that somebody uses."""
    return _page(table, f"USER#{user_id}", "gsi2", status, limit, cursor)


def used_by(table: Table, user_id: str) -> list[Number]:
    """Every number that somebody uses: few, as people go."""
    return [loaded(item) for item in table.query_all(f"USER#{user_id}", index="gsi2")]


def in_list(table: Table, name: str) -> Iterable[Number]:
    """Every number of a team, or of a person without one."""
    return (loaded(item) for item in table.query_all(f"LIST#{name}", index="gsi1"))


def default_of(table: Table, user_id: str) -> str | None:
    """The number that is somebody's default."""
    item = table.get(**_default_key(user_id))
    return str(item["number_id"]) if item else None


def set_default(user_id: str, number_id: str | None, before: str | None) -> list[TransactItem]:
    """Another default; Stale if it is not `before` any more."""
    if number_id == before:
        return []
    unchanged = Attr("number_id").eq(before) if before else Attr("pk").not_exists()
    if number_id is None:
        return [delete(_default_key(user_id), only_if=unchanged, on_conflict=Stale())]
    return [put(_default_key(user_id) | {"number_id": number_id}, only_if=unchanged, on_conflict=Stale())]


def _default_key(user_id: str) -> dict[str, str]:
    return {"pk": f"USER#{user_id}", "sk": "DEFAULT"}


def _page(table: Table, pk: str, index: str, status: str | None, limit: int, cursor: str | None) -> ItemPage:
    only = Attr("status").eq(status) if status else None
    return table.query(pk, index=index, limit=limit, cursor=cursor, only=only)


def _item(number: Number, version: int = 1) -> Item:
    item: Item = key(number.number_id) | {name: getattr(number, name) for name in _PLAIN}
    item |= {name: clock.to_text(at) for name in _TIMES if (at := getattr(number, name))}
    item |= {"status": number.status, "version": version}
    order = f"{clock.to_text(number.created_at)}#{number.number_id}"
    item |= {"gsi1pk": f"LIST#{number.team_id or number.holder}", "gsi1sk": order}
    if number.user_id:
        item |= {"gsi2pk": f"USER#{number.user_id}", "gsi2sk": order}
    return item
