"""The carrier on loopback: it knows lines and rings phones, and can be down or answer nonsense."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class FakeCarrier:
    """What the carrier knows, and which requests it received."""

    types: dict[str, Any] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    seconds: float = 0  # that a look-up takes
    url: str = ""

    def look_up(self, phone_number: str) -> dict[str, Any]:
        """Return the response to a look-up, as the real carrier gives it."""
        self.looked_up.append(phone_number)
        said = self.types.get(phone_number, "mobile")
        if isinstance(said, dict):
            return {"data": said}
        return {"data": {"carrier": {"type": said}, "portability": {"line_type": said}, "phone_number": phone_number}}

    def spoken(self, phone_number: str) -> list[str]:
        """Return the codes that were spoken into a phone."""
        return [call["custom_code"] for call in self.calls if call["phone_number"] == phone_number]


class _Handler(BaseHTTPRequestHandler):
    carrier: FakeCarrier

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        assert parse_qs(asked.query) == {"type": ["carrier"]}
        time.sleep(self.carrier.seconds)
        self._answer(self.carrier.look_up(unquote(asked.path).rpartition("/")[2]))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        assert self.path == "/v2/verifications/call"
        if self.carrier.status == 200:
            self.carrier.calls.append(body)
        self._answer({"data": {"id": "ver_1", "status": "pending", "type": "call"}})

    def _answer(self, body: dict[str, Any]) -> None:
        assert self.headers["authorization"] == "Bearer the carrier's key"
        content = json.dumps(body if self.carrier.status == 200 else {"errors": [{"code": "10011"}]}).encode()
        self.send_response(self.carrier.status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def carrier_on_loopback() -> Iterator[FakeCarrier]:
    """Serve a carrier at a port of its own."""
    carrier = FakeCarrier()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"carrier": carrier}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    carrier.url = f"http://127.0.0.1:{server.server_port}/v2"
    try:
        yield carrier
    finally:
        server.shutdown()
        server.server_close()
