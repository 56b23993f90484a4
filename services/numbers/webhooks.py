"""Numbers' door for the carrier: signed deliveries, stored and answered; the queue handles them."""

from kernel import snapshot
from kernel.calls import Answer, Call
from kernel.http import Api
from kernel.work import Work
from services.numbers import wiring
from services.numbers.problems import NotTheCarriers
from services.numbers.use_cases.receive_delivery import receive_delivery

webhooks = Api("numbers-webhooks", wiring.table)
handler = snapshot.primed(
    webhooks.handler, lambda: snapshot.prime_api(webhooks.handler, webhooks.routes, wiring.table())
)


@webhooks.post("/webhooks/carrier", open=True, keyed=False, refusals=(NotTheCarriers,))
def hear_carrier(work: Work, call: Call) -> Answer:
    """Take in what the carrier tells; 401 unless it is signed by the carrier."""
    receive_delivery(work, call, wiring.carrier_key())
    return Answer(200, {"received": True})
