"""The door to the bus that sends webhooks, with a queue of its own: no slow endpoint delays other work (E8)."""

from contracts.webhooks import WebhookDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams import endpoint_wiring, wiring

delivering = Consumer("teams-delivering", wiring.table)
handler = delivering.handler


@delivering.on(WebhookDue, has_external_effect=True)
def deliver_due_webhook(work: UnitOfWork, event: WebhookDue) -> None:
    """Send a webhook to its endpoint."""
    from services.teams.use_cases.endpoints.deliver import deliver

    deliver(work, event, receivers=endpoint_wiring.receivers(), opened=endpoint_wiring.opened)
