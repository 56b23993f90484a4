"""Sends requests to PayPal: its token, its time limits, its debug id in every log line, and what may be sent twice."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError, ProviderUntouchedError
from kernel.providers.transport import Transport as HttpTransport
from services.billing.paypal.errors import DownError, RefusedError, UnclearError

CONNECT, READ, TOKEN_READ = 2.0, 12.0, 5.0  # seconds
WORTH_A_TRY = 4.0  # seconds that must be left for a second try to make sense
TOKEN_MARGIN = 300  # seconds before its end from which a token is no longer used

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Reply:
    """A response of PayPal; `body` is empty unless it was a JSON object."""

    status: int
    body: dict[str, Any]
    debug_id: str

    @property
    def issue(self) -> str:
        """Return PayPal's stable code for the error."""
        details = self.body.get("details")
        first = details[0] if isinstance(details, list) and details and isinstance(details[0], dict) else {}
        return str(first.get("issue") or self.body.get("name") or self.body.get("error") or f"HTTP_{self.status}")


class Transport:
    """One merchant account's connection. Keep it for the life of a container: it keeps token and connections."""

    def __init__(self, base_url: str, client_id: str, client_secret: str) -> None:
        self._http = HttpTransport("paypal", base_url)
        self._client = (client_id, client_secret)
        self._token, self._token_until = "", 0.0

    def get(self, path: str, read: Callable[[Reply], _Answer], params: dict[str, str] | None = None) -> _Answer | None:
        """Return what `read` makes of the reply, or None for a 404. `read` raises ValueError or UnclearError."""
        try:
            return read(self.ask("GET", path, params=params))
        except RefusedError as refusal:
            if refusal.status == 404:
                return None
            raise
        except (UnclearError, ValueError) as unclear:  # reading changes nothing, so nothing is unclear
            raise DownError(str(unclear)) from unclear

    def post(
        self, path: str, body: dict[str, Any], request_id: str, read: Callable[[Reply], _Answer], patience: float = 20.0
    ) -> _Answer:
        """Send a change that is made once: after an unclear reply, repeat it under the same request id.

        `read` raises UnclearError for a reply that it cannot read.
        """
        deadline = time.monotonic() + patience

        def tried() -> _Answer:
            headers = {"PayPal-Request-Id": request_id, "Prefer": "return=representation"}
            left = max(1.0, deadline - time.monotonic())
            return read(self.ask("POST", path, json=body, headers=headers, read_timeout=min(READ, left)))

        try:
            return tried()
        except UnclearError:
            if deadline - time.monotonic() < WORTH_A_TRY:
                raise
        return _once_more(tried)

    def ask(self, method: str, path: str, *, read_timeout: float = READ, **how: Any) -> Reply:
        """Return a 2xx reply. Raises DownError, UnclearError and RefusedError. An expired token is renewed once."""
        fresh = not self._token_lives()
        reply = self._send(method, path, read_timeout, **how)
        if _token_is_refused(reply) and not fresh:
            self._token_until = 0.0
            reply = self._send(method, path, read_timeout, **how)
        return _judged(reply, path)

    def _send(self, method: str, path: str, read_timeout: float, **how: Any) -> Reply:
        headers = {"authorization": f"Bearer {self._bearer()}", **how.pop("headers", {})}
        return self._exchange(method, path, read_timeout, headers=headers, **how)

    def _exchange(self, method: str, path: str, read_timeout: float, **how: Any) -> Reply:
        try:
            answer = self._http.send(method, path, timeout=(CONNECT, read_timeout), **how)
        except ProviderDownError as error:
            log().warning("paypal.unreachable", extra={"path": _shown(path), "fault": str(error)})
            kind = DownError if isinstance(error, ProviderUntouchedError) else UnclearError
            raise kind(str(error)) from error
        reply = Reply(answer.status, answer.body or {}, answer.headers.get("Paypal-Debug-Id", ""))
        log().info(
            "paypal.answered",
            extra={"method": method, "path": _shown(path), "status": reply.status, "debug_id": reply.debug_id},
        )
        return reply

    def _token_lives(self) -> bool:
        return time.monotonic() < self._token_until

    def _bearer(self) -> str:
        if not self._token_lives():
            self._renew_token()
        return self._token

    def _renew_token(self) -> None:
        try:
            reply = self._exchange(
                "POST", "/v1/oauth2/token", TOKEN_READ, auth=self._client, data={"grant_type": "client_credentials"}
            )
        except UnclearError as unclear:  # a token more or less: what was to be asked has not been sent
            raise DownError(str(unclear)) from unclear
        token = reply.body.get("access_token")
        if reply.status != 200 or not isinstance(token, str):
            raise _turned_away(reply, "/v1/oauth2/token")
        lives = reply.body.get("expires_in")
        self._token = token
        self._token_until = time.monotonic() + (max(0, lives - TOKEN_MARGIN) if isinstance(lives, int) else 60)


def _once_more(tried: Callable[[], _Answer]) -> _Answer:
    try:
        return tried()
    except DownError as down:
        raise UnclearError(str(down)) from down
    except RefusedError as refusal:
        if refusal.about_payment:
            raise
        raise UnclearError(
            str(refusal), debug_id=refusal.debug_id
        ) from refusal  # it may be the first that is in its way


def _judged(reply: Reply, path: str) -> Reply:
    if 200 <= reply.status < 300:
        return reply
    if reply.status == 429 or _token_is_refused(reply):
        raise _turned_away(reply, path)
    if reply.status in (408, 409) or not 400 <= reply.status < 500 or reply.issue == "DUPLICATE_INVOICE_ID":
        raise UnclearError(f"PayPal answered {reply.status} {reply.issue}", debug_id=reply.debug_id)
    if reply.status != 404:  # that is an answer, too
        log().warning("paypal.refused", extra={"path": _shown(path), "issue": reply.issue, "debug_id": reply.debug_id})
    raise RefusedError(reply.issue, status=reply.status, debug_id=reply.debug_id)


def _turned_away(reply: Reply, path: str) -> DownError:
    if reply.status in (401, 403):  # our credentials or our rights: no payer can do anything about it
        log().error("paypal.auth.rejected", extra={"path": _shown(path), "issue": reply.issue})
        count("PayPalDoesNotLetUsIn")
    return DownError(f"PayPal answered {reply.status} {reply.issue}")


def _token_is_refused(reply: Reply) -> bool:
    rights = ("NOT_AUTHORIZED", "PERMISSION_DENIED")
    return reply.status == 401 or (reply.status == 403 and (reply.body.get("name") in rights or reply.issue in rights))


def _shown(path: str) -> str:
    """Return the path for a log line, without what would allow to charge a wallet."""
    head, vault, _ = path.partition("-tokens/")
    return head + vault + "*" if vault else path
