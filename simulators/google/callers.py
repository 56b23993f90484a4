"""Who may call the simulated Android Publisher API: the login of service accounts, bearer tokens, Google's errors."""

import json
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.google.settings import CALLER, SCOPE, key_id
from simulators.google.state import GooglePlayState, Json
from simulators.stores.behavior import Behavior

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LONGEST = 3600  # seconds that an assertion may be valid for
_LIVES = 3599  # seconds
_FAULTS = {
    "rate_limited": (429, "RESOURCE_EXHAUSTED", "rateLimitExceeded", "Quota exceeded for quota metric 'Queries'."),
    "error": (500, "INTERNAL", "backendError", "Internal error encountered."),
    "error_after": (500, "INTERNAL", "backendError", "Internal error encountered."),
    "unavailable": (503, "UNAVAILABLE", "backendError", "The service is currently unavailable."),
    "unauthenticated": (401, "UNAUTHENTICATED", "authError", "Request had invalid authentication credentials."),
}


class RefusalError(Exception):
    """An error answer of Google's."""

    def __init__(self, code: int, status: str, reason: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        details = [{"message": message, "domain": "androidpublisher", "reason": reason}]
        self.body = {"error": {"code": code, "message": message, "errors": details, "status": status}}


def refuse(code: int, status: str, reason: str, message: str) -> NoReturn:
    """Raise RefusalError."""
    raise RefusalError(code, status, reason, message)


class Callers:
    """Lets in the service account, by tokens that it gets for its assertions."""

    def __init__(self, state: GooglePlayState, behavior: Behavior, key: rsa.RSAPublicKey, audience: str) -> None:
        self._state = state
        self._behavior = behavior
        self._key = key
        self._audience = audience

    async def issue_token(self, request: web.Request) -> web.Response:
        """Answer POST /token."""
        form = await request.post()
        if form.get("grant_type") != _GRANT:
            return _no_token("unsupported_grant_type", "Invalid grant_type")
        if not self._is_genuine(str(form.get("assertion", ""))):
            return _no_token("invalid_grant", "Invalid JWT Signature.")
        bearer = f"ya29.{secrets.token_urlsafe(48)}"
        self._state.bearers[bearer] = time.time() + _LIVES
        return web.json_response({"access_token": bearer, "expires_in": _LIVES, "token_type": "Bearer"})

    def _is_genuine(self, assertion: str) -> bool:
        try:
            header = jwt.get_unverified_header(assertion)
            claims = jwt.decode(
                assertion,
                self._key,
                algorithms=["RS256"],
                audience=self._audience,
                issuer=CALLER,
                options={"require": ["exp", "iat", "iss", "aud", "scope"]},
            )
        except jwt.InvalidTokenError:
            return False
        is_short = claims["exp"] - claims["iat"] <= _LONGEST
        return bool(header.get("kid") == key_id(self._key) and is_short and claims["scope"] == SCOPE)

    def admit(self, handler: Handler) -> Handler:
        """Wrap a handler so that it runs for a valid bearer token only, unless a fault is set."""

        async def answer(request: web.Request) -> web.StreamResponse:
            fault = self._behavior.api.next()
            if fault == "timeout":
                await self._behavior.api.wait()
            try:
                self._check(request.headers.get("authorization", ""), fault)
                response = await handler(request)
                if fault == "error_after":
                    refuse(*_FAULTS[fault])
            except RefusalError as refusal:
                return web.json_response(refusal.body, status=refusal.code)
            return response

        return answer

    def _check(self, authorization: str, fault: str) -> None:
        scheme, _, bearer = authorization.partition(" ")
        if scheme != "Bearer" or self._state.bearers.get(bearer, 0) < time.time():
            refuse(*_FAULTS["unauthenticated"])
        if fault in _FAULTS and fault != "error_after":
            refuse(*_FAULTS[fault])


def _no_token(error: str, description: str) -> web.Response:
    return web.json_response({"error": error, "error_description": description}, status=400)


async def read_json(request: web.Request, *known: str) -> Json:
    """Return the body: a JSON object with no member but the known ones, or nothing. Raises RefusalError."""
    try:
        body: Any = json.loads(await request.read() or "{}")
    except ValueError:
        body = None
    is_json = request.content_type == "application/json" or not body
    if not isinstance(body, dict) or not is_json or not set(body) <= set(known):
        refuse(400, "INVALID_ARGUMENT", "parseError", "Invalid JSON payload received.")
    return body
