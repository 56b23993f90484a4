"""The door to the bus for the books: what no payer waits for has a queue and a function of its own."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.bookkeeping import reactions

    return reactions


bookkeeping = Consumer("billing", wiring.table, {"billing": _to_billing}, moved=("InvoiceDue",))
handler = bookkeeping.handler
