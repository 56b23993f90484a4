"""Asks the App Store Server API, signed in by a token of our own key; the library's client waits 30 s, and never again.

Production and sandbox are two servers with the same paths and the same key.
"""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider

PRODUCTION, SANDBOX = "https://api.storekit.apple.com", "https://api.storekit-sandbox.apple.com"
_UNKNOWN = frozenset({4000006, 4000008, 4040001, 4040003, 4040005, 4040010})  # no such id here, or no id at all
_TOKEN_SECONDS, _RENEWED_BEFORE = 300, 60
_MOST_PAGES = 50


class Credentials:
    """The key by which we sign in, and its token while that lives."""

    def __init__(self, private_key: str, key_id: str, issuer_id: str, bundle_id: str) -> None:
        self._key, self._key_id, self._issuer, self._bundle = private_key, key_id, issuer_id, bundle_id
        self._token, self._until = "", 0.0

    def headers(self) -> dict[str, str]:
        """Return the headers that sign a request in."""
        import jwt

        now = time.time()
        if now > self._until - _RENEWED_BEFORE:
            self._until = now + _TOKEN_SECONDS
            claims = {
                "iss": self._issuer,
                "iat": int(now),
                "exp": int(self._until),
                "aud": "appstoreconnect-v1",
                "bid": self._bundle,
            }
            self._token = jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": self._key_id})
        return {"authorization": f"Bearer {self._token}"}


class Client:
    """One environment of the API. Each method raises ProviderDownError and ProviderRefusedError."""

    def __init__(self, url: str, credentials: Credentials) -> None:
        self._provider = Provider("app_store", url, {"accept": "application/json"})
        self._credentials = credentials

    def statuses(self, transaction_id: str) -> list[dict[str, Any]] | None:
        """Return the newest transaction of each subscription of its customer; None if the id is unknown here."""
        body = self._find(f"/inApps/v1/subscriptions/{quote(transaction_id, safe='')}")
        groups = body.get("data", []) if body is not None else None
        return None if groups is None else [it for group in groups for it in group.get("lastTransactions", [])]

    def transactions(self, transaction_id: str) -> Iterator[str]:
        """Yield the signed transactions of its customer, the oldest first."""
        path, revision = f"/inApps/v2/history/{quote(transaction_id, safe='')}", ""
        for _ in range(_MOST_PAGES):
            body = self._find(path, params={"revision": revision} if revision else {}) or {}
            yield from body.get("signedTransactions", [])
            revision = str(body.get("revision", ""))
            if not (body.get("hasMore") and revision):
                return

    def notifications(self, since: datetime, until: datetime, cursor: str = "") -> tuple[list[str], str]:
        """Return a page of the signed notifications that Apple sent, or tried to, and the cursor of the next one."""
        window = {"startDate": int(since.timestamp() * 1000), "endDate": int(until.timestamp() * 1000)}
        params = {"paginationToken": cursor} if cursor else {}
        body = self._ask("POST", "/inApps/v1/notifications/history", params=params, json=window)
        signed = [it["signedPayload"] for it in body.get("notificationHistory", []) if it.get("signedPayload")]
        return signed, str(body.get("paginationToken", "")) if body.get("hasMore") else ""

    def _find(self, path: str, **options: Any) -> dict[str, Any] | None:
        try:
            return self._ask("GET", path, **options)
        except ProviderRefusedError as refused:
            if refused.body.get("errorCode") in _UNKNOWN:
                return None
            raise

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        return self._provider.ask(method, path, headers=self._credentials.headers(), **options)
