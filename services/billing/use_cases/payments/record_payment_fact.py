"""Records a fact of a payment and books what follows: the one way by which PayPal's money gets into the ledger (B5).

The answer to a charge, webhooks, scheduled questions and reconciliation all come here, in any order and however often.
"""

from dataclasses import replace

from contracts.billing import (
    NoticeDue,
    PaymentCompleted,
    PaymentFailed,
    PaymentTakenBack,
    TeamCreditsArrived,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Stale, Unavailable
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, team_part, transfer
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, Fact
from services.billing.stores import ledger, payments, people, top_ups
from services.billing.use_cases.actors.publish_money_change import publish_allocation, publish_purchase
from services.billing.use_cases.balances.alert_on_balance_change import alert_on_balance_change
from services.billing.use_cases.payments.store_intent import correct_spending
from services.billing.use_cases.renewals.settle_plans import settle_plans

_TRIES = 8


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
    wallet = _wallet_of(work, before)
    after, journal = known.settle(wallet, fact)
    after = settle_plans(work, before, after)
    passed_on = _allocate_to_member(work, before, after, wallet)
    by = sum(line.amount for line in _in_main(wallet, journal, passed_on))
    work.save(payments.save(after))
    correct_spending(work, before, after)
    asked_by = after.asked_by if isinstance(fact, ChargeResult) else None
    notes = alert_on_balance_change(work, wallet, by) if by else None
    ledger.post(work, journal, passed_on, notes=notes, by=asked_by)
    _end_top_up(work, before, after)
    _publish_changes(work, before, after, fact)
    if passed_on:
        publish_allocation(work, wallet.name, after)
    return after


def _wallet_of(work: UnitOfWork, payment: Payment) -> Wallet:
    """Return the wallet that gets and returns the money: the payer's, if they inherited it from a dissolved team."""
    wallet = ledger.find(work.table, payment.wallet)
    return ledger.find(work.table, wallet.heir) if wallet.heir == payment.payer_id else wallet


def _in_main(wallet: Wallet, *journals: Journal | None) -> list[Line]:
    return [line for journal in journals if journal for line in journal.lines if line.account == wallet.main]


def _allocate_to_member(work: UnitOfWork, before: Payment, after: Payment, team: Wallet) -> Journal | None:
    """Return the journal that gives the member what was bought for them, if they and the money are still there."""
    if (
        not after.for_user
        or after.granted <= 0
        or before.charge_status is ChargeStatus.COMPLETED
        or _is_dissolved(after, team)
    ):
        return None
    arrived = sum(line.amount for line in team.receive(after.granted) if line.account == team.main)
    person = people.find(work.table, after.for_user)
    if team.available + arrived < after.for_amount or not person.is_on(team.name):
        return None
    work.save([people.still_on(person, team.name)])
    member = LedgerAccount(after.for_user, team_part(team.name))
    about = {"user_id": after.for_user, "payment_id": after.payment_id}
    return transfer(f"allocation:{after.payment_id}", Kind.ALLOCATION, team.main, member, after.for_amount, about)


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


def _publish_changes(work: UnitOfWork, before: Payment, after: Payment, fact: Fact) -> None:
    moving, wallet, payment_id = after.granted - before.granted, after.wallet, after.payment_id
    if moving > 0 and isinstance(fact, ChargeResult):
        publish_purchase(work, after, moving)
        work.publish(
            PaymentCompleted(payment_id=payment_id, wallet=wallet, amount=moving),
            NoticeDue(wallet=wallet, kind="receipt", amount=moving, payment_id=payment_id),
        )
    elif moving > 0 and not after.plans:
        work.publish(
            NoticeDue(wallet=wallet, kind="restored", amount=moving, payment_id=payment_id, reason=after.status)
        )
    if moving > 0 and wallet.startswith("team_") and not after.plans:
        work.publish(TeamCreditsArrived(team_id=wallet))
    if moving < 0:
        reason = after.status
        work.publish(
            PaymentTakenBack(payment_id=payment_id, wallet=wallet, amount=-moving, reason=reason),
            NoticeDue(
                wallet=wallet,
                kind="plan_refunded" if after.plans else "taken_back",
                amount=-moving,
                payment_id=payment_id,
                reason=reason,
            ),
        )
    elif not before.is_final and after.charge_status in (ChargeStatus.REFUSED, ChargeStatus.DENIED):
        _publish_failure(work, before, after)


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
