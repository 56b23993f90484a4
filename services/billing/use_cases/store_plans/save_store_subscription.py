"""Writes a subscription in an app store and publishes what has changed of it: the one way by which it changes (B9)."""

from collections.abc import Mapping
from dataclasses import replace

from contracts.store_subscriptions import StoreSubscriptionChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.stores import store_subscriptions


def save_store_subscription(
    work: UnitOfWork, before: StoreSubscription, after: StoreSubscription, products: Mapping[str, str]
) -> StoreSubscription:
    """Write the subscription, publish its change if that counts, and return it with its new version.

    `products` are the plans by the stores' products.
    """
    after = replace(after, version=before.version + 1)
    work.save(store_subscriptions.save(after, work.now))
    if is_news(before, after):
        work.publish(_describe(after, products))
    return after


def is_news(before: StoreSubscription, after: StoreSubscription) -> bool:
    """Return whether others need to know of a change."""
    known, now = (_describe(replace(it, version=0), {}) for it in (before, after))
    return not before.version or known != now


def _describe(it: StoreSubscription, products: Mapping[str, str]) -> StoreSubscriptionChanged:
    return StoreSubscriptionChanged(
        subscription_id=store_subscriptions.id_of(it),
        account_id=it.account_id,
        store=it.store.value,
        is_test=it.is_test,
        product_id=it.product_id,
        plan_id=products.get(it.product_id, ""),
        paid_through=it.paid_through,
        periods=sum(1 for _ in it.kept),
        renews=it.renews,
        renews_at=it.renewal.renews_at if it.renewal and it.renews else None,
        number_id=it.number_id,
        moved=it.moved,
        revision=it.version,
    )
