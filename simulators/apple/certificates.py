"""The simulated App Store's certificates: a root that lasts, and a chain below it that signs as Apple's does."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from simulators.stores.keys import elliptic_key, keep

LEAF_MARKER, INTERMEDIATE_MARKER = "1.2.840.113635.100.6.11.1", "1.2.840.113635.100.6.2.1"
_ROOT, _INTERMEDIATE, _LEAF = "Simulated Apple Root CA", "Simulated Apple WWDR CA", "Simulated App Store Receipts"
_BEGINS, _ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)  # of everything, unless said
_DER = serialization.Encoding.DER
_ASN1_NULL = b"\x05\x00"


class Root:
    """The root, kept in `folder`: a client that trusts it still does after a restart."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "apple-root.der"
        self.key = elliptic_key(folder / "apple-root.key", ec.SECP384R1())
        if not self.path.exists():
            keep(self.path, _certificate(_ROOT, self.key.public_key(), None, self.key).public_bytes(_DER))
        self.certificate = x509.load_der_x509_certificate(self.path.read_bytes())

    @property
    def der(self) -> bytes:
        """Return the certificate, as Apple's library takes it."""
        return self.certificate.public_bytes(_DER)


class Signer:
    """An intermediate and a leaf below a root; without their markers, or expired, where a forgery needs it."""

    def __init__(
        self,
        root: Root,
        *,
        leaf_marker: str = LEAF_MARKER,
        intermediate_marker: str = INTERMEDIATE_MARKER,
        ends: datetime = _ENDS,
    ) -> None:
        middle_key = ec.generate_private_key(ec.SECP384R1())
        middle = _certificate(
            _INTERMEDIATE,
            middle_key.public_key(),
            root.certificate,
            root.key,
            path_length=0,
            marker=intermediate_marker,
        )
        self.key = ec.generate_private_key(ec.SECP256R1())
        leaf = _certificate(
            _LEAF, self.key.public_key(), middle, middle_key, is_ca=False, marker=leaf_marker, ends=ends
        )
        chain = (leaf, middle, root.certificate)
        self.x5c = [base64.b64encode(one.public_bytes(_DER)).decode() for one in chain]

    def sign(self, payload: dict[str, Any], *, x5c: list[str] | None = None) -> str:
        """Return a payload as a signed JWS with the certificates beside it."""
        return jwt.encode(payload, self.key, algorithm="ES256", headers={"x5c": x5c or self.x5c, "typ": None})


def _certificate(
    name: str,
    public_key: ec.EllipticCurvePublicKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool = True,
    path_length: int | None = None,
    marker: str = "",
    ends: datetime = _ENDS,
) -> x509.Certificate:
    """Return a certificate that passes OpenSSL's strict rules."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGINS)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=path_length), critical=True)
        .add_extension(_usage(is_ca=is_ca), critical=True)
    )
    for extension in _extensions(public_key, issuer_key, marker):
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer_key, hashes.SHA384())


def _extensions(
    public_key: ec.EllipticCurvePublicKey, issuer_key: ec.EllipticCurvePrivateKey, marker: str
) -> Iterator[x509.ExtensionType]:
    yield x509.SubjectKeyIdentifier.from_public_key(public_key)
    yield x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    if marker:
        yield x509.UnrecognizedExtension(x509.ObjectIdentifier(marker), _ASN1_NULL)


def _usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )
