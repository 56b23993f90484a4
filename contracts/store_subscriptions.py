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

    `store_id` is the store's name for it, which is no secret and no person's data. With `is_daily` it should be known
    by the store's notifications, and what is not is counted.
    """

    store: AppStoreName
    store_id: str
    is_test: bool = False
    is_daily: bool = False


class StorePlanDue(BillingEvent):
    """A number plan that is paid in a store is due as of an instant; billing's consumer of store events asks the store.

    What the store has not renewed is past due, or over.
    """

    subscription_id: str
    as_of: AwareDatetime


class PlayPurchaseUnconfirmed(BillingEvent):
    """A purchase at Google Play is stored; Google pays it back unless billing's consumer of store events confirms it.

    `store_id` is the store's name for the subscription, which is no secret and no person's data.
    """

    store_id: str
    is_test: bool = False


class StoreLooksDue(BillingEvent):
    """The stores' own books are due to be looked at, as each day."""

    as_of: AwareDatetime


class StoreShardDue(BillingEvent):
    """A page of the subscriptions that a store may still report something of is due to be looked at."""

    shard: int
    cursor: str | None = None


class PlayVoidsDue(BillingEvent):
    """A page of the orders that Google Play has paid back since an instant is due to be compared with ours.

    With `is_daily` they should be known by Google's pushes, and what is not is counted.
    """

    since: AwareDatetime
    page: str = ""
    is_daily: bool = False


class PlayOrderVoided(BillingEvent):
    """Google Play lists an order as paid back which is not known as such; `token` is no secret."""

    token: str
    order_id: str
    voided_at: AwareDatetime
    is_daily: bool = False


class AppStoreHistoryDue(BillingEvent):
    """A page of what Apple has sent, or tried to send, between two instants is due to be compared with what came."""

    since: AwareDatetime
    until: AwareDatetime
    is_test: bool = False
    page: str = ""


class StoreSubscriptionChanged(BillingEvent):
    """What is known of a subscription in a store has changed, or whose it is.

    `account_id` is empty until it is claimed. `paid_through` is until when the store was paid, without what it
    refunded; null where nothing is paid, and for a purchase in the store's sandbox. `periods` counts what was paid
    for and not refunded. `number_id` is the number that it pays for, or empty. `revision` counts the changes. With
    `moved` its account has moved to the web: it goes on there, though the store may still renew it, which adds its
    time; `renews_at` is when, null where the store says no date.
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
    number_id: str = ""
    moved: bool = False
    revision: int


class StoreSubscriptionsMoved(BillingEvent):
    """An account has moved to the web, for good: all that it pays for in the app stores is paid there from now on.

    Billing's consumer of store events moves its plans and stops the renewals, a page of subscriptions at a time.
    """

    account_id: str
    moved_at: AwareDatetime
    by: Literal["asked", "joined"]
    cursor: str | None = None


class StoreRenewalUnwanted(BillingEvent):
    """A store would renew a subscription whose account has moved to the web; billing's consumer of store events has
    Google stop it, and reminds who pays for it of what is not stopped.
    """

    store: AppStoreName
    store_id: str
