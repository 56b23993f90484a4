"""The door to the bus by which a service prepares its part of exports, and looks for what is left of closed accounts.

It has a queue of its own. What must be erased is looked for again at once, a few times, as the service erases it in the
same seconds; what is left then fails, so that the queue brings it again, and in the end it is among the dead letters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contracts.erasures import ErasureProofDue
from contracts.event import Event
from contracts.exports import ExportWanted, PartPlace
from kernel import aws
from kernel.bus.consumer import Consumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.exports.erasure import Look, Looking
from kernel.exports.kinds import Exported, Subject
from kernel.exports.part import Part, Progress
from kernel.exports.pieces import Pieces
from kernel.settings import setting

_ABOUT = ("export_id", "of", "account_id", "team_id", "asked_at")
_LOOKS_AT_ONCE = 20


class NotErasedError(RuntimeError):
    """Something is left of a closed account that has no reason; the message names the kinds."""


@dataclass(frozen=True)
class PartEvents:
    """The events of a service for its part of exports and of erasures."""

    due: type[Event]
    ready: type[Event]
    look_due: type[Event]
    erased: type[Event]


def exporting_door(
    table: Callable[[], Table], load: Callable[[], Exported], *, name: str, events: PartEvents
) -> Consumer:
    """Return the door of a service by its events; `load` imports what it has of whom."""
    door = Consumer(f"{name}-exporting", table)

    @door.on(ExportWanted, has_external_effect=True)
    def begin_part(work: UnitOfWork, event: ExportWanted) -> None:
        """Begin the service's part of an export."""
        _go_on(work, load(), events, event, Progress(PartPlace()))

    @door.on(events.due, has_external_effect=True)
    def continue_part(work: UnitOfWork, event: Any) -> None:
        """Go on with the service's part of an export."""
        _go_on(work, load(), events, event, Progress(event.place, tuple(event.files)))

    @door.on(ErasureProofDue)
    def begin_look(work: UnitOfWork, event: ErasureProofDue) -> None:
        """Look for what is left of a closed account."""
        _look(work, load(), events, event, Looking(), looks=0)

    @door.on(events.look_due)
    def look_again(work: UnitOfWork, event: Any) -> None:
        """Go on looking for what is left of a closed account, or look again."""
        so_far = Looking(event.place, event.rows, tuple(event.left))
        _look(work, load(), events, event, so_far, looks=event.looks)

    return door


def _go_on(work: UnitOfWork, exported: Exported, events: PartEvents, event: Any, progress: Progress) -> None:
    about = {field: getattr(event, field) for field in _ABOUT}
    subject = Subject(event.of, event.account_id, event.team_id, event.asked_at)
    pieces = Pieces(setting("EXPORTS_BUCKET"), aws.client("s3"))
    after = Part(work.table, pieces, exported, event.export_id, subject).go_on(progress)
    files = list(after.files)
    is_done = after.place is None
    work.publish(events.ready(**about, files=files) if is_done else events.due(**about, place=after.place, files=files))


def _look(work: UnitOfWork, exported: Exported, events: PartEvents, event: Any, so_far: Looking, *, looks: int) -> None:
    teams = exported.own_teams(work.table, event.account_id, event.team_id)
    own = [Subject("team", event.account_id, team_id, work.now) for team_id in teams]
    look = Look(work.table, exported, [Subject("me", event.account_id, event.team_id, work.now), *own])
    done, about = look.go_on(so_far), {"account_id": event.account_id, "team_id": event.team_id}
    found = look.result(done)
    if done.place is not None:
        goes_on = {"looks": looks, "place": done.place, "rows": dict(done.rows), "left": list(done.left)}
        work.publish(events.look_due(**about, **goes_on))
    elif not found.left:
        work.publish(events.erased(account_id=event.account_id, gone=found.gone, kept=found.kept))
    elif looks < _LOOKS_AT_ONCE:
        work.publish(events.look_due(**about, looks=looks + 1))
    else:
        raise NotErasedError(f"{exported.service} has not erased {', '.join(found.left)}")
