"""The door to the bus for the part of teams of exports and of proofs of erasure, with a queue of its own."""

from contracts.erasures import TeamsErased, TeamsErasureLookDue
from contracts.exports import TeamsPartDue, TeamsPartReady
from kernel.exports.door import PartEvents, exporting_door
from kernel.exports.kinds import Exported
from services.teams import wiring


def _load() -> Exported:
    from services.teams.stores.exported import EXPORTED

    return EXPORTED


_EVENTS = PartEvents(TeamsPartDue, TeamsPartReady, TeamsErasureLookDue, TeamsErased)
exporting = exporting_door(wiring.table, _load, name="teams", events=_EVENTS)
handler = exporting.handler
