"""The door to the bus for the part of numbers of exports and of proofs of erasure, with a queue of its own."""

from contracts.erasures import NumbersErased, NumbersErasureLookDue
from contracts.exports import NumbersPartDue, NumbersPartReady
from kernel.exports.door import PartEvents, exporting_door
from kernel.exports.kinds import Exported
from services.numbers import wiring


def _load() -> Exported:
    from services.numbers.stores.exported import EXPORTED

    return EXPORTED


_EVENTS = PartEvents(NumbersPartDue, NumbersPartReady, NumbersErasureLookDue, NumbersErased)
exporting = exporting_door(wiring.table, _load, name="numbers", events=_EVENTS)
handler = exporting.handler
