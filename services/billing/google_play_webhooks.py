"""Receives Google Play's pushes and stores them; the queue handles them."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import AnyParameters
from kernel.http.request import Request, Response
from kernel.problems import Malformed
from services.billing import play_wiring, wiring
from services.billing.domain.store_problems import NotSignedByStore, StoreNotServed

google_play_webhooks = Api("billing-google-play", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with what the first push needs besides: the means to fetch keys and to verify a token."""
    from importlib import import_module

    for module in ("jwt", "requests"):
        import_module(module)
    snapshot.prime_api(google_play_webhooks.handler, google_play_webhooks.routes, wiring.table())


handler = snapshot.prime_before_snapshot(google_play_webhooks.handler, _prime)


@google_play_webhooks.post(
    "/webhooks/google-play", open=True, keyed=False, refusals=(Malformed, NotSignedByStore, StoreNotServed)
)
def receive_google_play_push(work: UnitOfWork, request: Request, query: AnyParameters) -> Response:
    """Receive a push of Google Play; respond 401 unless it is from the operator's own subscription at Google."""
    from services.billing.use_cases.store_subscriptions import receive_google_play_push as receiving

    receiving.receive_google_play_push(
        work, headers=request.headers, raw=request.raw, verification=play_wiring.verification()
    )
    return Response(200, {"received": True})
