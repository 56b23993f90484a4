"""Looks for what is left of a closed account, in the lists that its export was made of: the proof of its erasure.

A look goes on page by page, some thousand items a run, until every list is read to its end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from contracts.erasures import KeptKind
from contracts.exports import PartPlace
from kernel.dynamodb.table import Table
from kernel.exports.kinds import Exported, Kind, Row, Source, Subject
from kernel.exports.part import AT_ONCE, LEAST, PAGE, next_place


@dataclass(frozen=True)
class Looked:
    """What a look found: the kinds that are gone, those that are kept, and those that are not erased yet."""

    gone: list[str]
    kept: list[KeptKind]
    left: list[str]


@dataclass(frozen=True)
class Looking:
    """How far a look is: how many rows each kind has, and which are not erased yet; `place` is None at its end."""

    place: PartPlace | None = field(default_factory=PartPlace)
    rows: Mapping[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """A look of one service for what it has of an account, and of teams that ended with it or are its own."""

    table: Table
    exported: Exported
    subjects: Sequence[Subject]

    def go_on(self, so_far: Looking) -> Looking:
        """Read the next pages, and return how far it is then."""
        left = AT_ONCE
        while left > 0 and so_far.place is not None:
            so_far, read = self._read_page(so_far, so_far.place)
            left -= max(read, LEAST)
        return so_far

    def result(self, done: Looking) -> Looked:
        """Return what a look has found at its end; what is kept has a reason and no personal column."""
        looked = [kind.name for kind in self.exported.kinds if self._sources(kind)]
        found = [name for name in looked if done.rows.get(name) and name not in done.left]
        kept = [KeptKind(kind=name, rows=done.rows[name], why=self.exported.kept[name]) for name in found]
        return Looked([name for name in looked if not done.rows.get(name)], kept, list(done.left))

    def _sources(self, kind: Kind) -> list[Source]:
        return list(dict.fromkeys(source for subject in self.subjects for source in kind.sources(subject)))

    def _read_page(self, so_far: Looking, place: PartPlace) -> tuple[Looking, int]:
        if place.kind >= len(self.exported.kinds):
            return replace(so_far, place=None), 0
        kind = self.exported.kinds[place.kind]
        sources = self._sources(kind)
        if place.source >= len(sources) or kind.name in so_far.left:
            return replace(so_far, place=PartPlace(kind=place.kind + 1)), 0
        source = sources[place.source]
        page = self.table.query(source.pk, begins=source.begins, index=source.index, limit=PAGE, cursor=place.cursor)
        after = replace(so_far, place=next_place(place, page.next_cursor))
        return self._with_rows(after, kind, kind.exported(self.table, page.items)), len(page.items)

    def _with_rows(self, so_far: Looking, kind: Kind, rows: list[Row]) -> Looking:
        if not rows:
            return so_far
        counted = replace(so_far, rows={**so_far.rows, kind.name: so_far.rows.get(kind.name, 0) + len(rows)})
        cleared = self.exported.cleared.get(kind.name, ())
        is_kept = kind.name in self.exported.kept and not any(_is_personal(row, cleared) for row in rows)
        return counted if is_kept else replace(counted, left=(*so_far.left, kind.name))


def _is_personal(row: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    return any(row.get(name) for name in columns)
