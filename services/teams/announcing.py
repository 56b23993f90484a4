"""The door to the bus by which events of all services become webhooks, with a queue of its own (E8)."""

from collections.abc import Callable

from contracts.event import Event
from contracts.public_events import PUBLIC_EVENTS, PublicEvent
from contracts.webhooks import MissedWebhooksDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams import wiring

announcing = Consumer("teams-announcing", wiring.table)
handler = announcing.handler


def _to(public: PublicEvent) -> Callable[[UnitOfWork, Event], None]:
    def react(work: UnitOfWork, event: Event) -> None:
        from services.teams.use_cases.endpoints import announce

        announce.announce(work, event, public)

    return react


for _public in PUBLIC_EVENTS:
    announcing.on(_public.of)(_to(_public))


@announcing.on(MissedWebhooksDue)
def send_missed(work: UnitOfWork, event: MissedWebhooksDue) -> None:
    """Have a page of what an endpoint missed sent again."""
    from services.teams.use_cases.endpoints import announce

    announce.send_missed(work, event)
