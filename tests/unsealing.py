"""What moto's KMS lacks: decrypting under an RSA key. Answered here with the key that moto itself made."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from moto.core import DEFAULT_ACCOUNT_ID
from moto.kms import kms_backends

from kernel import aws

_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


@contextmanager
def moto_unseals() -> Iterator[None]:
    """Within, `kms.decrypt` of an RSA_2048 key answers as KMS does."""
    asked: dict[str, Any] = {}

    def remember(params: dict[str, Any], **_: Any) -> None:
        asked.clear()
        asked.update(params)

    def answer(**_: Any) -> tuple[SimpleNamespace, dict[str, Any]] | None:
        if "EncryptionAlgorithm" not in asked:
            return None
        key = kms_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].keys[asked["KeyId"]].private_key.private_key
        plain = key.decrypt(asked["CiphertextBlob"], _OAEP)
        return SimpleNamespace(status_code=200), {"ResponseMetadata": {"HTTPStatusCode": 200}, "Plaintext": plain}

    events = aws.client("kms").meta.events
    events.register("provide-client-params.kms.Decrypt", remember)
    events.register("before-call.kms.Decrypt", answer)
    try:
        yield
    finally:
        events.unregister("provide-client-params.kms.Decrypt", remember)
        events.unregister("before-call.kms.Decrypt", answer)
