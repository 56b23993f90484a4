"""Finds the phone numbers of numbers, which usage keeps by id, as their plans know them."""

from collections.abc import Iterable

from kernel.dynamodb.table import Table
from services.billing.stores.plans import key, number_key

_AT_ONCE = 100


def find_phone_numbers(table: Table, number_ids: Iterable[str]) -> dict[str, str]:
    """Return the phone numbers, by id, of those numbers that have or had a plan; in two reads for up to 100."""
    wanted, found = sorted(set(number_ids)), dict[str, str]()
    for at in range(0, len(wanted), _AT_ONCE):
        keys = [number_key(number_id) for number_id in wanted[at : at + _AT_ONCE]]
        pointers = table.get_many((one["pk"], one["sk"]) for one in keys).values()
        owned = [key(item["subscription_id"]) for item in pointers]
        held = table.get_many((one["pk"], one["sk"]) for one in owned).values()
        found |= {item["number_id"]: item["phone_number"] for item in held}
    return found
