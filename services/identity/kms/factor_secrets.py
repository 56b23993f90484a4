"""The secrets of authenticators, encrypted under a key of their own in KMS, which only the door of factors may use.

The account is part of the encryption: an item copied to another account cannot be decrypted there.
"""

import base64

from kernel import aws
from kernel.settings import setting


def encrypt(secret: str, account_id: str) -> str:
    """Return the secret of an account's authenticator encrypted, as base64 text."""
    answer = aws.client("kms").encrypt(
        KeyId=setting("FACTORS_KEY_ID"), Plaintext=secret.encode(), EncryptionContext={"account_id": account_id}
    )
    return base64.b64encode(answer["CiphertextBlob"]).decode()


def decrypt(sealed: str, account_id: str) -> str:
    """Return the secret that was encrypted for this account."""
    answer = aws.client("kms").decrypt(
        KeyId=setting("FACTORS_KEY_ID"),
        CiphertextBlob=base64.b64decode(sealed),
        EncryptionContext={"account_id": account_id},
    )
    return bytes(answer["Plaintext"]).decode()
