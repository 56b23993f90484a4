"""Stores who has opted out of texts from a team, or from a person's own numbers (N14).

| question | key |
|---|---|
| does this holder's other party want no more texts | OPTOUT#holder#hash of the other / OPTOUT |

The other number is hashed: nothing here shows whom a team writes to. The item stays when it is opened again, so that a
STOP that arrives late does not undo a later START.
"""

import hashlib

from contracts.phone_numbers import read_sender
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, check, put
from kernel.problems import Stale
from services.numbers.domain.opt_out import OptOut
from services.numbers.domain.problems import RecipientOptedOut


def key(holder: str, other_number: str) -> dict[str, str]:
    """Return the key of an opt-out: the same for every spelling of the other number."""
    hashed = hashlib.sha256(f"{holder}\x1f{read_sender(other_number)}".encode()).hexdigest()[:32]
    return {"pk": f"OPTOUT#{holder}#{hashed}", "sk": "OPTOUT"}


def find(table: Table, holder: str, other_number: str) -> OptOut | None:
    """Return what is known of the other party, or None: they never opted out."""
    item = table.get(**key(holder, other_number))
    return from_item(OptOut, item) if item else None


def is_out(table: Table, holder: str, other_number: str) -> bool:
    """Return whether the other party wants no texts from this holder."""
    found = find(table, holder, other_number)
    return found is not None and found.is_out


def save(after: OptOut, before: OptOut | None, other_number: str) -> TransactItem:
    """Store it as decided from `before`; refused with Stale if it changed in between."""
    own = key(after.holder, other_number)
    version = before.version if before else 0
    item = own | to_item(after) | {"version": version + 1}
    unchanged = Attr("version").eq(version) if before else Attr("pk").not_exists()
    return put(item, only_if=unchanged, on_conflict=Stale())


def still_in(holder: str, other_number: str) -> TransactItem:
    """Refuse with RecipientOptedOut if the other party has opted out at the commit."""
    opted_out = RecipientOptedOut(field="to")
    return check(key(holder, other_number), Attr("is_out").ne(True), on_conflict=opted_out)
