"""Billing's door for PayPal: signed deliveries, stored and answered; the queue handles them."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.request import Request, Response
from services.billing import webhook_wiring, wiring
from services.billing.domain.problems import NotSignedByPayPal
from services.billing.use_cases.paypal_events.receive_webhook import receive_webhook

webhooks = Api("billing-webhooks", wiring.table)
handler = webhooks.handler


@webhooks.post("/webhooks/paypal", open=True, keyed=False, refusals=(NotSignedByPayPal,))
def hear_paypal(work: UnitOfWork, request: Request) -> Response:
    """Take in what PayPal tells; 401 unless it is signed by PayPal."""
    receive_webhook(work, request, webhook_wiring.signatures())
    return Response(200, {"received": True})
