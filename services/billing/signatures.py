"""Whether a webhook is PayPal's: checked offline by its certificate, before anything is parsed (B14)."""

from collections.abc import Callable, Mapping

AskPayPal = Callable[[Mapping[str, str], bytes, str], bool]


class ForgedError(Exception):
    """The delivery is not PayPal's, or has been altered: answer 401."""


class UncheckableError(Exception):
    """Nobody can tell now whether the delivery is PayPal's: answer 503, it will come again."""


class Signatures:
    """Checks deliveries to one webhook. Keep one for the life of a container: it keeps the certificates it has seen."""

    def __init__(self, webhook_id: str, cert_hosts: str, extra_roots: str, ask_paypal: AskPayPal) -> None:
        """`cert_hosts` and `extra_roots` are the settings PAYPAL_CERT_HOSTS and PAYPAL_ROOTS as they stand.

        `ask_paypal` is `PayPal.is_genuine`, for when the certificate cannot be had.
        """

    def verify(self, headers: Mapping[str, str], raw: bytes) -> None:
        """Let a genuine delivery pass. Headers in any case; `raw` are the very bytes that came.

        Raises ForgedError and UncheckableError.
        """
        raise UncheckableError("no certificate")
