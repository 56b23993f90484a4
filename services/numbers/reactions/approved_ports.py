"""The reaction of numbers to an owner's approval of the plan of a port-in (T11)."""

from contracts.approvals import PortInApproved
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring

reactions = Reactions()


@reactions.on(PortInApproved)
def submit_approved_port_in(work: UnitOfWork, event: PortInApproved) -> None:
    """Submit the port-in whose plan an owner has approved."""
    from services.numbers.use_cases.port_ins.submit_approved_port_in import submit_approved_port_in as submit

    submit(work, documents=wiring.documents, event=event)
