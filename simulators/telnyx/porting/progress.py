"""How porting orders come along: each step is told by webhook, some come by themselves after a while."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession

from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.orders import Books
from simulators.telnyx.porting.moods import Moods
from simulators.telnyx.porting.orders import FINAL, PortingBooks, PortingOrder, now

Json = dict[str, Any]
_CANCELLABLE_BEFORE = timedelta(hours=48)
_CANCELLABLE = ("draft", "in-process", "submitted", "exception", "foc-date-confirmed")


class Progress:
    """Moves orders on; a number that has come is in the same books as those that were bought."""

    def __init__(self, books: Books, ports: PortingBooks, moods: Moods, deliveries: Deliveries) -> None:
        self._books = books
        self._ports = ports
        self._moods = moods
        self._deliveries = deliveries

    def begin(self, order: PortingOrder) -> None:
        """An order is there, as a draft."""
        self._ports.orders[order.id] = order
        self._books.arriving.add(order.phone_number)

    def move(self, client: ClientSession, order: PortingOrder, status: str, details: list[Json] | None = None) -> None:
        """An order stands elsewhere from now on, whatever follows from that."""
        order.status, order.details, order.updated_at = status, details or [], now()
        order.moves += 1
        if status == "ported":
            self._arrive(client, order)
        if status in FINAL:
            self._books.arriving.discard(order.phone_number)
        self._tell(client, order, "status_changed", {
            "id": order.id, "customer_reference": order.reference, "support_key": order.support_key,
            "status": {"value": status, "details": order.details}, "updated_at": order.updated_at,
            "webhook_url": order.form["webhook_url"],
        })  # fmt: skip

    def confirm(self, client: ClientSession, order: PortingOrder) -> None:
        """The customer sends it off; a while later it lies with the losing carrier."""
        self.move(client, order, "in-process")
        self._by_itself(client, order, "submitted")

    def mended(self, client: ClientSession, order: PortingOrder) -> None:
        """The customer has changed or said something: what was objected to goes to the losing carrier again."""
        if order.status == "exception":
            self._by_itself(client, order, "submitted")

    def can_cancel(self, order: PortingOrder) -> bool:
        """Not when it has come to an end, nor within two days of it."""
        agreed = order.foc_datetime_actual
        late = agreed and datetime.fromisoformat(agreed) - _CANCELLABLE_BEFORE < datetime.now(UTC)
        return order.status in _CANCELLABLE and not late

    def cancel(self, client: ClientSession, order: PortingOrder) -> None:
        """The customer does not want it any more."""
        self.move(client, order, "cancel-pending")
        self._by_itself(client, order, "cancelled")

    def delete(self, client: ClientSession, order: PortingOrder) -> None:
        """An order vanishes."""
        del self._ports.orders[order.id]
        self._ports.deleted.append(order.id)
        self._books.arriving.discard(order.phone_number)
        payload = {"id": order.id, "customer_reference": order.reference, "deleted_at": now()}
        self._tell(client, order, "deleted", payload, bare=True)

    def comment(self, client: ClientSession, order: PortingOrder, body: str, user_type: str) -> Json:
        """Somebody says something about it."""
        said = order.comment(body, user_type)
        written = {"id": said["id"], "body": body, "inserted_at": said["created_at"], "user_id": None,
                   "user_type": user_type}  # fmt: skip
        payload = {"comment": written, "porting_order_id": order.id, "support_key": order.support_key}
        self._tell(client, order, "new_comment", payload)
        return said

    def move_messaging(self, client: ClientSession, order: PortingOrder, status: str) -> None:
        """Texts are a port of their own."""
        order.messaging = status
        told = {"messaging_capable": True, "messaging_port_status": status} | order.form["messaging"]
        payload = {"id": order.id, "customer_reference": order.reference, "messaging": told,
                   "support_key": order.support_key}  # fmt: skip
        self._tell(client, order, "messaging_changed", payload, bare=True)

    def _arrive(self, client: ClientSession, order: PortingOrder) -> None:
        order.foc_datetime_actual = order.foc_datetime_actual or now()
        if not self._books.owns(order.phone_number):
            self._books.have(order.phone_number, order.reference, "port_request")
        if order.form["messaging"]["enable_messaging"]:
            self.move_messaging(client, order, "ported")

    def _by_itself(self, client: ClientSession, order: PortingOrder, status: str) -> None:
        self._deliveries.start(self._later(client, order, order.moves, status))

    async def _later(self, client: ClientSession, order: PortingOrder, moves: int, status: str) -> None:
        await asyncio.sleep(self._moods.pace.by_itself_seconds)
        if order.moves == moves and order.id in self._ports.orders:
            self.move(client, order, status)

    def _tell(
        self, client: ClientSession, order: PortingOrder, word: str, payload: Json, *, bare: bool = False
    ) -> None:
        self._deliveries.start(self._deliver(client, order.form["webhook_url"], word, payload, bare=bare))

    async def _deliver(self, client: ClientSession, to: str | None, word: str, payload: Json, *, bare: bool) -> None:
        how = self._moods.delivery
        said = {name: value for name, value in payload.items() if value is not None}
        await asyncio.sleep(how.delay_seconds)
        if not how.drop:
            await self._deliveries.tell(client, f"porting_order.{word}", said, 1 + how.duplicate, to=to, bare=bare)
