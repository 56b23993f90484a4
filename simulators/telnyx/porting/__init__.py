"""The simulated carrier's ports: numbers that customers bring from other carriers."""

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.orders import Inventory
from simulators.telnyx.porting.behavior import PortingBehavior
from simulators.telnyx.porting.control import PortingControl
from simulators.telnyx.porting.documents import Documents
from simulators.telnyx.porting.order_operations import OrderOperations
from simulators.telnyx.porting.read_operations import ReadOperations
from simulators.telnyx.porting.records import PortingRecords
from simulators.telnyx.porting.request_checks import RequestChecks
from simulators.telnyx.porting.transitions import Transitions


class TelnyxPorting:
    """Ports numbers into the inventory, to those that were bought."""

    def __init__(self, urls: BaseUrls, inventory: Inventory) -> None:
        self._inventory = inventory
        self._ports = PortingRecords()
        self._behavior = PortingBehavior()
        self._documents = Documents(self._behavior)
        self._deliveries = Deliveries(f"{urls.door}/webhooks/carrier")
        transitions = Transitions(inventory, self._ports, self._behavior, self._deliveries)
        self._operations = OrderOperations(self._ports, transitions, self._documents, self._obstacle)
        self._control = PortingControl(self._ports, self._documents, self._behavior, transitions)

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        for memory in (self._inventory, self._ports, self._documents, self._behavior):
            memory.forget()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        v2, before = "/telnyx/v2", RequestChecks(self._behavior).before
        operations, reading = self._operations, ReadOperations(self._ports)
        orders, order = f"{v2}/porting_orders", f"{v2}/porting_orders/{{id}}"
        return [
            web.post(f"{v2}/portability_checks", before("check", operations.check)),
            web.post(orders, before("create", operations.create)),
            web.get(orders, before("list", operations.list_all)),
            web.get(f"{orders}/exception_types", before("read", reading.exception_types)),
            web.get(order, before("read", operations.get)),
            web.patch(order, before("change", operations.change)),
            web.delete(order, before("delete", operations.delete)),
            web.post(f"{order}/actions/confirm", before("confirm", operations.confirm)),
            web.post(f"{order}/actions/cancel", before("cancel", operations.cancel)),
            web.get(f"{order}/allowed_foc_windows", before("read", reading.windows)),
            web.get(f"{order}/requirements", before("read", reading.requirements)),
            web.get(f"{order}/comments", before("read", reading.comments)),
            web.post(f"{order}/comments", before("comment", operations.comment)),
            web.get(f"{order}/loa_template", before("read", reading.letter)),
            web.post(f"{v2}/documents", before("document", self._documents.create)),
            web.get(f"{v2}/documents/{{id}}", before("read", self._documents.get)),
            *self._control.routes(),
        ]

    def _obstacle(self, phone_number: str) -> str:
        return self._ports.obstacle(phone_number, owned=self._inventory.owns(phone_number))
