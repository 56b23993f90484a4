"""Receives the App Store's signed notifications and stores them; the queue handles them."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import AnyParameters
from kernel.http.request import Request, Response
from kernel.problems import Malformed
from services.billing import store_wiring, wiring
from services.billing.domain.store_problems import NotSignedByStore, StoreNotServed

app_store_webhooks = Api("billing-app-store", wiring.table)


def _prime() -> None:
    snapshot.prime_api(app_store_webhooks.handler, app_store_webhooks.routes, wiring.table())
    if store_wiring.is_served("app_store"):
        store_wiring.signed_data()


handler = snapshot.prime_before_snapshot(app_store_webhooks.handler, _prime)


@app_store_webhooks.post(
    "/webhooks/app-store", open=True, keyed=False, refusals=(Malformed, NotSignedByStore, StoreNotServed)
)
def receive_app_store_notification(work: UnitOfWork, request: Request, query: AnyParameters) -> Response:
    """Receive a notification of the App Store; respond 401 unless Apple signed it."""
    from services.billing.use_cases.store_subscriptions import receive_app_store_notification as receiving

    receiving.receive_app_store_notification(work, body=request.json(), signed_data=store_wiring.signed_data())
    return Response(200, {"received": True})
