"""Starts the simulators: `python -m simulators --port 8090`."""

import argparse
from pathlib import Path

from aiohttp import web

from simulators.app import build
from simulators.base_urls import BaseUrls


def main() -> None:
    """Serve on the loopback interface until a signal stops it."""
    parser = argparse.ArgumentParser(prog="simulators", description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--emulator", default=BaseUrls.emulator, help="the emulator's base URL")
    parser.add_argument("--door", default=BaseUrls.door, help="where webhooks go, and the API is")
    parser.add_argument("--folder", type=Path, default=Path(".local/trust"), help="for what must last")
    asked = parser.parse_args()
    urls = BaseUrls(asked.emulator, asked.door, f"http://127.0.0.1:{asked.port}")
    web.run_app(build(urls, asked.folder), host="127.0.0.1", port=asked.port, print=None, access_log=None)


if __name__ == "__main__":
    main()
