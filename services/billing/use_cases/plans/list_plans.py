"""Lists the catalogue, the running plans, and their upcoming charges (B8, B15)."""

from contracts.plans import CATALOGUE
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.billing.domain.plan import Subscription
from services.billing.domain.plans_ahead import list_charges
from services.billing.http.payer_queries import PayerPage
from services.billing.http.plan_views import ChargeToCome, PlanView, SubscriptionView
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
    charges = list_charges(due, end, billing_day)
    return Page[ChargeToCome].part([ChargeToCome.of(charge) for charge in charges], query)
