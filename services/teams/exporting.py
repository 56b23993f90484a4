"""The door to the bus that prepares the part of teams of exports, page by page, with a queue of its own."""

from contracts.exports import TeamsPartDue, TeamsPartReady
from kernel.exports.door import exporting_door
from kernel.exports.kinds import Exported
from services.teams import wiring


def _load() -> Exported:
    from services.teams.stores.exported import EXPORTED

    return EXPORTED


exporting = exporting_door(wiring.table, _load, name="teams", due=TeamsPartDue, ready=TeamsPartReady)
handler = exporting.handler
