"""The carrier's webhooks: signed, handled once, in any order (N8)."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kernel.providers.errors import ForgedError
from services.numbers.carrier.webhook_signatures import verify
from simulators.telnyx.deliveries import sign
from tests.running_simulator import ReceivedWebhook
from tests.services.numbers.harness import NumbersHarness

_VECTOR = Path(__file__).parents[4] / "shared/outside/telnyx/samples/signature.test-vector.GENERATED.json"


def delivery(body: bytes) -> ReceivedWebhook:
    """Return a webhook that the carrier has signed."""
    return ReceivedWebhook(sign(body), body)


def order_complete(reference: str, status: str = "success", event_id: str = "evt-1") -> bytes:
    """Return the body of a webhook about a complete order."""
    payload = {"customer_reference": reference, "status": status, "phone_numbers": [{"status": status}]}
    return json.dumps({"data": {"id": event_id, "event_type": "number_order.complete", "payload": payload}}).encode()


def test_a_genuine_signature_is_accepted_and_an_altered_body_refused() -> None:
    """The signature of the carrier's sample is accepted, and refused for any other body."""
    if not _VECTOR.exists():
        pytest.skip(f"the provider's samples are not here: {_VECTOR}")
    vector = json.loads(_VECTOR.read_text())
    now = datetime.fromtimestamp(int(vector["headers"]["telnyx-timestamp"]) + 10, UTC)
    raw, key = vector["raw_body"].encode(), vector["public_key_base64"]
    verify(vector["headers"], raw, key, now)
    with pytest.raises(ForgedError):
        verify(vector["headers"], raw.replace(b"call.cost", b"call.lost"), key, now)


def _unsigned(body: bytes) -> dict[str, str]:
    return {"content-type": "application/json"}


def _old(body: bytes) -> dict[str, str]:
    return sign(body, at=1_700_000_000)


def _anothers(body: bytes) -> dict[str, str]:
    return sign(body) | {"telnyx-signature-ed25519": base64.b64encode(b"x" * 64).decode()}


def _no_signature(body: bytes) -> dict[str, str]:
    return sign(body) | {"telnyx-signature-ed25519": "not base64!"}


def _odd_time(body: bytes) -> dict[str, str]:
    return sign(body) | {"telnyx-timestamp": "²³"}


@pytest.mark.parametrize("forge", [_unsigned, _old, _anothers, _no_signature, _odd_time])
def test_a_forged_webhook_changes_nothing(harness: NumbersHarness, forge) -> None:
    """A webhook that is unsigned, old, wrongly signed or unreadable gets 401, and is not stored."""
    body = order_complete("num_1")
    assert harness.deliver(ReceivedWebhook(forge(body), body)) == 401
    assert harness.events("CarrierEventReceived") == []


def test_a_webhook_delivered_a_hundred_times_is_handled_once(harness: NumbersHarness) -> None:
    """Webhooks are deduplicated by the event's id, whatever else differs."""
    number = harness.has()
    body = order_complete(number["number_id"], event_id="evt-again")
    assert {harness.deliver(delivery(body)) for _ in range(100)} == {200}
    harness.world.settle()
    assert len([it for it in harness.events("CarrierEventReceived") if it["event_id"] == "evt-again"]) == 1
    assert len(harness.events("NumberActivated")) == 1


def test_a_late_report_of_an_order_changes_nothing(harness: NumbersHarness) -> None:
    """A failure after the success, or of an order that is not ours, changes nothing."""
    number = harness.has()
    harness.deliver(delivery(order_complete(number["number_id"], "failure", "evt-2")))
    harness.deliver(delivery(order_complete("num_of_nobody", "success", "evt-3")))
    harness.deliver(delivery(order_complete("", "success", "evt-4")))
    harness.world.settle()
    assert harness.see(number["number_id"])["status"] == "active"


def test_a_failure_is_ignored_while_another_order_succeeded(harness: NumbersHarness) -> None:
    """The carrier may have two orders of one number; the one that succeeded counts."""
    number_id = harness.wants().body["number_id"]
    harness.carrier.behave(webhook=0, delay_seconds=0)
    harness.paid(number_id)
    harness.carrier_done()
    harness.deliver(delivery(order_complete(number_id, "failure")))
    harness.world.settle()
    assert harness.see(number_id)["status"] == "active"


def test_a_malformed_event_is_refused_and_an_unknown_one_stored(harness: NumbersHarness) -> None:
    """A signed body that is no event gets 400; events of other kinds, with or without an envelope, are stored."""
    assert harness.deliver(delivery(b"[1]")) == 400
    assert harness.deliver(delivery(b"{")) == 400
    assert harness.deliver(delivery(b'{"data": {"id": "evt-5", "event_type": "call.cost", "payload": {}}}')) == 200
    assert harness.deliver(delivery(b'{"event_type": "porting_order.deleted", "payload": {}}')) == 200
    harness.world.settle()
    assert len(harness.events("CarrierEventReceived")) == 2
