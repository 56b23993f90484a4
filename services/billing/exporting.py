"""The door to the bus that prepares the part of billing of exports, page by page, with a queue of its own."""

from contracts.exports import BillingPartDue, BillingPartReady
from kernel.exports.door import exporting_door
from kernel.exports.kinds import Exported
from services.billing import wiring


def _load() -> Exported:
    from services.billing.stores.exported import EXPORTED

    return EXPORTED


exporting = exporting_door(wiring.table, _load, name="billing", due=BillingPartDue, ready=BillingPartReady)
handler = exporting.handler
