"""The door to the bus that prepares the part of identity of exports, page by page, with a queue of its own."""

from contracts.exports import IdentityPartDue, IdentityPartReady
from kernel.exports.door import exporting_door
from kernel.exports.kinds import Exported
from services.identity import wiring


def _load() -> Exported:
    from services.identity.stores.exported import EXPORTED

    return EXPORTED


exporting = exporting_door(wiring.table, _load, name="identity", due=IdentityPartDue, ready=IdentityPartReady)
handler = exporting.handler
