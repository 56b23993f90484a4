"""The simulated carrier's commands of calls: what each may say, which state it needs, and that it is done once."""

from typing import Any

import pytest

from simulators.telnyx.application import CONNECTION_ID
from tests.simulators.caller import OURS, TARGET, Caller, error_of

_STATE = "Y2FsbCAx"
_DIAL = {"connection_id": CONNECTION_ID, "from": OURS, "to": TARGET}


@pytest.mark.parametrize(
    ("name", "body", "refusal"),
    [
        ("answer", {"client_state": "call 1"}, (422, "90017")),
        ("answer", {"state": "x"}, (400, "10015")),
        ("reject", {}, (422, "10004")),
        ("reject", {"cause": "BUSY"}, (422, "10032")),
        ("transfer", {}, (422, "10004")),
        ("transfer", {"to": "4155550150"}, (422, "10016")),
        ("transfer", {"to": TARGET, "from": "anonymous"}, (422, "10016")),
        ("transfer", {"to": TARGET, "target_leg_client_state": "é"}, (422, "90017")),
        ("transfer", {"to": TARGET, "time_limit_secs": 59}, (422, "90029")),
        ("transfer", {"to": TARGET, "time_limit_secs": 14_001}, (422, "90029")),
        ("transfer", {"to": TARGET, "time_limit_secs": "60"}, (422, "90029")),
        ("transfer", {"to": TARGET, "timeout_secs": 4}, (422, "90028")),
        ("transfer", {"to": TARGET, "timeout_secs": 601}, (422, "90028")),
        ("transfer", {"to": TARGET, "answering_machine_detection": "detect"}, (400, "10015")),
        ("speak", {"payload": "Hello"}, (422, "10004")),
        ("speak", {"payload": "Hello", "voice": "female"}, (422, "90034")),
        ("record_start", {"format": "mp3", "channels": "single"}, (422, "90034")),
        ("record_start", {"format": "ogg", "channels": "single"}, (422, "90000")),
        ("record_start", {"format": "mp3", "channels": "mono"}, (422, "90001")),
    ],
)
def test_a_wrong_command_is_refused(caller: Caller, name: str, body: dict[str, Any], refusal: tuple[int, str]) -> None:
    """A command that the document or the list of errors forbids does nothing."""
    leg = caller.call()
    assert error_of(caller.command(leg, name, **body)) == refusal
    assert caller.legs(leg["call_id"])[0]["state"] == "parked"


def test_a_command_for_no_call_is_refused(caller: Caller) -> None:
    """A control id must be one that the carrier has given."""
    assert error_of(caller.command({"call_control_id": "v3:unknown"}, "answer")) == (422, "90015")
    assert error_of(caller.customer.ask("GET", "calls/v3:unknown")) == (422, "90015")


def test_a_command_is_done_once_for_its_id(caller: Caller) -> None:
    """The same id within 60 seconds is answered as before and does nothing; afterward it is a command again."""
    leg = caller.call(hold=True)
    for _ in range(2):
        caller.obey(leg, "transfer", to=TARGET, command_id="transfer")
    assert len(caller.legs(leg["call_id"])) == 2
    caller.step(leg["call_id"], "decline")
    caller.step(leg["call_id"], "wait", seconds=59)
    caller.obey(leg, "transfer", to=TARGET, command_id="transfer")
    assert len(caller.legs(leg["call_id"])) == 2
    caller.step(leg["call_id"], "wait", seconds=1)
    caller.obey(leg, "transfer", to=TARGET, command_id="transfer")
    assert len(caller.legs(leg["call_id"])) == 3


def test_an_id_of_a_command_belongs_to_its_leg(caller: Caller) -> None:
    """Two calls can have the same."""
    for _ in range(2):
        leg = caller.call()
        caller.obey(leg, "answer", command_id="answer")
        assert caller.legs(leg["call_id"])[0]["state"] == "answered"


def test_a_refused_command_is_not_remembered(caller: Caller) -> None:
    """It may be sent again with its id, once it is allowed."""
    leg = caller.call()
    said = {"payload": "Hello", "voice": "female", "command_id": "speak"}
    assert not caller.command(leg, "speak", **said).ok
    caller.obey(leg, "answer")
    caller.obey(leg, "speak", **said)
    assert caller.legs(leg["call_id"])[0]["spoken"] == ["Hello"]


def test_a_call_is_transferred_to_one_at_a_time(caller: Caller) -> None:
    """While a target rings or talks, there is no other transfer."""
    leg = caller.call(hold=True)
    caller.obey(leg, "transfer", to=TARGET)
    assert error_of(caller.command(leg, "transfer", to=TARGET)) == (422, "10015")
    caller.step(leg["call_id"], "answer")
    assert error_of(caller.command(leg, "transfer", to=TARGET)) == (422, "10015")


def test_state_is_repeated_in_webhooks(caller: Caller) -> None:
    """A leg's webhooks have the state of the last command, and the target's that which the transfer gave it."""
    leg = caller.call(seconds=6)
    caller.obey(leg, "transfer", to=TARGET, client_state=_STATE, target_leg_client_state="dGFyZ2V0")
    ends = [it["payload"] for it in caller.events("call.hangup", "call.hangup") if it["event_type"] == "call.hangup"]
    assert {it["client_state"] for it in ends} == {_STATE, "dGFyZ2V0"}


def test_there_are_so_many_channels(caller: Caller) -> None:
    """A call that would be one too many is refused for the limit that it passes; an ended one makes room."""
    leg = caller.call(hold=True)
    for kind, code in (("user", "90041"), ("profile", "90042"), ("application", "90043")):
        caller.post("calls/behaviour", channels={kind: 0})
        assert error_of(caller.command(leg, "transfer", to=TARGET)) == (422, code)
        caller.post("calls/behaviour", channels={kind: 1})
    caller.obey(leg, "transfer", to=TARGET)
    assert error_of(caller.customer.ask("POST", "calls", json=_DIAL)) == (422, "90041")
    caller.step(leg["call_id"], "decline")
    assert caller.customer.ask("POST", "calls", json=_DIAL).ok


def test_dialing_is_checked(caller: Caller) -> None:
    """A link must be a call that lives, and bridging needs one."""
    leg = caller.call()
    for more in ({"bridge_on_answer": True}, {"bridge_intent": True}, {"link_to": "v3:unknown"}):
        assert error_of(caller.customer.ask("POST", "calls", json=_DIAL | more)) == (422, "10004")
    caller.obey(leg, "hangup")
    linked = _DIAL | {"link_to": leg["call_control_id"]}
    assert error_of(caller.customer.ask("POST", "calls", json=linked)) == (422, "90018")


def test_of_two_dialed_at_once_the_first_is_connected(caller: Caller) -> None:
    """The second that answers is hung up, as the caller talks; one that still rings does so until it is hung up."""
    leg = caller.call(hold=True)
    asked = _DIAL | {"link_to": leg["call_control_id"], "bridge_on_answer": True}
    dialed = [caller.customer.ask("POST", "calls", json=asked).json()["data"] for _ in range(3)]
    for at in (0, 1):
        caller.step(dialed[at]["call_control_id"], "answer")
    assert [it["state"] for it in caller.legs(leg["call_id"])] == ["talking", "talking", "ended", "ringing"]
    caller.obey(dialed[2], "hangup")
    assert caller.legs(leg["call_id"])[3]["hangup_cause"] == "originator_cancel"


def test_a_dialed_leg_outlives_its_caller(caller: Caller) -> None:
    """It is hung up by a command only."""
    leg = caller.call(hold=True)
    asked = _DIAL | {"link_to": leg["call_control_id"], "bridge_on_answer": True}
    caller.customer.ask("POST", "calls", json=asked)
    caller.step(leg["call_id"], "hang_up")
    assert [it["state"] for it in caller.legs(leg["call_id"])] == ["ended", "ringing"]


def test_a_parked_leg_waits_for_a_command(caller: Caller) -> None:
    """With `park_after_unbridge` the caller stays when the target has hung up."""
    leg = caller.call(hold=True)
    caller.obey(leg, "transfer", to=TARGET, park_after_unbridge="self")
    caller.step(leg["call_id"], "answer")
    caller.step(leg["call_id"], "hang_up", by="target")
    assert [it["state"] for it in caller.legs(leg["call_id"])] == ["answered", "ended"]


@pytest.mark.parametrize(
    ("fault", "status", "is_done"), [("down", 503, False), ("busy", 429, False), ("nonsense", 200, True)]
)
def test_commands_fail(caller: Caller, fault: str, status: int, is_done: bool) -> None:
    """A fault is for so many commands of a kind; one that is done all the same is not done again for the same id."""
    leg = caller.call()
    caller.post("calls/behaviour", fault=fault, only=["answer"])
    assert caller.command(leg, "answer", command_id="answer").status_code == status
    assert (caller.legs(leg["call_id"])[0]["state"] == "answered") == is_done
    caller.obey(leg, "answer", command_id="answer")


def test_an_ended_call_is_forgotten(caller: Caller) -> None:
    """Ten minutes after its end it cannot be asked for."""
    leg = caller.call()
    caller.obey(leg, "answer")
    caller.obey(leg, "hangup")
    found = caller.customer.get(f"calls/{leg['call_control_id']}")
    assert (found["is_alive"], "end_time" in found) == (False, True)
    caller.step(leg["call_id"], "wait", seconds=600)
    assert error_of(caller.customer.ask("GET", f"calls/{leg['call_control_id']}")) == (404, "10005")
