"""Notifications that a receiver must refuse, made of a genuine one."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import jwt

from simulators.apple.certificates import Root, Signer
from simulators.apple.state import Json

_OTHER_BUNDLE, _OTHER_APP = "com.example.other", 999
_SHARED_SECRET = b"a shared secret of thirty-two bytes!!"
_LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


class Forger:
    """Signs payloads wrongly, each in one way."""

    def __init__(self, root: Root, signer: Signer) -> None:
        self._root = root
        self._signer = signer
        self.kinds: dict[str, Callable[[Json], str]] = {
            "tampered_payload": self._tamper_payload,
            "tampered_signature": self._tamper_signature,
            "foreign_root": self._sign_as_stranger,
            "swapped_chain": lambda payload: self._stranger.sign(payload, x5c=signer.x5c),
            "leaf_without_marker": lambda payload: Signer(root, leaf_marker="").sign(payload),
            "intermediate_without_marker": lambda payload: Signer(root, intermediate_marker="").sign(payload),
            "two_certificates": lambda payload: signer.sign(payload, x5c=signer.x5c[:2]),
            "expired_leaf": lambda payload: Signer(root, ends=_LONG_AGO).sign(payload),
            "alg_none": lambda payload: jwt.encode(payload, "", algorithm="none", headers={"x5c": signer.x5c}),
            "alg_hs256": lambda payload: jwt.encode(payload, _SHARED_SECRET, headers={"x5c": signer.x5c}),
            "no_x5c": lambda payload: jwt.encode(payload, signer.key, algorithm="ES256"),
            "other_bundle": lambda payload: signer.sign(_of_app(payload, bundleId=_OTHER_BUNDLE)),
            "other_app_apple_id": lambda payload: signer.sign(_of_app(payload, appAppleId=_OTHER_APP)),
            "other_environment": self._move_to_other_environment,
            "inner_transaction_forged": self._forge_inner,
        }

    @cached_property
    def _stranger(self) -> Signer:
        with TemporaryDirectory() as folder:
            return Signer(Root(Path(folder)))

    def _sign_as_stranger(self, payload: Json) -> str:
        return self._stranger.sign(payload)

    def _tamper_payload(self, payload: Json) -> str:
        head, _, signature = self._signer.sign(payload).split(".")
        changed = json.dumps(payload | {"notificationType": "SUBSCRIBED", "subtype": "RESUBSCRIBE"}).encode()
        return ".".join((head, base64.urlsafe_b64encode(changed).decode().rstrip("="), signature))

    def _tamper_signature(self, payload: Json) -> str:
        head, body, signature = self._signer.sign(payload).split(".")
        other = "B" if signature[10] == "A" else "A"
        return ".".join((head, body, signature[:10] + other + signature[11:]))

    def _move_to_other_environment(self, payload: Json) -> str:
        """Sign well, but say of the same purchase that it is of the other environment."""
        other = "Sandbox" if payload["data"]["environment"] == "Production" else "Production"
        return self._signer.sign(_of_app(payload, environment=other))

    def _forge_inner(self, payload: Json) -> str:
        """Sign the notification well, and the transaction inside with a stranger's chain."""
        inner = payload["data"].get("signedTransactionInfo")
        if inner is None:
            raise ValueError("there is no transaction in it")
        claims = jwt.decode(inner, options={"verify_signature": False})
        return self._signer.sign(_of_app(payload, signedTransactionInfo=self._stranger.sign(claims)))


def _of_app(payload: Json, **changed: object) -> Json:
    return payload | {"data": payload["data"] | changed}
