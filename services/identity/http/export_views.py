"""The bodies of the routes of exports."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal, Self

from contracts.exports import SERVICES, ExportOf
from kernel.http.models import RequestBody, View
from services.identity.domain.export import LINK_SECONDS, Export, ExportStatus


class ExportRequest(RequestBody):
    """Whose data: the caller's own, or that of the team that the caller owns."""

    of: ExportOf


class ExportPart(View):
    """What one service has of it: its part is being prepared, or is ready with so many rows."""

    service: Literal["identity", "teams", "billing", "numbers"]
    status: Literal["preparing", "ready"]
    rows: int


class ExportFile(View):
    """A ZIP file of the export."""

    number: int
    name: str
    bytes: int


class ExportView(View):
    """An export: how far it is, part by part, and its files once it is ready, until `expires_at`."""

    export_id: str
    of: ExportOf
    status: ExportStatus
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    parts: list[ExportPart]
    files: list[ExportFile]

    @classmethod
    def of_export(cls, export: Export, now: datetime) -> Self:
        """Return an export as its account sees it."""
        return cls(
            export_id=export.export_id,
            of=export.of,
            status=export.status(now),
            asked_at=export.asked_at,
            ready_at=export.ready_at,
            expires_at=export.expires_at,
            parts=[_part(export, service) for service in SERVICES],
            files=_files(export) if export.status(now) == "ready" else [],
        )


class ExportList(View):
    """The exports of the last days, newest first."""

    items: list[ExportView]


class ExportLink(View):
    """A link that downloads one file."""

    name: str
    url: str


class ExportLinks(View):
    """Links to the files of an export; each is valid for 15 minutes, for anyone who has it."""

    links: list[ExportLink]
    expires_at: datetime

    @classmethod
    def of_export(cls, export: Export, sign: Callable[[str, int, str], str], now: datetime) -> Self:
        """Return a link to each file."""
        links = [ExportLink(name=it.name, url=sign(export.export_id, it.number, it.name)) for it in _files(export)]
        return cls(links=links, expires_at=now + timedelta(seconds=LINK_SECONDS))


def _part(export: Export, service: str) -> ExportPart:
    files = export.parts.get(service)
    status: Literal["preparing", "ready"] = "preparing" if files is None else "ready"
    return ExportPart(service=service, status=status, rows=sum(file.rows for file in files or ()))


def _files(export: Export) -> list[ExportFile]:
    day, count = f"{export.asked_at:%Y-%m-%d}", len(export.archives)
    name = f"teamline-{'team' if export.of == 'team' else 'account'}-{day}"
    return [
        ExportFile(number=it.number, name=f"{name}{f'-{it.number}-of-{count}' if count > 1 else ''}.zip", bytes=it.size)
        for it in export.archives
    ]
