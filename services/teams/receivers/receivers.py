"""Sends webhooks to endpoints: to a checked address, by TLS, without following redirects, within a time limit.

What an endpoint answers is read up to its status and headers; its body is not.
"""

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import cast
from urllib.parse import urlsplit

from services.teams.receivers.addresses import AddressRefusedError, Resolve, accepts, find_address, port_of, resolve

CONNECT_SECONDS = 5.0
MOST_SECONDS = 15.0  # for all of it; Standard Webhooks recommends 15 to 30
SHORT_SECONDS = 3.0  # for all of it, to an endpoint that fails
_CUT = "timeout"


@dataclass(frozen=True)
class Answer:
    """What became of a sending: the status that was answered, or the fault, and how long it took."""

    ms: int
    code: int | None = None
    fault: str = ""
    retry_after: int | None = None  # seconds


class Receivers:
    """The endpoints of all teams, as the outside that webhooks are sent to.

    `to_loopback` is the operator's setting for a system on one computer. `resolver` and `context`, which trusts
    certificates, are those of the system unless given.
    """

    def __init__(
        self,
        *,
        to_loopback: bool = False,
        resolver: Resolve = resolve,
        context: ssl.SSLContext | None = None,
        most_seconds: float = MOST_SECONDS,
        short_seconds: float = SHORT_SECONDS,
    ) -> None:
        self._to_loopback = to_loopback
        self._resolver = resolver
        self._context = context or ssl.create_default_context()
        self._most_seconds = most_seconds
        self._short_seconds = short_seconds

    def post(self, url: str, headers: Mapping[str, str], body: bytes, *, is_short: bool = False) -> Answer:
        """Send one webhook, and return what became of it; nothing that an endpoint does raises.

        One that `is_short` has a few seconds only.
        """
        started = time.monotonic()

        def answer(code: int | None = None, fault: str = "", retry_after: int | None = None) -> Answer:
            return Answer(round((time.monotonic() - started) * 1000), code, fault, retry_after)

        ends = started + (self._short_seconds if is_short else self._most_seconds)
        if not accepts(url, to_loopback=self._to_loopback):
            return answer(fault="private_address")
        try:
            connection = self._connect(url, ends - started)
        except AddressRefusedError as refused:
            return answer(fault=refused.fault)
        cut = Timer(max(0.0, ends - time.monotonic()), connection.cut)
        cut.daemon = True
        cut.start()
        try:
            connection.request("POST", _path(url), body=body, headers={"host": urlsplit(url).netloc, **headers})
            reply = connection.getresponse()
            if connection.was_cut:  # what was read by then looks like a whole answer
                return answer(fault=_CUT)
            return answer(reply.status, retry_after=_retry_after(reply))
        except (OSError, HTTPException, ValueError) as error:
            return answer(fault=_CUT if connection.was_cut else _fault(error))
        finally:
            cut.cancel()
            connection.close()

    def _connect(self, url: str, seconds: float) -> "_Connection":
        """Prepare the connection to an address that is found and checked in time. Raise AddressRefusedError."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        find = partial(find_address, host, port_of(url), self._resolver, to_loopback=self._to_loopback)
        address = _within(seconds, find)
        return _Connection(host, port_of(url), address, self._context if parts.scheme == "https" else None)


class _Connection(HTTPConnection):
    """A connection to an address that was checked, under the name that it was found by."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        self.was_cut = False
        self._address = address
        self._context = context

    def connect(self) -> None:
        """Connect to the address; the certificate must be the name's. Raise TimeoutError if it was cut meanwhile."""
        self.sock = socket.create_connection((self._address, self.port), CONNECT_SECONDS)
        self.sock.settimeout(MOST_SECONDS)
        self._require_time()
        if self._context is not None:
            secure = self._context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = secure
            self._require_time()  # a cut before this line has missed the new socket
            secure.do_handshake()

    def _require_time(self) -> None:
        if self.was_cut:
            raise TimeoutError

    def cut(self) -> None:
        """End the connection at once, whatever it waits for."""
        self.was_cut = True
        with suppress(OSError, AttributeError):
            cast(socket.socket, self.sock).shutdown(socket.SHUT_RDWR)


def _within(seconds: float, find: Callable[[], str]) -> str:
    """Return the address that is found. Raise AddressRefusedError if it is refused, or not found in time.

    The system's lookup cannot be ended: it is left to a thread of its own.
    """
    results: SimpleQueue[str | AddressRefusedError] = SimpleQueue()

    def run() -> None:
        try:
            results.put(find())
        except AddressRefusedError as refused:
            results.put(refused)

    Thread(target=run, daemon=True).start()
    try:
        found = results.get(timeout=seconds)
    except Empty:
        raise AddressRefusedError(_CUT) from None
    if isinstance(found, AddressRefusedError):
        raise found
    return found


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _retry_after(reply: HTTPResponse) -> int | None:
    """Return the seconds that an endpoint asks to wait; a date is not read."""
    text = reply.headers.get("retry-after", "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def _fault(error: Exception) -> str:
    """Return what went wrong, as the log of deliveries shows it."""
    if isinstance(error, TimeoutError):
        return _CUT
    if isinstance(error, ssl.SSLError):
        return "tls_failed"
    return "no_connection" if isinstance(error, OSError) else "not_http"
