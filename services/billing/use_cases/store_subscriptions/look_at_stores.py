"""Looks at the stores' own books each day: what never came is added by the same path, and counted (B9)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from contracts.store_subscriptions import (
    AppStoreHistoryDue,
    PlayOrderVoided,
    PlayVoidsDue,
    StoreLooksDue,
    StoreRenewalUnwanted,
    StoreShardDue,
    StoreSubscriptionLookDue,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.store_gateway import StoreGateway
from services.billing.domain.store_subscription import Store, StoreSubscription
from services.billing.stores import inbox, store_moves, store_subscriptions
from services.billing.use_cases.store_subscriptions.receive_notification import inbox_id, save_notification
from services.billing.use_cases.store_subscriptions.record_report import record_report

if TYPE_CHECKING:
    from services.billing.app_store import AppStore
    from services.billing.google_play.store import GoogleStore

_PAGE = 25
_UNDER_WAY = timedelta(hours=1)  # a notification of what is younger may be on its way
_VOIDS = timedelta(days=29)  # Google lists orders that were paid back for 30
_PUSHED_AFTER = timedelta(hours=1)  # a push may say an instant that is somewhat later than the list does
_HISTORY = timedelta(days=3)  # of what Apple has sent: what an earlier look could not read is looked at again


def start_looks(work: UnitOfWork, *, event: StoreLooksDue) -> None:
    """Have the subscriptions of each shard be looked at, and what the stores list as a whole."""
    now = min(event.as_of, work.now)  # no store has a list of the future
    until = now - _UNDER_WAY
    work.publish(*(StoreShardDue(shard=shard) for shard in range(store_subscriptions.SHARDS)))
    have_voids_looked_at(work, now - _VOIDS, is_daily=True)
    for is_test in (False, True):
        work.publish(AppStoreHistoryDue(since=until - _HISTORY, until=until, is_test=is_test))


def have_voids_looked_at(work: UnitOfWork, since: datetime, *, is_daily: bool) -> None:
    """Have Google's list of what it has paid back looked at, from an instant on that it has a list of."""
    since = min(since, work.now) - (timedelta() if is_daily else _PUSHED_AFTER)
    work.publish(PlayVoidsDue(since=max(since, work.now - _VOIDS), is_daily=is_daily))


def look_at_shard(work: UnitOfWork, *, event: StoreShardDue) -> None:
    """Have the subscriptions of a page read in their stores, and the next page be looked at."""
    page = store_subscriptions.list_watched(work.table, event.shard, _PAGE, event.cursor)
    for it in map(store_subscriptions.loaded, page.items):
        name = {"store": it.store.value, "store_id": it.store_id, "is_test": it.is_test}
        work.publish(StoreSubscriptionLookDue(**name, is_daily=True))
    if page.next_cursor:
        work.publish(StoreShardDue(shard=event.shard, cursor=page.next_cursor))


def look_at_subscription(
    work: UnitOfWork, *, gateway: StoreGateway, products: Mapping[str, str], event: StoreSubscriptionLookDue
) -> None:
    """Read a subscription in its store and record what it says now."""
    known = store_subscriptions.find(work.table, Store(event.store), event.store_id, is_test=event.is_test)
    if known is None:
        return
    after = record_report(work, gateway.look(known), products=products).subscription
    if event.is_daily and _has_missed(known, after, work.now - _UNDER_WAY):
        _count_missed(known)
    if event.is_daily and after.renews and not after.is_test and store_moves.find(work.table, after.account_id):
        work.publish(StoreRenewalUnwanted(store=after.store.value, store_id=after.store_id))


def look_at_voids(work: UnitOfWork, *, play: "GoogleStore", event: PlayVoidsDue) -> None:
    """Publish each order of a page that is paid back and not known as such, and have the next page be looked at."""
    found, following = play.list_voided(event.since, event.page)
    for it in found:
        known = store_subscriptions.find_named(work.table, Store.GOOGLE_PLAY, it.token)
        if known and not known.is_refunded(it.order_id):
            work.publish(
                PlayOrderVoided(token=it.token, order_id=it.order_id, voided_at=it.at, is_daily=event.is_daily)
            )
    if following:
        work.publish(event.model_copy(update={"page": following}))


def record_void(work: UnitOfWork, *, play: "GoogleStore", products: Mapping[str, str], event: PlayOrderVoided) -> None:
    """Record that Google has paid an order back; what the daily look found should have been known by a push."""
    from services.billing.google_play.pushes import Voided

    report = play.report_of_void(Voided(event.token, event.order_id, event.voided_at))
    recorded = record_report(work, report, products=products) if report else None
    if event.is_daily and recorded and recorded.is_news and event.voided_at < work.now - _UNDER_WAY:
        _count_missed(recorded.subscription)


def look_at_history(work: UnitOfWork, *, apple: "AppStore", event: AppStoreHistoryDue) -> None:
    """Store the notifications of a page that never came, and have the next page be looked at."""
    sent, following = apple.notifications(event.since, event.until, event.page, is_test=event.is_test)
    for notification_id, raw in sent.items():
        if inbox.find(work.table, inbox_id("app_store", notification_id)) is None:
            save_notification(work, store="app_store", notification_id=notification_id, raw=raw)
            log().warning("billing.store_notification.missed", extra={"notification_id": notification_id})
            count("StoreNewsMissed")
    if following:
        work.publish(event.model_copy(update={"page": following}))


def _has_missed(before: StoreSubscription, after: StoreSubscription, late: datetime) -> bool:
    """Return whether something of before an instant was not known: a period that had begun, or a refund."""
    began = any(it.starts_at < late for key, it in after.periods.items() if key not in before.periods)
    return began or any(after.is_refunded(key) != before.is_refunded(key) for key in before.periods)


def _count_missed(it: StoreSubscription) -> None:
    log().warning("billing.store_subscription.missed", extra={"store": it.store.value, "is_test": it.is_test})
    count("StoreNewsMissed")
