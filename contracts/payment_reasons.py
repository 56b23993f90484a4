"""Why a payment failed, waits or was taken back, in words for people. The codes are PayPal's and billing's.

Billing publishes codes in its events and returns them as `reason`; every service, mail and screen says the same of one.
"""

from contracts.money_lock import LOCKED_BY_PAYER
from contracts.sentences import as_sentence, say

NO_WALLET = "payment_method_required"  # the reason of a charge for which there is no wallet that can pay
NEVER_ARRIVED = "NEVER_ARRIVED"  # the reason of a charge that PayPal never got, as it turned out later

NEVER_ANSWERED = "NEVER_ANSWERED"  # the reason of a refund that PayPal has not answered for weeks

_GONE = "PayPal no longer accepts the approval of the connected wallet"
_REFUSED = {  # PayPal, Orders v2, 422: the payer's side
    "AGREEMENT_ALREADY_CANCELLED": say("the approval was withdrawn at PayPal"),
    "BILLING_AGREEMENT_NOT_FOUND": _GONE,
    "TOKEN_ID_NOT_FOUND": _GONE,
    "TOKEN_EXPIRED": say("the approval at PayPal has expired"),
    "MISMATCHED_VAULT_ID_TO_PAYMENT_SOURCE": _GONE,
    "PAYER_ACCOUNT_LOCKED_OR_CLOSED": say("the PayPal account is locked or closed"),
    "PAYER_ACCOUNT_RESTRICTED": say("the PayPal account is restricted"),
    "PAYER_CANNOT_PAY": say("the PayPal account can't be used to pay us"),
    "PAYER_ACTION_REQUIRED": say("PayPal needs the owner of the wallet to confirm something in their PayPal account"),
    "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING": say("PayPal needs another card or bank account for the wallet"),
    "INSTRUMENT_DECLINED": say("the card or bank account behind the PayPal wallet declined the payment"),
    "TRANSACTION_REFUSED": say("PayPal declined the payment"),
    "TRANSACTION_LIMIT_EXCEEDED": say("the wallet's limit at PayPal is reached"),
    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED": say("PayPal accepts no more attempts for this payment"),
    "DECLINED": say("PayPal declined the payment"),
    "FAILED": say("PayPal couldn't carry out the payment"),
}
_REVIEWED = "PayPal is reviewing the payment"
_PENDING = {  # PayPal, Payments v2, capture_status_details.reason
    "ECHECK": say("it comes from a bank account and takes some days to clear"),
    "PENDING_REVIEW": _REVIEWED,
    "VERIFICATION_REQUIRED": _REVIEWED,
    "DECLINED_BY_RISK_FRAUD_FILTERS": say("PayPal's fraud filters declined the payment"),
    "BUYER_COMPLAINT": say("the payment was disputed at PayPal"),
    "CHARGEBACK": say("the card's bank reversed the payment"),
    "TRANSACTION_APPROVED_AWAITING_FUNDING": say("PayPal is waiting for the money"),
    "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION": say("we have to accept the payment at PayPal first"),
    "INTERNATIONAL_WITHDRAWAL": say("we have to accept the payment at PayPal first"),
    "UNILATERAL": say("we have to accept the payment at PayPal first"),
    "REFUNDED": say("the payment was refunded"),
    "OTHER": say("PayPal gave no reason"),
}
_REFUND_REFUSED = {  # PayPal, Payments v2, captures.refund, 422
    "REFUND_TIME_LIMIT_EXCEEDED": say("the payment is too old"),
    "TRANSACTION_DISPUTED": say("the payment is disputed"),
    "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK": say("the payment is disputed"),
    "REFUND_FAILED_INSUFFICIENT_FUNDS": say("we could not pay it right now; please try again in a few days"),
}
_OURS = {
    "": say("PayPal gave no reason"),
    NO_WALLET: say("no PayPal wallet is connected that we can charge"),
    NEVER_ARRIVED: say("PayPal could not be reached"),
    NEVER_ANSWERED: say("PayPal did not answer"),
    "money_locked": LOCKED_BY_PAYER,
    "admin_limit": say("it is above the monthly limit of the admin who asked for it"),
    "daily_limit": say("it is above what the account can buy in a day for now"),
    "daily_giving": say("it is more than the account can give away in a day for now"),
    "balance_too_low": say("the team's balance is too low"),
    "money_disputed": say("a payment of the team is disputed at PayPal, and its credits are spent"),
    "team_owes": say("the team owes what PayPal has taken back; credits that you buy yourself repay it first"),
    "you_owe": say("you owe what PayPal has taken back; credits that you buy yourself repay it first"),
    "new_wallet_limit": say("a newly connected PayPal wallet pays only a limited amount in its first days"),
    "order_failed": say("the number could not be provided"),
    "payment_taken_back": say("PayPal took back the payment"),
    "ported_out": say("the number has moved to another carrier"),
    "plan_over": say("the plan had ended before"),
    "number_returned": say("the number went back to the team that it came from"),
    "paid_twice": say("the same period was paid for already"),
    "store_unknown": say("we don't know this subscription of yours in an app store yet"),
    "store_in_use": say("the subscription already pays for another number"),
    "store_unpaid": say("the subscription isn't paid in the app store right now"),
    "store_does_not_fit": say("the subscription is for another kind of number"),
    "store_on_team": say("you're on a team, which pays for your numbers"),
    "store_renewal_failed": say("the app store didn't renew the subscription"),
    "store_refunded": say("the app store refunded the subscription"),
    "store_of_another": say("the subscription in the app store belongs to another account"),
    "account_closed": say("the account was closed"),
    "came_back": say("PayPal returned money for a plan that had ended"),
}
_TAKEN_BACK = {  # the kind of the ledger's entry
    "refund": say("the payment was refunded"),
    "reversal": say("PayPal reversed the payment"),
    "dispute": say("the payment was disputed at PayPal"),
    "denial": say("PayPal did not complete the payment"),
}
_REASONS = _REFUSED | _PENDING | _REFUND_REFUSED | _OURS | _TAKEN_BACK


def describe_reason(code: str) -> str:
    """Return the reason as a clause without a period; of a code that PayPal adds some day, that it gave none."""
    return _REASONS.get(code, _REASONS[""])


def write_reason(code: str) -> str | None:
    """Return the reason as a sentence, or None if there is none."""
    return as_sentence(describe_reason(code)) if code else None


def is_known(code: str) -> bool:
    """Return whether there are words for this code."""
    return code in _REASONS
