"""Downloads of a provider's files: bounded in size and time, without our key, and never led elsewhere."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kernel.providers.downloads import TooLargeError, download
from kernel.providers.errors import ProviderDownError, ProviderRefusedError

_ANSWERS = {"/fine": 200, "/led": 302, "/gone": 404, "/busy": 429, "/broken": 503}


class _Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = _ANSWERS[self.path]
        self.send_response(status)
        self.send_header("location", "/fine")
        self.end_headers()
        self.wfile.write(b"x" * 1000 + (self.headers.get("authorization") or "").encode())

    def log_message(self, *args: object) -> None:  # type: ignore[override]
        """Say nothing."""


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    """Return the address of a server of files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_file_comes_whole_and_without_our_key(files: str) -> None:
    """Exactly as large as allowed is not too large."""
    assert download(f"{files}/fine", most_bytes=1000) == b"x" * 1000


def test_a_larger_file_is_not_read_to_its_end(files: str) -> None:
    """One byte more than allowed is refused."""
    with pytest.raises(TooLargeError):
        download(f"{files}/fine", most_bytes=999)


def test_a_slow_file_is_given_up(files: str) -> None:
    """After so many seconds in all, however often a byte comes."""
    with pytest.raises(ProviderDownError):
        download(f"{files}/fine", most_bytes=1000, most_seconds=-1)


@pytest.mark.parametrize("path", ["/led", "/busy", "/broken"])
def test_what_may_pass_is_a_provider_that_is_down(files: str, path: str) -> None:
    """A redirect is not followed: it is no file."""
    with pytest.raises(ProviderDownError):
        download(f"{files}{path}", most_bytes=1000)


def test_a_file_that_is_not_there_is_refused(files: str) -> None:
    """With the status, for the caller to decide; a server that is not there is down."""
    with pytest.raises(ProviderRefusedError) as refused:
        download(f"{files}/gone", most_bytes=1000)
    assert refused.value.status == 404
    with pytest.raises(ProviderDownError):
        download("http://127.0.0.1:9/fine", most_bytes=1000)
