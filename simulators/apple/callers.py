"""Who may call the simulated App Store Server API, and its errors."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec

from simulators.apple.settings import BUNDLE_ID, ISSUER_ID, KEY_ID
from simulators.apple.state import Json
from simulators.stores.behavior import Behavior

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_AUDIENCE = "appstoreconnect-v1"
_LONGEST = 3600  # seconds that a caller's token may be valid for
_FAULTS = {
    "rate_limited": (429, 4290000, "Rate limit exceeded."),
    "error": (500, 5000000, "An unknown error occurred."),
    "error_after": (500, 5000000, "An unknown error occurred."),
    "unavailable": (500, 5000001, "An unknown error occurred. Please try again."),
}


class RefusalError(Exception):
    """An error answer of Apple's."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"errorCode": code, "errorMessage": message}


def refuse(code: int, message: str) -> NoReturn:
    """Raise RefusalError; the code begins with the status."""
    raise RefusalError(code // 10000, code, message)


def respond(body: Json, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Build an answer. The content type has no charset: Apple's library reads errors of exactly this type only."""
    written = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=written, headers={"Content-Type": "application/json"} | (headers or {}))


async def read_json(request: web.Request) -> Json:
    """Return the body, which must be a JSON object that says so. Raises RefusalError."""
    try:
        body = await request.json() if request.content_type == "application/json" else None
    except ValueError:
        body = None
    if not isinstance(body, dict):
        refuse(4000000, "Bad request.")
    return body


class Callers:
    """Lets in who has signed their token with the key of App Store Connect."""

    def __init__(self, key: ec.EllipticCurvePublicKey, behavior: Behavior) -> None:
        self._key = key
        self._behavior = behavior

    def admit(self, handler: Handler) -> Handler:
        """Wrap a handler so that it runs for a valid token only, unless a fault is set."""

        async def answer(request: web.Request) -> web.StreamResponse:
            fault = self._behavior.api.next()
            if fault == "timeout":
                await self._behavior.api.wait()
            if fault == "unauthenticated" or not self._is_known(request.headers.get("authorization", "")):
                return web.Response(status=401, text="Unauthenticated\n")
            return await self._answer(handler, request, fault)

        return answer

    async def _answer(self, handler: Handler, request: web.Request, fault: str) -> web.StreamResponse:
        try:
            if fault in _FAULTS and fault != "error_after":
                raise RefusalError(*_FAULTS[fault])
            answer = await handler(request)
            if fault == "error_after":
                raise RefusalError(*_FAULTS[fault])
        except RefusalError as refusal:
            soon = {"Retry-After": str(round((time.time() + 1) * 1000))} if refusal.status == 429 else None
            return respond(refusal.body, refusal.status, soon)
        return answer

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                self._key,
                algorithms=["ES256"],
                audience=_AUDIENCE,
                issuer=ISSUER_ID,
                options={"require": ["exp", "iss", "aud", "bid"]},
            )
        except jwt.InvalidTokenError:
            return False
        return scheme == "Bearer" and header.get("kid") == KEY_ID and _is_short(claims)


def _is_short(claims: dict[str, Any]) -> bool:
    lasts = claims["exp"] - claims.get("iat", time.time())
    return bool(claims["bid"] == BUNDLE_ID and lasts <= _LONGEST)
