"""Builds what billing needs from the environment, on first use."""

import os
from functools import cache
from typing import TYPE_CHECKING

from kernel.dynamodb.table import Table
from kernel.settings import cached_by_secret, number_setting, secret, setting
from services.billing.domain.approval import ReturnTargets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.billing.domain.accounts import AccountClass
    from services.billing.domain.seller import Seller
    from services.billing.domain.tax import TaxRate
    from services.billing.paypal import PayPal

_PATIENCE = 12.0  # seconds for one charge; the function that asks is ended after 20


@cache
def table() -> Table:
    """Return billing's table."""
    return Table(setting("TABLE_NAME"))


@cached_by_secret
def paypal() -> "PayPal":
    """Return the merchant account at PayPal; its client is slow to import, and most requests do without."""
    from services.billing.paypal import PayPal

    return PayPal(setting("PAYPAL_URL"), secret("paypal_client_id"), secret("paypal_client_secret"), patience=_PATIENCE)


def wallet_cap() -> int:
    """Return what a newly attached wallet pays in its first days, in micro-dollars."""
    return number_setting("NEW_WALLET_USD") * 1_000_000


def approval_key() -> str:
    """Return the key of the states of approvals: no client of ours learns it."""
    return secret("paypal_client_secret")


def return_targets() -> ReturnTargets:
    """Return where PayPal may send a payer back to."""
    return ReturnTargets(portal(), setting("APP_OPEN_LINK"))


def portal() -> str:
    """Return the portal's address, without a slash at its end."""
    return setting("PORTAL_URL").rstrip("/")


def seller() -> "Seller | None":
    """Return who sells, as invoices say it; None if the operator has not set it: then there are no invoices."""
    from kernel.dynamodb.items import build_adapter
    from services.billing.domain.seller import Seller

    written = os.environ.get("SELLER", "")
    return build_adapter(Seller).validate_json(written) if written else None


def accounts() -> "Mapping[str, AccountClass]":
    """Return the table of accounts, with the operator's own codes. Raises KeyError for one of an unknown account."""
    from services.billing.domain.accounts import chart

    lines = (line.partition("=") for line in os.environ.get("ACCOUNT_CODES", "").split())
    return chart({name: code for name, _, code in lines})


def tax_rates() -> "tuple[TaxRate, ...]":
    """Return the operator's table of taxes; an empty one taxes nothing."""
    from services.billing.domain.tax import TaxRate

    return tuple(TaxRate.read(line) for line in os.environ.get("TAX_RATES", "").splitlines())
