"""The simulated PayPal's certificates: a root that the laptop's system trusts, and the one that signs webhooks."""

import base64
import binascii
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNER = "messageverificationcerts.sandbox.paypal.com"
CERT_ID = "CERT-360caa42-fca2a594-51e1a7ed"
_ROOT, _INTERMEDIATE = "Simulated PayPal Root CA", "Simulated PayPal Intermediate CA"
_PEM = serialization.Encoding.PEM


class Certificates:
    """The root is kept in `folder`; the rest is created again whenever the simulator starts."""

    def __init__(self, folder: Path) -> None:
        self.root_path = folder / "paypal-root.pem"
        self._root_key_path = folder / "paypal-root.key"

    def sign(self, transmission_id: str, at: str, webhook_id: str, body: bytes) -> str:
        """Return the signature of a delivery, as its header has it."""
        signed_text = f"{transmission_id}|{at}|{webhook_id}|{zlib.crc32(body)}".encode()
        return base64.b64encode(self._leaf_key.sign(signed_text, padding.PKCS1v15(), hashes.SHA256())).decode()

    def is_signed(self, transmission_id: str, at: str, webhook_id: str, body: bytes, signature: str) -> bool:
        """Return whether this simulator signed the delivery."""
        signed_text = f"{transmission_id}|{at}|{webhook_id}|{zlib.crc32(body)}".encode()
        try:
            key = self._leaf_key.public_key()
            key.verify(base64.b64decode(signature), signed_text, padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, binascii.Error):
            return False
        return True

    @cached_property
    def _leaf_key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @cached_property
    def chain(self) -> bytes:
        """Return the signer's certificate and the one above it, as the certificate's URL answers."""
        root_key, root = self._root()
        middle_key = ec.generate_private_key(ec.SECP256R1())
        middle = _certificate(_INTERMEDIATE, middle_key.public_key(), root, root_key, is_ca=True)
        leaf = _certificate(SIGNER, self._leaf_key.public_key(), middle, middle_key, is_ca=False)
        return leaf.public_bytes(_PEM) + middle.public_bytes(_PEM)

    def trusted_root(self) -> str:
        """Return the root's certificate in PEM; create it on first use."""
        self._root()
        return self.root_path.read_text(encoding="ascii")

    def _root(self) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        if not (self.root_path.exists() and self._root_key_path.exists()):
            self._make_root()
        key = serialization.load_pem_private_key(self._root_key_path.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{self._root_key_path} is not a key of ours")
        return key, x509.load_pem_x509_certificate(self.root_path.read_bytes())

    def _make_root(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        root = _certificate(_ROOT, key.public_key(), None, key, is_ca=True)
        self.root_path.parent.mkdir(parents=True, exist_ok=True)
        secret = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        self._root_key_path.touch(mode=0o600)
        self._root_key_path.write_bytes(secret)
        self.root_path.write_bytes(root.public_bytes(_PEM))


def _certificate(
    name: str,
    public_key: CertificatePublicKeyTypes,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650 if is_ca else 390))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(_usage(is_ca=is_ca), critical=True)
    )
    for extension in _extensions(name, public_key, issuer_key, is_ca=is_ca):
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _extensions(
    name: str, public_key: CertificatePublicKeyTypes, issuer_key: ec.EllipticCurvePrivateKey, *, is_ca: bool
) -> Iterator[x509.ExtensionType]:
    yield x509.SubjectKeyIdentifier.from_public_key(public_key)
    yield x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    if not is_ca:
        yield x509.SubjectAlternativeName([x509.DNSName(name)])
        yield x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])


def _usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=False,
        key_encipherment=not is_ca,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )
