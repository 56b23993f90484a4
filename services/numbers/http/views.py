"""Response bodies of the routes of numbers."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self

from contracts.app_stores import link_to_store
from contracts.money import Money
from contracts.plans import CATALOGUE, Kind, Plan
from contracts.sentences import Words
from contracts.store_subscriptions import AppStoreName
from kernel.http.models import View
from services.numbers.domain.call_settings import CallSettings
from services.numbers.domain.emergency import NOTICE, Emergency
from services.numbers.domain.failure_reasons import write_reason
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.person import is_team
from services.numbers.domain.texting import Texting
from services.numbers.http.call_views import CallsView, ForwardingView

if TYPE_CHECKING:
    from services.numbers.carrier.stock import Offer


class PlanView(View):
    """A plan of the catalogue."""

    plan_id: str
    name: Words
    price: Money
    months: int

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Return the view of a plan."""
        return cls(plan_id=plan.plan_id, name=plan.name, price=Money.of(plan.price), months=plan.months)


class AvailableNumber(View):
    """An available number, and the plans for it (N1)."""

    phone_number: str
    city: str
    state: str
    kind: Kind
    features: list[str]
    plans: list[PlanView]

    @classmethod
    def of(cls, offer: "Offer", kind: Kind, plans: list[Plan]) -> Self:
        """Return the view of an offer of the carrier, with our plans for it."""
        return cls(
            phone_number=offer.phone_number,
            city=offer.city,
            state=offer.state,
            kind=kind,
            features=list(offer.features),
            plans=[PlanView.of(plan) for plan in plans],
        )


class NumberView(View):
    """A number. `ends`: it is canceled and works until `paid_through`.

    `shared_with` are the colleagues for whom it rings too, and who share its texts and voicemails. `next_plan` is the
    plan from the next renewal on, if that is another one. `forwarding` and `calls` are shown to those who may set up
    its calls. `emergency_acknowledged`: its user has acknowledged the notice; null without a user.
    `texting` says whether it can text where texts must be registered: in the US; `texting_reason` why not, in the
    reviewers' words.
    `waiting_texts` came while no person had the number, and wait for its next user; shown to who runs its team.
    `store` is the app store that is paid for its plan, which is changed and canceled there, at `manage_url`.
    """

    number_id: str
    phone_number: str
    kind: Kind
    status: NumberStatus
    holder: Literal["team", "user"]
    user_id: str | None
    shared_with: list[str]
    label: str
    is_default: bool
    plan: PlanView | None
    next_plan: PlanView | None
    subscription_id: str | None
    store: AppStoreName | None
    manage_url: str | None
    paid_through: datetime | None
    ends: bool
    reserved_until: datetime | None
    reason: str | None
    reason_text: Words | None
    texting: Texting
    texting_reason: str | None
    waiting_texts: int
    forwarding: ForwardingView | None
    calls: CallsView | None
    emergency_notice: Words
    emergency_acknowledged: bool | None
    created_at: datetime

    @classmethod
    def of(cls, number: Number, settings: CallSettings | None, known: Emergency | None, waiting_texts: int = 0) -> Self:
        """Return the view of a number; without `settings` for who may not set up its calls.

        `known` is what its user has said for emergencies.
        """
        plan, other = CATALOGUE.get(number.plan_id), CATALOGUE.get(number.next_plan_id)
        return cls(
            number_id=number.number_id,
            phone_number=number.phone_number,
            kind=number.kind,
            status=number.status,
            holder="team" if is_team(number.holder) else "user",
            user_id=number.user_id,
            shared_with=list(number.shared_with),
            label=number.label,
            is_default=number.is_default,
            plan=PlanView.of(plan) if plan else None,
            next_plan=PlanView.of(other) if other else None,
            subscription_id=number.subscription_id or None,
            store=number.store or None,
            manage_url=link_to_store(number.store) or None,
            paid_through=number.paid_through,
            ends=number.ends,
            reserved_until=number.reserved_until,
            reason=number.reason or None,
            reason_text=write_reason(number.reason),
            texting=number.texting,
            texting_reason=number.texting_reason or None,
            waiting_texts=waiting_texts,
            forwarding=ForwardingView.of(settings.forwarding) if settings and settings.forwarding else None,
            calls=CallsView.of(settings) if settings else None,
            emergency_notice=NOTICE,
            emergency_acknowledged=known.acknowledged_at is not None if known else None,
            created_at=number.created_at,
        )
