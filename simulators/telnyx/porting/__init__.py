"""Telnyx's stand-in for ports: numbers that customers bring along from other carriers."""

from aiohttp import web

from simulators.surroundings import Surroundings
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.orders import Books
from simulators.telnyx.porting.control import PortingControl
from simulators.telnyx.porting.desk import Desk
from simulators.telnyx.porting.documents import Documents
from simulators.telnyx.porting.guard import Guard
from simulators.telnyx.porting.moods import Moods
from simulators.telnyx.porting.orders import PortingBooks
from simulators.telnyx.porting.progress import Progress
from simulators.telnyx.porting.reading import Reading


class TelnyxPorting:
    """Brings numbers into `books`, where those lie that were bought."""

    def __init__(self, around: Surroundings, books: Books) -> None:
        self._books = books
        self._ports = PortingBooks()
        self._moods = Moods()
        self._documents = Documents(self._moods)
        self._deliveries = Deliveries(f"{around.door}/webhooks/carrier")
        progress = Progress(books, self._ports, self._moods, self._deliveries)
        self._desk = Desk(self._ports, progress, self._documents, self._obstacle)
        self._control = PortingControl(self._ports, self._documents, self._moods, progress)

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        for memory in (self._books, self._ports, self._documents, self._moods):
            memory.forget()

    def routes(self) -> list[web.RouteDef]:
        """The provider's paths, and the control of them."""
        v2, before, desk, reading = "/telnyx/v2", Guard(self._moods).before, self._desk, Reading(self._ports)
        orders, order = f"{v2}/porting_orders", f"{v2}/porting_orders/{{id}}"
        return [
            web.post(f"{v2}/portability_checks", before("check", desk.check)),
            web.post(orders, before("create", desk.create)),
            web.get(orders, before("list", desk.find)),
            web.get(f"{orders}/exception_types", before("read", reading.exception_types)),
            web.get(order, before("read", desk.one)),
            web.patch(order, before("change", desk.change)),
            web.delete(order, before("delete", desk.delete)),
            web.post(f"{order}/actions/confirm", before("confirm", desk.confirm)),
            web.post(f"{order}/actions/cancel", before("cancel", desk.cancel)),
            web.get(f"{order}/allowed_foc_windows", before("read", reading.windows)),
            web.get(f"{order}/requirements", before("read", reading.requirements)),
            web.get(f"{order}/comments", before("read", reading.comments)),
            web.post(f"{order}/comments", before("comment", desk.say)),
            web.get(f"{order}/loa_template", before("read", reading.letter)),
            web.post(f"{v2}/documents", before("document", self._documents.create)),
            web.get(f"{v2}/documents/{{id}}", before("read", self._documents.one)),
            *self._control.routes(),
        ]

    def _obstacle(self, phone_number: str) -> str:
        return self._ports.obstacle(phone_number, owned=self._books.owns(phone_number))
