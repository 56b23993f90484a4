"""Receives a genuine notification of a store: stored once, handled later from the queue (B9)."""

from contracts.store_subscriptions import AppStoreName, StoreNotificationReceived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.billing.domain.problems import DuplicateDelivery
from services.billing.stores import inbox


def receive_notification(work: UnitOfWork, *, store: AppStoreName, notification_id: str, raw: str) -> None:
    """Store a notification that was verified, once; one that came before changes nothing."""
    save_notification(work, store=store, notification_id=notification_id, raw=raw)
    try:
        work.commit()
    except DuplicateDelivery:
        log().info("billing.store_notification.duplicate", extra={"store": store, "notification_id": notification_id})


def save_notification(work: UnitOfWork, *, store: AppStoreName, notification_id: str, raw: str) -> None:
    """Store a notification with the event that has it handled; the commit refuses one that came before."""
    work.save(inbox.store(inbox_id(store, notification_id), raw, work.now))
    work.publish(StoreNotificationReceived(store=store, notification_id=notification_id))


def inbox_id(store: AppStoreName, notification_id: str) -> str:
    """Return the id under which a notification is stored: each store has ids of its own."""
    return f"{store}#{notification_id}"
