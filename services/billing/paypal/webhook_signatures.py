"""Verifies the signatures of PayPal's webhooks offline, before anything is parsed (B14)."""

import base64
import binascii
import re
import time
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from kernel import clock
from kernel.log import count, log
from kernel.providers.errors import ForgedError, ProviderError
from services.billing.paypal.certificates import Certificates, NoCertificateError, Signer, UnexpectedAddressError

_Kept = TypeVar("_Kept")
AskPayPal = Callable[[Mapping[str, str], bytes, str], bool]

_LARGEST = 1024 * 1024
_ID = re.compile(r"[0-9A-Za-z-]{1,100}")
_KEPT = 16  # certificates; PayPal uses one or two at a time
_FAILED_FOR = 60.0  # seconds for which an address without certificate is not fetched again
_QUESTIONS_A_MINUTE = 30  # to PayPal: forged webhooks must not make us flood it


class UncheckableError(Exception):
    """The signature cannot be checked now: respond 503, and PayPal sends the webhook again."""


class Signatures:
    """Verifies the webhooks of one endpoint. Keep one for the life of a container: it keeps the certificates.

    A signature has no age: PayPal retries for days, and sends again on request. Duplicates are known by their event id,
    not here.
    """

    def __init__(
        self,
        webhook_id: str,
        cert_hosts: str,
        extra_roots: str,
        ask_paypal: AskPayPal,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        """Set the endpoint and its trusted certificates.

        `cert_hosts` and `extra_roots` are the settings PAYPAL_CERT_HOSTS and PAYPAL_ROOTS. `ask_paypal` is
        `Verification.is_genuine`, for when there is no certificate.
        """
        self._webhook_id = webhook_id
        self._certificates = Certificates(cert_hosts, extra_roots)
        self._ask_paypal = ask_paypal
        self._now = now
        self._signers: OrderedDict[str, Signer] = OrderedDict()
        self._failed: OrderedDict[str, float] = OrderedDict()
        self._asked: deque[float] = deque(maxlen=_QUESTIONS_A_MINUTE)

    def verify(self, headers: Mapping[str, str], raw: bytes) -> None:
        """Verify a webhook. Headers may be in any case; `raw` are the bytes of the body as they arrived.

        Raises ForgedError and UncheckableError.
        """
        said = {name.lower(): value for name, value in headers.items()}
        transmission_id, written = said.get("paypal-transmission-id", ""), said.get("paypal-transmission-time", "")
        signature, at = _bytes(said.get("paypal-transmission-sig", "")), _instant(written)
        algorithm = said.get("paypal-auth-algo")
        if len(raw) > _LARGEST or algorithm != "SHA256withRSA" or not _ID.fullmatch(transmission_id):
            raise ForgedError("not the form of a delivery")
        signer = self._signer(said.get("paypal-cert-url", ""))
        if signer is None or not (signer.may_sign(at) and signer.may_sign(self._now())):
            self._ask(said, raw)
            return
        message = f"{transmission_id}|{written}|{self._webhook_id}|{zlib.crc32(raw)}".encode()
        try:
            signer.key.verify(signature, message, PKCS1v15(), SHA256())
        except InvalidSignature as fault:
            raise ForgedError("the signature is of something else") from fault

    def _signer(self, address: str) -> Signer | None:
        if address in self._signers:
            self._signers.move_to_end(address)
            return self._signers[address]
        if time.monotonic() - self._failed.get(address, -_FAILED_FOR) < _FAILED_FOR:
            return None
        try:
            signer = self._certificates.signer(address, self._now())
        except UnexpectedAddressError as fault:
            raise ForgedError("not an address of PayPal's certificates") from fault
        except NoCertificateError as fault:
            log().warning("paypal.certificate.unavailable", extra={"cert_url": address, "fault": str(fault)})
            _keep(self._failed, address, time.monotonic())
            return None
        _keep(self._signers, address, signer)
        return signer

    def _ask(self, said: Mapping[str, str], raw: bytes) -> None:
        now = time.monotonic()
        if len(self._asked) == _QUESTIONS_A_MINUTE and now - self._asked[0] < 60:
            raise UncheckableError("PayPal has been asked often enough")
        self._asked.append(now)
        count("PayPalSignatureAskedOnline")
        try:
            genuine = self._ask_paypal(said, raw, self._webhook_id)
        except ProviderError as fault:
            raise UncheckableError("neither the certificate nor PayPal can be had") from fault
        if not genuine:
            raise ForgedError("PayPal says that it is not its own")


def _keep(kept: OrderedDict[str, _Kept], address: str, what: _Kept) -> None:
    kept[address] = what
    if len(kept) > _KEPT:
        kept.popitem(last=False)


def _bytes(signature: str) -> bytes:
    try:
        found = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as nonsense:
        raise ForgedError("no signature") from nonsense
    if not 0 < len(found) <= 1024:
        raise ForgedError("no signature")
    return found


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError as nonsense:
        raise ForgedError("no time") from nonsense
    return at if at.tzinfo else at.replace(tzinfo=UTC)
