"""Why billing refuses: each reason once."""

from kernel.problems import Conflict, Invalid, NotFound, Problem, Unauthenticated


class TeamNeeded(NotFound):
    code, title = "no_team", "There is no team that could pay for this."


class DuplicateDelivery(Conflict):
    code, title = "delivered_before", "This delivery is stored already."


class SecondCapture(Conflict):
    code, title = "second_capture", "PayPal has captured twice for one payment."


class PlanNotRunning(Conflict):
    code, title = "plan_not_running", "This plan is over, or has not begun."


class PlanDoesNotFit(Invalid):
    code, title = "plan_does_not_fit", "There is no such plan for a number of this kind. GET /v1/plans lists them."


class OwnNumber(Conflict):
    code, title = "own_number", "This number belongs to the person who uses it: only they end its plan."


class PaidByTheTeam(Conflict):
    code, title = "paid_by_the_team", "The team pays for this plan: its owner or an admin changes it."


class NotSignedByPayPal(Unauthenticated):
    code, title = "bad_signature", "This delivery is not signed by PayPal."


class NotApproved(Conflict):
    code, title = "not_approved", "The payer has not approved this at PayPal."


class PlansRunning(Conflict):
    code = "plans_running"
    title = "Number plans are paid with this wallet and would run out. Say ?confirm=true to remove it all the same."


class NoReceipt(Conflict):
    code, title = "no_receipt", "There is a receipt once the payment is completed."


class PaymentMethodRequired(Problem):
    status, code, title = 402, "payment_method_required", "Attach a PayPal wallet first."


class PaymentDeclined(Problem):
    status, code, title = 402, "payment_declined", "PayPal declined the payment. Nothing was charged."


class PaymentInProgress(Conflict):
    code, title = "payment_in_progress", "This very payment is being made. Ask for it in a moment."


class CreditsUsedUp(Problem):
    status, code, title = 402, "credits_used_up", "There are not enough credits for this."


class SpendLimitReached(Problem):
    status, code, title = 402, "spend_limit_reached", "This would go beyond what may be spent this month."


class TooMuchAtOnce(Invalid):
    code, title = "amount_too_large", "More than 1,000 USD cannot be charged at once. Buy credits for the team first."
