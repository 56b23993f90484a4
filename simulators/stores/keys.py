"""Keys of a simulated store that last: made once, and kept in the simulators' folder."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

_PEM = serialization.Encoding.PEM
_PKCS8 = serialization.PrivateFormat.PKCS8


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    """Return a private key in PEM."""
    return key.private_bytes(_PEM, _PKCS8, serialization.NoEncryption())


def elliptic_key(path: Path, curve: ec.EllipticCurve) -> ec.EllipticCurvePrivateKey:
    """Return the key in a file; make it on first use."""
    if not path.exists():
        keep(path, pem(ec.generate_private_key(curve)))
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} is not a key of ours")
    return key


def rsa_key(path: Path) -> rsa.RSAPrivateKey:
    """Return the key in a file; make it on first use."""
    if not path.exists():
        keep(path, pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)))
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{path} is not a key of ours")
    return key


def keep(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent) as written:
        written.write(content)
        written.flush()
        with suppress(FileExistsError):
            os.link(written.name, path)
