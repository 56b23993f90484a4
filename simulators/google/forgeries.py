"""Tokens of pushes that a receiver must refuse, though some are genuine tokens of Google's for another purpose."""

import base64
import json
import time
from collections.abc import Callable

import jwt

from simulators.google.push_keys import PushKeys, make_key, sign_token
from simulators.google.settings import key_id

_HOUR = 3600


def _tamper(keys: PushKeys) -> str:
    head, body, signature = keys.token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed = json.dumps(claims | {"email": "x@evil.example"}).encode()
    return ".".join((head, base64.urlsafe_b64encode(changed).decode().rstrip("="), signature))


def _unsigned(keys: PushKeys) -> str:
    claims = jwt.decode(keys.token(), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": key_id(keys.key.public_key())})


def _past() -> dict[str, int]:
    ended = int(time.time()) - _HOUR
    return {"iat": ended - _HOUR, "exp": ended}


FORGERIES: dict[str, Callable[[PushKeys], str]] = {
    "no_token": lambda keys: "",
    "expired": lambda keys: keys.token(**_past()),
    "wrong_audience": lambda keys: keys.token(aud="https://other.example.com/hook"),
    "wrong_account": lambda keys: keys.token(email="someone@other.iam.gserviceaccount.com"),
    "email_not_verified": lambda keys: keys.token(email_verified=False),
    "wrong_issuer": lambda keys: keys.token(iss="https://issuer.example.com"),
    "other_key_same_kid": lambda keys: sign_token(make_key(), key_id(keys.key.public_key())),
    "unknown_kid": lambda keys: sign_token(make_key(), "f" * 40),
    "tampered": _tamper,
    "alg_none": _unsigned,
}
