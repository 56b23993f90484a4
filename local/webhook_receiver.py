"""Runs the receiver of examples/webhooks on this computer, as an owner's system that takes webhooks."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import requests

from local.polling import wait_until

_EXAMPLE = Path(__file__).parent.parent / "examples" / "webhooks" / "receive.py"


class WebhookReceiver:
    """The example's process: its address is known before it starts, as its secret comes by adding that address."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}/teamline"
        self._process: subprocess.Popen[str] | None = None

    def start(self, secret: str) -> None:
        """Start it with the secret that verifies what it gets, and wait until it listens."""
        self._process = subprocess.Popen(
            [sys.executable, str(_EXAMPLE), str(self._port)],
            env=os.environ | {"WEBHOOK_SECRET": secret},
            stdout=subprocess.PIPE,
            text=True,
        )
        wait_until("the receiver of webhooks", self._listens, limit=30)

    def next_line(self) -> str:
        """Wait for the next event that it has verified, and return what it printed of it."""
        if self._process is None or self._process.stdout is None:
            raise RuntimeError("the receiver of webhooks is not started")
        return self._process.stdout.readline().strip()

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def _listens(self) -> bool:
        try:
            return requests.post(self.url, data="{}", timeout=5).status_code == 400
        except requests.ConnectionError:
            return False
