"""Says who a caller is, by their access token: HTTP API's Lambda authorizer, payload 2.0, simple answer.

Checked offline with the public half of the signing key; nothing but what identity itself signs is accepted: RS256
under this very key, by this issuer, not over. Whoever shows anything else is nobody: the doors refuse nobody with a
problem of their own (401), where the HTTP API would say 403 and not why. Imports are few: each is a cold start's.
"""

import base64
import binascii
import json
from functools import cache
from typing import Any

from kernel import aws, clock, snapshot
from kernel.log import log
from kernel.settings import setting

_NOBODY: dict[str, Any] = {"isAuthorized": True, "context": {"account_id": "", "session_id": ""}}
_MAX_LENGTH = 4096


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer who this caller is: an account and its session, or nobody."""
    headers = event.get("headers") or {}
    scheme, _, token = str(headers.get("authorization", "")).partition(" ")
    claims = _claims(token.strip()) if scheme.lower() == "bearer" else None
    log().info("somebody" if claims else "nobody", extra={"route": event.get("routeKey", "")})
    if claims is None:
        return _NOBODY
    return {"isAuthorized": True, "context": {"account_id": claims["sub"], "session_id": claims["sid"]}}


def _claims(token: str) -> dict[str, Any] | None:
    """What a token says, if it is ours and not over; None for anything else."""
    try:
        said, _, signature = token.rpartition(".")
        header, claims = (_members(part) for part in said.split("."))
        sent = _decoded(signature)
    except (ValueError, RecursionError):
        return None
    if len(token) > _MAX_LENGTH or header.get("alg") != "RS256" or header.get("kid") != _key_name() or "crit" in header:
        return None
    return claims if _is_signed(said, sent) and _holds(claims) else None


def _holds(claims: dict[str, Any]) -> bool:
    expires = claims.get("exp")
    if not isinstance(expires, int) or isinstance(expires, bool) or clock.now().timestamp() >= expires:
        return False
    ids = (claims.get("sub"), claims.get("sid"))
    return claims.get("iss") == setting("TOKEN_ISSUER") and all(isinstance(id_, str) and id_ for id_ in ids)


def _is_signed(said: str, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (cold start)
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15  # noqa: PLC0415 (cold start)
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 (cold start)

    try:
        _public_key(setting("SIGNING_KEY_ID")).verify(signature, said.encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


@cache
def _public_key(key_id: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_der_public_key  # noqa: PLC0415 (cold start)

    return load_der_public_key(aws.client("kms").get_public_key(KeyId=key_id)["PublicKey"])


def _key_name() -> str:
    return setting("SIGNING_KEY_ID").rpartition("/")[2]


def _members(part: str) -> dict[str, Any]:
    found = json.loads(_decoded(part))
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def _prime() -> None:
    """Fetch the public key, check a signature that is none, and answer nobody."""
    _is_signed("", b"")
    handler({}, None)


handler = snapshot.prime_before_snapshot(handler, _prime)
