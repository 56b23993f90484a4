"""How often and for how much people may have PayPal asked: the brake on stolen wallets and on trying them out.

A dollar of credits costs a dollar if it was spent on calls and the payment is disputed. The sums are in micro-dollars.
Renewals and auto top-up are not counted here: each has limits of its own.
"""

from kernel.limits import DAY, HOUR, REQUEST_COST, Limit
from services.billing.domain.problems import TooManyPurchases, TooManySetups

_DOLLAR = 1_000_000
_DISPUTE_FEE = 15 * _DOLLAR  # if the wallet was stolen and its owner disputes the payment; PayPal's list price

PURCHASES = (
    Limit("purchases", "account", 20, HOUR, TooManyPurchases, "purchase of credits", _DISPUTE_FEE),
    Limit("purchases", "address", 60, HOUR, TooManyPurchases, "purchase of credits", _DISPUTE_FEE),
)
SPENDING = (
    Limit("spending", "account", 5_000 * _DOLLAR, DAY, TooManyPurchases, "micro-dollar of credits bought", 1),
    Limit("spending", "address", 10_000 * _DOLLAR, DAY, TooManyPurchases, "micro-dollar of credits bought", 1),
)
SETUPS = (
    Limit("wallet_setups", "account", 10, HOUR, TooManySetups, "wallet that starts to be attached", REQUEST_COST),
    Limit("wallet_setups", "address", 30, HOUR, TooManySetups, "wallet that starts to be attached", REQUEST_COST),
)
LIMITS = (*PURCHASES, *SPENDING, *SETUPS)
