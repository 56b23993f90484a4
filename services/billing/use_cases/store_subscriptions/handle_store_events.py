"""Handles what the stores have sent, and confirms what was bought (B9)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from contracts.sentences import say
from contracts.store_subscriptions import PlayPurchaseUnconfirmed, StoreNotificationReceived
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.problems import NotFound
from services.billing.domain.store_gateway import StoreGateway
from services.billing.domain.store_subscription import Store
from services.billing.stores import inbox, store_subscriptions
from services.billing.use_cases.store_subscriptions import look_at_stores
from services.billing.use_cases.store_subscriptions.receive_notification import inbox_id
from services.billing.use_cases.store_subscriptions.record_report import record_report

if TYPE_CHECKING:
    from services.billing.google_play.store import GoogleStore


def handle_notification(
    work: UnitOfWork, *, gateway: StoreGateway, products: Mapping[str, str], event: StoreNotificationReceived
) -> None:
    """Record what a stored notification reports; one of no subscription is kept as it is. Raises NotFound.

    That Google has paid something back is no fact until its own list says so, which is then looked at.
    """
    raw = inbox.find(work.table, inbox_id(event.store, event.notification_id))
    if raw is None:
        raise NotFound(say("There is no notification {id}.", id=event.notification_id))
    report = gateway.read_notification(raw)
    if report is None:
        log().info("billing.store_notification.kept", extra={"notification_id": event.notification_id})
        return
    record_report(work, report, products=products)
    if report.voided_since:
        look_at_stores.have_voids_looked_at(work, report.voided_since, is_daily=False)


def confirm_purchase(work: UnitOfWork, *, play: "GoogleStore", event: PlayPurchaseUnconfirmed) -> None:
    """Have Google keep the money of a purchase. It is stored, so nothing is lost if Google does not answer now."""
    known = store_subscriptions.find(work.table, Store.GOOGLE_PLAY, event.store_id, is_test=event.is_test)
    if known:
        play.confirm(known)
