"""Builds what only the webhooks' function needs from the environment, on first use."""

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from services.billing.paypal.webhook_signatures import Signatures
    from services.billing.paypal.webhook_verification import Verification


@cache
def signatures() -> "Signatures":
    """Return the verifier of PayPal's webhooks; it keeps the certificates that it has fetched."""
    from services.billing.paypal.webhook_signatures import Signatures

    roots = os.environ.get("PAYPAL_ROOTS", "")  # empty on AWS: the roots that certifi knows
    return Signatures(setting("PAYPAL_WEBHOOK_ID"), setting("PAYPAL_CERT_HOSTS"), roots, _ask_paypal)


@cached_by_secret
def _verification() -> "Verification":
    from services.billing.paypal.webhook_verification import Verification

    return Verification(setting("PAYPAL_URL"), secret("paypal_client_id"), secret("paypal_client_secret"))


def _ask_paypal(headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bool:
    return _verification().is_genuine(headers, raw, webhook_id)
