"""Sets whether credits are bought automatically when the balance runs low (B7)."""

from dataclasses import replace

from contracts.billing import BalanceFell
from contracts.quotes import Quote, QuoteLine
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.step_up import require_proof
from services.billing.domain.person import Payer, Person
from services.billing.domain.top_up import TopUp
from services.billing.http.schemas import AutoTopUp
from services.billing.stores import ledger, top_ups
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.payments.pay import find_payment_method

WHAT = "Automatic top-up whenever the balance is below {threshold} USD, up to {cap} USD a month"


def quote_auto_top_up(work: UnitOfWork, *, payer: Payer | None, wanted: AutoTopUp | None) -> Quote:
    """Quote what each top-up will cost, and what is charged at once."""
    person, whose, name = _find_payer(work, payer)
    if wanted is None:
        return Quote.now(work.now, [])
    find_payment_method(work, person, whose)
    what = say(WHAT, threshold=wanted.threshold.amount, cap=wanted.monthly_cap.amount)
    line = QuoteLine.of(what, wanted.amount.micros, work.now, whose)
    settings = _apply(top_ups.find(work.table, name), name, wanted)
    at_once = not settings.in_flight and settings.is_due(ledger.find(work.table, name).usable, work.now)
    return Quote.now(work.now, [line], total=wanted.amount.micros if at_once else 0)


def set_auto_top_up(
    work: UnitOfWork, *, payer: Payer | None, wanted: AutoTopUp | None, has_proof: bool
) -> AutoTopUp | None:
    """Save the settings, or switch the top-up off. What was bought this month still counts.

    Raises PaymentMethodRequired, and StepUpRequired if a month's cap is above the wallet's amount (I12).
    """
    person, whose, name = _find_payer(work, payer)
    before = top_ups.find(work.table, name)
    if wanted is None:
        work.save([top_ups.save(before.switch_off())] if before else [], [ledger.annotate(name, low_at=None)])
        _publish(work, whose, name)
        return None
    method = find_payment_method(work, person, whose)
    if method.asks_for_proof(wanted.monthly_cap.micros):
        require_proof(has_proof=has_proof)
    after = _apply(before, name, wanted)
    work.save([top_ups.save(after), ledger.annotate(name, low_at=after.threshold)])
    work.publish(BalanceFell(wallet=name))
    _publish(work, whose, name, amount=after.amount, threshold=after.threshold, monthly_cap=after.monthly_cap)
    return AutoTopUp.of(after)


def _find_payer(work: UnitOfWork, payer: Payer | None) -> tuple[Person, Payer, str]:
    """Return the caller, for whom credits are bought, and that wallet: a team's is its owner's to decide."""
    person = callers.read_spender(work)
    payer = payer or person.usual_payer
    return person, payer, person.account_id if payer == "self" else person.owns_team()


def _publish(work: UnitOfWork, payer: Payer, name: str, **limits: int) -> None:
    if payer == "team":
        publish_money_change(work, name, "auto_top_up_changed", **limits)


def _apply(before: TopUp | None, name: str, wanted: AutoTopUp) -> TopUp:
    known = before or TopUp(name, 0, 0, 0)
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
