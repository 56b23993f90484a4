"""Numbers in the table, as far as teams knows them: each once, and once more under its user.

The row of a person holds the numbers that they use, so that a page of 10,000 people is one query. A row shows the
oldest 20 and is found by four: who inherits a dissolved team's 1,000 numbers must still fit an item and a transaction.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, absent, delete, put
from kernel.problems import Stale
from services.teams.domain.number import MAX_SHOWN, Number
from services.teams.stores import keys

_RELEASED_LIFETIME = timedelta(days=60)  # longer than any event of a number that was given back may be late


def read(table: Table, number_id: str) -> Number:
    """Return what is known of a number; an unknown number is one of which only the id is known."""
    key = keys.number(number_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Number, item) if item else Number(number_id)


def read_many(table: Table, number_ids: Iterable[str]) -> dict[str, Number]:
    """Return those of up to 100 numbers that are known, by id, in one read."""
    found = table.get_each(map(keys.number, number_ids))
    return {item["number_id"]: from_item(Number, item) for item in found if item}


def save(now: Number, before: Number, at: datetime) -> list[TransactItem]:
    """Write what is known of a number; raise Stale if it was changed in between."""
    still: Condition = Attr("version").eq(before.version) if before.version else absent()
    item = to_item(now) | {"version": before.version + 1}
    if now.status == "released":
        item |= {"ttl": clock.to_epoch(at + _RELEASED_LIFETIME)}
    entries = [put(keys.number(now.number_id) | item, only_if=still, on_conflict=Stale())]
    if before.user_id and before.user_id != now.user_id:
        entries.append(delete(keys.used_number(before.user_id, before.number_id)))
    if now.user_id:
        entries.append(put(keys.used_number(now.user_id, now.number_id) | item))
    return entries


def read_used_by(table: Table, account_id: str) -> list[Number]:
    """Return the numbers that an account uses, oldest first: as many as are shown, and one more."""
    key = keys.used_number(account_id, "")
    return [from_item(Number, item) for item in table.query(key["pk"], begins=key["sk"], limit=MAX_SHOWN + 1).items]
