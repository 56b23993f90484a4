"""Reading requests to the simulated PayPal and answering them: access tokens, errors in PayPal's form."""

import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NoReturn

from aiohttp import web

from simulators.paypal.bodies import error
from simulators.paypal.state import Json, PayPalState, make_id

CLIENT_ID, CLIENT_SECRET = "local-client", "local-secret"  # as the laptop seeds them
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_TOKEN_LIVES = 32_400  # seconds
_NAMES = {
    400: ("INVALID_REQUEST", "Request is not well-formed, syntactically incorrect, or violates schema."),
    401: ("AUTHENTICATION_FAILURE", "Authentication failed due to invalid authentication credentials."),
    403: ("NOT_AUTHORIZED", "Authorization failed due to insufficient permissions."),
    404: ("RESOURCE_NOT_FOUND", "The specified resource does not exist."),
    409: ("RESOURCE_CONFLICT", "The server has detected a conflict while processing this request."),
    422: ("UNPROCESSABLE_ENTITY", "The requested action could not be performed, or failed business validation."),
    429: ("RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."),
    500: ("INTERNAL_SERVER_ERROR", "An internal server error has occurred."),
}


class RefusalError(Exception):
    """An error answer of PayPal's."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(body["name"])
        self.status = status
        self.body = body


def refuse(status: int, issue: str = "", description: str = "") -> NoReturn:
    """Raise RefusalError with PayPal's error body."""
    name, message = _NAMES[status]
    raise RefusalError(status, error(name, message, issue, description))


def respond(body: Json | None, status: int = 200) -> web.Response:
    """Build an answer, with a debug id as on everything from PayPal."""
    headers = {"Paypal-Debug-Id": str((body or {}).get("debug_id") or make_id(13).lower())}
    if body is None:
        return web.Response(status=status, headers=headers)
    return web.json_response(body, status=status, headers=headers)


def require_token(state: PayPalState, handler: Handler) -> Handler:
    """Wrap a handler so that it runs only for a valid bearer token."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
            ends = state.bearers.get(bearer) if scheme == "Bearer" else None
            if ends is None or ends < state.at():
                refuse(401)
            if request.path.startswith(tuple(state.lacks)):
                refuse(403, "PERMISSION_DENIED", "You do not have permission to access or perform operations.")
            return await handler(request)
        except RefusalError as refusal:
            return respond(refusal.body, refusal.status)

    return answer


async def read_json(request: web.Request) -> Json:
    """Return the body, which must be a JSON object. Raises RefusalError."""
    try:
        body = await request.json()
    except ValueError:
        refuse(400, "MALFORMED_REQUEST_JSON")
    if not isinstance(body, dict):
        refuse(400, "MALFORMED_REQUEST_JSON")
    return body


def read_request_id(request: web.Request) -> str:
    """Return the PayPal-Request-Id, which every POST of ours must have. Raises RefusalError."""
    request_id = request.headers.get("PayPal-Request-Id", "")
    if not 1 <= len(request_id) <= 108:
        refuse(400, "PAYPAL_REQUEST_ID_REQUIRED")
    return request_id


async def issue_token(state: PayPalState, request: web.Request) -> web.Response:
    """Answer POST /v1/oauth2/token."""
    form = await request.post()
    if _basic(request) != (CLIENT_ID, CLIENT_SECRET):
        return respond({"error": "invalid_client", "error_description": "Client Authentication failed"}, 401)
    if form.get("grant_type") != "client_credentials":
        return respond({"error": "unsupported_grant_type", "error_description": "unsupported grant_type"}, 400)
    bearer = secrets.token_urlsafe(48)
    state.bearers[bearer] = state.at() + timedelta(seconds=_TOKEN_LIVES)
    scope = "https://uri.paypal.com/services/vault/payment-tokens/readwrite https://uri.paypal.com/services/payments"
    return respond(
        {
            "scope": scope,
            "access_token": bearer,
            "token_type": "Bearer",
            "app_id": "APP-80W284485P519543T",
            "expires_in": _TOKEN_LIVES,
            "nonce": f"{state.at():%Y-%m-%dT%H:%M:%SZ}{secrets.token_urlsafe(24)}",
        }
    )


def _basic(request: web.Request) -> tuple[str, str]:
    scheme, _, word = request.headers.get("authorization", "").partition(" ")
    try:
        client_id, _, client_secret = base64.b64decode(word if scheme == "Basic" else "").decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client_id, client_secret
