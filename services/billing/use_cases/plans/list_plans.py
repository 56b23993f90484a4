"""Lists the catalogue, the running plans, and their upcoming charges (B8, B15)."""

from datetime import datetime

from contracts.money import Money
from contracts.plans import CATALOGUE
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.plan import Subscription
from services.billing.http.payer_queries import PayerPage
from services.billing.http.plan_views import ChargeToCome, PlanView, SubscriptionView, payer_of
from services.billing.http.schemas import UpcomingQuery
from services.billing.stores import billing_accounts, plans
from services.billing.use_cases import callers


def list_catalogue() -> Page[PlanView]:
    """Return the plans on offer."""
    return Page(items=[PlanView.of(plan) for plan in CATALOGUE.values()], next_cursor=None)


def list_plans(work: UnitOfWork, *, query: PayerPage) -> Page[SubscriptionView]:
    """Return a page of the plans that the team, or the caller, pays for; the next due first."""
    person = callers.read_caller(work)
    wallet = person.wallet(query.payer or person.usual_payer)
    page = plans.list_by_payer(work.table, wallet, query.limit, query.cursor)
    shown = [SubscriptionView.of(from_item(Subscription, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def list_upcoming_charges(work: UnitOfWork, *, query: UpcomingQuery) -> Page[ChargeToCome]:
    """Return the upcoming charges by date. They are sorted here, so the cursor is an offset."""
    person = callers.read_caller(work)
    wallet = person.wallet(query.payer or person.usual_payer)
    end = query.end(work.now)
    billing_day = billing_accounts.find_billing_day(work.table, wallet)
    due = plans.list_due_by(work.table, wallet, end)
    charges = [charge for plan in due for charge in _charges(plan, end, billing_day)]
    charges.sort(key=lambda charge: (charge.when, charge.subscription_id))
    return Page[ChargeToCome].part(charges, query)


def _charges(plan: Subscription, end: datetime, billing_day: datetime | None) -> list[ChargeToCome]:
    what = f"{plan.renews_as.name}: {plan.phone_number}"
    return [
        ChargeToCome(
            when=when,
            amount=Money.of(price),
            what=what,
            payer=payer_of(plan),
            subscription_id=plan.subscription_id,
            number_id=plan.number_id,
        )
        for when, price in plan.charges(end, billing_day)
    ]
