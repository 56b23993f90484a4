"""The certificates that PayPal signs webhooks with: their addresses, their download, and their trust chain."""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import certifi
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from urllib3.exceptions import HTTPError

from kernel.log import log

_PATH = re.compile(r"/v1/notifications/certs/CERT-[0-9A-Za-z-]{1,100}")
_ONE = re.compile(r"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_LARGEST = 64 * 1024
_TIMEOUT = (2.0, 3.0)


class UnexpectedAddressError(Exception):
    """PayPal's certificates are not stored at such an address."""


class NoCertificateError(Exception):
    """There is no trusted certificate at this address now."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A public key of PayPal's, and when its certificate is valid."""

    key: RSAPublicKey
    since: datetime
    until: datetime

    def may_sign(self, at: datetime) -> bool:
        """Return whether its certificate is valid at an instant."""
        return self.since <= at <= self.until


class Certificates:
    """Fetches certificates from the hosts that the settings name, and accepts those that a trusted root signed."""

    def __init__(self, hosts: str, extra: str) -> None:
        self._hosts = frozenset(host.strip().lower() for host in hosts.split(",") if host.strip())
        self._extra = extra

    def signer(self, address: str, now: datetime) -> Signer:
        """Return the key at an address. Raises UnexpectedAddressError and NoCertificateError."""
        parts = self._check_address(address)
        leaf, *above = _certificates(_fetch(address))
        name = "messageverificationcerts.paypal.com"
        if parts.hostname in _LOOPBACK or ".sandbox." in str(parts.hostname):
            name = "messageverificationcerts.sandbox.paypal.com"
        self._verify_chain(leaf, above, name, now)
        key = leaf.public_key()
        if not isinstance(key, RSAPublicKey):
            raise NoCertificateError("not an RSA key")
        return Signer(key, leaf.not_valid_before_utc, leaf.not_valid_after_utc)

    def _check_address(self, address: str) -> SplitResult:
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as nonsense:
            raise UnexpectedAddressError(address[:200]) from nonsense
        here = parts.hostname in _LOOPBACK  # only if the settings name it: the laptop's simulated PayPal
        path = parts.path.removeprefix("/paypal") if here else parts.path
        plain = not (parts.query or parts.fragment or "@" in parts.netloc) and (here or port is None)
        scheme = parts.scheme == "https" or (here and parts.scheme == "http")
        if not (parts.hostname in self._hosts and scheme and plain and _PATH.fullmatch(path)):
            raise UnexpectedAddressError(address[:200])
        return parts

    def _verify_chain(self, leaf: x509.Certificate, above: list[x509.Certificate], name: str, now: datetime) -> None:
        roots, more = self._load_trusted()
        verifier = PolicyBuilder().store(Store(roots)).time(now).build_server_verifier(x509.DNSName(name))
        try:
            verifier.verify(leaf, above + more)
        except VerificationError as fault:
            raise NoCertificateError(f"not trusted: {fault}") from fault

    def _load_trusted(self) -> tuple[list[x509.Certificate], list[x509.Certificate]]:
        extra = list(_read_each(_load_text(self._extra))) if self._extra else []
        own = [one for one in extra if one.issuer == one.subject]
        roots = [*_read_each(Path(certifi.where()).read_text(encoding="ascii", errors="ignore")), *own]
        return roots, [one for one in extra if one.issuer != one.subject]


def _fetch(address: str) -> bytes:
    try:
        with requests.get(address, timeout=_TIMEOUT, allow_redirects=False, stream=True) as answer:
            content: bytes = answer.raw.read(_LARGEST + 1, decode_content=True) if answer.status_code == 200 else b""
    except (requests.RequestException, HTTPError) as fault:
        raise NoCertificateError(f"no answer: {type(fault).__name__}") from fault
    if not 0 < len(content) <= _LARGEST:
        raise NoCertificateError(f"status {answer.status_code}, {len(content)} bytes")
    return content


def _certificates(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as nonsense:
        raise NoCertificateError("not a certificate") from nonsense


def _load_text(extra: str) -> str:
    return extra if "BEGIN CERTIFICATE" in extra else Path(extra).read_text(encoding="ascii")


def _read_each(text: str) -> Iterable[x509.Certificate]:
    for pem in _ONE.findall(text):
        try:
            with warnings.catch_warnings(action="ignore"):  # some roots of the world are older than today's rules
                found = x509.load_pem_x509_certificate(pem.encode())
        except ValueError:
            log().info("paypal.root_certificate.unreadable")
        else:
            yield found
