"""Cancels a plan, resumes it, and has it renewed as another one (B8)."""

from contracts.app_stores import explain_paid_in
from contracts.plan_events import PlansDue
from contracts.plans import CATALOGUE, Plan
from contracts.quotes import Quote, QuoteLine
from contracts.sentences import known
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.limits import PLAN_TRIES
from services.billing.domain.plan import Subscription
from services.billing.domain.problems import OwnNumber, PaidByTheTeam, PaidInStore, PlanDoesNotFit, PlanNotRunning
from services.billing.http.plan_views import SubscriptionView, payer_of
from services.billing.stores import plans
from services.billing.use_cases import callers
from services.billing.use_cases.plans.save_plan import save_plan


def cancel_plan(work: UnitOfWork, *, subscription_id: str) -> SubscriptionView:
    """Cancel the plan at the end of what is paid; canceling again is no error."""
    plan = _find_held(work, subscription_id)
    done = plan.cancelled and not plan.lapses
    return SubscriptionView.of(plan if done else save_plan(work, plan, plan.cancel()))


def resume_plan(work: UnitOfWork, *, subscription_id: str) -> SubscriptionView:
    """Have a canceled plan renewed again; one that is past due is charged now, with all that its payer has past due.

    Raises TooManyTries.
    """
    plan = _find_held(work, subscription_id)
    if plan.cancelled:
        return SubscriptionView.of(save_plan(work, plan, plan.resume()))
    if plan.may_be_retried:
        _charge_now(work, _find_paid_for(work, subscription_id))
    return SubscriptionView.of(plan)


def _charge_now(work: UnitOfWork, plan: Subscription) -> None:
    """Have a past-due plan charged before its next try, which stays."""
    work.save(count_uses(work, PLAN_TRIES))
    work.publish(PlansDue(payer=plan.pays_later, as_of=work.now, early=True))


def change_plan(work: UnitOfWork, *, subscription_id: str, plan_id: str) -> SubscriptionView:
    """Have the plan renewed as another one; the time that is paid stays."""
    before = _find_paid_for(work, subscription_id)
    after = before.change_to(_find_fitting(before, plan_id).plan_id)
    return SubscriptionView.of(save_plan(work, before, after) if after != before else before)


def quote_plan_change(work: UnitOfWork, *, subscription_id: str, plan_id: str) -> Quote:
    """Quote what the other plan will cost, and from when: nothing now."""
    before = _find_paid_for(work, subscription_id)
    plan = _find_fitting(before, plan_id)
    what = known(f"{plan.name}: {before.phone_number}")
    when = before.renews_at
    lines = [QuoteLine.of(what, plan.price, when, payer_of(before))] if when else []
    return Quote.now(work.now, lines, total=0)


def _find_held(work: UnitOfWork, subscription_id: str) -> Subscription:
    """Find a running plan of a number of the caller's or their team's. Raises OwnNumber for one they only pay."""
    plan, theirs = find_running(work, subscription_id)
    if plan.holder not in theirs:
        raise OwnNumber
    return _paid_to_us(plan)


def _find_paid_for(work: UnitOfWork, subscription_id: str) -> Subscription:
    """Find a running plan that the caller or their team pays. Raises PaidByTheTeam for one they only hold."""
    plan, theirs = find_running(work, subscription_id)
    if plan.pays_later not in theirs:
        raise PaidByTheTeam
    return _paid_to_us(plan)


def _paid_to_us(plan: Subscription) -> Subscription:
    """Return the plan. Raises PaidInStore, which says where it is managed, for one that an app store is paid for."""
    if plan.paid_in_store:
        raise PaidInStore(explain_paid_in(plan.store))
    return plan


def find_running(work: UnitOfWork, subscription_id: str) -> tuple[Subscription, set[str | None]]:
    """Find a running plan, and whom the caller acts for. Raises NotFound for those of others, and PlanNotRunning."""
    person = callers.read_caller(work)
    plan = plans.find(work.table, subscription_id)
    theirs = {person.account_id, person.team if person.usual_payer == "team" else None}
    if plan is None or not theirs & {plan.holder, plan.pays_later}:
        raise NotFound
    if not plan.runs:
        raise PlanNotRunning
    return plan, theirs


def _find_fitting(plan: Subscription, plan_id: str) -> Plan:
    wanted, now = CATALOGUE.get(plan_id), CATALOGUE[plan.plan_id]
    if wanted is None or (wanted.kind, wanted.country) != (now.kind, now.country):
        raise PlanDoesNotFit(field="plan_id")
    return wanted
