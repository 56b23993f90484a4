"""The door for the carrier's webhooks about calls: verified, decided and stored; then commands are sent (N6, N8)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import AnyParameters
from kernel.http.request import Request, Response
from kernel.problems import Stale, Unavailable
from services.numbers import call_wiring, wiring
from services.numbers.domain.problems import NotTheCarriers
from services.numbers.use_cases.calls.receive_call_event import receive_call_event

voice = Api("numbers-voice", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with what a call that comes needs: settings, prices, and the means to send a command."""
    from importlib import import_module

    from contracts.rates import decks
    from services.numbers.domain.call import Call
    from services.numbers.domain.call_settings import CallSettings
    from services.numbers.domain.phone_app import PhoneApp

    for module in ("requests", "cryptography.hazmat.primitives.asymmetric.ed25519"):
        import_module(module)
    decks()
    snapshot.prime_api(voice.handler, voice.routes, wiring.table(), records=(Call, CallSettings, PhoneApp))


handler = snapshot.prime_before_snapshot(voice.handler, _prime)


@voice.post("/webhooks/carrier/voice", open=True, keyed=False, refusals=(NotTheCarriers,))
def receive_carrier_call(work: UnitOfWork, request: Request, query: AnyParameters) -> Response:
    """Receive a webhook about a call; 401 unless the carrier signed it, 503 for what passes.

    So for a call that keeps changing meanwhile: after a 409 the carrier would not deliver it again.
    """
    try:
        receive_call_event(
            work,
            request=request,
            public_keys=wiring.carrier_public_key(),
            sip_domain=wiring.sip_domain(),
            gateway=call_wiring.calling,
        )
    except Stale as stale:
        raise Unavailable from stale
    return Response(200, {"received": True})
