"""Billing's door for PayPal: signed deliveries, stored and answered; the queue handles them."""

from kernel import snapshot
from kernel.calls import Answer, Call
from kernel.http import Api
from kernel.work import Work
from services.billing import webhook_wiring, wiring
from services.billing.use_cases.receive_delivery import NotPayPals, receive_delivery

webhooks = Api("billing-webhooks", wiring.table)
handler = snapshot.primed(
    webhooks.handler, lambda: snapshot.prime_api(webhooks.handler, webhooks.routes, wiring.table())
)


@webhooks.post("/webhooks/paypal", open=True, keyed=False, refusals=(NotPayPals,))
def hear_paypal(work: Work, call: Call) -> Answer:
    """Take in what PayPal tells; 401 unless it is signed by PayPal."""
    receive_delivery(work, call, webhook_wiring.signatures())
    return Answer(200, {"received": True})
