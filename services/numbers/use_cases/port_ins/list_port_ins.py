"""List port-ins: the caller's own, or those of the team that the caller runs (N7)."""

from collections.abc import Callable

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import PortIn
from services.numbers.http.port_in_schemas import PortInsQuery
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import people, port_ins
from services.numbers.stores.documents import Documents
from services.numbers.use_cases import callers


def list_port_ins(work: UnitOfWork, *, query: PortInsQuery) -> Page[PortInView]:
    """Return a page of the team's port-ins to those who run it, else of the caller's own; newest first."""
    holder = callers.read_caller(work).holder(query.payer)
    page = port_ins.query_holder(work.table, holder, query.status, query.limit, query.cursor)
    shown = [PortInView.of(from_item(PortIn, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def get_port_in(work: UnitOfWork, *, documents: Callable[[], Documents], port_id: str) -> PortInView:
    """Return one port-in, with upload forms for its documents while its form is editable. Raises NotFound."""
    _, port = find_visible_port_in(work, port_id)
    return view_port_in(work, port, documents)


def view_port_in(work: UnitOfWork, port: PortIn, documents: Callable[[], Documents] | None = None) -> PortInView:
    """Return the view of a port-in with the numbers of its request, as they are stored; this one is as given."""
    return PortInView.of(port, documents, load_same_holder(work, port))


def load_same_holder(work: UnitOfWork, port: PortIn) -> list[PortIn]:
    """Return the port-ins of a request that have the same holder: when a team ends, they go to its owner one by one."""
    return [it for it in port_ins.load_parts(work.table, port) if it.holder == port.holder]


def find_visible_port_in(work: UnitOfWork, port_id: str) -> tuple[Person, PortIn]:
    """Return the caller and a port-in of theirs, or of the team that they run, in one read. Raises NotFound."""
    keys = [people.key(work.context.actor), port_ins.key(port_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    person, item = callers.load_caller(work, found.get(read[0])), found.get(read[1])
    port = from_item(PortIn, item) if item else None
    if port is None or port.holder not in (person.account_id, person.runs):
        raise NotFound
    return person, port
