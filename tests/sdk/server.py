"""A small server that behaves as the API does with tokens, keys and pages, and loses answers when it is asked to."""

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, Any]
_STEP_UP = "/v1/sessions/step-up"
_PEOPLE = [{"user_id": f"acc_{number}", "name": f"Person {number}"} for number in range(250)]


@dataclass
class File:
    """A file in place of JSON."""

    content: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Api:
    """One session: `generation` counts its refreshes; only tokens of the present one work."""

    generation: int = 1
    lost: int = 0  # how many answers are lost from now on, after the request was handled
    faults: list[int] = field(default_factory=list)  # the statuses of the next answers
    expired: set[str] = field(default_factory=set)  # access tokens of which the time is over
    needs_puzzle: bool = False  # everything is refused without a proof of the puzzle
    needs_proof: bool = False  # the next purchase is refused until there is a fresh proof
    slow: threading.Barrier | None = None  # requests with an old token wait for each other here
    seen: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    answered: dict[str, Answer] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def tokens(self) -> dict[str, Any]:
        """Return the tokens that work now."""
        return {"access_token": f"access {self.generation}", "refresh_token": f"refresh {self.generation}"}

    def answer(self, method: str, path: str, headers: Any, query: dict[str, str], body: Any) -> Answer:
        """Answer one request, once for each key."""
        if self.needs_puzzle and "Teamline-Proof" not in headers:
            return 429, {"code": "challenge_required", "puzzle": "1.4.ab", "zero_bits": 4}
        if self.faults:
            return self.faults.pop(0), {"code": "unavailable"}
        if path == "/v1/sessions":
            return 201, self.tokens
        key = headers.get("Idempotency-Key")
        if key in self.answered:
            return self.answered[key]
        if path == "/v1/sessions/refresh":
            found = self._refresh(body)
        elif not self._knows(headers.get("Authorization", "")):
            if self.slow:
                self.slow.wait(timeout=10)
            return 401, {"code": "unauthenticated", "detail": "Sign in again."}
        elif headers["Accept"] != "*/*":
            found = 200, self._file(path, headers["Accept"], query)
        else:
            found = self._serve(method, path, query, body)
        if key and found[0] != 401:
            self.answered[key] = found
        return found

    def _knows(self, authorization: str) -> bool:
        access = authorization.removeprefix("Bearer ")
        return access == self.tokens["access_token"] and access not in self.expired

    def _file(self, path: str, accept: str, query: dict[str, str]) -> File:
        part = int(query.get("cursor", 0))
        if path == "/v1/usage/records" and part < 2:
            return File(f"part {part}\n".encode(), {"link": f'<{path}?kind=call&cursor={part + 1}>; rel="next"'})
        if path == "/v1/team/users" and part < 2:
            return File(f"part {part}\n".encode(), {"teamline-next-cursor": str(part + 1)})
        return File(f"{accept} of {path} {part} {query.get('kind')}".encode())

    def _refresh(self, body: Any) -> Answer:
        if body["refresh_token"] != f"refresh {self.generation}":
            return 401, {"code": "session_over", "detail": "This session has ended."}
        self.generation += 1
        return 200, self.tokens

    def _serve(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        if path == "/v1/team/users":
            start = int(query.get("cursor", 0))
            upto = start + int(query["limit"])
            return 200, {"items": _PEOPLE[start:upto], "next_cursor": str(upto) if upto < len(_PEOPLE) else None}
        if path == _STEP_UP:
            self.needs_proof = False
            return 200, {"access_token": self.tokens["access_token"], "token_type": "Bearer", "expires_in": 600}
        if path == "/v1/billing/credits":
            return self._buy(query, body)
        if path == "/v1/team/invitations":
            fault = {"field": "phone_number", "code": "invalid_phone_number", "message": "Not a phone number."}
            return 422, {"code": "invalid", "detail": "Check it.", "request_id": "req_1", "errors": [fault]}
        return 200, {"name": "Ada"}

    def _buy(self, query: dict[str, str], body: Any) -> Answer:
        if self.needs_proof:
            return 401, {"code": "step_up_required", "detail": "Confirm that it's you."}
        if query.get("dry_run") == "true":
            return 200, {"lines": [], "total_now": body["amount"]}
        self.made["credits"] += 1
        return 201, {"payment_id": "pay_1"}


@contextmanager
def running(api: Api) -> Iterator[str]:
    """Run the server on a free port; yield its base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(api))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(api: Api) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            text = self.rfile.read(int(self.headers.get("content-length", 0)))
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            with api.lock:
                api.seen.append((self.command, parts.path))
                api.keys.append(self.headers.get("Idempotency-Key") or "")
            status, body = api.answer(self.command, parts.path, self.headers, query, json.loads(text or b"null"))
            if api.lost and status != 401:
                api.lost -= 1
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            file = body if isinstance(body, File) else File(json.dumps(body).encode())
            kind = self.headers["Accept"] if file is body else "application/json"
            self.send_response(status)
            length = str(len(file.content))
            for name, value in {"content-type": kind, "content-length": length, **file.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(file.content)

        def do_GET(self) -> None:
            self._serve()

        def do_PATCH(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it)
            """Write nothing."""

    return Handler
