"""Google's public keys, by their id: fetched on first use, kept for an hour, fetched again for an id that is new."""

import time
from typing import TYPE_CHECKING, Any

from kernel.log import log
from kernel.providers.errors import ProviderDownError
from kernel.providers.transport import Reply, Transport

if TYPE_CHECKING:
    from jwt import PyJWK

_FRESH = 3600.0  # seconds for which what was fetched is current
_KEPT = 24 * 3600.0  # seconds for which it is used while Google gives no newer ones
_REST = 60.0  # seconds in which Google is asked once, however many forged tokens name new keys


class KeySet:
    """The keys that Google signs the tokens of pushes with. Keep one for the life of a container."""

    def __init__(self, certs_url: str) -> None:
        base, _, self._path = certs_url.rpartition("/")
        self._transport = Transport("google", base)
        self._keys: dict[str, PyJWK] = {}
        self._fetched_at = self._asked_at = float("-inf")

    def find(self, key_id: str) -> "PyJWK | None":
        """Return the key of an id, or None if Google has none. Raises ProviderDownError while that is unknown."""
        if key_id in self._keys and self._age < _FRESH:
            return self._keys[key_id]
        if time.monotonic() - self._asked_at >= _REST:
            self._refresh()
        if self._age >= _KEPT:
            raise ProviderDownError("Google's keys are unknown")
        return self._keys.get(key_id)

    @property
    def _age(self) -> float:
        return time.monotonic() - self._fetched_at

    def _refresh(self) -> None:
        self._asked_at = time.monotonic()
        try:
            self._keys = _read(self._transport.send("GET", self._path))
            self._fetched_at = self._asked_at
        except (ProviderDownError, ValueError) as fault:
            log().warning("google_play.keys.unavailable", extra={"fault": str(fault)})


def _read(reply: Reply) -> "dict[str, PyJWK]":
    from jwt import PyJWK, PyJWTError

    listed: Any = (reply.body or {}).get("keys") if reply.status == 200 else []
    try:
        keys = {it["kid"]: PyJWK.from_dict(it) for it in listed if it["kty"] == "RSA"}
    except (PyJWTError, KeyError, TypeError) as nonsense:
        raise ValueError("not a set of keys") from nonsense
    if not keys:
        raise ValueError(f"status {reply.status}, no keys")
    return keys
