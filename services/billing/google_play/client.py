"""The client of Google Play's API: reads, acknowledges and cancels purchases of our app; each may be sent again."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError, ProviderUntouchedError
from kernel.providers.transport import Reply, Transport
from services.billing.google_play.login import Login, turned_away
from services.billing.google_play.purchases import Purchase, read_purchase
from services.billing.google_play.pushes import Voided, read_voided

TIMEOUT = (2.0, 8.0)  # seconds to connect, and between two bytes
_UNKNOWN = frozenset({400, 404, 410})  # no token of this app; of 410 it is known to have been one, long ago
_PAGE = 50


class GooglePlay:
    """One app at Google Play. Every method may raise ProviderDownError: Google has no answer now, ask later."""

    def __init__(self, base_url: str, package: str, login: Login) -> None:
        self._transport = Transport("google_play", base_url)
        self._path = f"/androidpublisher/v3/applications/{quote(package, safe='')}/purchases"
        self._login = login

    def find(self, token: str) -> Purchase | None:
        """Return a purchase as it is now; None if this app has none of that token, or had it too long ago."""
        try:
            return read_purchase(self._ask("GET", f"/subscriptionsv2/tokens/{quote(token, safe='')}"))
        except ProviderRefusedError as refusal:
            if refusal.status in _UNKNOWN:
                return None
            raise
        except ValueError as nonsense:
            raise ProviderDownError("Google's answer cannot be read") from nonsense

    def acknowledge(self, token: str, product_id: str, account_token: str) -> None:
        """Confirm a purchase, which Google would pay back after three days; done twice it is done once.

        `account_token` names its account from now on, if the purchase names none (D6). Raises ProviderRefusedError.
        """
        body = {"externalAccountIds": {"obfuscatedAccountId": account_token}} if account_token else {}
        path = f"/subscriptions/{quote(product_id, safe='')}/tokens/{quote(token, safe='')}:acknowledge"
        self._ask("POST", path, json=body)

    def cancel(self, token: str) -> None:
        """Stop the renewals of a purchase; the paid time stays. Raises ProviderRefusedError.

        The user can't restore it: they have moved to the web, for good (B9).
        """
        body = {"cancellationContext": {"cancellationType": "DEVELOPER_REQUESTED_STOP_PAYMENTS"}}
        self._ask("POST", f"/subscriptionsv2/tokens/{quote(token, safe='')}:cancel", json=body)

    def list_voided(self, since: datetime, page: str = "") -> tuple[list[Voided], str]:
        """Return a page of the orders that were paid back since an instant, and the name of the next page, if any.

        Google has those of the last 30 days.
        """
        start = {"token": page} if page else {"startTime": str(int(since.timestamp() * 1000))}
        answer = self._ask("GET", "/voidedpurchases", params={"type": "1", "maxResults": str(_PAGE), **start})
        try:
            found = [read_voided(it) for it in answer.get("voidedPurchases", [])]
            return found, str(answer.get("tokenPagination", {}).get("nextPageToken") or "")
        except (AttributeError, KeyError, TypeError, ValueError) as nonsense:
            raise ProviderDownError("Google's list cannot be read") from nonsense

    def _ask(self, method: str, path: str, **how: Any) -> dict[str, Any]:
        """Return the answer to a request; a token that Google no longer takes is renewed once."""
        had_token = self._login.lives
        reply = self._send(method, path, **how)
        if reply.status == 401 and had_token:
            self._login.forget()
            reply = self._send(method, path, **how)
        return _judged(reply, method)

    def _send(self, method: str, path: str, **how: Any) -> Reply:
        headers = {"authorization": f"Bearer {self._login.token()}"}
        return self._transport.send(method, self._path + path, timeout=TIMEOUT, headers=headers, **how)


def _judged(reply: Reply, method: str) -> dict[str, Any]:
    if 200 <= reply.status < 300 and (method != "GET" or reply.body is not None):
        return reply.body or {}
    log().warning("google_play.failed", extra={"status": reply.status, "reason": _reason(reply)})
    if reply.status in (401, 403) and not _is_quota(reply):
        raise turned_away(reply, "a request")
    if reply.status == 429 or _is_quota(reply):
        raise ProviderUntouchedError(f"Google answered {reply.status}: the quota is used up")
    if 400 <= reply.status < 500 and reply.status != 408:
        raise ProviderRefusedError(f"Google refused: {reply.status} {_reason(reply)}", reply.status, reply.body or {})
    raise ProviderDownError(f"Google answered {reply.status}")


def _reason(reply: Reply) -> str:
    error = (reply.body or {}).get("error")
    if not isinstance(error, dict):
        return ""
    errors = error.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    return str(first.get("reason") or error.get("status") or "")


def _is_quota(reply: Reply) -> bool:
    return reply.status == 403 and _reason(reply) in ("quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded")
