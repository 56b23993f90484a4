"""Builds what billing needs from the environment, on first use."""

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import secret, setting
from kernel.table import Table

if TYPE_CHECKING:
    from services.billing.paypal import PayPal
    from services.billing.signatures import Signatures

_PATIENCE = 12.0  # seconds for one charge; the function that asks is ended after 20


@cache
def table() -> Table:
    """The table of billing."""
    return Table(setting("TABLE_NAME"))


@cache
def paypal() -> "PayPal":
    """The merchant's account at PayPal; its client is slow to import, and most requests do without."""
    from services.billing.paypal import PayPal  # noqa: PLC0415 (cold start)

    return PayPal(setting("PAYPAL_URL"), secret("paypal_client_id"), secret("paypal_client_secret"), patience=_PATIENCE)


@cache
def signatures() -> "Signatures":
    """Who checks PayPal's deliveries; it keeps the certificates that it has seen."""
    from services.billing.signatures import Signatures  # noqa: PLC0415 (cold start)

    roots = os.environ.get("PAYPAL_ROOTS", "")  # empty on AWS: the roots that certifi knows
    return Signatures(setting("PAYPAL_WEBHOOK_ID"), setting("PAYPAL_CERT_HOSTS"), roots, _ask_paypal)


def portal() -> str:
    """Where the portal is."""
    return setting("PORTAL_URL").rstrip("/")


def _ask_paypal(headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bool:
    return paypal().is_genuine(headers, raw, webhook_id)
