"""Prepares a service's part of an export, some pages at a time: what follows its size is never one long run."""

from dataclasses import dataclass, replace
from typing import Any

from contracts.exports import FileMade, PartPlace
from kernel.dynamodb.table import Table
from kernel.exports.kinds import Exported, Kind, Subject
from kernel.exports.pieces import Pieces, piece_key

PAGE = 500  # items that one piece is made of
AT_ONCE = 3_000  # items that one run reads, a page of each list at least counted as 50
LEAST = 50


@dataclass(frozen=True)
class Progress:
    """How far a part is; `place` is None once it is complete."""

    place: PartPlace | None
    files: tuple[FileMade, ...] = ()

    def with_piece(self, name: str, rows: int, size: int) -> "Progress":
        """Count a piece of a file."""
        made = self.made(name)
        more = made.model_copy(update={"rows": made.rows + rows, "pieces": made.pieces + 1, "size": made.size + size})
        return replace(self, files=(*(it for it in self.files if it.name != name), more))

    def made(self, name: str) -> FileMade:
        """Return what there is of a file."""
        return next((it for it in self.files if it.name == name), FileMade(name=name))


@dataclass(frozen=True)
class Part:
    """A service's part of one export."""

    table: Table
    pieces: Pieces
    exported: Exported
    export_id: str
    subject: Subject

    def go_on(self, progress: Progress) -> Progress:
        """Prepare the next pages, and return how far it is then."""
        left = AT_ONCE
        while left > 0 and progress.place is not None:
            progress, read = self._prepare_page(progress, progress.place)
            left -= max(read, LEAST)
        return progress

    def _prepare_page(self, progress: Progress, place: PartPlace) -> tuple[Progress, int]:
        if place.kind >= len(self.exported.kinds):
            return replace(progress, place=None), 0
        kind = self.exported.kinds[place.kind]
        sources = kind.sources(self.subject)
        if place.source >= len(sources):
            return replace(progress, place=PartPlace(kind=place.kind + 1)), 0
        source = sources[place.source]
        page = self.table.query(source.pk, begins=source.begins, index=source.index, limit=PAGE, cursor=place.cursor)
        after = next_place(place, page.next_cursor)
        return replace(self._with_rows(progress, kind, page.items), place=after), len(page.items)

    def _with_rows(self, progress: Progress, kind: Kind, items: list[dict[str, Any]]) -> Progress:
        rows = kind.exported(self.table, items) if items else []
        if not rows:
            return progress
        number = progress.made(kind.name).pieces
        size = self.pieces.write(piece_key(self.exported.service, self.export_id, kind.name, number), rows)
        return progress.with_piece(kind.name, len(rows), size)


def next_place(place: PartPlace, cursor: str | None) -> PartPlace:
    """Return the place after a page: its next one, or the next list."""
    if cursor is None:
        return PartPlace(kind=place.kind, source=place.source + 1)
    return place.model_copy(update={"cursor": cursor})
