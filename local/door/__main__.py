"""Starts the door: `python -m local.door --port 8080 --api URL --simulators URL`."""

import argparse
from pathlib import Path

from aiohttp import web

from infra.one_origin import ANONYMOUS
from local.door.app import build
from simulators.forward import Forward

_ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Serve on the loopback interface until a signal stops it."""
    parser = argparse.ArgumentParser(prog="local.door", description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--api", required=True, help="the HTTP API's base URL")
    parser.add_argument("--simulators", required=True, help="where the phone is, for the landing page")
    parser.add_argument("--storage", required=True, help="the origin that documents are uploaded to")
    parser.add_argument("--cookie-suffix", default="", help="ends the name of each cookie in browsers")
    parser.add_argument("--root", type=Path, default=_ROOT, help="where web/dist and node_modules are")
    asked = parser.parse_args()
    forward = Forward(asked.api, cookie_suffix=asked.cookie_suffix, anonymous=ANONYMOUS)
    app = build(forward, simulators=asked.simulators, root=asked.root, storage=asked.storage)
    web.run_app(app, host="127.0.0.1", port=asked.port, print=None, access_log=None)


if __name__ == "__main__":
    main()
