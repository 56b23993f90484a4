"""The samples of what the App Store sends and answers, and a server that gives its answers."""

import base64
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[4] / "shared/outside/stores/samples"
ORIGINAL_ID = "2000000900000001"
OWNER = "7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d001"


def read_sample(name: str) -> dict[str, Any]:
    """Return a sample of the App Store's."""
    return dict(json.loads((SAMPLES / f"apple/{name}.json").read_text(encoding="utf-8")))


def names_in(folder: str) -> list[str]:
    """Return the names of the samples in a folder; none if they are not here."""
    return sorted(path.stem for path in (SAMPLES / "apple" / folder).glob("*.json"))


def sample_settings() -> dict[str, str]:
    """Return the settings with which the samples are of our app."""
    apple = json.loads((SAMPLES / "settings.json").read_text(encoding="utf-8"))["apple"]
    root = (SAMPLES / apple["root"]).read_text(encoding="utf-8").strip()
    assert base64.b64decode(root)
    return {
        "APP_STORE_BUNDLE_ID": apple["bundle_id"],
        "APP_STORE_APP_ID": str(apple["app_apple_id"]),
        "APP_STORE_ROOTS": root,
    }


@contextmanager
def scripted(answers: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Answer each path so, and any other one that the transaction is unknown; give the address."""
    unknown = read_sample("proofs/api_transaction_not_found")["api_answer"]

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path.partition("?")[0], unknown)
            content = json.dumps(answer["body"]).encode()
            self.send_response(answer["status"])
            for name, value in {"content-type": "application/json", **answer.get("headers", {})}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
