"""A way to the door for tests."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests


@dataclass(frozen=True)
class Door:
    """An open door, and the folder whose portal it serves."""

    url: str
    root: Path

    def ask(self, method: str, path: str, **how: Any) -> requests.Response:
        """Send a request."""
        return requests.request(method, self.url + path, timeout=5, allow_redirects=False, **how)

    def get(self, path: str, **how: Any) -> requests.Response:
        """Open a page."""
        return self.ask("GET", path, **how)


def answers(url: str) -> bool:
    """Whether somebody listens there."""
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.ConnectionError:
        return False
