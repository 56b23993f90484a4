"""The reactions of teams to the events of numbers."""

from contracts.calls import CallingCountriesChanged, ForwardingChanged
from contracts.numbers import (
    NumberActivated,
    NumberAssigned,
    NumberHandedOver,
    NumberLabeled,
    NumberMoved,
    NumberReleased,
    NumberRequested,
    NumberReserved,
    NumberRestored,
    NumberSuspended,
    NumberUnassigned,
)
from contracts.port_ins import PortInCancelled, PortInCompleted, PortInSubmitted
from contracts.port_outs import NumberPortedOut, PortOutObjected, PortOutPinChanged
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.number import AssignmentEvent
from services.teams.use_cases.numbers.follow_number_events import record_number
from services.teams.use_cases.numbers.log_number_activity import log_number_activity
from services.teams.use_cases.team.log_calling_countries import log_calling_countries

reactions = Reactions()

reactions.on(NumberActivated)(record_number)
reactions.on(NumberRestored)(record_number)
reactions.on(NumberSuspended)(record_number)
reactions.on(NumberReserved)(record_number)
reactions.on(NumberReleased)(record_number)
reactions.on(PortOutObjected)(log_number_activity)
reactions.on(PortOutPinChanged)(log_number_activity)
reactions.on(NumberLabeled)(log_number_activity)
reactions.on(ForwardingChanged)(log_number_activity)
reactions.on(CallingCountriesChanged)(log_calling_countries)
reactions.on(NumberRequested)(log_number_activity)
reactions.on(PortInSubmitted)(log_number_activity)
reactions.on(PortInCancelled)(log_number_activity)
reactions.on(PortInCompleted)(log_number_activity)


def on_number_assigned(work: UnitOfWork, event: AssignmentEvent) -> None:
    """Record who uses a number, and log who changed that."""
    record_number(work, event)
    log_number_activity(work, event)


reactions.on(NumberAssigned)(on_number_assigned)
reactions.on(NumberMoved)(on_number_assigned)
reactions.on(NumberUnassigned)(on_number_assigned)
reactions.on(NumberHandedOver)(on_number_assigned)


@reactions.on(NumberPortedOut)
def number_ported_out(work: UnitOfWork, event: NumberPortedOut) -> None:
    """Take a number that has left off its user's row, and log that it has."""
    record_number(work, event)
    log_number_activity(work, event)
