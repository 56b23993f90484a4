"""Requests to a door."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests


@dataclass(frozen=True)
class Door:
    """A running door, and the folder whose portal it serves."""

    url: str
    root: Path

    def ask(self, method: str, path: str, **how: Any) -> requests.Response:
        """Send a request."""
        return requests.request(method, self.url + path, timeout=5, allow_redirects=False, **how)

    def get(self, path: str, **how: Any) -> requests.Response:
        """Send a GET request."""
        return self.ask("GET", path, **how)


def answers(url: str) -> bool:
    """Return whether a server answers there."""
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.ConnectionError:
        return False
