"""The door for webhooks about calls: signed, small, and safe to be called again (N8)."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kernel import aws, clock, ids
from services.numbers.stores import call_parties
from simulators.telnyx.deliveries import sign
from tests.faults import Crash, conflicting, counted, crashing, refused
from tests.running_simulator import ReceivedWebhook
from tests.services.numbers.calls_harness import CALLER, CallsHarness


def _webhook(calls: CallsHarness, kind: str = "call.initiated", **payload: Any) -> bytes:
    about = {
        "call_control_id": "v3:control",
        "call_leg_id": "leg-1",
        "call_session_id": "session-1",
        "direction": "incoming",
        "from": CALLER,
        "to": calls.phone_number,
        "state": "parked",
    } | payload
    event = {"event_type": kind, "id": "evt-1", "occurred_at": clock.to_text(clock.now()), "payload": about}
    return json.dumps({"data": event | {"record_type": "event"}}).encode()


def _signed(body: bytes) -> ReceivedWebhook:
    return ReceivedWebhook(sign(body), body)


def test_a_forged_webhook_is_refused_and_changes_nothing(calls: CallsHarness) -> None:
    """One that is unsigned, altered or old gets 401, and opens no call."""
    body = _webhook(calls)
    altered = ReceivedWebhook(sign(body), body.replace(b"incoming", b"outgoing"))
    for forged in (ReceivedWebhook({}, body), altered, ReceivedWebhook(sign(body, at=1_700_000_000), body)):
        assert calls.deliver(forged) == 401
    assert calls.all() == []


def test_two_keys_are_accepted_while_one_replaces_the_other(calls: CallsHarness) -> None:
    """A webhook that either key has signed is genuine; one of a third is not."""
    others = Ed25519PrivateKey.generate()
    raw = others.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    surroundings = calls.harness.world.surroundings["numbers"]
    old = surroundings["CARRIER_PUBLIC_KEY"]
    body = _webhook(calls, to="+14155550000")
    stamp = str(int(clock.now().timestamp()))
    signature = base64.b64encode(others.sign(stamp.encode() + b"|" + body)).decode()
    by_other = ReceivedWebhook({"telnyx-timestamp": stamp, "telnyx-signature-ed25519": signature}, body)
    assert calls.deliver(by_other) == 401
    surroundings["CARRIER_PUBLIC_KEY"] = f"{old},{base64.b64encode(raw).decode()}"
    assert (calls.deliver(by_other), calls.deliver(_signed(body))) == (200, 200)


@pytest.mark.parametrize("caller", ["anonymous", "sip:anonymous@anonymous.invalid", "sip:+12125550199@sip.example", ""])
def test_a_caller_may_be_hidden_or_a_sip_address(calls: CallsHarness, caller: str) -> None:
    """A caller without a number is kept as none; a SIP address with one as the number."""
    calls.credits = 0
    assert calls.deliver(_signed(_webhook(calls, **{"from": caller}))) == 200
    call = calls.find(ids.derived_id("call", "session-1"))
    assert call is not None
    assert call.other_number == (CALLER if CALLER in caller else "")


def test_what_is_of_no_interest_is_acknowledged(calls: CallsHarness) -> None:
    """Events of other kinds, of unknown calls and numbers, and without what is needed get 200; what is none, 400."""
    for body in (
        _webhook(calls, "call.speak.started"),
        _webhook(calls, "call.something.new"),
        _webhook(calls, to="+14155550000"),
        _webhook(calls, "call.cost", to=None),
        _webhook(calls, "call.hangup", client_state=base64.b64encode(b"call_x|target|transfer").decode()),
        _webhook(calls, call_leg_id=None),
        _webhook(calls, direction="outgoing", client_state="not base64!"),
    ):
        assert calls.deliver(_signed(body)) == 200
    assert calls.all() == []
    assert calls.deliver(_signed(b"[1]")) == 400


def test_a_call_that_came_through_the_number_before_is_rejected(calls: CallsHarness) -> None:
    """The Diversion header shows by which numbers a call was forwarded: one that comes back gets the busy signal."""
    headers = [{"name": "Diversion", "value": f"<sip:{calls.phone_number}@sip.telnyx.com>;reason=unconditional"}]
    assert calls.deliver(_signed(_webhook(calls, sip_headers=headers))) == 200
    call = calls.find(ids.derived_id("call", "session-1"))
    assert call is not None
    assert (call.reason, call.steps[0].kind) == ("forwarding_loop", "reject")


def test_a_passing_fault_is_answered_with_5xx(calls: CallsHarness) -> None:
    """While the table is busy, or the carrier does not answer, the carrier is to deliver it again."""
    throttled = {"Error": {"Code": "InternalServerError", "Message": "x"}}
    body = _webhook(calls)
    with refused(aws.client("dynamodb"), "TransactWriteItems", times=99, error=throttled, status=500):
        assert calls.deliver(_signed(body)) >= 500
    assert calls.all() == []


def test_a_call_that_keeps_changing_is_answered_with_5xx(calls: CallsHarness) -> None:
    """After a 409 the carrier would not deliver it again, and the call would stay as it is."""
    body = _webhook(calls)
    with conflicting(aws.client("dynamodb"), at_commit=1, times=99, reason="ConditionalCheckFailed"):
        assert calls.deliver(_signed(body)) == 503
    assert calls.deliver(_signed(body)) == 200


def test_each_webhook_is_one_read_and_one_transaction(calls: CallsHarness) -> None:
    """A call that comes, and each fact after it, cost a read and a transaction; a repeat or a stranger costs a read."""
    client = aws.client("dynamodb")
    read, write = "BatchGetItem", "TransactWriteItems"
    for made, body in (
        ([read, write], _webhook(calls)),
        ([read], _webhook(calls)),
        ([read, write], _webhook(calls, "call.hangup", hangup_cause="originator_cancel")),
        (["GetItem", write], _webhook(calls, "call.cost", to=None, total_cost="0.0000", status="success")),
        ([], _webhook(calls, "call.speak.started")),
    ):
        with counted(client) as counts:
            calls.deliver(_signed(body))
        assert counts.made == made


def test_a_recording_of_a_forgotten_call_is_still_deleted(calls: CallsHarness) -> None:
    """Its user closed their account between the end of the call and the recording: it still goes."""
    for body in (_webhook(calls), _webhook(calls, "call.hangup", hangup_cause="originator_cancel")):
        calls.deliver(_signed(body))
    calls.harness.table.commit([call_parties.forget(ids.derived_id("call", "session-1"))])
    calls.deliver(_signed(_webhook(calls, "call.recording.saved", recording_id="rec-1")))
    assert [(it["recording_id"], it["user_id"]) for it in calls.events("VoicemailLeft")] == [("rec-1", "")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", [1, 2])
def test_a_crash_in_the_door_loses_no_call(calls: CallsHarness, at_call: int, after: bool) -> None:
    """Killed at any AWS call, it is delivered again: there is one call, held for once and transferred."""
    call_id = calls.comes()
    first = calls.harness.carrier.listener.wait_for(lambda heard: len(heard) > calls.heard)[calls.heard]
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        calls.deliver(first)
    calls.until(calls.is_over(call_id))
    assert (len(calls.events("CallArrived")), len(calls.events("CallEnded"))) == (1, 1)
    assert [name for name, _ in calls.commands()] == ["transfer"]


@pytest.mark.parametrize("fault", ["down", "lost", "nonsense", "busy", "slow"])
def test_a_command_that_failed_is_sent_again_by_the_same_webhook(calls: CallsHarness, fault: str) -> None:
    """The door tries twice, then answers 503; the webhook comes again, and the command is done once, by its id."""
    calls.sets(blocked=(CALLER,))
    calls.control("/behaviour", fault=fault, times=2, seconds=0.7)
    call_id = calls.comes()
    calls.until(calls.is_over(call_id))
    ids_sent = {body["command_id"] for _, body in calls.commands()}
    assert (calls.entries()[0].reason, len(ids_sent)) == ("blocked", 1)
    if fault in ("down", "busy"):
        assert calls.statuses[0] == 503
