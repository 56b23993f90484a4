"""The Lambda authorizer of the HTTP API (payload 2.0, simple answers): identifies the caller by their access token.

The check is offline, with the public half of the signing key, and accepts only what identity itself signs: RS256
under this very key, by this issuer, not expired. Every other caller is anonymous and goes through: the services
refuse anonymous callers with a problem of their own (401), where the HTTP API would answer 403 without a reason.
An API key is looked up; its caller is the team's owner, with what the key may (decision 093).
Imports are few: each is a cold start's.
"""

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any

from kernel import snapshot
from kernel.log import log
from kernel.settings import setting
from services.identity.kms import access_tokens

if TYPE_CHECKING:
    from kernel.dynamodb.table import Table

_EMPTY = {"account_id": "", "session_id": "", "generation": 0, "proved_at": ""}
_ANONYMOUS: dict[str, Any] = {"isAuthorized": True, "context": _EMPTY}
_KEY = "tlk_"
_MAX_LENGTH = 4096  # characters; an honest token has some 600


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Return the caller's account, session, its generation, and when they last proved who they are; empty for none."""
    headers = event.get("headers") or {}
    scheme, _, token = str(headers.get("authorization", "")).partition(" ")
    if scheme.lower() == "bearer" and token.startswith(_KEY):
        return {"isAuthorized": True, "context": _find_key(event, token.strip())}
    claims = _read_claims(token.strip()) if scheme.lower() == "bearer" else None
    log().info("identity.caller.checked", extra={"route": event.get("routeKey", ""), "anonymous": claims is None})
    if claims is None:
        return _ANONYMOUS
    named = {"account_id": claims["sub"], "session_id": claims["sid"], "generation": claims["gen"]}
    return {"isAuthorized": True, "context": named | {"proved_at": str(claims.get("auth_time", 0))}}


def _find_key(event: dict[str, Any], secret: str) -> dict[str, Any]:
    """Return whom an API key calls for and what it may, or why it is refused; around the CDN no key is looked up."""
    from kernel.http import cdn
    from services.identity.use_cases.api_keys.use_key import find_caller

    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    if cdn.bypassed_cdn(headers):
        return _EMPTY
    source = str(event.get("requestContext", {}).get("http", {}).get("sourceIp", ""))
    found = find_caller(_table(), secret[:_MAX_LENGTH], cdn.address(headers, source))
    extra = {
        "route": event.get("routeKey", ""),
        "key": found.get("by_key", ""),
        "refusal": found.get("key_refusal", ""),
    }
    log().info("identity.key.checked", extra=extra)
    return found


@cache
def _table() -> "Table":
    from kernel.dynamodb.table import Table

    return Table(setting("TABLE_NAME"))


def _read_claims(token: str) -> dict[str, Any] | None:
    """Return the claims of a token that identity signed and that has not expired; None for any other text."""
    import jwt

    try:
        if len(token) > _MAX_LENGTH or jwt.get_unverified_header(token) != access_tokens.header(_key_id()):
            return None
        claims: dict[str, Any] = jwt.decode(
            token,
            access_tokens.public_key(_key_id()),
            algorithms=[access_tokens.ALGORITHM],
            issuer=setting("TOKEN_ISSUER"),
            # `iat` is not compared: the clock that signed may be a moment ahead of this one.
            options={"require": ["iss", "sub", "sid", "gen", "exp"], "verify_iat": False},
        )
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None
    return claims if _has_types(claims) else None


def _key_id() -> str:
    return setting("SIGNING_KEY_ID")


def _has_types(claims: dict[str, Any]) -> bool:
    """Return whether `exp` and `gen` are numbers and the ids are texts: PyJWT would take an `exp` in quotes."""
    are_numbers = all(type(claims[name]) is int for name in ("exp", "gen"))
    return are_numbers and all(isinstance(claims[name], str) and claims[name] for name in ("sub", "sid"))


def _prime() -> None:
    """Fetch the public key, and check a token whose signature is wrong and a key that there is not: no callers."""
    from jwt.utils import base64url_encode

    from kernel.http import cdn
    from services.identity.domain.api_key import with_checksum

    header = base64url_encode(json.dumps(access_tokens.header(_key_id())).encode()).decode()
    handler({"headers": {"authorization": f"Bearer {header}.e30.AA"}}, None)
    through = {cdn.KEY_HEADER: os.environ.get("CDN_KEY", "")}
    handler({"headers": through | {"authorization": f"Bearer {with_checksum('0' * 40)}"}}, None)


handler = snapshot.prime_before_snapshot(handler, _prime)
