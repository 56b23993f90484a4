"""What holders of wallets are notified of, and in which words (B7, E1)."""

from kernel.notices import Notice
from services.billing.domain.approval_request import LIFETIME
from services.billing.domain.move_notices import MOVE_NOTICES
from services.billing.domain.number_notices import NUMBER_NOTICES
from services.billing.domain.returning_notices import RETURNING_NOTICES
from services.billing.domain.store_notices import STORE_NOTICES

_NOTICES: dict[str, Notice] = {
    "receipt": Notice(
        "PayPal has captured a payment",
        "the payer",
        "Your receipt",
        "{receipt}",
        channels=("email",),
        by_choice=False,
    ),
    "invoice_corrected": Notice(
        "A credit note or a debit note is issued",
        "the payer",
        "Your corrected invoice",
        "{document} {number} of {amount} USD was issued for invoice {invoice}. View or download: {link}",
        channels=("email",),
        by_choice=False,
    ),
    "taken_back": Notice(
        "PayPal takes back a payment",
        "the holder of the wallet",
        "PayPal took back a payment",
        "PayPal took back {amount} USD ({reason}). We deducted it from {whose} balance. If it was already "
        "spent, your next purchase repays it first. Details: {portal}/billing",
    ),
    "restored": Notice(
        "PayPal gives back what it took back of a payment",
        "the holder of the wallet",
        "PayPal returned a payment",
        "PayPal returned {amount} USD that it had taken back, as a dispute ended or a refund did not go "
        "through. We added it to {whose} balance; what was owed is repaid first. Details: {portal}/billing",
    ),
    "payment_failed": Notice(
        "A payment fails",
        "the payer",
        "Your payment failed",
        "Your payment of {amount} USD failed ({reason}). No credits were added. Try again: {portal}/billing",
    ),
    "not_given": Notice(
        "Credits that a payment was made for cannot be given to their member",
        "the holder of the wallet",
        "Credits were not given",
        "{amount} USD for a member was not given: the member has left the team, the team was dissolved, the charge had "
        "failed at first, or the credits were spent or repaid a debt. What was charged went to {whose} balance, where "
        "what is owed is repaid first: {portal}/billing",
    ),
    "low": Notice(
        "Credits run low",
        "the holder of the wallet",
        "Credits are running low",
        "{Whose} balance is down to {amount} USD. Buy credits: {portal}/billing",
    ),
    "empty": Notice(
        "Credits are used up",
        "the holder of the wallet",
        "Credits are used up",
        "{Whose} credits are used up. {effect} Buy credits: {portal}/billing",
    ),
    "allowances_wait": Notice(
        "Monthly allowances cannot be given on their day",
        "the owner",
        "Monthly allowances are waiting",
        "{people} could not be given their monthly allowance, {amount} USD in all: {reason}. We'll give them "
        "automatically as soon as we can, the oldest first. Buy credits or change allowances: {portal}/billing",
    ),
    "top_up_failed": Notice(
        "An automatic top-up fails",
        "the holder of the wallet",
        "Your automatic top-up failed",
        "Your automatic top-up of {amount} USD failed ({reason}). Check your PayPal account, or buy credits: "
        "{portal}/billing",
    ),
    "top_up_capped": Notice(
        "The automatic top-up has reached its monthly cap, and the balance is low",
        "the holder of the wallet",
        "Your automatic top-up has reached its limit",
        "{Whose} balance is low, but the automatic top-up has reached its limit of {amount} USD for this month, "
        "so it adds nothing until the month ends. Buy credits or raise the limit: {portal}/billing",
    ),
    "wallet_detached": Notice(
        "The approval is withdrawn at PayPal",
        "the holder of the wallet",
        "Your PayPal wallet is no longer connected",
        "Your approval was withdrawn at PayPal, so we can't charge your wallet anymore. Connect a wallet "
        "again to keep paying with PayPal: {portal}/billing",
    ),
    "wallet_attached": Notice(
        "A PayPal account is connected to a wallet",
        "the owner of the PayPal account, at its email",
        "Teamline: your PayPal wallet was connected",
        "Your PayPal wallet {payer_email} was connected to Teamline, a business phone service. From now on it pays "
        "for what {who} buys there.\n\nIf you didn't approve this, disconnect it: {link}\n\nYou can also end automatic "
        "payments to us in your PayPal account at any time.",
        channels=("email",),
        by_choice=False,
    ),
    "wallet_disconnected": Notice(
        "The payer disconnects their PayPal account",
        "the holder of the wallet",
        "Your PayPal wallet is no longer connected",
        "The owner of the connected PayPal account disconnected it, so we can't charge it anymore. Running number "
        "plans end when the paid time is over. Connect another wallet to keep them: {portal}/billing",
    ),
    "wallet_broken": Notice(
        "PayPal no longer lets us charge the connected wallet",
        "the holder of the wallet",
        "Your PayPal wallet can't be charged",
        "We can't charge your PayPal wallet anymore: {reason}. Purchases, number plans and automatic top-ups can't be "
        "paid with it until you connect it again, or another one: {portal}/billing",
    ),
    "credits_refunded": Notice(
        "Unspent credits are refunded, as their payer asked",
        "the payer",
        "Your refund is on its way",
        "{amount} USD of unspent credits went back to the PayPal wallet that paid for them. PayPal may take a few days "
        "to show it. Details: {portal}/billing",
    ),
    "refunded_by_us": Notice(
        "Unspent credits are refunded, as the operator asked",
        "the holder of the wallet",
        "We refunded a payment",
        "Teamline refunded {amount} USD of unspent credits from {whose} balance to the PayPal wallet that paid for "
        "them. PayPal may take a few days to show it. Details: {portal}/billing",
    ),
    "refund_refused": Notice(
        "PayPal refuses a refund of unspent credits, or never answers",
        "the payer",
        "Your refund did not go through",
        "The refund of {amount} USD did not go through at PayPal ({reason}). Nothing was refunded, and the credits are "
        "in {whose} balance again. Details: {portal}/billing",
    ),
    "granted": Notice(
        "Teamline grants credits to a person",
        "the person",
        "You got credits from us",
        "Teamline gave you credits of {amount} USD. Use them by {paid_through} (UTC): what is left then expires. They "
        "are used before your other credits; if you owed anything, they repaid that first. Details: {portal}/billing",
    ),
    "grant_expires": Notice(
        "Credits that Teamline granted expire in a week",
        "the person",
        "Your credits from us expire soon",
        "{amount} USD of the credits that Teamline gave you are left. Use them by {paid_through} (UTC): after that day "
        "they expire. Details: {portal}/billing",
    ),
    "plan_refunded": Notice(
        "A plan's payment is refunded, reversed or disputed",
        "the payer",
        "Your payment for a number plan was returned or disputed",
        "{amount} USD paid for a number plan is no longer with us: {reason}. A refund goes to the PayPal wallet that "
        "paid. Details: {portal}/billing",
    ),
    "plan_past_due": Notice(
        "The renewal of plans fails",
        "the payer",
        "Your number plans could not be renewed",
        "{plans} could not be renewed for {amount} USD: {reason}. The numbers concerned are suspended until this "
        "is paid. {tries}. Check your PayPal account, or connect another wallet, which we charge "
        "right away: {portal}/billing",
    ),
    "returned": Notice(
        "Credits of a team go back to it, and what is left is low or used up",
        "the member",
        "Credits from your team went back to it",
        "Credits that your team gave you and you haven't spent went back to it. Your balance is {amount} USD "
        "now. Calls and texts that need credits stop when it's used up. Buy credits of your own: "
        "{portal}/billing",
    ),
    "wallet_missing": Notice(
        "A team with running plans has a new owner without a PayPal wallet",
        "the new owner",
        "Your team's plans need a PayPal wallet",
        "You own the team now, and its number plans renew with your PayPal wallet, but none is connected. "
        "Without one, plans end when their paid time runs out. Connect a wallet: {portal}/billing",
    ),
    "approval_requested": Notice(
        "An admin asks for a purchase above their monthly limit",
        "the owner",
        "An admin asks you to approve a purchase",
        "{who} asks you to approve {amount} USD from your PayPal wallet ({what}). Nothing is charged until you do. "
        f"Approve or decline it within {LIFETIME.days} days: " + "{portal}/billing/approvals",
    ),
    "approval_approved": Notice(
        "The owner approves what an admin asked for",
        "the admin",
        "Your purchase was approved",
        "The owner approved what you asked for: {what}, {amount} USD. We're carrying it out now. See how it went: "
        "{portal}/billing",
    ),
    "approval_declined": Notice(
        "The owner declines what an admin asked for",
        "the admin",
        "Your purchase was declined",
        "The owner declined what you asked for: {what}, {amount} USD. Nothing was charged. See what you may spend this "
        "month: {portal}/billing",
    ),
    "usage_unusual": Notice(
        "A day's calls and texts cost a team three times as much as usual",
        "the owner",
        "Unusual usage on your team",
        "Your team's calls and texts cost {amount} USD on {day} (UTC), at least three times as much as on a usual day. "
        "See who used what: {portal}/usage",
    ),
    "usage_new_country": Notice(
        "A team pays for calls or texts to a country for the first time",
        "the owner",
        "Your team called or texted another country",
        "On {day} (UTC) your team called or texted {countries} for the first time. See who did: {portal}/usage",
    ),
    "usage_report": Notice(
        "A week or month is over, and the owner has chosen a usage report by mail",
        "the owner",
        "Your usage report",
        "{report}",
        channels=("email",),
    ),
    "limit_reached": Notice(
        "A person's spend limit refuses the first text or call of a month",
        "the person",
        "You've reached your spend limit",
        "You've reached your spend limit of {amount} USD a month. Texts and calls that need credits are refused until "
        "{again}, or until your team raises the limit. See what you used: {portal}/usage",
    ),
    "member_limit_reached": Notice(
        "A member's spend limit refuses the first text or call of a month",
        "the owner",
        "A member has reached the spend limit",
        "{who} has reached the spend limit of {amount} USD a month. Their texts and calls that need credits are "
        "refused until {again}, or until you raise the limit: {portal}/users",
    ),
}

NOTICES = _NOTICES | NUMBER_NOTICES | RETURNING_NOTICES | STORE_NOTICES | MOVE_NOTICES
