"""Receives PayPal's signed webhooks and stores them; the queue handles them."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import AnyParameters
from kernel.http.request import Request, Response
from services.billing import webhook_wiring, wiring
from services.billing.domain.problems import NotSignedByPayPal
from services.billing.use_cases.paypal_events.receive_webhook import receive_webhook

webhooks = Api("billing-webhooks", wiring.table)
handler = snapshot.handler_of(webhooks, wiring.table)


@webhooks.post("/webhooks/paypal", open=True, keyed=False, refusals=(NotSignedByPayPal,))
def receive_paypal_webhook(work: UnitOfWork, request: Request, query: AnyParameters) -> Response:
    """Receive a webhook of PayPal; respond 401 unless PayPal signed it."""
    receive_webhook(
        work, headers=request.headers, raw=request.raw, read=request.json, signatures=webhook_wiring.signatures()
    )
    return Response(200, {"received": True})
