"""Follow billing's answers about the money of a call: connect it, let it run on, or do without (N6, B11)."""

from dataclasses import replace

from contracts.calls import CallFunded, CallUnfunded
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.use_cases.calls.advance_call import Gateway, advance_call


def connect_or_extend(work: UnitOfWork, gateway: Gateway, event: CallFunded) -> None:
    """Connect a call whose first slice is held, or let a running one run on; one whose caller has gone is left."""
    advance_call(
        work,
        gateway,
        event.call_id,
        lambda call: replace(call, money=call.money.hold(event.slice, event.seconds, event.limit_seconds)),
    )


def refuse_or_end(work: UnitOfWork, gateway: Gateway, event: CallUnfunded) -> None:
    """Do without the leg that costs credits, or have a running call end with what is held."""
    advance_call(work, gateway, event.call_id, lambda call: call.refuse_money(event.slice, event.reason))
