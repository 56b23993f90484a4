"""The door for the carrier's webhooks: verified, stored and acknowledged here, handled from the queue."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import AnyParameters
from kernel.http.request import Request, Response
from services.numbers import wiring
from services.numbers.domain.problems import NotTheCarriers
from services.numbers.use_cases.carrier_events.receive_webhook import receive_webhook

webhooks = Api("numbers-webhooks", wiring.table)
handler = snapshot.handler_of(webhooks, wiring.table)


@webhooks.post("/webhooks/carrier", open=True, keyed=False, refusals=(NotTheCarriers,))
def receive_carrier_webhook(work: UnitOfWork, request: Request, query: AnyParameters) -> Response:
    """Receive a webhook of the carrier; 401 unless the carrier signed it."""
    receive_webhook(work, request=request, public_key=wiring.carrier_public_key())
    return Response(200, {"received": True})
