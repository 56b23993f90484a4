"""Find what happens to calls of a phone number: one read, for numbers that were saved since there are settings."""

from kernel.dynamodb.table import Table
from services.numbers.domain.call_settings import CallSettings, settings_of
from services.numbers.stores import call_settings, numbers


def find_called_number(table: Table, phone_number: str) -> CallSettings | None:
    """Return the settings of a number of ours with its state, or None if it is not ours.

    A number that was last saved before there were settings is found by the claim on its phone number.
    """
    found = call_settings.find(table, phone_number)
    if found:
        return found
    claim = table.get(**numbers.claim_key(phone_number)) or {}
    number = numbers.find(table, str(claim["number_id"])) if "number_id" in claim else None
    return settings_of(number) if number and not number.is_gone else None
