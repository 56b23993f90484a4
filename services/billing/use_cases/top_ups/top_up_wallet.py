"""Buys credits for a wallet whose balance is below its threshold (B7): one at a time, within the month's cap."""

from datetime import timedelta
from typing import TYPE_CHECKING

from contracts.billing import NoticeDue
from contracts.payment_reasons import NO_WALLET
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.problems import DailyLimitReached, WalletTooNew
from services.billing.domain.top_up import TopUp
from services.billing.stores import ledger, payments, people, top_ups
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.payments.charge_payment import CHARGE_WINDOW, charge_paypal
from services.billing.use_cases.payments.store_intent import store_intent
from services.billing.use_cases.wallet.find_wallet import find_working_wallet

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

_UNANSWERED = (ChargeStatus.NOT_YET, ChargeStatus.UNCLEAR)
_WAITS = timedelta(hours=6)  # by then the janitor has asked PayPal again and again, as long as it knows the request
WHAT = "Call credits, topped up automatically"


def top_up_wallet(work: UnitOfWork, *, paypal: "PayPal", name: str, wallet_cap: int) -> None:
    """Buy credits if that is still due; finish a purchase that a crash has interrupted.

    One that PayPal has not answered in hours does not block the next: if it completes after all, both are credits in
    the wallet, and both count toward the month's cap.
    """
    top_up = top_ups.find(work.table, name)
    if top_up is None:
        return
    payment = payments.find(work.table, top_up.in_flight) if top_up.in_flight else None
    if payment is None or (payment.charge_status in _UNANSWERED and work.now >= payment.created_at + _WAITS):
        payment = _start(work, top_up, wallet_cap)
    if payment and payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + CHARGE_WINDOW:
        charge_paypal(work, paypal, payment, fresh=False)


def _start(work: UnitOfWork, top_up: TopUp, wallet_cap: int) -> Payment | None:
    wallet = ledger.find(work.table, top_up.wallet)
    if not top_up.is_due(wallet.usable, work.now):
        return None
    if wallet.owed:
        _give_up(work, top_up, "team_owes" if wallet.is_team else "you_owe")
        return None
    method = find_working_wallet(work, top_up.wallet)
    if method is None:
        _give_up(work, top_up, NO_WALLET)
        return None
    payer = people.find(work.table, method.account_id)
    if payer.is_locked(work.now):
        _give_up(work, top_up, "money_locked")
        return None
    work.save([people.same_lock(payer)])
    payment = _draft(work, top_up, method)
    store_intent(work, payment, on_conflict=AssertionError("a top-up has a fresh id"), wallet_cap=wallet_cap)
    work.save([top_ups.save(top_up.start(payment.payment_id, work.now))])
    try:
        work.commit()
    except (DailyLimitReached, WalletTooNew) as refusal:
        _give_up(work, top_up, refusal.code)
        return None
    return payment


def _give_up(work: UnitOfWork, top_up: TopUp, reason: str) -> None:
    """Notify the holder of the wallet that it failed; it is tried again a day later."""
    work.save([top_ups.save(top_up.end(0, well=False, now=work.now))])
    work.publish(NoticeDue(wallet=top_up.wallet, kind="top_up_failed", amount=top_up.amount, reason=reason))


def _draft(work: UnitOfWork, top_up: TopUp, method: Method) -> Payment:
    payment_id = ids.new_id("pay")
    return Payment(
        payment_id,
        top_up.wallet,
        method.account_id,
        top_up.amount,
        WHAT,
        "top_up",
        method.token,
        work.now,
        work.context.actor,
        capped_by=method.capped_by(work.now),
    )
