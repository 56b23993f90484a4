"""The transitions of porting orders: each sends a webhook, and some follow by themselves after a while."""

import asyncio
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession

from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.orders import Inventory
from simulators.telnyx.porting.behavior import PortingBehavior
from simulators.telnyx.porting.records import FINAL, PortingOrder, PortingRecords, now

Json = dict[str, Any]
_CANCELLABLE_BEFORE = timedelta(hours=48)
_CANCELLABLE = ("draft", "in-process", "submitted", "exception", "foc-date-confirmed")


class Transitions:
    """Moves orders from status to status; a ported number goes into the inventory."""

    def __init__(
        self, inventory: Inventory, ports: PortingRecords, behavior: PortingBehavior, deliveries: Deliveries
    ) -> None:
        self._inventory = inventory
        self._ports = ports
        self._behavior = behavior
        self._deliveries = deliveries

    def begin(self, order: PortingOrder) -> None:
        """Keep a new order, as a draft."""
        self._ports.orders[order.id] = order
        self._inventory.arriving.update(order.phone_numbers)

    def move(self, client: ClientSession, order: PortingOrder, status: str, details: list[Json] | None = None) -> None:
        """Set an order's status, with all that follows from it."""
        order.status, order.details, order.updated_at = status, details or [], now()
        order.moves += 1
        if status == "ported":
            self._arrive(client, order)
        if status in FINAL:
            self._inventory.arriving.difference_update(order.phone_numbers)
        self._notify(
            client,
            order,
            "status_changed",
            {
                "id": order.id,
                "customer_reference": order.reference,
                "support_key": order.support_key,
                "status": {"value": status, "details": order.details},
                "updated_at": order.updated_at,
                "webhook_url": order.form["webhook_url"],
            },
        )

    def confirm(self, client: ClientSession, order: PortingOrder) -> None:
        """Confirm an order; a while later it is with the losing carrier."""
        self.move(client, order, "in-process")
        self._move_later(client, order, "submitted")

    def resubmit(self, client: ClientSession, order: PortingOrder) -> None:
        """Resubmit an order with an exception after a while: the customer has changed or commented on it."""
        if order.status == "exception":
            self._move_later(client, order, "submitted")

    def can_cancel(self, order: PortingOrder) -> bool:
        """Return whether it can be canceled: not at its end, nor within 48 hours of the agreed date."""
        agreed = order.foc_datetime_actual
        late = agreed and datetime.fromisoformat(agreed) - _CANCELLABLE_BEFORE < datetime.now(UTC)
        return order.status in _CANCELLABLE and not late

    def cancel(self, client: ClientSession, order: PortingOrder) -> None:
        """Cancel an order; it is pending for a while."""
        self.move(client, order, "cancel-pending")
        self._move_later(client, order, "cancelled")

    def delete(self, client: ClientSession, order: PortingOrder) -> None:
        """Delete an order."""
        del self._ports.orders[order.id]
        self._ports.deleted.append(order.id)
        self._inventory.arriving.difference_update(order.phone_numbers)
        payload = {"id": order.id, "customer_reference": order.reference, "deleted_at": now()}
        self._notify(client, order, "deleted", payload, bare=True)

    def split(self, client: ClientSession, order: PortingOrder, phone_numbers: list[str]) -> PortingOrder:
        """Move some of an order's numbers to a new order of the same status; a webhook reports each."""
        form = deepcopy(order.form)
        moved = PortingOrder(phone_numbers, form, parent_support_key=order.support_key)
        moved.status, moved.details, moved.foc_datetime_actual = order.status, order.details, order.foc_datetime_actual
        order.phone_numbers = [it for it in order.phone_numbers if it not in phone_numbers]
        self._ports.orders[moved.id] = moved
        for _ in phone_numbers:
            about = {"from": {"id": order.id}, "to": {"id": moved.id}, "porting_phone_numbers": [{"id": str(uuid4())}]}
            self._notify(client, order, "split", about)
        return moved

    def take_out(self, order: PortingOrder, phone_numbers: list[str]) -> None:
        """Take numbers out of an order, as the staff does if a comment asks for it: they are not ported."""
        order.phone_numbers = [it for it in order.phone_numbers if it not in phone_numbers]
        self._inventory.arriving.difference_update(phone_numbers)

    def comment(self, client: ClientSession, order: PortingOrder, body: str, user_type: str) -> Json:
        """Add a comment to an order, and return it."""
        added = order.comment(body, user_type)
        written = {
            "id": added["id"],
            "body": body,
            "inserted_at": added["created_at"],
            "user_id": None,
            "user_type": user_type,
        }
        payload = {"comment": written, "porting_order_id": order.id, "support_key": order.support_key}
        self._notify(client, order, "new_comment", payload)
        return added

    def move_messaging(self, client: ClientSession, order: PortingOrder, status: str) -> None:
        """Set the status of the texts' port, which is one of its own."""
        order.messaging = status
        messaging = {"messaging_capable": True, "messaging_port_status": status} | order.form["messaging"]
        payload = {
            "id": order.id,
            "customer_reference": order.reference,
            "messaging": messaging,
            "support_key": order.support_key,
        }
        self._notify(client, order, "messaging_changed", payload, bare=True)

    def _arrive(self, client: ClientSession, order: PortingOrder) -> None:
        order.foc_datetime_actual = order.foc_datetime_actual or now()
        asked = order.form["phone_number_configuration"]
        settings = {name: asked[name] for name in ("connection_id", "messaging_profile_id")}
        for phone_number in order.phone_numbers:
            if not self._inventory.owns(phone_number):
                self._inventory.add_number(phone_number, order.reference, "port_request", **settings)
        if order.form["messaging"]["enable_messaging"]:
            self.move_messaging(client, order, "ported")

    def _move_later(self, client: ClientSession, order: PortingOrder, status: str) -> None:
        self._deliveries.start(self._move_after_pause(client, order, order.moves, status))

    async def _move_after_pause(self, client: ClientSession, order: PortingOrder, moves: int, status: str) -> None:
        await asyncio.sleep(self._behavior.pace.by_itself_seconds)
        if order.moves == moves and order.id in self._ports.orders:
            self.move(client, order, status)

    def _notify(
        self, client: ClientSession, order: PortingOrder, word: str, payload: Json, *, bare: bool = False
    ) -> None:
        self._deliveries.start(self._deliver(client, order.form["webhook_url"], word, payload, bare=bare))

    async def _deliver(self, client: ClientSession, to: str | None, word: str, payload: Json, *, bare: bool) -> None:
        delivery = self._behavior.delivery
        members = {name: value for name, value in payload.items() if value is not None}
        await asyncio.sleep(delivery.delay_seconds)
        if not delivery.drop:
            await self._deliveries.send(
                client, f"porting_order.{word}", members, 1 + delivery.duplicate, to=to, bare=bare
            )
