"""The door to the bus for the part of identity of exports and of proofs of erasure, with a queue of its own."""

from contracts.erasures import IdentityErased, IdentityErasureLookDue
from contracts.exports import IdentityPartDue, IdentityPartReady
from kernel.exports.door import PartEvents, exporting_door
from kernel.exports.kinds import Exported
from services.identity import wiring


def _load() -> Exported:
    from services.identity.stores.exported import EXPORTED

    return EXPORTED


_EVENTS = PartEvents(IdentityPartDue, IdentityPartReady, IdentityErasureLookDue, IdentityErased)
exporting = exporting_door(wiring.table, _load, name="identity", events=_EVENTS)
handler = exporting.handler
