"""Refunds a payer's unspent credits as the operator asks for it, and frees what is held for a refund without an end."""

from typing import Any

from contracts.money import Money
from contracts.payment_reasons import NEVER_ANSWERED
from contracts.sentences import say
from kernel import clock, ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.asked_refund import REPEATABLE_FOR
from services.billing.domain.payment import Payment
from services.billing.domain.problems import NotAskedToRefund, RefundInProgress
from services.billing.stores import payments
from services.billing.use_cases.payments.finish_refund import give_back
from services.billing.use_cases.payments.record_payment_fact import find_wallet_of
from services.billing.use_cases.payments.refund_credits import decide, start


def refund_for_payer(work: UnitOfWork, *, payment_id: str, wanted: int | None, by: str) -> dict[str, Any]:
    """Hold the money and have PayPal refund it, as if its payer had asked; journals name the operator.

    It needs no right of the payer's, and counts toward no limit of theirs. Raises NotFound, NotRefundable,
    NothingToRefund, RefundInProgress and TopUpWouldBuyAgain.
    """
    payment = _find(work, payment_id)
    wallet = find_wallet_of(work, payment)
    amount = decide(work, payment, wallet, wanted)
    start(work, payment, wallet, amount, ids.new_id("rfd"), by=by)
    return {"payment_id": payment_id, "amount": Money.of(amount).model_dump(), "to": payment.payer_email or None}


def release_refund(work: UnitOfWork, *, payment_id: str, by: str) -> dict[str, Any]:
    """Free what is held for a refund that PayPal has not answered for so long that it is not asked any more.

    Raises NotFound, NotAskedToRefund if nothing is held, and RefundInProgress while PayPal is still asked.
    """
    payment = _find(work, payment_id)
    asked = payment.refund
    if asked is None or not asked.is_open:
        raise NotAskedToRefund(field="payment_id")
    if not asked.is_abandoned(work.now):
        until = clock.to_text(asked.asked_at + REPEATABLE_FOR)[:10]
        raise RefundInProgress(
            say("PayPal is still asked for this refund. It can be released from {day} on.", day=until)
        )
    give_back(work, payment, asked, NEVER_ANSWERED, by=by)
    work.save([payments.forget_refund(asked.request_id)])
    return {"payment_id": payment_id, "amount": Money.of(asked.amount).model_dump()}


def _find(work: UnitOfWork, payment_id: str) -> Payment:
    payment = payments.find(work.table, payment_id)
    if payment is None:
        raise NotFound("There is no such payment.", field="payment_id")
    return payment
