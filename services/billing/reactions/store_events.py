"""The reactions of billing to what the app stores report, and to looks at their books that are due (B9)."""

from contracts.store_subscriptions import StoreNotificationReceived, StoreSubscriptionLookDue
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing import store_wiring
from services.billing.use_cases.store_subscriptions import handle_store_events

reactions = Reactions()


@reactions.on(StoreNotificationReceived)
def store_notification_received(work: UnitOfWork, event: StoreNotificationReceived) -> None:
    """Handle a stored notification."""
    handle_store_events.handle_notification(
        work, gateway=store_wiring.gateway(event.store), products=store_wiring.products(), event=event
    )


@reactions.on(StoreSubscriptionLookDue)
def store_subscription_look_due(work: UnitOfWork, event: StoreSubscriptionLookDue) -> None:
    """Read a subscription in its store."""
    handle_store_events.look_at_subscription(
        work, gateway=store_wiring.gateway(event.store), products=store_wiring.products(), event=event
    )
