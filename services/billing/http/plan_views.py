"""The responses of billing's routes about number plans."""

from datetime import datetime
from typing import Literal, Self

from contracts.app_stores import link_to_store
from contracts.money import Money
from contracts.payment_reasons import write_reason
from contracts.plans import Kind, Plan
from contracts.sentences import Words, known
from contracts.store_subscriptions import AppStoreName
from kernel.http.models import View
from services.billing.domain.person import Payer
from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.domain.plans_ahead import ChargeAhead

Shown = Literal["opening", "active", "cancelled", "past_due", "ended", "refused"]


class PlanView(View):
    """A plan of the catalogue: `price` for `months`, paid in advance."""

    plan_id: str
    name: Words
    kind: Kind
    country: str
    price: Money
    months: int

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Return the view of a plan of the catalogue."""
        return cls(
            plan_id=plan.plan_id,
            name=plan.name,
            kind=plan.kind,
            country=plan.country,
            price=Money.of(plan.price),
            months=plan.months,
        )


class SubscriptionView(View):
    """The plan of a number. `next_plan_id` is the plan that it renews as, if that is another one.

    One whose `source` is a store is paid in the app store that `store` names: it renews there at `renews_at`, is
    changed and canceled there, at `manage_url`, and `price`, which is what we charge, is 0. One that has moved to the
    web was `moved_from` a store. What `ends` is not renewed, also while it is past due.
    """

    subscription_id: str
    number_id: str
    phone_number: str
    plan_id: str
    next_plan_id: str | None
    status: Shown
    ends: bool = False
    paid_through: datetime
    renews_at: datetime | None
    price: Money
    payer: Payer
    source: Literal["web", "store"] = "web"
    store: AppStoreName | None = None
    moved_from: AppStoreName | None = None
    store_subscription_id: str | None = None
    manage_url: str | None = None
    reason: str | None
    reason_text: Words | None

    @classmethod
    def of(cls, plan: Subscription) -> Self:
        """Return the view of a subscription."""
        status: Shown = "cancelled" if plan.cancelled and plan.status is PlanStatus.ACTIVE else plan.status.value
        return cls(
            subscription_id=plan.subscription_id,
            number_id=plan.number_id,
            phone_number=plan.phone_number,
            plan_id=plan.plan_id,
            next_plan_id=plan.next_plan_id or None,
            status=status,
            ends=plan.runs and plan.cancelled,
            paid_through=plan.paid_through,
            renews_at=plan.renews_at,
            price=Money.of(0 if plan.paid_in_store else plan.renews_as.price),
            payer=payer_of(plan),
            source=plan.source.value,
            store=plan.store if plan.paid_in_store else None,
            moved_from=plan.store if plan.time else None,
            store_subscription_id=plan.store_subscription_id or None,
            manage_url=link_to_store(plan.store) if plan.paid_in_store else None,
            reason=plan.reason or None,
            reason_text=write_reason(plan.reason),
        )


class UnusedDays(View):
    """The whole days of a plan that are paid and not used, and what is credited for them if its number leaves now."""

    subscription_id: str
    days: int
    credit: Money

    @classmethod
    def of(cls, subscription_id: str, days: int, credit: int) -> Self:
        """Return the view of so many days, worth so many micro-dollars."""
        return cls(subscription_id=subscription_id, days=days, credit=Money.of(credit))


class ChargeToCome(View):
    """A charge that will be made, if nothing changes (B15)."""

    when: datetime
    amount: Money
    what: Words
    payer: Payer
    subscription_id: str
    number_id: str

    @classmethod
    def of(cls, charge: ChargeAhead) -> Self:
        """Return the view of a charge to come."""
        plan = charge.plan
        return cls(
            when=charge.when,
            amount=Money.of(charge.price),
            what=known(f"{plan.renews_as.name}: {plan.phone_number}"),
            payer=payer_of(plan),
            subscription_id=plan.subscription_id,
            number_id=plan.number_id,
        )


class UserCharges(View):
    """The charges to come for a person's own numbers, and what they are in all up to `until` (B10).

    `plans` counts the plans that are renewed, `first_at` is when the first of them is, even if that is after `until`.
    """

    items: list[ChargeToCome]
    next_cursor: str | None
    user_id: str
    until: datetime
    plans: int
    total: Money
    first_at: datetime | None


def payer_of(plan: Subscription) -> Payer:
    """Return who pays for a plan: the team, or the person."""
    return "team" if plan.pays_later.startswith("team_") else "self"
