"""Files that come with texts from outside: pictures that really show, at addresses that need no key and expire."""

import binascii
import struct
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from aiohttp import web

Json = dict[str, Any]
_PATH = "/telnyx/media"
_SIDE = 120  # pixels


@dataclass
class TextFiles:
    """The files by their names; `is_down` refuses to give them, `expire` forgets them."""

    base: str

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget every file."""
        self._files: dict[str, tuple[str, bytes]] = {}
        self.is_down = False

    def expire(self) -> None:
        """Forget every file: their addresses are over."""
        self._files.clear()

    def routes(self) -> list[web.RouteDef]:
        """Return the route of the files."""
        return [web.get(f"{_PATH}/{{name}}", self._get)]

    def add(self, asked: Json) -> Json:
        """Return the carrier's description of a file: `asked` has its address, or a color or content to make one of.

        A content of `bytes` zeros is made where only that is said.
        """
        if "url" in asked:
            return asked
        kind = asked.get("content_type", "image/png")
        content = bytes(asked["bytes"]) if "bytes" in asked else _png(asked.get("color", "steelblue"))
        name = f"{uuid4().hex}.{kind.partition('/')[2]}"
        self._files[name] = (kind, content)
        return {
            "url": f"{self.base}{_PATH}/{name}",
            "content_type": kind,
            "size": asked.get("size", len(content)),
            "hash_sha256": sha256(content).hexdigest()[:32],
        }

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if self.is_down:
            raise web.HTTPServiceUnavailable
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPForbidden
        return web.Response(body=found[1], content_type=found[0])


_COLORS = {"steelblue": (70, 130, 180), "orange": (255, 165, 0), "green": (46, 139, 87), "red": (178, 34, 34)}


def _png(color: str) -> bytes:
    """Return a picture of one color with a lighter frame."""
    middle, frame = bytes(_COLORS[color]), bytes(min(255, part + 60) for part in _COLORS[color])
    edge = frame * _SIDE
    row = frame * 8 + middle * (_SIDE - 16) + frame * 8
    rows = b"".join(b"\0" + (edge if y < 8 or y >= _SIDE - 8 else row) for y in range(_SIDE))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))
        for kind, data in parts
    )
