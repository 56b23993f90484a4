"""The accounts of the books besides the parts of wallets, and the table of accounts that a bookkeeper sees (B19). Pure.

In a journal a positive amount is a credit and a negative one a debit: it adds to what we owe or have earned, and takes
from what we own or have spent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Outside(StrEnum):
    """An account that belongs to none of our wallets; its part says which payment, or which kind of revenue."""

    PAYPAL = "paypal"  # our balance at PayPal, an asset; what a dispute holds back is not in it
    BANK = "bank"  # what went from PayPal to our bank, less what came from there, an asset
    FEES = "paypal_fees"  # what PayPal keeps, an expense
    REVENUE = "revenue"  # by kind: texts, plans
    DEFERRED = "deferred"  # paid in advance for plans and not earned yet, or about to be refunded
    TAX = "tax_payable"  # the taxes of all invoices and notes
    TAX_DISPUTED = "tax_disputed"  # of payments for plans: tax of what a dispute holds back, payable all the same
    CREDIT_TAX = "credit_tax"  # the taxes that prices of credits include: less revenue, as a credit is worth its price
    PROMOTIONS = "promotions"  # credits that we granted, by grant: less revenue, as no one pays for them


PLANS = "plans"  # the part of revenue that plans earn
RESTS = (Outside.DEFERRED, Outside.TAX_DISPUTED)  # what a payment for plans has not earned, above zero and below


@dataclass(frozen=True, slots=True)
class AccountClass:
    """A line of the trial balance: its name in our books, the operator's code for it, and its printed name."""

    name: str
    code: str
    title: str


_TABLE = (
    AccountClass("paypal", "1010", "PayPal clearing"),
    AccountClass("bank", "1020", "Bank: paid out by PayPal"),
    AccountClass("owed", "1200", "Receivables: debts of wallets"),
    AccountClass("tax_disputed", "1210", "Receivables: tax of disputed plans"),
    AccountClass("available", "2010", "Credits of teams"),
    AccountClass("held", "2020", "Credits set aside"),
    AccountClass("given", "2030", "Credits given to members"),
    AccountClass("own", "2040", "Credits that people bought"),
    AccountClass("granted", "2050", "Credits granted to people"),
    AccountClass("deferred", "2100", "Deferred revenue of plans"),
    AccountClass("tax_payable", "2200", "Tax payable"),
    AccountClass("revenue", "4000", "Revenue, other"),
    AccountClass("revenue:texts", "4010", "Revenue from texts"),
    AccountClass("revenue:calls", "4020", "Revenue from calls"),
    AccountClass("revenue:plans", "4030", "Revenue from number plans"),
    AccountClass("credit_tax", "4900", "Tax included in prices of credits"),
    AccountClass("promotions", "4910", "Promotional credits"),
    AccountClass("paypal_fees", "6010", "PayPal fees"),
    AccountClass("rounding", "6900", "Rounding to cents"),
)
_OUTSIDE = frozenset(Outside)
_KNOWN = {one.name: one for one in _TABLE}


def class_of(wallet: str, part: str) -> str:
    """Return the name of the class that a ledger account belongs to, such as `revenue:texts`, `given` or `owed`."""
    if wallet == Outside.REVENUE:
        return f"{wallet}:{part}" if f"{wallet}:{part}" in _KNOWN else str(wallet)
    return wallet if wallet in _KNOWN else part.partition(":")[0]


def chart(codes: Mapping[str, str] | None = None) -> Mapping[str, AccountClass]:
    """Return the table of accounts by name, with the operator's own codes in place of the default ones.

    Raises KeyError for a code of an account that does not exist.
    """
    return _KNOWN | {name: replace(_KNOWN[name], code=code) for name, code in (codes or {}).items()}


def is_outside(wallet: str) -> bool:
    """Return whether the first part of a ledger account is an outside account, and not a wallet."""
    return wallet in _OUTSIDE


def is_of_wallet(name: str) -> bool:
    """Return whether a class is a part of wallets, and not an outside account."""
    return name.partition(":")[0] not in _OUTSIDE
