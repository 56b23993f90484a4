"""The accounts of the books besides the parts of wallets (B19). Pure.

In a journal a positive amount is a credit and a negative one a debit: it adds to what we owe or have earned, and takes
from what we own or have spent.
"""

from enum import StrEnum


class Outside(StrEnum):
    """An account that belongs to none of our wallets; its part says which payment, or which kind of revenue."""

    PAYPAL = "paypal"  # our balance at PayPal, an asset; what a dispute holds back is not in it
    FEES = "paypal_fees"  # what PayPal keeps, an expense
    REVENUE = "revenue"  # by kind: texts, plans
    DEFERRED = "deferred"  # paid in advance for plans and not earned yet, or about to be refunded
    TAX = "tax_payable"  # the taxes of all invoices and notes
    CREDIT_TAX = "credit_tax"  # the taxes that prices of credits include: less revenue, as a credit is worth its price


PLANS = "plans"  # the part of revenue that plans earn


_OUTSIDE = frozenset(Outside)


def is_outside(wallet: str) -> bool:
    """Return whether the first part of a ledger account is an outside account, and not a wallet."""
    return wallet in _OUTSIDE
