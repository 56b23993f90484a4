"""Records a fact of a payment and books what follows: the one way by which PayPal's money gets into the ledger (B5).

The answer to a charge, webhooks, scheduled questions and reconciliation all come here, in any order and however often.
"""

from dataclasses import replace
from typing import Literal

from contracts.billing import NoticeDue, PaymentCompleted, PaymentFailed, PaymentTakenBack, TeamCreditsArrived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Stale, Unavailable
from services.billing.domain import shortfall
from services.billing.domain.asked_refund import AskedRefund
from services.billing.domain.ledger import Journal, Kind, Wallet
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, Fact, RefundStatus
from services.billing.stores import ledger, payments, people, top_ups
from services.billing.use_cases.actors.publish_money_change import publish_allocation, publish_purchase
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.balances.note_debt import note_debt
from services.billing.use_cases.payments.publish_invoice_due import publish_invoice_due
from services.billing.use_cases.payments.publish_refusal import publish_refused_refund
from services.billing.use_cases.payments.store_intent import correct_spending
from services.billing.use_cases.payments.use_day import free_given
from services.billing.use_cases.plans.settle_plans import settle_plans

_TRIES = 8
_ReturnKind = Literal["plan_refunded", "taken_back", "refunded_by_us", "credits_refunded"]


def record_payment_fact(work: UnitOfWork, payment_id: str, *facts: Fact) -> Payment:
    """Record these facts, each in its own transaction, and again whenever another writer was faster.

    Raises NotFound for a payment that is not ours, and SecondCapture if it has another capture already.
    """
    payment = None
    for fact in facts:
        payment = _record_one(work, payment_id, fact)
    if payment is None:
        raise ValueError("there is nothing to learn")
    return payment


def _record_one(work: UnitOfWork, payment_id: str, fact: Fact) -> Payment:
    for _ in range(_TRIES):
        fresh = work.afresh()
        payment = save_payment_fact(fresh, payment_id, fact)
        try:
            fresh.commit()
        except Stale:
            continue
        return payment
    raise Unavailable("This payment is being updated. Please try again.", retry_after=1)


def save_payment_fact(work: UnitOfWork, payment_id: str, fact: Fact) -> Payment:
    """Write the payment, the ledger and all that follows from a fact; write nothing if the fact is not new."""
    before = payments.find(work.table, payment_id)
    if before is None:
        raise NotFound
    known = before.with_fact(fact)
    if known == before:
        return before
    if known.completed_at is None and known.charge_status is ChargeStatus.COMPLETED:
        known = replace(known, completed_at=work.now)
    wallet = find_wallet_of(work, before)
    after, journal = known.settle(wallet, fact)
    after = settle_plans(work, before, after)
    passed_on, read = _allocate_to_member(work, before, after, wallet, journal)
    work.save(payments.save(after))
    correct_spending(work, before, after)
    post_with_alerts(work, journal, passed_on, read=[wallet, *read], by=_asked_by(before, after, fact))
    note_debt(work, wallet, before, after, journal)
    _end_top_up(work, before, after)
    _publish_changes(work, before, after, fact, journal)
    publish_invoice_due(work, before, after)
    if passed_on and passed_on.kind is Kind.ALLOCATION:
        publish_allocation(work, wallet.name, after)
    return after


def _asked_by(before: Payment, after: Payment, fact: Fact) -> str | None:
    """Return who asked for what the fact reports, if it was asked for: a charge, or by the operator a refund."""
    if isinstance(fact, ChargeResult):
        return after.asked_by
    answered = after.refund if before.refunding > after.refunding else None
    return answered.by or None if answered else None


def find_wallet_of(work: UnitOfWork, payment: Payment) -> Wallet:
    """Return the wallet that gets and returns the money: that of who has inherited it from a dissolved team (B19)."""
    wallet = ledger.find(work.table, payment.wallet)
    return ledger.find(work.table, wallet.heir) if wallet.heir else wallet


def _allocate_to_member(
    work: UnitOfWork, before: Payment, after: Payment, wallet: Wallet, paid_in: Journal | None
) -> tuple[Journal | None, list[Wallet]]:
    """Return the journal that gives the member what was bought for them, and the wallets that were read for it.

    If they or the money are not there any more, or the charge failed, it frees what the balance contributed. What comes
    after it had failed stays with the team, who may have given other credits instead.
    """
    if not after.for_user or before.is_final or not after.is_final:
        return None, []
    if after.granted > 0 and not after.failed_before and not _is_dissolved(after, wallet):
        keys = [(key["pk"], key["sk"]) for key in (people.key(after.for_user), ledger.key(after.for_user))]
        found = work.table.get_many(keys)
        person = people.loaded(after.for_user, found.get(keys[0]))
        enough = wallet.after(paid_in).available + after.from_balance >= after.for_amount
        if enough and person.is_on(wallet.name):
            work.save([people.still_on(person, wallet.name)])
            return shortfall.give_all(after, wallet), [ledger.to_wallet(after.for_user, found.get(keys[1]))]
    team = wallet.after(paid_in) if wallet.name == after.wallet else ledger.find(work.table, after.wallet)
    if after.granted > 0:
        about = {"amount": after.for_amount, "payment_id": after.payment_id}
        work.publish(NoticeDue(wallet=after.wallet, kind="not_given", **about))
        free_given(work, after)
    if after.from_balance:
        work.publish(TeamCreditsArrived(team_id=after.wallet))
    return shortfall.release_contribution(after, team), [] if wallet.name == after.wallet else [team]


def _is_dissolved(payment: Payment, team: Wallet) -> bool:
    return bool(team.heir) or team.name != payment.wallet


def _end_top_up(work: UnitOfWork, before: Payment, after: Payment) -> None:
    if after.paid_for != "top_up" or before.is_final or not after.is_final:
        return
    top_up = top_ups.find(work.table, after.wallet)
    well = after.charge_status is ChargeStatus.COMPLETED
    if top_up and top_up.in_flight == after.payment_id:
        work.save([top_ups.save(top_up.end(after.amount, well=well, now=work.now))])
    elif top_up and not well:
        work.save([top_ups.save(top_up.discard(after.amount, f"{after.created_at:%Y-%m}"))])


def _publish_changes(work: UnitOfWork, before: Payment, after: Payment, fact: Fact, journal: Journal | None) -> None:
    moving, wallet, payment_id = after.granted - before.granted, after.wallet, after.payment_id
    if moving > 0 and isinstance(fact, ChargeResult):
        publish_purchase(work, after, moving)
        work.publish(
            PaymentCompleted(payment_id=payment_id, wallet=wallet, amount=moving),
        )
    elif moving > 0 and not after.plans:
        work.publish(NoticeDue(wallet=wallet, kind="restored", amount=moving, payment_id=payment_id))
    freed = moving + before.refunding - after.refunding
    if freed > 0 and wallet.startswith("team_") and not after.plans:
        work.publish(TeamCreditsArrived(team_id=wallet))
    answered = after.refund if before.refunding > after.refunding else None
    if answered and after.returns[answered.refund_id].status is RefundStatus.FAILED:
        publish_refused_refund(work, before, answered, "")
    if moving < 0:
        reason = journal.kind if journal else ""
        work.publish(
            PaymentTakenBack(payment_id=payment_id, wallet=wallet, amount=-moving, reason=reason),
            NoticeDue(
                wallet=wallet,
                kind=_kind_of_return(after, answered),
                amount=-moving,
                payment_id=payment_id,
                reason=reason,
            ),
        )
    elif not before.is_final and after.charge_status.has_failed:
        _publish_failure(work, before, after)


def _kind_of_return(payment: Payment, answered: AskedRefund | None) -> _ReturnKind:
    if payment.plans:
        return "plan_refunded"
    if answered is None:
        return "taken_back"
    return "refunded_by_us" if answered.by else "credits_refunded"


def _publish_failure(work: UnitOfWork, before: Payment, after: Payment) -> None:
    """Publish the failure, and notify the payer unless the response or the number's event says it."""
    work.publish(PaymentFailed(payment_id=after.payment_id, wallet=after.wallet, reason=after.reason))
    is_said = after.paid_for == "purchase" and not after.approved_by and before.charge_status is ChargeStatus.NOT_YET
    if after.plans or is_said:
        return
    kind = "top_up_failed" if after.paid_for == "top_up" else "payment_failed"
    work.publish(
        NoticeDue(wallet=after.wallet, kind=kind, amount=after.amount, payment_id=after.payment_id, reason=after.reason)
    )
