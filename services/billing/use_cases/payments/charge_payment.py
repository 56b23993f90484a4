"""Charges a stored payment through PayPal, and records its answer; also in reactions, where no person waits."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from contracts.billing import NoticeDue, TeamCreditsArrived
from kernel.dynamodb.transact_items import delete
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeStatus
from services.billing.domain.shortfall import release_contribution
from services.billing.stores import ledger, payment_methods, payments
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from services.billing.use_cases.payments.store_intent import correct_spending
from services.billing.use_cases.wallet.publish_wallet_change import publish_wallet_change

if TYPE_CHECKING:
    from services.billing.paypal import PayPal

CHARGE_WINDOW = timedelta(hours=3)  # PayPal knows a request again for six; later only the janitor looks for it


def charge_paypal(work: UnitOfWork, paypal: "PayPal", payment: Payment, *, fresh: bool) -> Payment:
    """Charge through PayPal and record its answer. One that certainly never arrived is deleted, to free its key."""
    from services.billing.paypal import WALLET_GONE
    from services.billing.use_cases.payments import call_paypal

    try:
        facts = call_paypal.charge_wallet(paypal, payment)
    except call_paypal.NotAskedError as down:
        if fresh:
            work.save(delete(payments.key(payment.payment_id)))
            correct_spending(work, payment, replace(payment, charge_status=ChargeStatus.REFUSED))
            _release_contribution(work, payment)
            work.commit()
        raise call_paypal.to_unavailable() from down
    after = record_payment_fact(work, payment.payment_id, *facts)
    if after.reason in WALLET_GONE:
        mark_wallet_broken(work, after)
    return after


def charge_if_unsent(work: UnitOfWork, paypal: "PayPal", payment: Payment | None) -> None:
    """Charge a stored payment that PayPal has not answered, as long as PayPal would know its request again."""
    if payment and payment.charge_status is ChargeStatus.NOT_YET and work.now < payment.created_at + CHARGE_WINDOW:
        charge_paypal(work, paypal, payment, fresh=False)


def _release_contribution(work: UnitOfWork, payment: Payment) -> None:
    if payment.from_balance:
        team = ledger.find(work.table, payment.wallet)
        post_with_alerts(work, release_contribution(payment, team), read=[team])
        work.publish(TeamCreditsArrived(team_id=payment.wallet))


def mark_wallet_broken(work: UnitOfWork, payment: Payment) -> None:
    """Mark the wallet as broken, as PayPal will never charge it again, and notify its holder of the reason."""
    method = payment_methods.find(work.table, payment.payer_id)
    if method and method.token == payment.token and method.works:
        fresh = work.afresh()
        fresh.save([payment_methods.mark_broken(method)])
        publish_wallet_change(fresh, method.account_id, works=False)
        fresh.publish(NoticeDue(wallet=method.account_id, kind="wallet_broken", reason=payment.reason))
        fresh.commit()
