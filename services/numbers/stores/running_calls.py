"""Counts the running calls of phone numbers.

| question | key |
|---|---|
| how many calls does this phone number have by now | CALLED#phone / RUNNING |
"""

from kernel.dynamodb.transact_items import TransactItem, delete, update


def key(phone_number: str) -> dict[str, str]:
    """Return the key of the count of a phone number's running calls."""
    return {"pk": f"CALLED#{phone_number}", "sk": "RUNNING"}


def count(phone_number: str, by: int) -> TransactItem:
    """Count calls that begin, or that have ended."""
    return update(key(phone_number), add={"running": by})


def forget(phone_number: str) -> TransactItem:
    """Count from none again: who gets the phone number next has none of the calls before."""
    return delete(key(phone_number))
