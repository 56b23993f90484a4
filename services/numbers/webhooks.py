"""Numbers' door for the carrier: signed deliveries, stored and answered; the queue handles them."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.request import Request, Response
from services.numbers import wiring
from services.numbers.domain.problems import NotTheCarriers
from services.numbers.use_cases.carrier_events.receive_webhook import receive_delivery

webhooks = Api("numbers-webhooks", wiring.table)
handler = webhooks.handler


@webhooks.post("/webhooks/carrier", open=True, keyed=False, refusals=(NotTheCarriers,))
def hear_carrier(work: UnitOfWork, request: Request) -> Response:
    """Take in what the carrier tells; 401 unless it is signed by the carrier."""
    receive_delivery(work, request, wiring.carrier_key())
    return Response(200, {"received": True})
