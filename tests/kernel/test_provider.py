"""Tests of requests to a provider: each failure is one of two errors, and nothing is done twice."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kernel.providers.errors import ProviderDownError, ProviderRefusedError, ProviderUntouchedError
from kernel.providers.transport import TIMEOUT, Provider


class _Scripted(BaseHTTPRequestHandler):
    """A provider that responds as the path names, and records the requests."""

    asked: list[str]
    let_go: threading.Event

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        status, _, body = self.path.strip("/").partition("/")
        if status == "silent":
            self.let_go.wait(30)
        if status in ("cut", "silent"):
            self.connection.close()
            return
        content = {"json": b'{"ok": true}', "list": b"[]", "html": b"<html>", "error": b'{"errors": []}', "none": b""}[
            body
        ]
        self.send_response(int(status))
        self.send_header("content-length", str(len(content)))
        if self.headers.get("x-wait"):
            self.send_header("retry-after", self.headers["x-wait"])
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def provider(asked: list[str]) -> Iterator[Provider]:
    let_go = threading.Event()
    handler = type("Handler", (_Scripted,), {"asked": asked, "let_go": let_go})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Provider("tests", f"http://127.0.0.1:{server.server_port}", {"authorization": "Bearer x"})
    let_go.set()
    server.shutdown()
    server.server_close()


def test_a_response_is_its_json(provider: Provider) -> None:
    """A 2xx response with a JSON object is returned."""
    assert provider.ask("GET", "200/json") == {"ok": True}


def test_no_content_is_a_response_and_an_empty_200_is_not(provider: Provider) -> None:
    """A 204 is a success; an empty 200 is an unusable response."""
    assert provider.ask("POST", "204/none") == {}
    with pytest.raises(ProviderDownError):
        provider.ask("POST", "200/none")


@pytest.mark.parametrize("path", ["500/error", "503/html", "429/error", "200/html", "200/list", "cut/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unusable_response_is_down(provider: Provider, path: str, method: str) -> None:
    """A timeout, 5xx, 429 or malformed response raises the error that is retried later."""
    with pytest.raises(ProviderDownError):
        provider.ask(method, path)


@pytest.mark.parametrize("path", ["429/error", "503/error"])
def test_a_provider_that_asks_for_patience_is_not_waited_for(provider: Provider, path: str) -> None:
    """No function waits as long as Retry-After asks: Apple's is an instant in milliseconds, not seconds."""
    begun = time.monotonic()
    with pytest.raises(ProviderDownError):
        provider.ask("GET", path, headers={"x-wait": "60"})
    assert time.monotonic() - begun < TIMEOUT[1]


@pytest.mark.parametrize("path", ["404/error", "422/html"])
def test_a_refusal_carries_its_status(provider: Provider, path: str) -> None:
    """A 4xx raises a refusal, with the provider's body if it is JSON."""
    with pytest.raises(ProviderRefusedError) as refusal:
        provider.ask("POST", path)
    assert refusal.value.status == int(path[:3])


@pytest.mark.parametrize("path", ["500/error", "503/html", "cut/"])
def test_a_request_that_may_have_been_done_is_never_sent_twice(provider: Provider, asked: list[str], path: str) -> None:
    """Only a GET is sent again; a POST is sent once."""
    with pytest.raises(ProviderDownError):
        provider.ask("POST", path)
    assert len(asked) == 1


def test_a_request_may_have_its_own_timeout(provider: Provider) -> None:
    """A request may have its own timeout."""
    begun = time.monotonic()
    with pytest.raises(ProviderDownError):
        provider.ask("POST", "silent/", timeout=(1.0, 0.05))
    assert time.monotonic() - begun < TIMEOUT[1]


def test_a_refused_connection_is_down() -> None:
    """A refused connection raises the same error as a 5xx."""
    with pytest.raises(ProviderDownError):
        Provider("tests", "http://127.0.0.1:9", {}).ask("GET", "x")


def test_a_provider_that_was_not_reached_has_done_nothing(provider: Provider) -> None:
    """A refused connection or a 429 is marked as not reached and may be retried; a broken response is not."""
    with pytest.raises(ProviderUntouchedError):
        provider.ask("POST", "429/error")
    with pytest.raises(ProviderUntouchedError):
        Provider("nobody", "http://127.0.0.1:9", {}).ask("POST", "200/json")
    for path in ("cut", "503/error", "200/html"):
        with pytest.raises(ProviderDownError) as fault:
            provider.ask("POST", path)
        assert not isinstance(fault.value, ProviderUntouchedError)
