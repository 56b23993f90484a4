"""A copy of what is stored of a person or their team: asked for, prepared by each service, packed, gone. Pure.

PREPARING -> READY -> EXPIRED        PREPARING -> FAILED
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from contracts.exports import SERVICES, ExportOf

ExportStatus = Literal["preparing", "ready", "failed", "expired"]
LIFETIME = timedelta(days=7)
GIVEN_UP = timedelta(hours=12)  # what is not ready by then has a part among the dead letters, and may be asked for anew
REMEMBERED = LIFETIME + timedelta(days=1)
MOST_A_DAY = 3
LINK_SECONDS = 900


@dataclass(frozen=True)
class PartFile:
    """A file of a service's part: how many rows it has, in how many pieces, of how many bytes."""

    name: str
    rows: int
    pieces: int
    size: int


@dataclass(frozen=True)
class Archive:
    """One of the ZIP files, with the number of the piece that it begins with."""

    number: int
    size: int
    first_piece: int


@dataclass(frozen=True)
class Export:
    """An export: its parts by service, and the ZIP files that they were packed into."""

    export_id: str
    account_id: str
    of: ExportOf
    team_id: str
    asked_at: datetime
    parts: Mapping[str, tuple[PartFile, ...]] = field(default_factory=dict)
    archives: tuple[Archive, ...] = ()
    ready_at: datetime | None = None
    linked_at: datetime | None = None  # when links to its files were given last
    version: int = 0

    @property
    def is_complete(self) -> bool:
        """Return whether every service has prepared its part."""
        return set(self.parts) == set(SERVICES)

    @property
    def expires_at(self) -> datetime | None:
        """Return until when it can be downloaded."""
        return self.ready_at + LIFETIME if self.ready_at else None

    def status(self, now: datetime) -> ExportStatus:
        """Return its status."""
        if self.ready_at:
            return "ready" if now < self.ready_at + LIFETIME else "expired"
        return "preparing" if now < self.asked_at + GIVEN_UP else "failed"

    def with_part(self, service: str, files: tuple[PartFile, ...]) -> "Export":
        """Return the export with a service's part; one that is there stays as it is."""
        if service in self.parts:
            return self
        return replace(self, parts={**self.parts, service: files}, version=self.version + 1)

    def with_archive(self, first_piece: int, size: int, *, is_last: bool, now: datetime) -> "Export":
        """Return the export with the ZIP file that begins with a piece; the last one makes it ready."""
        archives = (*self.archives, Archive(len(self.archives) + 1, size, first_piece))
        return replace(self, archives=archives, ready_at=now if is_last else None, version=self.version + 1)

    def with_links(self, now: datetime) -> "Export":
        """Return the export with links to its files given now."""
        return replace(self, linked_at=now, version=self.version + 1)

    @property
    def pieces(self) -> list[tuple[str, str, int]]:
        """Return every piece in its order: the service, the file, and the number in it."""
        return [
            (service, file.name, number)
            for service in SERVICES
            for file in sorted(self.parts.get(service, ()), key=lambda file: file.name)
            for number in range(file.pieces)
        ]


def may_ask(before: list[Export], of: ExportOf, now: datetime) -> Export | Literal["too_many"] | None:
    """Return the export that is being prepared, "too_many" if enough were asked for in a day, or None if one may be."""
    running = next((it for it in before if it.of == of and it.status(now) == "preparing"), None)
    lately = [it for it in before if it.of == of and now < it.asked_at + timedelta(days=1)]
    return running or ("too_many" if len(lately) >= MOST_A_DAY else None)
