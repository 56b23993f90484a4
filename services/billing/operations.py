"""Does what the operator asks for about money; docs/deploying.md says how it is asked."""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.jobs.actions import Actions
from services.billing import wiring
from services.billing.http import operation_bodies as bodies

operations = Actions("billing", wiring.table)
handler = operations.handler


@operations.action(bodies.Grant)
def grant_credits(work: UnitOfWork, body: bodies.Grant) -> dict[str, Any]:
    """Grant credits to a person until a day."""
    from services.billing.use_cases.grants.grant_credits import grant_credits as grant

    return grant(work, account_id=body.account_id, amount=body.amount.micros, last_day=body.expires_on, by=body.actor)


@operations.action(bodies.Refund)
def refund_credits(work: UnitOfWork, body: bodies.Refund) -> dict[str, Any]:
    """Refund unspent credits of a payment to the PayPal wallet that paid it."""
    from services.billing.use_cases.payments.operate_refunds import refund_for_payer

    return refund_for_payer(work, payment_id=body.payment_id, wanted=body.micros, by=body.actor)


@operations.action(bodies.ReleasedRefund)
def release_refund(work: UnitOfWork, body: bodies.ReleasedRefund) -> dict[str, Any]:
    """Free what is held for a refund that PayPal has never answered."""
    from services.billing.use_cases.payments import operate_refunds

    return operate_refunds.release_refund(work, payment_id=body.payment_id, by=body.actor)


@operations.action(bodies.SettledCall)
def settle_call(work: UnitOfWork, body: bodies.SettledCall) -> dict[str, Any]:
    """Settle a call whose end never arrived."""
    from services.billing.use_cases.calls.settle_by_hand import settle_by_hand

    return settle_by_hand(work, call_id=body.call_id, seconds=body.seconds, by=body.actor)
