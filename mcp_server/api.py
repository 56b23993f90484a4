"""The Teamline API as the MCP server asks it: with the customer's API key, over HTTPS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

_SECONDS = 30
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Answer:
    """What the API has answered: a status, and JSON or None. Status 0 if there was no answer."""

    status: int
    body: Any


class Api(Protocol):
    """What sends a request to the API."""

    def send(
        self, method: str, path: str, *, query: Mapping[str, str], body: Any, headers: Mapping[str, str]
    ) -> Answer:
        """Send a request, and return its answer."""
        ...


class HttpApi:
    """The API at an address, asked with an API key."""

    def __init__(self, address: str, key: str) -> None:
        url = urlsplit(address)
        if url.scheme != "https" and url.hostname not in _LOOPBACK:
            raise ValueError("TEAMLINE_URL must begin with https://, or the API key could be read on the way.")
        self._address = address.rstrip("/")
        self._session = requests.Session()
        self._session.headers["authorization"] = f"Bearer {key}"
        self._session.trust_env = False  # else a .netrc would replace the key

    def send(
        self, method: str, path: str, *, query: Mapping[str, str], body: Any, headers: Mapping[str, str]
    ) -> Answer:
        """Send a request; no redirect is followed, so that the key goes nowhere else."""
        try:
            answer = self._session.request(
                method,
                f"{self._address}{path}",
                params=dict(query),
                json=body,
                headers=dict(headers),
                timeout=_SECONDS,
                allow_redirects=False,
            )
            return Answer(answer.status_code, answer.json() if answer.content else None)
        except (requests.RequestException, ValueError):
            return Answer(0, None)
