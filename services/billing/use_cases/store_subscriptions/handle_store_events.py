"""Handles what the stores have sent, and looks at subscriptions in the stores' own books (B9)."""

from collections.abc import Mapping

from contracts.store_subscriptions import StoreNotificationReceived, StoreSubscriptionLookDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import NotFound
from services.billing.domain.store_gateway import StoreGateway
from services.billing.domain.store_subscription import Store
from services.billing.stores import inbox, store_subscriptions
from services.billing.use_cases.store_subscriptions.receive_notification import inbox_id
from services.billing.use_cases.store_subscriptions.record_report import record_report


def handle_notification(
    work: UnitOfWork, *, gateway: StoreGateway, products: Mapping[str, str], event: StoreNotificationReceived
) -> None:
    """Record what a stored notification reports; one of no subscription is kept as it is. Raises NotFound."""
    raw = inbox.find(work.table, inbox_id(event.store, event.notification_id))
    if raw is None:
        raise NotFound(f"There is no notification {event.notification_id}.")
    report = gateway.read_notification(raw)
    if report is None:
        log().info("billing.store_notification.kept", extra={"notification_id": event.notification_id})
        return
    record_report(work, report, products=products)


def look_at_subscription(
    work: UnitOfWork, *, gateway: StoreGateway, products: Mapping[str, str], event: StoreSubscriptionLookDue
) -> bool:
    """Read a subscription in its store and record what it says now; return whether that was news."""
    known = store_subscriptions.find(work.table, Store(event.store), event.store_id, is_test=event.is_test)
    return known is not None and record_report(work, gateway.look(known), products=products).is_news
