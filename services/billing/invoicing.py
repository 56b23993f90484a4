"""The door to the bus for invoices: a payer's invoice waits behind no comparison of the books."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.invoicing import reactions

    return reactions


invoicing = Consumer("billing", wiring.table, {"billing": _to_billing})
handler = invoicing.handler
