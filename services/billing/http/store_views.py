"""What is sent and shown of subscriptions in the app stores (B9)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from contracts.app_stores import link_to_store
from contracts.store_subscriptions import AppStoreName
from kernel.http.forms import Form
from kernel.http.models import RequestBody, View
from kernel.http.pages import Page
from services.billing.domain.plan import Subscription
from services.billing.domain.store_subscription import StoreSubscription

_RECEIPT = Form(r"^[A-Za-z0-9._~:/+=-]+$", "This is no receipt of a store.")
StoreStatusShown = Literal["pending", "active", "cancelled", "grace", "retrying", "ended"]


class StorePurchase(RequestBody):
    """A purchase that the app has made: `receipt` is the App Store's signed transaction, or the id of the original
    transaction; of Google Play it is the purchase token.
    """

    store: AppStoreName
    receipt: Annotated[str, Field(min_length=1, max_length=16_000), _RECEIPT]


class StoreProduct(View):
    """A product of a store, and the number plan that it pays for."""

    product_id: str
    plan_id: str


class StoreSubscriptionView(View):
    """A subscription in a store. `paid_through` is null where no real money was paid, as in a store's sandbox.

    It pays for the plan of one number at a time; `manage_url` is where it is changed and canceled. Once it has `moved`
    to the web, `paid_through` is until when its number is paid, by both; a renewal by the store adds to it.
    """

    store_subscription_id: str
    store: AppStoreName
    product_id: str
    plan_id: str | None
    status: StoreStatusShown
    is_test: bool
    paid_through: datetime | None
    ends_at: datetime | None
    renews_at: datetime | None
    number_id: str | None
    phone_number: str | None
    manage_url: str
    moved: bool = False

    @classmethod
    def of(
        cls,
        its_id: str,
        it: StoreSubscription,
        products: Mapping[str, str],
        now: datetime,
        plan: Subscription | None = None,
    ) -> Self:
        """Return the view of a subscription at an instant, with the plan on the web that it pays for, if any."""
        return cls(
            store_subscription_id=its_id,
            store=it.store.value,
            product_id=it.product_id,
            plan_id=products.get(it.product_id),
            status=it.status(now).value,
            is_test=it.is_test,
            paid_through=plan.paid_through if plan and plan.time else it.paid_through,
            ends_at=it.ends_at,
            renews_at=it.renewal.renews_at if it.renewal and it.renews else None,
            number_id=it.number_id or None,
            phone_number=it.phone_number or None,
            manage_url=link_to_store(it.store.value),
            moved=it.moved,
        )


class StoreSubscriptionsPage(Page[StoreSubscriptionView]):
    """What an account pays for in the stores. `account_token` is what the app names the account by to a store.

    With `moved_at` the account has moved to the web; without `can_buy` nothing more can be bought in a store, for that
    reason or as it is on another's team.
    """

    account_token: str
    products: list[StoreProduct]
    moved_at: datetime | None
    can_buy: bool
