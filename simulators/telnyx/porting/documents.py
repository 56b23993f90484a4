"""Documents that customers upload: kept for half an hour, and for good once an order names them."""

import base64
import binascii
import hashlib
import mimetypes
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import web

from simulators.base_urls import CLIENT
from simulators.telnyx import answers
from simulators.telnyx.porting.behavior import PortingBehavior
from simulators.telnyx.porting.errors import Objection, RefusedError, malformed, missing, not_found
from simulators.telnyx.porting.request_checks import read_members

Json = dict[str, Any]
LARGEST = 20 * 1024 * 1024


@dataclass
class Document:
    """One document."""

    content: bytes
    filename: str
    content_type: str
    customer_reference: str
    at: float
    linked: bool = False
    id: str = field(default_factory=lambda: str(uuid4()))

    def shown(self) -> Json:
        """Return it as Telnyx answers it."""
        at = datetime.fromtimestamp(self.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "id": self.id,
            "record_type": "document",
            "filename": self.filename,
            "content_type": self.content_type,
            "customer_reference": self.customer_reference,
            "size": {"amount": len(self.content), "unit": "bytes"},
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "status": "pending",
            "av_scan_status": "scanned",
            "created_at": at,
            "updated_at": at,
        }


class Documents:
    """All documents."""

    def __init__(self, behavior: PortingBehavior, clock: Callable[[], float] = time.time) -> None:
        self._behavior = behavior
        self._clock = clock
        self._kept: dict[str, Document] = {}

    def forget(self) -> None:
        """Delete all of them."""
        self._kept = {}

    def all(self) -> list[Document]:
        """Return all documents; delete those that no order has named in time."""
        oldest = self._clock() - self._behavior.pace.documents_kept_seconds
        self._kept = {key: it for key, it in self._kept.items() if it.linked or it.at > oldest}
        return list(self._kept.values())

    def link(self, named: Json) -> None:
        """Keep the documents that an order names: `{kind: id or None}`. Raises RefusedError."""
        there = {it.id: it for it in self.all()}
        for kind, document_id in named.items():
            if document_id and document_id not in there:
                detail = "The requested parameter is invalid as the associated resource does not exist."
                title = "Associated resource does not exist"
                raise RefusedError(Objection("10017", title, detail, f"/documents/{kind}"))
        for document_id in filter(None, named.values()):
            there[document_id].linked = True

    async def create(self, request: web.Request) -> web.StreamResponse:
        """Answer POST /documents: JSON with the file in base64 or a URL of it, or a form."""
        multipart = request.content_type == "multipart/form-data"
        content, filename, reference = await (_of_a_form(request) if multipart else _of_json(request))
        if not content:
            raise RefusedError(missing("/file"))
        if len(content) > LARGEST:
            raise RefusedError(malformed("The file is larger than 20 MB.", "/file"))
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        document = Document(content, filename, kind, reference, self._clock())
        self._kept[document.id] = document
        return answers.data(document.shown())

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /documents/{id}."""
        found = next((it for it in self.all() if it.id == request.match_info["id"]), None)
        if found is None:
            raise not_found()
        return answers.data(found.shown())


async def _of_json(request: web.Request) -> tuple[bytes, str, str]:
    members = await read_members(request, file=str, filename=str, url=str, customer_reference=str)
    filename = members.get("filename") or members.get("url", "document").rsplit("/", 1)[-1]
    if members.get("url"):
        async with request.app[CLIENT].get(members["url"]) as answer:
            content = await answer.read() if answer.ok else b""
        return content, filename.partition("?")[0], members.get("customer_reference", "")
    try:
        content = base64.b64decode(members.get("file", ""), validate=True)
    except binascii.Error:
        raise RefusedError(malformed("The file is not in base64.", "/file")) from None
    return content, filename, members.get("customer_reference", "")


async def _of_a_form(request: web.Request) -> tuple[bytes, str, str]:
    """Parse the form by hand: aiohttp reads one only from the wire, and tests have read it before."""
    boundary = re.search(r'boundary="?([^";]+)', request.headers["content-type"])
    content, filename, reference = b"", "", ""
    for part in (b"\r\n" + await request.read()).split(b"\r\n--" + (boundary[1] if boundary else "").encode()):
        head, _, held = part.partition(b"\r\n\r\n")
        members = dict(re.findall(r'(name|filename)="([^"]*)"', head.decode("utf-8", "replace")))
        if members.get("name") == "file":
            content, filename = held, members.get("filename", "")
        elif members.get("name") == "customer_reference":
            reference = held.decode("utf-8", "replace")
    return content, filename, reference
