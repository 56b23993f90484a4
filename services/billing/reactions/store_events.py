"""The reactions of billing to what the app stores report, and to looks at their books that are due (B9)."""

from contracts import store_subscriptions as events
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import play_wiring, product_wiring, store_wiring
from services.billing.domain.store_gateway import StoreGateway
from services.billing.use_cases.store_subscriptions import handle_store_events, look_at_stores, stop_renewals
from services.billing.use_cases.store_subscriptions.move_account import follow_move

reactions = Reactions()


@reactions.on(events.StoreNotificationReceived)
def store_notification_received(work: UnitOfWork, event: events.StoreNotificationReceived) -> None:
    """Handle a stored notification."""
    gateway = store_wiring.gateway(event.store, work.table)
    handle_store_events.handle_notification(work, gateway=gateway, products=product_wiring.products(), event=event)


@reactions.on(events.PlayPurchaseUnconfirmed, has_external_effect=True)
def play_purchase_unconfirmed(work: UnitOfWork, event: events.PlayPurchaseUnconfirmed) -> None:
    """Have Google keep the money of a purchase that is stored."""
    play = play_wiring.google_play(work.table, product_wiring.products())
    handle_store_events.confirm_purchase(work, play=play, event=event)


@reactions.on(events.StoreSubscriptionLookDue)
def store_subscription_look_due(work: UnitOfWork, event: events.StoreSubscriptionLookDue) -> None:
    """Read a subscription in its store, unless the operator serves that no more."""
    if store_wiring.is_served(event.store):
        gateway = store_wiring.gateway(event.store, work.table)
        look_at_stores.look_at_subscription(work, gateway=gateway, products=product_wiring.products(), event=event)


@reactions.on(events.StorePlanDue)
def store_plan_due(work: UnitOfWork, event: events.StorePlanDue) -> None:
    """Ask a store whether it has renewed a number plan that is due, unless the operator serves it no more."""
    from services.billing.use_cases.store_subscriptions.judge_plan import judge_plan

    def gateway(store: str) -> StoreGateway | None:
        return store_wiring.gateway(store, work.table) if store_wiring.is_served(store) else None

    judge_plan(work, gateway=gateway, products=product_wiring.products(), event=event)


@reactions.on(events.StoreLooksDue)
def store_looks_due(work: UnitOfWork, event: events.StoreLooksDue) -> None:
    """Have the stores' own books be looked at."""
    look_at_stores.start_looks(work, event=event)


@reactions.on(events.StoreShardDue)
def store_shard_due(work: UnitOfWork, event: events.StoreShardDue) -> None:
    """Have a page of the subscriptions that are watched read in their stores."""
    look_at_stores.look_at_shard(work, event=event)


@reactions.on(events.PlayVoidsDue)
def play_voids_due(work: UnitOfWork, event: events.PlayVoidsDue) -> None:
    """Compare a page of the orders that Google has paid back with ours."""
    if play_wiring.is_served():
        play = play_wiring.google_play(work.table, product_wiring.products())
        look_at_stores.look_at_voids(work, play=play, event=event)


@reactions.on(events.PlayOrderVoided)
def play_order_voided(work: UnitOfWork, event: events.PlayOrderVoided) -> None:
    """Take back the period of an order that Google has paid back."""
    play = play_wiring.google_play(work.table, product_wiring.products())
    look_at_stores.record_void(work, play=play, products=product_wiring.products(), event=event)


@reactions.on(events.AppStoreHistoryDue)
def app_store_history_due(work: UnitOfWork, event: events.AppStoreHistoryDue) -> None:
    """Look for notifications of Apple that never came, in a page of its history."""
    if store_wiring.is_served("app_store"):
        look_at_stores.look_at_history(work, apple=store_wiring.app_store(), event=event)


@reactions.on(events.StoreSubscriptionsMoved)
def store_subscriptions_moved(work: UnitOfWork, event: events.StoreSubscriptionsMoved) -> None:
    """Move a page of an account's subscriptions to the web."""
    follow_move(work, event, product_wiring.products())


@reactions.on(events.StoreRenewalUnwanted, has_external_effect=True)
def store_renewal_unwanted(work: UnitOfWork, event: events.StoreRenewalUnwanted) -> None:
    """Stop a renewal in Google Play; remind of one in a store that does not let us."""
    is_asked = event.store == "google_play" and play_wiring.is_served()
    play = play_wiring.google_play(work.table, product_wiring.products()) if is_asked else None
    stop_renewals.stop_renewal(work, play=play, products=product_wiring.products(), event=event)
