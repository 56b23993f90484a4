"""Looks for what is left of a closed account, in the lists that its export was made of: the proof of its erasure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.erasures import KeptKind
from kernel.dynamodb.table import Table
from kernel.exports.kinds import Exported, Kind, Row, Subject

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Looked:
    """What a look found: the kinds that are gone, those that are kept, and those that are not erased yet."""

    gone: list[str]
    kept: list[KeptKind]
    left: list[str]


def look(table: Table, exported: Exported, subject: Subject) -> Looked:
    """Look for every kind that an export of a person has; what is kept has a reason and no personal column."""
    gone: list[str] = []
    kept: list[KeptKind] = []
    left: list[str] = []
    for kind in exported.kinds:
        if not kind.sources(subject):
            continue
        rows = _rows(table, kind, subject)
        why = exported.kept.get(kind.name)
        if not rows:
            gone.append(kind.name)
        elif why and not any(_is_personal(row, exported.cleared.get(kind.name, ())) for row in rows):
            kept.append(KeptKind(kind=kind.name, rows=len(rows), why=why))
        else:
            left.append(kind.name)
    return Looked(gone, kept, left)


def _rows(table: Table, kind: Kind, subject: Subject) -> list[Row]:
    rows: list[Row] = []
    for source in kind.sources(subject):
        for items in table.query_pages(source.pk, begins=source.begins, index=source.index):
            rows += kind.exported(table, items)
            if len(rows) >= MOST_COUNTED:
                return rows[:MOST_COUNTED]
    return rows


def _is_personal(row: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    return any(row.get(name) for name in columns)
