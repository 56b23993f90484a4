"""Sealing: encrypts what must be sent later, so that only the function that sends it can read it.

The sealing key is an RSA key in KMS. Functions that may read its public half seal within the process; only the
sender's role may `kms:Decrypt`.
"""

import base64
from functools import cache
from typing import Any

from kernel import aws
from kernel.settings import setting

_ALGORITHM = "RSAES_OAEP_SHA_256"
MAX_BYTES = 190  # what RSA-2048 with OAEP and SHA-256 holds


@cache
def _public_key(key_id: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    return load_der_public_key(aws.client("kms").get_public_key(KeyId=key_id)["PublicKey"])


def seal(secret: str) -> str:
    """Return the secret (at most 190 bytes) encrypted, as base64 text."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    sealed = _public_key(setting("SEALING_KEY_ID")).encrypt(secret.encode(), oaep)
    return base64.b64encode(sealed).decode()


def unseal(sealed: str) -> str:
    """Return the secret that was sealed; needs `kms:Decrypt` on the sealing key."""
    answer = aws.client("kms").decrypt(
        KeyId=setting("SEALING_KEY_ID"),
        CiphertextBlob=base64.b64decode(sealed),
        EncryptionAlgorithm=_ALGORITHM,
    )
    return bytes(answer["Plaintext"]).decode()
