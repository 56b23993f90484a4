"""The simulated carrier's calls, by plain HTTP: what a call from outside sets off, and where it ends."""

from datetime import datetime
from typing import Any

import requests

from local.polling import wait_until
from tests.simulators.caller import CALLER, OTHER, OURS, TARGET, Caller, error_of
from tests.simulators.customer import Customer

_ENDED = ("call.hangup", "call.hangup", "call.cost", "call.cost")


def _at(event: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(event["occurred_at"])


def test_a_call_from_outside_is_parked(caller: Caller) -> None:
    """It waits for a command, under its own call, leg and control ids."""
    leg = caller.call()
    payload = caller.events("call.initiated")[0]["payload"]
    assert (payload["direction"], payload["state"]) == ("incoming", "parked")
    assert (payload["from"], payload["to"]) == (CALLER, OURS)
    assert (payload["call_control_id"], payload["call_session_id"]) == (leg["call_control_id"], leg["call_id"])
    assert caller.customer.get(f"calls/{leg['call_control_id']}")["is_alive"]


def test_a_number_without_a_connection_cannot_be_called(caller: Caller) -> None:
    """A call to a number that is not connected, or not ours, is never reported."""
    caller.connect(OTHER, "")
    for to in (OTHER, TARGET):
        assert caller.post("calls", **{"from": CALLER, "to": to})["refused"] == "not_found"
    assert caller.customer.carrier.listener.received == []


def test_a_call_of_ten_minutes_takes_a_moment(caller: Caller) -> None:
    """A transferred call is bridged, talks for exactly as long as said, and both legs end and cost."""
    leg = caller.call(seconds=600)
    caller.obey(leg, "transfer", to=TARGET)
    events = caller.events(*_ENDED)
    assert [it["event_type"] for it in events[:2]] == ["call.initiated", "call.initiated"]
    target = [it for it in events if it["payload"]["call_leg_id"] != leg["call_leg_id"]]
    assert [it["event_type"].removeprefix("call.") for it in target] == [
        "initiated", "answered", "bridged", "hangup", "cost",
    ]  # fmt: skip
    assert target[0]["payload"]["from"] == OURS
    assert target[0]["payload"]["call_session_id"] == leg["call_id"]
    assert (_at(target[3]) - _at(target[1])).total_seconds() == 600
    assert target[4]["payload"]["billed_duration_secs"] == 600


def test_a_call_that_no_command_comes_for_ends(caller: Caller) -> None:
    """After 15 seconds without a command the carrier hangs up."""
    leg = caller.call(hold=True)
    caller.step(leg["call_id"], "wait", seconds=14)
    assert caller.legs(leg["call_id"])[0]["state"] == "parked"
    caller.step(leg["call_id"], "wait", seconds=1)
    assert caller.legs(leg["call_id"])[0]["hangup_cause"] == "timeout"


def test_a_transfer_that_fails_leaves_the_caller(caller: Caller) -> None:
    """Each way not to answer is a cause of the target's hangup; the caller stays, and can be transferred anew."""
    leg = caller.call(caller={"gives_up_after": None})
    ways = {"declines": "call_rejected", "busy": "user_busy", "not_found": "not_found", "rings": "timeout"}
    for does in ways:
        caller.post("calls/people", phone_number=TARGET, does=does)
        caller.obey(leg, "transfer", to=TARGET, timeout_secs=25)
        wait_until("the target's end", lambda: caller.legs(leg["call_id"])[-1]["state"] == "ended", limit=5)
    found = caller.legs(leg["call_id"])
    assert [it["hangup_cause"] for it in found[1:]] == list(ways.values())
    assert found[0]["state"] == "parked"


def test_abroad_only_our_numbers_are_shown(caller: Caller) -> None:
    """A target outside of North America is not reached with the caller's own number."""
    leg = caller.call(target={"does": "rings"})
    caller.obey(leg, "transfer", to="+442079460000", **{"from": CALLER})
    assert caller.wait_for_legs(leg["call_id"], "parked", "ended")[1]["hangup_cause"] == "unspecified"
    caller.obey(leg, "transfer", to="+442079460000")
    assert caller.wait_for_legs(leg["call_id"], "parked", "ended", "ended")[2]["hangup_cause"] == "timeout"


def test_a_caller_who_gives_up_ends_both_legs(caller: Caller) -> None:
    """The target no longer rings, and neither leg costs anything."""
    leg = caller.call(caller={"gives_up_after": 5}, target={"does": "rings"}, hold=False)
    caller.obey(leg, "transfer", to=TARGET)
    ends = [it["payload"] for it in caller.events(*_ENDED) if it["event_type"] == "call.hangup"]
    assert {it["hangup_cause"] for it in ends} == {"originator_cancel"}
    costs = [it["payload"] for it in caller.events(*_ENDED) if it["event_type"] == "call.cost"]
    assert {it["total_cost"] for it in costs} == {"0.0000"}


def test_the_time_limit_cuts_a_call(caller: Caller) -> None:
    """A leg ends exactly at its limit after it was answered, and the caller with it."""
    leg = caller.call(seconds=600)
    caller.obey(leg, "transfer", to=TARGET, time_limit_secs=90)
    caller.events(*_ENDED)
    first, target = caller.legs(leg["call_id"])
    assert (target["hangup_cause"], target["seconds"]) == ("time_limit", 90)
    assert (first["hangup_cause"], first["seconds"]) == ("normal_clearing", 90)


def test_a_rejected_call_costs_nothing(caller: Caller) -> None:
    """A call that is rejected ends for the cause that the command has."""
    for cause, word in (("USER_BUSY", "user_busy"), ("CALL_REJECTED", "call_rejected")):
        leg = caller.call()
        caller.obey(leg, "reject", cause=cause)
        assert caller.legs(leg["call_id"])[0]["hangup_cause"] == word
    assert {
        it["hangup_cause"]
        for it in (e["payload"] for e in caller.events("call.hangup", "call.hangup"))
        if "hangup_cause" in it
    }


def test_a_held_call_goes_on_step_by_step(caller: Caller) -> None:
    """People do nothing by themselves: each step is a command of the control, and time passes only by it."""
    leg = caller.call(hold=True)
    caller.obey(leg, "transfer", to=TARGET)
    caller.wait_for_legs(leg["call_id"], "parked", "ringing")
    caller.step(leg["call_id"], "answer")
    caller.wait_for_legs(leg["call_id"], "talking", "talking")
    caller.step(leg["call_id"], "wait", seconds=130)
    caller.step(leg["call_id"], "hang_up", by="target")
    first, target = caller.legs(leg["call_id"])
    assert (target["seconds"], target["hangup_source"], first["state"]) == (130, "callee", "ended")


def test_a_call_to_a_number_of_ours_arrives_there(caller: Caller) -> None:
    """A transfer to another number of ours is a new call with a Diversion header; both halves end together."""
    caller.connect(OTHER)
    leg = caller.call(seconds=60)
    caller.obey(leg, "transfer", to=OTHER)
    arrived = caller.events("call.initiated", "call.initiated", "call.initiated")
    second = next(
        it["payload"] for it in arrived if it["payload"]["to"] == OTHER and it["payload"]["state"] == "parked"
    )
    assert second["custom_headers"] == [
        {"name": "Diversion", "value": f"<sip:{OURS}@sip.telnyx.com>;reason=unconditional"}
    ]
    assert second["call_session_id"] != leg["call_id"]
    caller.obey(second, "transfer", to=TARGET)
    caller.events(*["call.hangup"] * 4)
    assert [it["seconds"] for it in (*caller.legs(leg["call_id"]), *caller.legs(second["call_session_id"]))] == [60] * 4


def test_an_ended_call_takes_no_command(caller: Caller) -> None:
    """Every command after the end is refused, but the call can still be asked for."""
    leg = caller.call()
    caller.obey(leg, "hangup")
    for name, body in (("answer", {}), ("hangup", {}), ("transfer", {"to": TARGET}), ("speak", {"payload": "Hi"})):
        assert error_of(caller.command(leg, name, **body)) == (422, "90018")
    assert not caller.customer.get(f"calls/{leg['call_control_id']}")["is_alive"]


def test_calls_are_dialed(caller: Caller) -> None:
    """A dialed leg shares the call that it is linked to, and is bridged with it once it is answered."""
    leg = caller.call(seconds=30)
    asked = {"connection_id": "1494404757140276705", "from": OURS, "to": TARGET}
    linked = {"link_to": leg["call_control_id"], "bridge_on_answer": True, "bridge_intent": True}
    answer = caller.customer.ask("POST", "calls", json=asked | linked).json()["data"]
    assert answer["call_session_id"] == leg["call_id"]
    target = [it for it in caller.events(*_ENDED) if it["payload"]["call_leg_id"] == answer["call_leg_id"]]
    assert target[0]["payload"]["from"] == CALLER
    assert caller.legs(leg["call_id"])[1]["seconds"] == 30
    assert error_of(caller.customer.ask("POST", "calls", json=asked | {"connection_id": "1"})) == (422, "10015")


def test_a_phone_without_a_key_gets_nothing(customer: Customer) -> None:
    """Call control needs the key."""
    assert customer.ask("GET", "calls/v3:x", key="KEY-of-another").status_code == 401
    assert requests.get(f"{customer.carrier.url}/call_events", timeout=5).status_code == 401
