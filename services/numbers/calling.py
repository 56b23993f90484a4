"""The door to the bus for running calls, with a queue of its own: who calls is waiting (N6, N12)."""

from contracts.calls import CallDue, CallFactsFound, CallFunded, CallUnfunded, PhoneCredentialDropped
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers import call_wiring, wiring
from services.numbers.use_cases.calls import follow_call_money
from services.numbers.use_cases.calls import look_at_call as looks

calling = Consumer("numbers-calling", wiring.table)
handler = calling.handler


@calling.on(CallFunded, has_external_effect=True)
def connect_or_extend_call(work: UnitOfWork, event: CallFunded) -> None:
    """Connect the call whose first slice is held, or let it run on."""
    follow_call_money.connect_or_extend(work, call_wiring.calling, event)


@calling.on(CallUnfunded, has_external_effect=True)
def refuse_or_end_call(work: UnitOfWork, event: CallUnfunded) -> None:
    """Do without the leg that costs credits, or have the call end with what is held."""
    follow_call_money.refuse_or_end(work, call_wiring.calling, event)


@calling.on(CallDue, has_external_effect=True)
def look_at_call(work: UnitOfWork, event: CallDue) -> None:
    """Do what is due for the call: another slice, a hang-up, a question to the carrier."""
    looks.look_at_call(work, call_wiring.calling, event)


@calling.on(CallFactsFound, has_external_effect=True)
def apply_found_facts(work: UnitOfWork, event: CallFactsFound) -> None:
    """Apply what the carrier has recorded of the call, and no report of it brought."""
    looks.apply_found_facts(work, call_wiring.calling, event)


@calling.on(PhoneCredentialDropped, has_external_effect=True)
def delete_dropped_credential(work: UnitOfWork, event: PhoneCredentialDropped) -> None:
    """Delete the credential of a dropped app at the carrier, so that no phone is registered by it."""
    call_wiring.calling().delete_credential(event.credential_id)
