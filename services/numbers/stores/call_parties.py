"""Where a call lies in the table, and how who called whom is removed from it; what a call is, calls.py reads."""

from kernel.dynamodb.transact_items import Item, TransactItem, present, update
from kernel.problems import Stale


def key(call_id: str) -> dict[str, str]:
    """Return the key of a call."""
    return {"pk": f"CALL#{call_id}", "sk": "CALL"}


def place(call_id: str) -> tuple[str, str]:
    """Return the key of a call as a read of many takes it."""
    own = key(call_id)
    return own["pk"], own["sk"]


def forget(call_id: str) -> TransactItem:
    """Remove who called whom from a call that has ended; refused with Stale if it is not there any more."""
    nothing: Item = {"other_number": "", "steps": [], "user_id": None, "colleagues": [], "app_address": ""}
    return update(key(call_id), set=nothing, only_if=present(), on_conflict=Stale())
