"""The door in front of a stand-in for the HTTP API that tells what reached it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from local.addresses import Addresses
from local.leash import Child
from local.waiting import wait_until
from tests.local.doors import Door, answers

_ROOT = Path(__file__).parents[2]


class _Echo(BaseHTTPRequestHandler):
    def _echo(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        said = {"method": self.command, "path": self.path, "headers": dict(self.headers), "body": body.hex()}
        self.send_response(201 if self.command == "POST" else 200)
        self.send_header("content-type", "application/json")
        self.send_header("access-control-allow-origin", "*")
        self.send_header("set-cookie", "one=1")
        self.send_header("set-cookie", "two=2")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    do_GET = do_POST = do_PATCH = do_DELETE = _echo  # noqa: N815 (names of the library)

    def log_message(self, *said: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """An open door, with a small portal behind it."""
    api = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    Thread(target=api.serve_forever, daemon=True).start()
    root = tmp_path_factory.mktemp("root")
    (root / "web/dist/assets").mkdir(parents=True)
    (root / "web/dist/index.html").write_text("<title>Portal</title>")
    (root / "web/dist/assets/app.js").write_text("let portal")
    (root / "secret.txt").write_text("not for you")
    (root / "node_modules").symlink_to(_ROOT / "node_modules")
    port = Addresses.free().door_port
    arguments = ("--port", str(port), "--api", f"http://127.0.0.1:{api.server_port}/base", "--simulators", "http://sim")
    arguments += ("--storage", "http://127.0.0.1:4", "--root", str(root))
    child = Child.start("local.door", *arguments, log=root / "door.log", environment={})
    opened = Door(f"http://127.0.0.1:{port}", root)
    wait_until("the door", lambda: answers(opened.url), limit=20)
    yield opened
    child.stop()
    api.shutdown()
