"""Have all of our numbers be called: those of before there were calls are connected, and get the settings of calls.

The carrier's list of our numbers is read page by page; each page finds what is done already.
"""

from contracts.numbers import NumberConnectionsDue
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.carrier.connections import Connections
from services.numbers.domain.number import Number
from services.numbers.stores import call_settings, claims, numbers

_PAGE = 50  # a number and its settings are two of the hundred items that one read may have


def connect_numbers(work: UnitOfWork, *, connections: Connections, event: NumberConnectionsDue) -> None:
    """Connect a page of our numbers, and store the settings that are missing. Raises ProviderDownError: again later."""
    owned = connections.list_active(event.page, _PAGE)
    ours = _load_by_phone(work.table, [it.phone_number for it in owned])
    _store_missing_settings(work, list(ours.values()))
    for number in owned:
        if number.phone_number in ours and not connections.is_connected(number):
            connections.connect(number)
    if len(owned) == _PAGE:
        work.publish(NumberConnectionsDue(page=event.page + 1))


def _load_by_phone(table: Table, phone_numbers: list[str]) -> dict[str, Number]:
    """Return our numbers among these, by phone number."""
    claimed = table.get_each(map(claims.key, phone_numbers))
    keys = [numbers.key(str(claim["number_id"])) for claim in claimed if claim and "number_id" in claim]
    loaded = [from_item(Number, item) for item in table.get_each(keys) if item]
    return {number.phone_number: number for number in loaded if not number.is_gone}


def _store_missing_settings(work: UnitOfWork, ours: list[Number]) -> None:
    """Store the state of numbers without settings, each in a transaction of its own."""
    found = work.table.get_each(call_settings.key(number.phone_number) for number in ours)
    for number, item in zip(ours, found, strict=True):
        if item is None:
            work.save([call_settings.create_missing(number), numbers.same(number)])
            work.commit()
