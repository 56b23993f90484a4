"""Sets whether credits are bought automatically when the balance runs low (B7)."""

from dataclasses import replace

from contracts.billing import BalanceFell
from contracts.quotes import Quote, QuoteLine
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.step_up import require_proof
from services.billing.domain.person import Person
from services.billing.domain.top_up import TopUp
from services.billing.http.schemas import AutoTopUp
from services.billing.stores import ledger, top_ups
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.payments.pay import find_payment_method

WHAT = "Automatic top-up whenever the balance is below {threshold} USD, up to {cap} USD a month"


def quote_auto_top_up(work: UnitOfWork, *, wanted: AutoTopUp | None) -> Quote:
    """Quote what each top-up will cost, and what is charged at once."""
    person, team_id = _find_owner(work)
    if wanted is None:
        return Quote.now(work.now, [])
    find_payment_method(work, person, "team")
    what = WHAT.format(threshold=wanted.threshold.amount, cap=wanted.monthly_cap.amount)
    line = QuoteLine.of(what, wanted.amount.micros, work.now, "team")
    settings = _apply(top_ups.find(work.table, team_id), team_id, wanted)
    at_once = not settings.in_flight and settings.is_due(ledger.find(work.table, team_id).usable, work.now)
    return Quote.now(work.now, [line], total=wanted.amount.micros if at_once else 0)


def set_auto_top_up(work: UnitOfWork, *, wanted: AutoTopUp | None, has_proof: bool) -> AutoTopUp | None:
    """Save the settings, or switch the top-up off. What was bought this month still counts.

    Raises PaymentMethodRequired, and StepUpRequired if a month's cap is above the wallet's amount (I12).
    """
    person, team_id = _find_owner(work)
    before = top_ups.find(work.table, team_id)
    if wanted is None:
        work.save([top_ups.save(before.switch_off())] if before else [], [ledger.annotate(team_id, low_at=None)])
        publish_money_change(work, team_id, "auto_top_up_changed")
        return None
    method = find_payment_method(work, person, "team")
    if method.asks_for_proof(wanted.monthly_cap.micros):
        require_proof(has_proof=has_proof)
    after = _apply(before, team_id, wanted)
    work.save([top_ups.save(after), ledger.annotate(team_id, low_at=after.threshold)])
    work.publish(BalanceFell(wallet=team_id))
    limits = {"amount": after.amount, "threshold": after.threshold, "monthly_cap": after.monthly_cap}
    publish_money_change(work, team_id, "auto_top_up_changed", **limits)
    return AutoTopUp.of(after)


def _find_owner(work: UnitOfWork) -> tuple[Person, str]:
    person = callers.read_spender(work)
    return person, person.owns_team()


def _apply(before: TopUp | None, team_id: str, wanted: AutoTopUp) -> TopUp:
    known = before or TopUp(team_id, 0, 0, 0)
    return replace(
        known,
        threshold=wanted.threshold.micros,
        amount=wanted.amount.micros,
        monthly_cap=wanted.monthly_cap.micros,
        failed_at=None,
        capped_in="",
        off=False,
        version=known.version + 1,
    )
