"""The reactions of numbers to what an owner has approved: a number, its restoration, a port-in (T11)."""

from contracts.approvals import NumberApproved, PortInApproved, RestorationApproved
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import wiring

reactions = Reactions()


@reactions.on(NumberApproved, has_external_effect=True)
def buy_approved_number(work: UnitOfWork, event: NumberApproved) -> None:
    """Buy the number that an owner has approved."""
    from services.numbers.use_cases.numbers.buy_approved_number import buy_approved_number as buy

    buy(work, carrier=wiring.carrier(), event=event)


@reactions.on(RestorationApproved)
def restore_approved_number(work: UnitOfWork, event: RestorationApproved) -> None:
    """Restore the number whose plan an owner has approved."""
    from services.numbers.use_cases.numbers.restore_approved_number import restore_approved_number as restore

    restore(work, event=event)


@reactions.on(PortInApproved)
def submit_approved_port_in(work: UnitOfWork, event: PortInApproved) -> None:
    """Submit the port-in whose plan an owner has approved."""
    from services.numbers.use_cases.port_ins.submit_approved_port_in import submit_approved_port_in as submit

    submit(work, documents=wiring.documents, event=event)
