"""The carrier's lists of what we have there: numbers, pending orders of numbers, porting orders (N16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.call_events import read_instant
from services.numbers.carrier.porting_orders import PortingOrder
from services.numbers.carrier.responses import read_rows, report_refusal
from services.numbers.domain.inventory import Entry

PAGE = 250  # the most that the carrier lists at once
_PENDING = "pending"


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of a list, and whether another one follows."""

    entries: list[Entry]
    has_more: bool


class CarrierInventory:
    """Telnyx's lists. Every method may raise ProviderDownError: ask again."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def list_numbers(self, page: int) -> EntryPage:
        """Return a page of the numbers of our account, in an order that stays."""
        rows = self._list("phone_numbers", {"sort": "phone_number"}, page)
        return EntryPage(list(map(_read_number, rows)), len(rows) == PAGE)

    def list_pending_orders(self, page: int) -> EntryPage:
        """Return a page of the orders of numbers that are not decided."""
        rows = self._list("number_orders", {"filter[status]": _PENDING}, page)
        return EntryPage([it for row in rows for it in _read_order(row)], len(rows) == PAGE)

    def list_ports(self, page: int, since: datetime) -> EntryPage:
        """Return a page of the porting orders created since then, newest first: the carrier has no filter for it."""
        rows = self._list("porting_orders", {"sort[value]": "-created_at", "include_phone_numbers": "true"}, page)
        recent = [row for row in rows if (read_instant(row.get("created_at")) or since) >= since]
        return EntryPage([it for row in recent for it in _read_port(row)], len(recent) == PAGE)

    def look_at(self, phone_number: str, references: Iterable[str]) -> list[Entry]:
        """Return what the carrier has of a phone number at this moment, and under each of our ids."""
        found = list(map(_read_number, self._list("phone_numbers", {"filter[phone_number]": phone_number}, 1)))
        for reference in references:
            ours = {"filter[customer_reference]": reference}
            orders = self._list("number_orders", ours, 1)
            found += [it for row in orders if row.get("status") == _PENDING for it in _read_order(row)]
            found += [it for row in self._list("porting_orders", ours, 1) for it in _read_port(row)]
        return [it for it in found if it.phone_number == phone_number]

    def _list(self, path: str, asked: dict[str, str], page: int) -> list[dict[str, Any]]:
        paged = asked | {"page[number]": str(page), "page[size]": str(PAGE)}
        try:
            return read_rows(self._provider.ask("GET", path, params=paged))
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal


def _read_number(row: dict[str, Any]) -> Entry:
    members = ("phone_number", "customer_reference", "status", "connection_id", "messaging_profile_id")
    return Entry("number", *(str(row.get(name) or "") for name in members))


def _read_order(row: dict[str, Any]) -> Iterable[Entry]:
    return (Entry("order", phone, str(row.get("customer_reference") or ""), _PENDING) for phone in _phones_of(row))


def _read_port(row: dict[str, Any]) -> Iterable[Entry]:
    if not row.get("id"):
        return ()
    order = PortingOrder.read(row)
    status = order.update.status.value if order.update.status else order.word
    return (Entry("port", phone, str(row.get("customer_reference") or ""), status) for phone in _phones_of(row))


def _phones_of(row: dict[str, Any]) -> list[str]:
    listed = row.get("phone_numbers")
    rows = [it for it in listed if isinstance(it, dict)] if isinstance(listed, list) else []
    return [str(it["phone_number"]) for it in rows if it.get("phone_number")]
