"""The door to the bus for numbers that leave, with a queue of its own: an objection waits behind nothing else (N13)."""

from contracts.numbers import NumberActivated
from contracts.port_outs import PortOutDue, PortOutNoticeDue, PortOutPinDue, PortOutPinsDue, PortOutsDue, TeamPinsDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import port_out_wiring, wiring
from services.numbers.use_cases.notices.send_port_out_notice import send_port_out_notice
from services.numbers.use_cases.port_outs import compare_port_outs, follow_port_out, set_pins

leaving = Consumer("numbers-leaving", wiring.table)
handler = leaving.handler


@leaving.on(PortOutDue, has_external_effect=True)
def follow_due_port_out(work: UnitOfWork, event: PortOutDue) -> None:
    """Ask the carrier what became of a port-out, and send an objection."""
    gateways = follow_port_out.Gateways(port_out_wiring.port_outs(), port_out_wiring.pins())
    follow_port_out.follow_port_out(work, gateways=gateways, event=event)


@leaving.on(PortOutsDue)
def compare_due_port_outs(work: UnitOfWork, event: PortOutsDue) -> None:
    """Look through a page of the carrier's port-outs."""
    compare_port_outs.compare_port_outs(work, carrier=port_out_wiring.port_outs(), event=event)


@leaving.on(PortOutNoticeDue, has_external_effect=True)
def send_due_port_out_notice(work: UnitOfWork, event: PortOutNoticeDue) -> None:
    """Notify a person of a port-out, by every channel."""
    send_port_out_notice(work, event=event, portal=wiring.portal_url())


@leaving.on(NumberActivated, has_external_effect=True)
def protect_active_number(work: UnitOfWork, event: NumberActivated) -> None:
    """Set the first PIN of a number that has become active."""
    set_pins.set_first_pin(port_out_wiring.pins(), event.phone_number)


@leaving.on(PortOutPinsDue, has_external_effect=True)
def set_due_pins(work: UnitOfWork, event: PortOutPinsDue) -> None:
    """Set the PINs that a page of our numbers lacks."""
    set_pins.set_missing_pins(work, pins=port_out_wiring.pins(), event=event)


@leaving.on(PortOutPinDue, has_external_effect=True)
def replace_due_pin(work: UnitOfWork, event: PortOutPinDue) -> None:
    """Replace the PIN of a number that has another holder."""
    set_pins.replace_pin(port_out_wiring.pins(), event.phone_number)


@leaving.on(TeamPinsDue)
def replace_due_team_pins(work: UnitOfWork, event: TeamPinsDue) -> None:
    """Have the PINs replaced of a page of the numbers of a team that has another owner."""
    set_pins.replace_team_pins(work, event=event)
