"""Stores registrations of texts in the table (N14).

| question | key |
|---|---|
| what is the registration of a team, or of a person without one | REGISTRATION#registration / REGISTRATION |
| whose is this brand or campaign of the carrier | AT_CARRIER#brand or campaign / REGISTRATION |
| which must the carrier be asked about | see due_dates.py |

The id of a registration is derived from its owner, so that an owner has one.
"""

from dataclasses import replace

from kernel import ids
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, delete, put, put_new
from kernel.problems import Stale
from services.numbers.domain.problems import RegistrationExists
from services.numbers.domain.registration import Registration
from services.numbers.stores.due_dates import move_due_date


def id_of(owner_id: str) -> str:
    """Return the id that the registration of an owner always has."""
    return ids.derived_id("reg", owner_id)


def key(registration_id: str) -> dict[str, str]:
    """Return the key of a registration."""
    return {"pk": f"REGISTRATION#{registration_id}", "sk": "REGISTRATION"}


def find(table: Table, registration_id: str) -> Registration | None:
    """Return the registration, or None."""
    item = table.get(**key(registration_id))
    return from_item(Registration, item) if item else None


def find_of(table: Table, owner_id: str) -> Registration | None:
    """Return the registration of an owner, or None."""
    return find(table, id_of(owner_id))


def find_at_carrier(table: Table, carrier_id: str) -> str:
    """Return the id of the registration that has a brand or a campaign of the carrier, or ""."""
    item = table.get(**_carrier_key(carrier_id)) if carrier_id else None
    return str(item["registration_id"]) if item else ""


def create(registration: Registration) -> list[TransactItem]:
    """Store a new registration; refused with RegistrationExists if its owner has one."""
    item = key(registration.registration_id) | to_item(replace(registration, version=1))
    due = move_due_date(registration.registration_id, None, registration.due)
    return [put_new(item, on_conflict=RegistrationExists()), *due]


def save(after: Registration, before: Registration) -> list[TransactItem]:
    """Store the registration as decided from `before`; refused with Stale if it changed in between."""
    item = key(after.registration_id) | to_item(replace(after, version=before.version + 1))
    written = put(item, only_if=Attr("version").eq(before.version), on_conflict=Stale())
    new_ids = {after.brand_id, after.campaign_id} - {before.brand_id, before.campaign_id, ""}
    leads = [put(_carrier_key(it) | {"registration_id": after.registration_id}) for it in sorted(new_ids)]
    return [written, *leads, *move_due_date(after.registration_id, before.due, after.due)]


def delete_all(registration: Registration) -> list[TransactItem]:
    """Delete the registration and what leads to it; refused with Stale if it changed in between."""
    same = Attr("version").eq(registration.version)
    leads = sorted({registration.brand_id, registration.campaign_id} - {""})
    return [
        delete(key(registration.registration_id), only_if=same, on_conflict=Stale()),
        *(delete(_carrier_key(it)) for it in leads),
        *move_due_date(registration.registration_id, registration.due, None),
    ]


def _carrier_key(carrier_id: str) -> dict[str, str]:
    return {"pk": f"AT_CARRIER#{carrier_id}", "sk": "REGISTRATION"}
