"""The events of billing about subscriptions that people pay for in an app store, and the work on them (B9)."""

from typing import Literal

from pydantic import AwareDatetime

from contracts.event import BillingEvent

AppStoreName = Literal["app_store", "google_play"]


class StoreNotificationReceived(BillingEvent):
    """A genuine notification of a store is stored; billing's consumer of store events handles it."""

    store: AppStoreName
    notification_id: str


class StoreSubscriptionLookDue(BillingEvent):
    """A subscription is due to be read from its store; billing's consumer of store events adds what it did not know.

    `store_id` is the store's name for it, which is no secret and no person's data.
    """

    store: AppStoreName
    store_id: str
    is_test: bool = False


class StoreSubscriptionChanged(BillingEvent):
    """What is known of a subscription in a store has changed, or whose it is.

    `account_id` is empty until it is claimed. `paid_through` is until when the store was paid, without what it
    refunded; null where nothing is paid, and for a purchase in the store's sandbox. `periods` counts what was paid
    for and not refunded. `revision` counts the changes.
    """

    subscription_id: str
    account_id: str
    store: AppStoreName
    is_test: bool
    product_id: str
    plan_id: str
    paid_through: AwareDatetime | None
    periods: int
    renews: bool
    renews_at: AwareDatetime | None
    revision: int
