"""Packs rows into a ZIP file: each file as JSON and as CSV, and a page that says what is in them. Pure.

A ZIP file holds as many pieces as fit into `MOST_BYTES` of rows, so that to pack one takes the same memory and time
however much there is; what is more is in further ones. It is made in memory, where a writer can go back to write sizes
before what they are of: some programs cannot open what was written without that.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kernel.spreadsheet import csv_file, defuse

MOST_BYTES = 24_000_000


@dataclass(frozen=True)
class ArchivedFile:
    """One file: the service and the name of what it has, and its pieces, each lines of JSON."""

    service: str
    name: str
    pieces: Sequence[bytes]


def pack(files: Iterable[ArchivedFile], at: datetime, about: str) -> bytes:
    """Return a ZIP file of these files."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        _write(archive, "README.txt", about.encode(), at)
        for file in files:
            lines = [line for piece in file.pieces for line in piece.splitlines()]
            _write(archive, f"{file.service}/{file.name}.json", b"[\n" + b",\n".join(lines) + b"\n]\n", at)
            _write(archive, f"{file.service}/{file.name}.csv", csv_of(map(json.loads, lines)), at)
    return packed.getvalue()


def csv_of(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV: UTF-8 with a byte order mark for spreadsheets, and without formulas."""
    return csv_file(_lines(rows))


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[Iterable[object]]:
    names: Sequence[str] = ()
    for row in rows:
        if not names:
            names = tuple(row)
            yield names
        yield [_cell(row.get(name)) for name in names]


def _cell(value: object) -> object:
    """Return a value as a cell; what a spreadsheet would calculate gets an apostrophe, but not a phone number."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and not value[1:].replace(".", "", 1).isdigit():
        return defuse(value)
    return value


def _write(archive: ZipFile, name: str, content: bytes, at: datetime) -> None:
    entry = ZipInfo(name, at.timetuple()[:6])
    archive.writestr(entry, content, ZIP_DEFLATED)
