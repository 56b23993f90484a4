"""The webhooks of the simulated carrier's calls: signed, and duplicated, dropped, crossed or late as wanted."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from local.polling import wait_until
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.simulators.caller import TARGET, Caller

_HANGUPS = ("call.hangup", "call.hangup")


def _talk(caller: Caller, **how: Any) -> dict[str, Any]:
    leg = caller.call(seconds=60, **how)
    caller.obey(leg, "transfer", to=TARGET)
    return leg


def _arrived(caller: Caller) -> list[str]:
    return [json.loads(it.body)["data"]["event_type"] for it in caller.customer.carrier.listener.received]


def test_webhooks_are_signed(caller: Caller) -> None:
    """Each is signed with the carrier's key, time and body."""
    caller.call()
    received = caller.customer.carrier.listener.wait_for(bool)[0]
    signed = received.headers["telnyx-timestamp"].encode() + b"|" + received.body
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(PUBLIC_KEY))
    key.verify(base64.b64decode(received.headers["telnyx-signature-ed25519"]), signed)


def test_webhooks_are_duplicated(caller: Caller) -> None:
    """A duplicate has the same id."""
    caller.post("calls/behaviour", duplicate=2)
    caller.call()
    assert len({it["id"] for it in caller.events(*["call.initiated"] * 3)}) == 1


def test_webhooks_are_dropped_by_type_and_direction(caller: Caller) -> None:
    """What was dropped is still among the events, its delivery has failed, and the call goes on."""
    caller.post("calls/behaviour", drop=["call.answered", "call.hangup:outgoing"])
    leg = _talk(caller)
    caller.events("call.hangup", "call.cost", "call.cost")
    found = {(it["event_type"], it["payload"].get("direction", "")) for it in caller.events()}
    assert {kind for kind, _ in found} == {"call.initiated", "call.bridged", "call.hangup", "call.cost"}
    assert _arrived(caller).count("call.hangup") == 1
    target = caller.legs(leg["call_id"])[1]["call_leg_id"]
    events = caller.customer.get("call_events", **{"filter[leg_id]": target, "filter[type]": "webhook"})
    assert [it["name"] for it in events] == [
        "call.initiated", "call.answered", "call.bridged", "call.hangup", "call.cost",
    ]  # fmt: skip


def test_dropped_webhooks_are_failed_deliveries(caller: Caller) -> None:
    """The list of deliveries has them, with all that they would have said."""
    caller.post("calls/behaviour", drop=["call.initiated"])
    leg = caller.call()
    failed = caller.customer.get("webhook_deliveries", **{"filter[status][eq]": "failed"})
    assert [it["webhook"]["payload"]["call_leg_id"] for it in failed] == [leg["call_leg_id"]]


def test_webhooks_cross(caller: Caller) -> None:
    """The end of a leg arrives before its answer; the times say what was first."""
    caller.post("calls/behaviour", crossed=True)
    leg = _talk(caller)
    target = caller.wait_for_legs(leg["call_id"], "ended", "ended")[1]["call_leg_id"]
    caller.events(*_HANGUPS, "call.answered", "call.answered", "call.cost", "call.cost")
    bodies = [json.loads(it.body)["data"] for it in caller.customer.carrier.listener.received]
    arrived = [it["event_type"] for it in bodies if it["payload"]["call_leg_id"] == target]
    assert arrived.index("call.hangup") < arrived.index("call.answered")


def test_webhooks_are_late_by_type(caller: Caller) -> None:
    """A target's first webhook may come after the caller has gone."""
    caller.post("calls/behaviour", delays={"call.initiated:outgoing": 0.3})
    leg = caller.call(hold=True)
    caller.obey(leg, "transfer", to=TARGET)
    caller.step(leg["call_id"], "hang_up")
    caller.events("call.initiated", "call.initiated", *_HANGUPS)
    arrived = _arrived(caller)
    assert arrived.index("call.hangup") < len(arrived) - 1 - arrived[::-1].index("call.initiated")


def test_a_callers_answer_may_be_unreported(caller: Caller) -> None:
    """A caller who is bridged was answered, whether a webhook says so or not."""
    caller.post("calls/behaviour", callers_answer=False)
    _talk(caller)
    assert caller.types(*_HANGUPS).count("answered") == 1


def test_targets_may_ring_on(caller: Caller) -> None:
    """A carrier that cancels nothing by itself leaves the target ringing when the caller has gone."""
    caller.post("calls/behaviour", cancels_targets=False)
    leg = caller.call(hold=True)
    caller.obey(leg, "transfer", to=TARGET)
    caller.step(leg["call_id"], "hang_up")
    assert [it["state"] for it in caller.legs(leg["call_id"])] == ["ended", "ringing"]


@pytest.mark.parametrize(
    ("costs", "found"),
    [("ok", ("success", "0.0070")), ("error", ("error", None)), ("null", ("success", None))],
)
def test_costs_are_sent(caller: Caller, costs: str, found: tuple[str, str | None]) -> None:
    """The cost of a leg may be null, or an error."""
    caller.post("calls/behaviour", costs=costs)
    _talk(caller)
    payload = next(it["payload"] for it in caller.events("call.cost") if it["event_type"] == "call.cost")
    assert (payload["status"], payload["total_cost"]) == found


def test_costs_come_late_or_never(caller: Caller) -> None:
    """Late ones are sent when the control says so."""
    caller.post("calls/behaviour", costs="missing")
    _talk(caller)
    caller.events(*_HANGUPS)
    caller.post("calls/behaviour", costs="late")
    leg = _talk(caller)
    assert "cost" not in caller.types(*_HANGUPS * 2)
    caller.step(leg["call_id"], "costs")
    late = [it for it in caller.events("call.cost", "call.cost") if it["event_type"] == "call.cost"]
    assert {it["payload"]["call_session_id"] for it in late} == {leg["call_id"]}


@pytest.mark.parametrize(("status", "attempts"), [(500, 2), (429, 2), (408, 2), (401, 1), (404, 1)])
def test_only_passing_faults_are_retried(caller: Caller, status: int, attempts: int) -> None:
    """A webhook that is refused with another 4xx is never sent again, and is listed as failed."""
    caller.customer.carrier.listener.answers.append(status)
    caller.call()
    delivered = "delivered" if attempts == 2 else "failed"

    def found() -> list[Any]:
        said: list[Any] = caller.customer.get("webhook_deliveries", **{"filter[status][eq]": delivered})
        return said

    wait_until("the deliveries", lambda: found() and len(found()[0]["attempts"]) == attempts, limit=5)
    assert found()[0]["attempts"][-1]["http"]["response"]["status"] == status
    assert len(caller.customer.carrier.listener.received) == attempts


def test_webhooks_go_to_the_url_of_a_leg(caller: Caller) -> None:
    """A command may give a leg its own."""
    leg = caller.call()
    caller.obey(leg, "answer", webhook_url=f"{caller.customer.carrier.origin}/webhooks/carrier/voice/own")
    caller.events("call.answered")
    urls = [json.loads(it.body)["meta"]["delivered_to"] for it in caller.customer.carrier.listener.received]
    assert [url.rpartition("/")[2] for url in urls] == ["voice", "own"]
