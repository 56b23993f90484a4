"""How often and for how much people may have PayPal asked: the brake on stolen wallets and on trying them out.

A dollar of credits costs a dollar if it was spent on calls and the payment is disputed. The sums are in micro-dollars.
Renewals and auto top-up are not counted here: each has limits of its own.
"""

from dataclasses import dataclass
from datetime import timedelta

from kernel.limits import DAY, HOUR, REQUEST_COST, Limit
from services.billing.domain.problems import (
    TooManyApprovals,
    TooManyClaims,
    TooManyPurchases,
    TooManyRefunds,
    TooManySetups,
    TooManyTries,
)

_DOLLAR = 1_000_000
_PAYPAL_FEE = _DOLLAR  # of a small payment; it is not returned with a refund
_DISPUTE_FEE = 15 * _DOLLAR  # if the wallet was stolen and its owner disputes the payment; PayPal's list price

# What a wallet pays in the first days after it was attached: so long its payer has to read the mail that it was, and to
# follow the link that disconnects it. Renewals of running plans are not counted. The operator's `limits.new_wallet_usd`
# raises the sum.
NEW_WALLET_PERIOD = timedelta(days=3)
NEW_WALLET_USD = 500


@dataclass(frozen=True, slots=True)
class Step:
    """What an account may do in a day, in micro-dollars, from an age on and once so much that it paid is proven.

    It buys over all its wallets, its team gives, and it spends; the last one goes by the age alone.
    """

    age: timedelta
    paid: int
    buys: int
    gives: int
    spends: int


# When a payment has proven good: most disputes come within this time, though PayPal allows them for 180 days.
PROVEN_AFTER = timedelta(days=28)
STEPS = (
    Step(timedelta(days=0), 0, 500 * _DOLLAR, 500 * _DOLLAR, 100 * _DOLLAR),
    Step(timedelta(days=30), 100 * _DOLLAR, 1_000 * _DOLLAR, 1_000 * _DOLLAR, 250 * _DOLLAR),
    Step(timedelta(days=60), 500 * _DOLLAR, 2_500 * _DOLLAR, 5_000 * _DOLLAR, 500 * _DOLLAR),
    Step(timedelta(days=180), 2_000 * _DOLLAR, 5_000 * _DOLLAR, 20_000 * _DOLLAR, 1_000 * _DOLLAR),
)
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
# Above which amount one purchase asks for a proof of who buys (I12): what a thief with a token can spend at once. The
# owner sets another one for their wallet, not below the dearest plan, as numbers are bought without a proof.
STEP_UP_ABOVE = 200 * _DOLLAR
LEAST_STEP_UP = 10 * _DOLLAR

APPROVALS = (  # each is a mail to the owner
    Limit("approvals", "account", 20, DAY, TooManyApprovals, "approval asked of an owner", REQUEST_COST),
)
PLAN_TRIES = (  # each may be a charge that PayPal declines
    Limit("plan_tries", "account", 10, HOUR, TooManyTries, "past-due plan that is charged again", REQUEST_COST),
)
REFUNDS = (  # PayPal keeps its fee for the payment
    Limit("refunds", "account", 20, DAY, TooManyRefunds, "refund of unspent credits", _PAYPAL_FEE),
)
STORE_CLAIMS = (  # an app claims after a purchase or a restore; ids of purchases can be guessed, and each is asked for
    Limit("store_claims", "account", 50, DAY, TooManyClaims, "purchase in a store that is claimed", REQUEST_COST),
    Limit("store_claims", "address", 200, DAY, TooManyClaims, "purchase in a store that is claimed", REQUEST_COST),
)
LIMITS = (*PURCHASES, *SPENDING, *SETUPS, *APPROVALS, *PLAN_TRIES, *REFUNDS, *STORE_CLAIMS)
