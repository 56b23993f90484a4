"""Collect the parts of an export, pack them into ZIP files one by one, and notify who asked for it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from contracts.exports import ExportPackDue
from contracts.identity import AccountClosed
from contracts.languages import DEFAULT
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from services.identity.domain.export import Export, PartFile
from services.identity.domain.export_archive import MOST_BYTES, ArchivedFile, pack
from services.identity.domain.export_letters import about
from services.identity.stores import accounts, exports
from services.identity.stores.export_files import ExportFiles
from services.identity.use_cases.notices.security_notices import notify


def record_part(work: UnitOfWork, *, storage: ExportFiles, service: str, event: Any) -> None:
    """Record a service's part, and have the whole packed if it is the last one.

    A part of what is gone, as its account is closed, is erased.
    """
    before = exports.find(work.table, event.account_id, event.export_id)
    if before is None:
        storage.erase(event.export_id)
        return
    files = tuple(PartFile(it.name, it.rows, it.pieces, it.size) for it in event.files)
    after = before.with_part(service, files)
    if after == before:
        return
    work.save(exports.change(after, before))
    if after.is_complete:
        work.publish(ExportPackDue(export_id=after.export_id, account_id=after.account_id))


def pack_next(work: UnitOfWork, *, storage: ExportFiles, event: ExportPackDue) -> None:
    """Pack the pieces that fit into the next ZIP file; the last one makes the export ready. What is gone is erased."""
    before = exports.find(work.table, event.account_id, event.export_id)
    if before is None:
        storage.erase(event.export_id)
        return
    if before.ready_at or any(it.first_piece == event.next_piece for it in before.archives):
        return
    taken = _take(before, storage, event.next_piece)
    found = accounts.read(work.table, before.account_id)
    words = in_language(about(before), found.language if found else DEFAULT)
    content = pack(taken.files, before.asked_at, words)
    storage.store(before.export_id, len(before.archives) + 1, content)
    is_last = taken.next_piece >= len(before.pieces)
    after = before.with_archive(event.next_piece, len(content), is_last=is_last, now=work.now)
    work.save(exports.change(after, before))
    if not is_last:
        work.publish(event.model_copy(update={"next_piece": taken.next_piece}))
        return
    if found:
        notify(work, found, "export_ready")


def erase_exports(work: UnitOfWork, *, storage: ExportFiles, event: AccountClosed) -> None:
    """Erase the exports of a closed account: their files first, so that a crash leaves none that no one knows of."""
    for export in exports.list_all(work.table, event.account_id):
        storage.erase(export.export_id)
        work.save(exports.remove(export))
    work.save(exports.remove_mark(event.account_id))


@dataclass(frozen=True)
class _Taken:
    """The files of a ZIP file, and the piece that the next one begins with."""

    files: list[ArchivedFile]
    next_piece: int


def _archived(pieces: list[tuple[str, str, int, bytes]]) -> ArchivedFile:
    """Return a file of these pieces; where it goes on from the ZIP file before, its name says with which piece."""
    service, name, first, _ = pieces[0]
    return ArchivedFile(service, f"{name}-{first:06}" if first else name, [content for *_, content in pieces])


def _take(export: Export, storage: ExportFiles, first: int) -> _Taken:
    """Read pieces from the first one on, as many as fit, but one at least."""
    read: list[tuple[str, str, int, bytes]] = []
    size = 0
    pieces = export.pieces[first:]
    for service, name, number in pieces:
        if size >= MOST_BYTES:
            break
        content = storage.read_piece(export.export_id, service, name, number)
        read.append((service, name, number, content))
        size += len(content)
    grouped = groupby(read, key=lambda it: it[:2])
    files = [_archived(list(its)) for _, its in grouped]
    return _Taken(files, first + len(read))
