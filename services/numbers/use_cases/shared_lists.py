"""Open a person's list of texts, voicemails or calls: their own, and those of the numbers that they share (N10)."""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.sharing import may_answer
from services.numbers.stores import numbers, shared_notes


def open_list(table: Table, person: Person, items: list[Item], *, checks_own: bool = False) -> list[Item]:
    """Return the items with the record of each note, if the person may see it now: one read, or none without notes.

    They use the number, or share it, and its user is still the one of that time. With `checks_own` that is so of their
    own as well.
    """
    notes = [item for item in items if shared_notes.is_note(item)]
    checked = items if checks_own else notes
    if not checked:
        return items
    places = {item["number_id"]: _place(item["number_id"]) for item in checked}
    found = table.get_many([*map(shared_notes.record_key, notes), *places.values()])
    users = _users_of_seen(person, [found[place] for place in places.values() if place in found])

    def open_item(item: Item) -> Item | None:
        if not shared_notes.is_note(item):
            return item if not checks_own or users.get(item["number_id"]) == item["user_id"] else None
        record = found.get(shared_notes.record_key(item))
        is_seen = users.get(item["number_id"]) == item["number_user"]
        return shared_notes.in_place_of(item, record) if record and is_seen else None

    return [shown for item in items if (shown := open_item(item))]


def _users_of_seen(person: Person, items: list[Item]) -> dict[str, str | None]:
    """Return the users of those numbers that the person uses or shares, by number."""
    held = (from_item(Number, item) for item in items)
    return {number.number_id: number.user_id for number in held if may_answer(person, number)}


def _place(number_id: str) -> tuple[str, str]:
    key = numbers.key(number_id)
    return key["pk"], key["sk"]
