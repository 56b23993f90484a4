"""Follow what accounts pay for in the app stores: a number can be ordered with it in place of a charge (B9)."""

from contracts.store_subscriptions import StoreSubscriptionChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.store_subscription import StoreSubscription
from services.numbers.stores import people, store_subscriptions

_AT_ONCE = 50


def store_subscription_changed(work: UnitOfWork, event: StoreSubscriptionChanged) -> None:
    """Know a subscription by its newest event; of one in a store's sandbox, or of a closed account, nothing."""
    if event.is_test or not event.account_id or people.find(work.table, event.account_id).closed:
        return
    known = store_subscriptions.find(work.table, event.account_id, event.subscription_id)
    if known and known.revision >= event.revision:
        return
    after = StoreSubscription(
        event.subscription_id,
        event.account_id,
        event.store,
        event.plan_id,
        event.number_id,
        event.revision,
        event.paid_through,
        event.renews,
        event.renews_at,
        event.moved,
    )
    work.save([store_subscriptions.save(after, known), people.still_there(event.account_id)])


def forget_store_subscriptions(work: UnitOfWork, *, account_id: str) -> None:
    """Forget what a closed account paid for in the stores."""
    while items := store_subscriptions.list_of(work.table, account_id, _AT_ONCE).items:
        work.save(map(store_subscriptions.remove, items))
        work.commit()
