"""The problems that billing refuses requests with."""

from typing import ClassVar

from contracts.admin_spending import ABOVE_LIMIT
from contracts.money_lock import LOCKED, LOCKED_BY_OWNER
from kernel.problems import Conflict, Forbidden, Gone, Invalid, NotFound, Problem, TooManyRequests, Unauthenticated
from services.billing.domain.credit_purchase import MOST_PURCHASE


class TeamNeeded(NotFound):
    code, title = "no_team", "You're not on a team that could pay for this."


class DuplicateDelivery(Conflict):
    code, title = "delivered_before", "This webhook is already stored."


class SecondCapture(Conflict):
    code, title = "second_capture", "PayPal captured this payment twice."


class CallSettled(Conflict):
    code, title = "call_settled", "Nothing is held for this call any more: it is settled, or was never connected."


class PlanNotRunning(Conflict):
    code, title = "plan_not_running", "This plan isn't active."


class PlanDoesNotFit(Invalid):
    code, title = "plan_does_not_fit", "This plan isn't available for this kind of number. Choose another plan."


class OwnNumber(Conflict):
    code, title = "own_number", "This number belongs to the person who uses it. Only they can cancel its plan."


class PaidByTheTeam(Conflict):
    code, title = "paid_by_the_team", "Your team pays for this plan. Ask the owner or an admin to change it."


class NotSignedByPayPal(Unauthenticated):
    code, title = "bad_signature", "This webhook isn't signed by PayPal."


class NotApproved(Conflict):
    code, title = "not_approved", "You haven't approved this at PayPal yet."


class ForeignReturnUrl(Invalid):
    code, title = "foreign_return_url", "Use an address of the portal, or the app's link."


class ApprovedElsewhere(Conflict):
    code = "approved_elsewhere"
    title = "This wallet was approved in another browser or app. Connect PayPal again from here."


class UnknownLink(NotFound):
    code, title = "unknown_link", "This link isn't valid. Open it from the newest email, as it is."


class PlansRunning(Conflict):
    code = "plans_running"
    title = "Number plans are paid with this wallet. If you remove it, they end when the paid time runs out."


class NoReceipt(Conflict):
    code, title = "no_receipt", "The receipt is available once the payment is completed."


class NoSuchMonth(Invalid):
    code, title = "invalid_month", "Enter a month that has begun, such as 2027-01."


class StatementTooLong(Conflict):
    code = "statement_too_long"
    title = "This month has too many entries for one file. The statement in Billing lists all of them."


class PaymentMethodRequired(Problem):
    status, code, title = 402, "payment_method_required", "Connect a PayPal wallet first."
    broken = "PayPal no longer lets us charge the connected wallet. Connect it again, or another one."


class PaymentDeclined(Problem):
    status, code, title = 402, "payment_declined", "PayPal declined the payment. Nothing was charged."


class PaymentInProgress(Conflict):
    code, title = "payment_in_progress", "This payment is in progress. Please try again in a moment."


class TooManyPurchases(TooManyRequests):
    code, title = "too_many_purchases", "You've bought credits for more, or more often, than we allow in a short time."


class TooManyTries(TooManyRequests):
    code, title = "too_many_tries", "You've tried this payment many times. Wait an hour, then try again."


class DailyLimitReached(TooManyRequests):
    code, title = "daily_limit", "That's more than your account can buy or give away in a day."


class DailySpendReached(TooManyRequests):
    code, title = "daily_spend_limit", "That's more than a new account can spend in a day."


class TooManySetups(TooManyRequests):
    code, title = "too_many_setups", "You've started to connect PayPal too often. Please wait."


class CreditsUsedUp(Problem):
    status, code, title = 402, "credits_used_up", "You don't have enough credits for this."


class BalanceTooLow(Problem):
    status, code, title = 402, "balance_too_low", "The team's balance is too low for this. Buy credits first."


class AllowanceTooLarge(Invalid):
    code, title = "amount_too_large", "That's more than your team may give in a day, so it could never be given."


class MoneyDisputed(Conflict):
    code = "money_disputed"
    title = (
        "A payment of your team is disputed at PayPal, and its credits are spent. Until PayPal has decided, you can't "
        "give credits. What you buy repays what the team owes."
    )


class SpendLimitReached(Problem):
    status, code, title = 402, "spend_limit_reached", "This would exceed your spend limit for this month."


class TooMuchAtOnce(Invalid):
    code = "amount_too_large"
    title = f"You can't charge more than {MOST_PURCHASE // 1_000_000:,} USD at once. Buy credits for the team first."


class AdminLimitReached(Forbidden):
    code, title = "admin_limit", ABOVE_LIMIT


class NoApprovalNeeded(Conflict):
    code, title = "no_approval_needed", "You can do this without the owner's approval."


class OneRequestNeeded(Invalid):
    code, title = "one_request_needed", "Ask for one purchase at a time: credits, an allocation, or a number."


class ApprovalDecided(Conflict):
    code, title = "approval_decided", "This request was already decided."


class ApprovalExpired(Gone):
    code, title = "approval_expired", "This request has expired. The admin can ask again."


class ApprovalOutdated(Conflict):
    code, title = (
        "approval_outdated",
        "Something has changed since this was requested, so it can't be approved anymore.",
    )


class PriceChanged(Conflict):
    code, title = "price_changed", "The price has changed since this was requested. Nothing was charged."


class TooManyApprovals(TooManyRequests):
    code, title = "too_many_approvals", "You've asked the owner for too many approvals today."


class NotAnAdmin(Conflict):
    code, title = "not_an_admin", "Only admins have a monthly limit. Members don't spend the owner's PayPal wallet."


class NotThePayer(Forbidden):
    code = "not_the_payer"
    title = "Only the person whose PayPal wallet paid this, and who has its credits, can have it refunded."


class NotRefundable(Conflict):
    code, title = "not_refundable", "This payment isn't completed, or its money went back already."


class NothingToRefund(Conflict):
    code, title = "nothing_to_refund", "No credits of this payment are left to refund: they're spent, given or held."


class RefundInProgress(Conflict):
    code, title = "refund_in_progress", "A refund of this payment is in progress. Please try again in a moment."


class NotAskedToRefund(Conflict):
    code, title = "no_refund_in_progress", "No refund of this payment is in progress."


class TopUpWouldBuyAgain(Conflict):
    code = "top_up_is_on"
    title = "The automatic top-up would buy these credits again. Turn it off first, or refund less."


class TooManyRefunds(TooManyRequests):
    code, title = "too_many_refunds", "You've asked for too many refunds today."


class DebtDisputed(Conflict):
    code = "money_disputed"
    title = "What this person owes is disputed at PayPal, which may return it. Grant credits once PayPal has decided."


class TooManyGrants(Conflict):
    code, title = "too_many_grants", "This person has as many grants as one can have. Grant more once one has expired."


class WalletTooNew(Forbidden):
    code = "new_wallet_limit"
    title = "A newly connected PayPal wallet pays only a limited amount in its first days. Nothing was charged."


class MoneyLockedProblem(Forbidden):
    code, title = "money_locked", LOCKED
    OF_THE_OWNER: ClassVar[str] = LOCKED_BY_OWNER


class PaidInStore(Conflict):
    code, title = "paid_in_store", "This plan is paid in an app store. Change or cancel it there."


class TooManyClaims(TooManyRequests):
    code, title = "too_many_claims", "You've added purchases too often today."


# What any purchase with a PayPal wallet may be refused with.
PAYING = (
    PaymentMethodRequired,
    PaymentDeclined,
    PaymentInProgress,
    TooManyPurchases,
    DailyLimitReached,
    AdminLimitReached,
    WalletTooNew,
    TeamNeeded,
)
