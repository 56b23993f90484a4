"""The door, with a server in place of the HTTP API behind it that echoes each request."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from local.addresses import Addresses
from local.child_process import ChildProcess
from local.polling import wait_until
from tests.local.doors import Door, answers

_ROOT = Path(__file__).parents[2]


class _Echo(BaseHTTPRequestHandler):
    def _echo(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        reached = {"method": self.command, "path": self.path, "headers": dict(self.headers), "body": body.hex()}
        self.send_response(201 if self.command == "POST" else 200)
        self.send_header("content-type", "application/json")
        self.send_header("access-control-allow-origin", "*")
        self.send_header("set-cookie", "one=1")
        self.send_header("set-cookie", "two=2")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(json.dumps(reached).encode())

    do_GET = do_HEAD = do_POST = do_PATCH = do_DELETE = _echo  # noqa: N815 (names of the library)

    def log_message(self, *arguments: object) -> None:
        """Write no log."""


@pytest.fixture(scope="session")
def api() -> Iterator[str]:
    """Run a server in place of the HTTP API, and return its base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/base"
    server.shutdown()


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small portal in it, and a file outside of the portal."""
    folder = tmp_path_factory.mktemp("root")
    (folder / "web/dist/assets").mkdir(parents=True)
    (folder / "web/dist/index.html").write_text("<title>Portal</title>")
    (folder / "web/dist/assets/app.js").write_text("let portal")
    (folder / "secret.txt").write_text("not for you")
    (folder / "node_modules").symlink_to(_ROOT / "node_modules")
    return folder


@pytest.fixture(scope="session")
def door(api: str, root: Path) -> Iterator[Door]:
    """Start a door with a small portal behind it."""
    yield from _start(api, root)


@pytest.fixture(scope="session")
def further_door(api: str, root: Path) -> Iterator[Door]:
    """Start the door of a system beside the default one."""
    yield from _start(api, root, "--cookie-suffix", "_8280")


def _start(api: str, root: Path, *more: str) -> Iterator[Door]:
    port = Addresses.free().door_port
    arguments = ("--port", str(port), "--api", api, "--simulators", "http://sim", "--storage", "http://127.0.0.1:4")
    log = root / f"door-{port}.log"
    child = ChildProcess.start("local.door", *arguments, "--root", str(root), *more, log=log, environment={})
    opened = Door(f"http://127.0.0.1:{port}", root)
    wait_until("the door", lambda: answers(opened.url), limit=20)
    yield opened
    child.stop()
