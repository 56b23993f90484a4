"""Apps and phones at the simulated carrier: credentials, registration, and calls that ring there."""

from typing import Any

import pytest
import requests

from simulators.telnyx.application import CREDENTIAL_CONNECTION_ID
from tests.simulators.caller import CALLER, OURS, TARGET, Caller, error_of

_CREDENTIAL = {"connection_id": CREDENTIAL_CONNECTION_ID}


@pytest.fixture
def credential(caller: Caller) -> dict[str, Any]:
    """Return a credential of an app."""
    answer = caller.customer.ask("POST", "telephony_credentials", json=_CREDENTIAL)
    assert answer.status_code == 201
    return dict(answer.json()["data"])


def _token(caller: Caller, credential: dict[str, Any]) -> str:
    answer = caller.customer.ask("POST", f"telephony_credentials/{credential['id']}/token")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (201, "text/plain")
    return answer.text


def _address(credential: dict[str, Any]) -> str:
    return f"sip:{credential['sip_username']}@sip.telnyx.com"


def _phone(caller: Caller, **who: str) -> list[dict[str, Any]]:
    return list(caller.post("phones", **who)["calls"])


def test_an_unregistered_app_is_not_found(caller: Caller, credential: dict[str, Any]) -> None:
    """A call to it fails at once, as does one to an address that has no app."""
    leg = caller.call()
    for to in (_address(credential), "sip:nobody@sip.telnyx.com", "sip:nobody@example.com"):
        caller.obey(leg, "transfer", to=to)
        caller.wait_for_legs(leg["call_id"], "parked", *["ended"] * (len(caller.legs(leg["call_id"])) - 1))
    assert {it["hangup_cause"] for it in caller.legs(leg["call_id"])[1:]} == {"not_found"}


def test_a_deleted_credential_ends_the_registration(caller: Caller, credential: dict[str, Any]) -> None:
    """An app that was registered by it is not found any more."""
    caller.post("apps", token=_token(caller, credential), does="rings")
    assert caller.customer.ask("DELETE", f"telephony_credentials/{credential['id']}").ok
    leg = caller.call()
    caller.obey(leg, "transfer", to=_address(credential))
    caller.wait_for_legs(leg["call_id"], "parked", "ended")
    assert caller.legs(leg["call_id"])[1]["hangup_cause"] == "not_found"


@pytest.mark.parametrize(("does", "state"), [("answers", "ended"), ("declines", "parked"), ("rings", "parked")])
def test_a_registered_app_rings(caller: Caller, credential: dict[str, Any], does: str, state: str) -> None:
    """Its person answers, declines or lets it ring."""
    caller.post("apps", sip_username=credential["sip_username"], does=does, seconds=30)
    leg = caller.call()
    caller.obey(leg, "transfer", to=_address(credential), timeout_secs=5)
    caller.wait_for_legs(leg["call_id"], state, "ended")


def test_a_call_says_what_its_apps_do(caller: Caller, credential: dict[str, Any]) -> None:
    """What the control says of one call goes before what is usual."""
    caller.post("apps", token=_token(caller, credential), does="answers")
    leg = caller.call(app={"does": "busy"})
    caller.obey(leg, "transfer", to=_address(credential))
    assert caller.wait_for_legs(leg["call_id"], "parked", "ended")[1]["hangup_cause"] == "user_busy"


def test_an_app_rings_on_its_phone(caller: Caller, credential: dict[str, Any]) -> None:
    """The phone that has the app shows the call, and answers it; time then passes as usual."""
    token = _token(caller, credential)
    assert _phone(caller, phone_number=TARGET, token=token) == []
    leg = caller.call()
    caller.obey(leg, "transfer", to=_address(credential), **{"from": CALLER})
    ringing = _phone(caller, phone_number=TARGET, token=token)[0]
    assert (ringing["state"], ringing["with"], ringing["is_app"]) == ("ringing", CALLER, True)
    caller.step(ringing["leg"], "answer")
    assert _phone(caller, phone_number=TARGET, token=token)[0]["state"] == "talking"
    caller.step(ringing["leg"], "hang_up")
    ended = _phone(caller, phone_number=TARGET, token=token)[0]
    assert (ended["state"], ended["cause"]) == ("ended", "normal_clearing")


def test_a_plain_phone_is_called(caller: Caller) -> None:
    """A phone in the browser rings for its number, and declines."""
    _phone(caller, phone_number=TARGET)
    leg = caller.call()
    caller.obey(leg, "transfer", to=TARGET)
    ringing = _phone(caller, phone_number=TARGET)[0]
    assert (ringing["state"], ringing["with"], ringing["is_app"]) == ("ringing", OURS, False)
    caller.step(ringing["leg"], "decline")
    assert caller.legs(leg["call_id"])[1]["hangup_cause"] == "call_rejected"


def test_a_phone_calls_and_leaves_a_message(caller: Caller) -> None:
    """It shows the words that are spoken, and when its person can speak."""
    call = caller.post("phones/calls", **{"from": TARGET, "to": OURS})
    assert (call["state"], call["direction"], call["with"]) == ("calling", "out", OURS)
    leg = {"call_control_id": call["leg"]}
    caller.obey(leg, "answer")
    caller.obey(leg, "speak", payload="Leave a message.", voice="female")
    assert _phone(caller, phone_number=TARGET)[0]["words"] == ["Leave a message."]
    caller.obey(leg, "record_start", format="wav", channels="single", transcription=True)
    assert _phone(caller, phone_number=TARGET)[0]["is_recorded"]
    caller.step(call["leg"], "say", text="It is me.")
    caller.step(call["leg"], "hang_up")
    events = {it["event_type"]: it["payload"] for it in caller.events("call.recording.transcription.saved")}
    assert events["call.recording.transcription.saved"]["transcription_text"] == "It is me."


def test_a_phone_reaches_only_our_numbers(caller: Caller) -> None:
    """Any other cannot be called from it."""
    url = f"{caller.customer.carrier.origin}/_control/telnyx/phones/calls"
    assert requests.post(url, json={"from": TARGET, "to": CALLER}, timeout=5).status_code == 404


def test_credentials_are_checked(caller: Caller, credential: dict[str, Any]) -> None:
    """They are for a credential connection; a deleted or expired one registers no app."""
    for wrong in ({"connection_id": "1"}, {}, _CREDENTIAL | {"user": "ada"}):
        assert error_of(caller.customer.ask("POST", "telephony_credentials", json=wrong)) == (422, "10015")
    past = caller.customer.ask(
        "POST", "telephony_credentials", json=_CREDENTIAL | {"expires_at": "2020-01-01T00:00:00"}
    )
    path, token = f"telephony_credentials/{credential['id']}", _token(caller, credential)
    assert caller.customer.get(path)["sip_username"] == credential["sip_username"]
    assert caller.customer.ask("DELETE", path).ok
    assert caller.customer.ask("GET", path).status_code == 404
    url = f"{caller.customer.carrier.origin}/_control/telnyx/apps"
    for who in ({"token": token}, {"token": "no"}, {"sip_username": past.json()["data"]["sip_username"]}):
        assert requests.post(url, json=who, timeout=5).status_code == 403
