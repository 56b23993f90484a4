"""The HTTP door of numbers that leave: port-outs, objections to them, and the PINs that they need (N13)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import port_out_wiring, wiring
from services.numbers.domain import problems
from services.numbers.http.port_out_views import PinView, PortOutsQuery, PortOutView

port_outs = Api("numbers-port-outs", wiring.table)
handler = snapshot.handler_of(port_outs, wiring.table)

_OWNED = (NotFound, problems.OwnNumber)
_OF_PIN = (*_OWNED, problems.NumberNotRunning, problems.CarrierUnavailable)


@port_outs.get("/v1/port-outs", refusals=(NotFound,))
def list_port_outs(work: UnitOfWork, query: PortOutsQuery) -> Page[PortOutView]:
    """List the port-outs of a number, or of all numbers that the caller runs; newest first."""
    from services.numbers.use_cases.port_outs import list_port_outs as port_outs_list

    return port_outs_list.list_port_outs(work, query=query)


@port_outs.post("/v1/port-outs/{id}/object", refusals=(*_OWNED, problems.PortOutDecided))
def object_to_port_out(work: UnitOfWork, id: str) -> PortOutView:
    """Object to a port-out: the number stays, unless the carrier's staff decide otherwise."""
    from services.numbers.use_cases.port_outs import object_to_port_out as objection

    return objection.object_to_port_out(work, port_out_id=id)


@port_outs.get("/v1/numbers/{id}/port-out-pin", step_up=True, refusals=_OF_PIN)
def show_pin(work: UnitOfWork, id: str) -> PinView:
    """Show the PIN that another carrier needs to take a number over; its owner only."""
    from services.numbers.use_cases.port_outs import set_pins

    return set_pins.show_pin(work, pins=port_out_wiring.pins(), number_id=id)


@port_outs.post("/v1/numbers/{id}/port-out-pin", keyed=False, step_up=True, refusals=_OF_PIN)
def renew_pin(work: UnitOfWork, id: str) -> PinView:
    """Set a new PIN, and show it; no response with it is stored."""
    from services.numbers.use_cases.port_outs import set_pins

    return set_pins.renew_pin(work, pins=port_out_wiring.pins(), number_id=id)
