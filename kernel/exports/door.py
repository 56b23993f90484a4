"""The door to the bus by which a service prepares its part of exports, with a queue of its own."""

from collections.abc import Callable
from typing import Any

from contracts.event import Event
from contracts.exports import ExportWanted, PartPlace
from kernel import aws
from kernel.bus.consumer import Consumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.exports.kinds import Exported, Subject
from kernel.exports.part import Part, Progress
from kernel.exports.pieces import Pieces
from kernel.settings import setting

_ABOUT = ("export_id", "of", "account_id", "team_id", "asked_at")


def exporting_door(
    table: Callable[[], Table], load: Callable[[], Exported], *, name: str, due: type[Event], ready: type[Event]
) -> Consumer:
    """Return the door that prepares a part page by page, by these events of the service; `load` imports what it has."""
    door = Consumer(f"{name}-exporting", table)

    @door.on(ExportWanted, has_external_effect=True)
    def begin_part(work: UnitOfWork, event: ExportWanted) -> None:
        """Begin the service's part of an export."""
        _go_on(work, event, Progress(PartPlace()))

    @door.on(due, has_external_effect=True)
    def continue_part(work: UnitOfWork, event: Any) -> None:
        """Go on with the service's part of an export."""
        _go_on(work, event, Progress(event.place, tuple(event.files)))

    def _go_on(work: UnitOfWork, event: Any, progress: Progress) -> None:
        about = {field: getattr(event, field) for field in _ABOUT}
        subject = Subject(event.of, event.account_id, event.team_id, event.asked_at)
        pieces = Pieces(setting("EXPORTS_BUCKET"), aws.client("s3"))
        after = Part(work.table, pieces, load(), event.export_id, subject).go_on(progress)
        files = list(after.files)
        work.publish(
            ready(**about, files=files) if after.place is None else due(**about, place=after.place, files=files)
        )

    return door
