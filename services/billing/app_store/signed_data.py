"""Verifies what Apple has signed, by Apple's own library: production first, then the sandbox, filed apart.

Its environments Xcode and LocalTesting skip every check, so which ones are tried is fixed here and no setting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kernel.providers.errors import ForgedError, ProviderDownError

if TYPE_CHECKING:
    from appstoreserverlibrary.models.JWSRenewalInfoDecodedPayload import JWSRenewalInfoDecodedPayload
    from appstoreserverlibrary.models.JWSTransactionDecodedPayload import JWSTransactionDecodedPayload
    from appstoreserverlibrary.models.ResponseBodyV2DecodedPayload import ResponseBodyV2DecodedPayload
    from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier

T = TypeVar("T")


class UnreadableError(ProviderDownError):
    """Apple has signed it, but not in a form that we know: it should come again once we do."""


@dataclass(frozen=True, slots=True)
class Notification:
    """A genuine notification, with what is signed within it; `kind` is Apple's word, also one that is new."""

    notification_id: str
    kind: str
    is_test: bool
    transaction: "JWSTransactionDecodedPayload | None"
    renewal: "JWSRenewalInfoDecodedPayload | None"


@dataclass(frozen=True, slots=True)
class Transaction:
    """A genuine transaction, of production or of the sandbox."""

    is_test: bool
    it: "JWSTransactionDecodedPayload"


class SignedData:
    """The verifier of notifications, transactions and renewals of one app.

    Validity is judged as of the signing, without asking Apple's OCSP: so what is stored verifies for ever.
    """

    def __init__(self, roots: Sequence[bytes], bundle_id: str, app_apple_id: int) -> None:
        from appstoreserverlibrary.models.Environment import Environment
        from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier
        from cryptography.x509 import load_der_x509_certificate

        for root in roots:
            load_der_x509_certificate(root)  # the library would call all of Apple's mail forged
        self._verifiers = {
            is_test: SignedDataVerifier(list(roots), False, environment, bundle_id, app_apple_id)
            for is_test, environment in ((False, Environment.PRODUCTION), (True, Environment.SANDBOX))
        }

    def notification(self, signed: str) -> Notification:
        """Return a notification, once it and all that is signed within it is verified. Raise ForgedError."""
        is_test, outer = self._of_either(lambda verifier: verifier.verify_and_decode_notification(signed))
        transaction, renewal = self._inner(is_test, outer)
        if not outer.notificationUUID:
            raise UnreadableError("the notification has no id")
        return Notification(outer.notificationUUID, str(outer.rawNotificationType), is_test, transaction, renewal)

    def transaction(self, signed: str) -> Transaction:
        """Return a transaction. Raise ForgedError."""
        return Transaction(*self._of_either(lambda verifier: verifier.verify_and_decode_signed_transaction(signed)))

    def transaction_of(self, signed: str, *, is_test: bool) -> "JWSTransactionDecodedPayload":
        """Return a transaction of one environment. Raise ForgedError."""
        return _verified(lambda: self._verifiers[is_test].verify_and_decode_signed_transaction(signed))

    def renewal_of(
        self, signed: str, transaction: "JWSTransactionDecodedPayload", *, is_test: bool
    ) -> "JWSRenewalInfoDecodedPayload":
        """Return the renewal of a transaction's subscription. Raise ForgedError, also if it is of another one."""
        renewal = _verified(lambda: self._verifiers[is_test].verify_and_decode_renewal_info(signed))
        if renewal.originalTransactionId != transaction.originalTransactionId:
            raise ForgedError("the renewal is of another subscription than the transaction")
        return renewal

    def _inner(
        self, is_test: bool, outer: "ResponseBodyV2DecodedPayload"
    ) -> "tuple[JWSTransactionDecodedPayload | None, JWSRenewalInfoDecodedPayload | None]":
        data = outer.data
        if data is None or not data.signedTransactionInfo:
            return None, None
        transaction = self.transaction_of(data.signedTransactionInfo, is_test=is_test)
        signed = data.signedRenewalInfo
        return transaction, self.renewal_of(signed, transaction, is_test=is_test) if signed else None

    def _of_either(self, decode: "Callable[[SignedDataVerifier], T]") -> tuple[bool, T]:
        try:
            return False, _verified(lambda: decode(self._verifiers[False]))
        except _ElsewhereError:
            return True, _verified(lambda: decode(self._verifiers[True]))


class _ElsewhereError(ForgedError):
    """It is signed by Apple, for another environment or another app."""


def _verified(decode: Callable[[], T]) -> T:
    from appstoreserverlibrary.signed_data_verifier import VerificationException, VerificationStatus
    from cattrs.errors import BaseValidationError

    try:
        return decode()
    except VerificationException as refused:
        elsewhere = (VerificationStatus.INVALID_ENVIRONMENT, VerificationStatus.INVALID_APP_IDENTIFIER)
        kind = _ElsewhereError if refused.status in elsewhere else ForgedError
        raise kind(refused.status.name) from refused
    except BaseValidationError as unknown:
        raise UnreadableError(str(unknown)) from unknown
