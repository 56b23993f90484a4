"""Calls from the app: priced first, held for, the app's leg, then the target from the user's number (N12)."""

from datetime import timedelta

import pytest

from contracts.identity import AccountClosed
from contracts.teams import MemberSuspended
from kernel import clock
from services.numbers.domain.call_settings import Forwarding, Ring, Voicemail
from tests.in_process import Reply
from tests.moto_tables import items_in
from tests.services.numbers.calls_harness import CALLER, TARGET, CallsHarness
from tests.services.numbers.harness import MEMBER, OTHER

FRIEND = "+14155550188"


def _registers(calls: CallsHarness, as_: str = MEMBER) -> str:
    """Register a person's app as the app does, and have it there at the carrier."""
    reply = calls.harness.ask("POST /v1/calls/registration", as_)
    assert reply.status == 200, reply
    calls.harness.carrier.requests_for("apps", token=reply.body["token"], does="answers", after=2)
    return str(reply.body["sip_username"])


def _calls(calls: CallsHarness, as_: str = MEMBER, to: str = FRIEND, **request: object) -> Reply:
    body = {"number_id": calls.number_id, "to": to}
    return calls.harness.ask("POST /v1/calls", as_, body=body, **request)


def test_a_call_from_the_app_rings_it_then_the_target(calls: CallsHarness) -> None:
    """The app answers, the target is rung from the user's number, and the talk is settled by the target's leg."""
    address = f"sip:{_registers(calls)}@sip.telnyx.com"
    reply = _calls(calls)
    assert (reply.status, reply.body["to"], reply.body["place"]) == (202, FRIEND, "United States")
    calls.harness.carrier.requests_for("calls/people", phone_number=FRIEND, does="answers", after=3, seconds=30)
    calls.until(calls.is_over(reply.body["call_id"]))
    assert [(name, body["to"]) for name, body in calls.commands()] == [("dial", address), ("transfer", FRIEND)]
    assert {body["from"] for _, body in calls.commands()} == {calls.phone_number}
    (entry,), (ended,) = calls.entries(), calls.events("CallEnded")
    assert (entry.direction, entry.answered_by, entry.seconds, entry.user_id) == ("out", "person", 30, MEMBER)
    assert (ended["kind"], ended["seconds"], calls.events("CallMissed")) == ("call", 30, [])


def test_a_call_without_credits_rings_no_one(calls: CallsHarness) -> None:
    """Billing refuses: neither the app nor the target is rung, and the log says why."""
    _registers(calls)
    calls.credits = 0
    reply = _calls(calls)
    calls.until(calls.entries)
    assert (reply.status, calls.commands(), calls.entries()[0].reason) == (202, [], "out_of_credit")


def test_a_credential_is_made_once(calls: CallsHarness) -> None:
    """Each registration gets a token; the credential stays, unless the carrier has deleted it."""
    assert _registers(calls) == _registers(calls)
    assert _registers(calls) != _registers(calls, OTHER)


def test_the_price_is_quoted_and_nothing_happens(calls: CallsHarness) -> None:
    """A dry run shows the price of a minute, and places no call."""
    reply = _calls(calls, query={"dry_run": "true"})
    assert (reply.status, reply.body["rate_per_minute"]["amount"], reply.body["rounding"]) == (200, "0.01", "second")
    calls.pump()
    assert calls.events("CallArrived") == []


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ("911", 422, "destination_blocked"),
        ("+19005550100", 422, "destination_blocked"),
        ("+442079460000", 422, "country_not_allowed"),
        ("hello", 422, "invalid_phone_number"),
        (FRIEND, 409, "app_not_registered"),
    ],
)
def test_what_cannot_be_called_is_refused(calls: CallsHarness, to: str, status: int, code: str) -> None:
    """Emergency, premium, and countries that are not allowed are refused, and an app that is not there is not rung."""
    reply = _calls(calls, to=to)
    assert (reply.status, reply.body["code"]) == (status, code)


def test_a_number_is_called_from_by_its_user_alone(calls: CallsHarness) -> None:
    """Neither another member nor the owner calls from a member's number, nor does it call itself."""
    assert _calls(calls, OTHER).status == 404
    assert _calls(calls, "acc_owner").body["code"] == "not_your_number"
    assert _calls(calls, to=calls.phone_number).body["code"] == "call_to_itself"


def test_a_closed_account_leaves_no_call(calls: CallsHarness) -> None:
    """Whom a person called, and where their app is rung, is gone with their account; the line has its cost still."""
    name = _registers(calls)
    calls.harness.carrier.requests_for("calls/people", phone_number=FRIEND, does="answers", after=3, seconds=30)
    calls.until(calls.is_over(_calls(calls).body["call_id"]))
    calls.harness.deliver_events(AccountClosed(account_id=MEMBER))
    stored = [it for it in items_in(calls.harness.table.name) if not it["pk"].startswith(("ANSWER#", "EVENT#"))]
    assert not [it for it in stored if FRIEND in str(it) or name in str(it)]
    assert [(it.seconds, it.price > 0, it.user_id) for it in calls.entries()] == [(30, True, None)]


def test_a_call_that_outlives_the_account_is_forgotten(calls: CallsHarness) -> None:
    """A person closes their account during a call: its line, written at its end, does not name them or the caller."""
    call_id = calls.comes(caller_does={"seconds": None}, hold=True)
    calls.until(calls.commands)
    calls.harness.deliver_events(AccountClosed(account_id=MEMBER))
    calls.control(f"/{calls.sessions[call_id]}", event="hang_up")
    calls.until(lambda: (it := calls.find(call_id)) and it.has_origin_left)
    calls.look(clock.now() + timedelta(minutes=5))
    calls.harness.world.settle()
    assert [(it.user_id, it.other_number) for it in calls.entries()] == [(None, "")]


def test_a_call_that_ends_after_its_account_was_closed_leaves_no_name(calls: CallsHarness) -> None:
    """The account is closed while the call runs: billing settles it, and the team's line has its cost alone (I10)."""
    call_id = calls.comes(hold=True)
    calls.until(calls.commands)
    calls.control(f"/{calls.sessions[call_id]}", event="answer")
    calls.until(lambda: (it := calls.find(call_id)) and it.taker)
    calls.harness.deliver_events(AccountClosed(account_id=MEMBER))
    for event in ({"event": "wait", "seconds": 60}, {"event": "hang_up"}):
        calls.control(f"/{calls.sessions[call_id]}", **event)
    calls.until(calls.is_over(call_id))
    (entry,), (ended,) = calls.entries(), calls.events("CallEnded")
    assert (entry.user_id, entry.other_number, entry.forwarded_to, entry.price > 0) == (None, "", "", True)
    assert (ended["user_id"], ended["seconds"]) == (MEMBER, entry.seconds)
    stored = [it for it in items_in(calls.harness.table.name) if not it["pk"].startswith(("ANSWER#", "EVENT#"))]
    assert not [it for it in stored if CALLER in str(it) or TARGET in str(it)]


def test_a_suspended_person_is_not_rung(calls: CallsHarness) -> None:
    """A call to the number of a person whom the team has suspended goes to voicemail; no phone rings."""
    calls.sets(voicemail=Voicemail())
    calls.harness.deliver_events(MemberSuspended(team_id="team_1", account_id=MEMBER, revision=9, by="acc_owner"))
    calls.comes(caller_does={"message": "Hi"})
    calls.until(lambda: calls.events("VoicemailLeft"))
    assert calls.entries()[0].reason == "person_suspended"


def test_a_suspended_colleague_is_not_rung(calls: CallsHarness) -> None:
    """Whom the team has suspended, their app does not ring for its numbers; that of the number's user does."""
    own = calls.has_app(MEMBER, does="answers", after=1, seconds=5)
    calls.has_app(OTHER, does="rings")
    calls.sets(ring=Ring(others=(OTHER,)), voicemail=Voicemail(is_on=False))
    calls.harness.deliver_events(MemberSuspended(team_id="team_1", account_id=OTHER, revision=9, by="acc_owner"))
    calls.until(calls.is_over(calls.comes()))
    assert [body["to"] for name, body in calls.commands() if name in ("dial", "transfer")] == [own]


def test_a_suspended_person_is_called_at_their_own_number(calls: CallsHarness) -> None:
    """The team pays for it and lists it, but it is the person's: no one loses what is theirs (T8)."""
    calls.sets(holder=MEMBER, forwarding=Forwarding(TARGET, "always", 25))
    calls.harness.deliver_events(MemberSuspended(team_id="team_1", account_id=MEMBER, revision=9, by="acc_owner"))
    calls.until(calls.is_over(calls.comes()))
    assert [it.answered_by for it in calls.entries()] == ["forwarding"]
