"""Notifies the holder of a wallet of what happened and what to do, by mail or text as they have chosen (E1)."""

from collections.abc import Callable

from contracts.billing import NoticeDue
from contracts.money import Money
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.providers.messaging import NotDeliverableError, send_mail, send_text
from services.billing.domain.person import Person
from services.billing.stores import payments, people
from services.billing.use_cases.payments.write_receipt import receipt_of

_SUBJECTS = {
    "receipt": "Your receipt",
    "taken_back": "PayPal took back a payment",
    "payment_failed": "Your payment failed",
    "low": "Your credits are running low",
    "empty": "Your credits are used up",
    "top_up_failed": "Your automatic top-up failed",
    "wallet_detached": "Your PayPal wallet is no longer connected",
    "wallet_disconnected": "Your PayPal wallet is no longer connected",
    "plan_refunded": "Your number plan was refunded",
    "plan_past_due": "A number plan could not be renewed",
}
_TEXTS = {
    "plan_refunded": "{amount} USD paid for a number plan went back to the PayPal wallet that paid it ({reason}). "
    "Details: {portal}/billing",
    "plan_past_due": "The plan for {number} could not be renewed for {amount} USD: {reason}. The number is suspended "
    "until the plan is paid. {tries}. Check your PayPal account, or connect another wallet, which we charge right "
    "away: {portal}/billing",
    "taken_back": "PayPal took back {amount} USD ({reason}). We deducted it from {whose} balance. If it was already "
    "spent, your next purchase repays it first. Details: {portal}/billing",
    "payment_failed": "Your payment of {amount} USD failed ({reason}). No credits were added. Try again: "
    "{portal}/billing",
    "low": "{Whose} balance is down to {amount} USD. Buy credits: {portal}/billing",
    "empty": "{Whose} credits are used up, so calls and texts that need credits have stopped. Buy credits: "
    "{portal}/billing",
    "top_up_failed": "Your automatic top-up of {amount} USD failed ({reason}). Check your PayPal account, or buy "
    "credits: {portal}/billing",
    "wallet_disconnected": "The owner of the connected PayPal account disconnected it, so we can't charge it anymore. "
    "Running number plans end when the paid time is over. Connect another wallet to keep them: {portal}/billing",
    "wallet_detached": "Your approval was withdrawn at PayPal, so we can't charge your wallet anymore. Connect a "
    "wallet again to keep paying with PayPal: {portal}/billing",
}
_REASONS = {
    "": "no reason given",
    "payment_method_required": "no PayPal wallet is connected",
    "INSTRUMENT_DECLINED": "PayPal declined the payment",
    "TRANSACTION_REFUSED": "PayPal declined the payment",
    "TRANSACTION_LIMIT_EXCEEDED": "the wallet's limit at PayPal is reached",
    "NEVER_ARRIVED": "PayPal could not be reached",
}


def send_notice(work: UnitOfWork, *, event: NoticeDue, portal: str) -> None:
    """Send the notice, if the holder has an address for it."""
    person = _holder(work, event.wallet)
    text = _compose_receipt(work, event, person, portal) if event.kind == "receipt" else _compose(event, portal)
    if event.kind == "receipt" or "email" in person.notices:
        _deliver(lambda: send_mail(person.email, f"Teamline: {_SUBJECTS[event.kind]}", text), person.email)
    if event.kind != "receipt" and "text" in person.notices:
        _deliver(lambda: send_text(person.phone_number, f"Teamline: {text}"), person.phone_number)


def _holder(work: UnitOfWork, wallet: str) -> Person:
    if not wallet.startswith("team_"):
        return people.find(work.table, wallet)
    team = people.find_team(work.table, wallet)
    return people.find(work.table, team.heir or team.owner_id)


def _compose(event: NoticeDue, portal: str) -> str:
    whose = "the team's" if event.wallet.startswith("team_") else "your"
    return _TEXTS[event.kind].format(
        amount=Money.of(event.amount).amount,
        reason=_REASONS.get(event.reason, event.reason),
        portal=portal,
        whose=whose,
        Whose=whose.capitalize(),
        number=event.phone_number,
        tries=_describe_tries(event),
    )


def _describe_tries(event: NoticeDue) -> str:
    """Say when the charge is tried again, and when for the last time."""
    if event.next_try_at is None or event.last_try_at is None:
        return "We'll try again on days 1, 3, 5, and 7. After that the plan ends"
    if event.next_try_at >= event.last_try_at:
        return f"We'll try for the last time on {event.next_try_at:%d %B %Y}. If that fails, the plan ends"
    return f"We'll try again on {event.next_try_at:%d %B %Y}, and for the last time on {event.last_try_at:%d %B %Y}"


def _compose_receipt(work: UnitOfWork, event: NoticeDue, person: Person, portal: str) -> str:
    payment = payments.find(work.table, event.payment_id)
    if payment is None:
        return ""
    receipt = receipt_of(work, payment, person)
    lines = [f"{line.what}: {Money.of(abs(line.micros)).amount} USD" for line in receipt.lines]
    return "\n".join(
        [
            f"Receipt {receipt.number}",
            f"Paid by {receipt.payer_name or receipt.payer_email} with PayPal",
            *lines,
            f"Total: {Money.of(max(0, receipt.total)).amount} USD",
            f"PayPal: {receipt.paypal_id}",
            f"View or download your receipt: {portal}/billing/payments/{payment.payment_id}",
        ]
    )


def _deliver(send: Callable[[], None], address: str) -> None:
    if not address:
        return
    try:
        send()
    except NotDeliverableError as fault:
        log().warning("billing.notice.undeliverable", extra={"reason": fault.reason})
