"""The door to the bus for the part of billing of exports and of proofs of erasure, with a queue of its own."""

from contracts.erasures import BillingErased, BillingErasureLookDue
from contracts.exports import BillingPartDue, BillingPartReady
from kernel.exports.door import PartEvents, exporting_door
from kernel.exports.kinds import Exported
from services.billing import wiring


def _load() -> Exported:
    from services.billing.stores.exported import EXPORTED

    return EXPORTED


_EVENTS = PartEvents(BillingPartDue, BillingPartReady, BillingErasureLookDue, BillingErased)
exporting = exporting_door(wiring.table, _load, name="billing", events=_EVENTS)
handler = exporting.handler
