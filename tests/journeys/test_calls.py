"""Calls on the whole system: forwarded, cut, refused, closed, blocked, shared, placed, and voicemail (N6, N9-N12)."""

from decimal import Decimal

from local.people import expected
from local.polling import wait_until
from local.texts import register_texting, wait_for_texting
from tests.journeys.calling import ABROAD, CALLER, FRIEND, CalledMember, register_app, wait_for_status
from tests.journeys.money import usd
from tests.journeys.people import PeopleFactory


def test_calls_are_forwarded_at_home_and_abroad(people: PeopleFactory) -> None:
    """The price is shown first; a call home is paid by the second, one abroad by the minute, once it is allowed."""
    ada = CalledMember.of_new_team(people, given="2.00")
    shown = ada.person.put(f"/v1/numbers/{ada.number_id}/forwarding?dry_run=true", {"to": FRIEND, "mode": "always"})
    assert expected(shown, 200)["rate_per_minute"] == usd("0.01")
    assert ada.sees_number()["forwarding"] is None
    ada.forwards(FRIEND)
    ada.is_called(seconds=90)
    first = ada.logged()
    assert (first["answered_by"], first["seconds"], first["price"]) == ("forwarding", 90, usd("0.015"))
    ada.awaits_balance("1.985")

    refused = ada.person.put(f"/v1/numbers/{ada.number_id}/forwarding", {"to": ABROAD, "mode": "always"})
    assert expected(refused, 422)["code"] == "country_not_allowed"
    allowed = {"countries": ["US", "CA", "GB"]}
    expected(ada.team.owner.put("/v1/calling/countries", allowed), 200)
    rate = Decimal(ada.forwards(ABROAD)["rate_per_minute"]["amount"])
    ada.is_called(seconds=61)
    assert Decimal(ada.logged(2)["price"]["amount"]) == 2 * rate
    ada.team.assert_books_right([])


def test_a_call_that_the_app_does_not_take_is_forwarded(people: PeopleFactory) -> None:
    """The app rings, then the other phone does; a caller who gives up first is missed, and costs nothing."""
    ada = CalledMember.of_new_team(people)
    ada.registers_app(does="rings")
    ada.forwards(FRIEND, "unanswered", ring_seconds=10)
    ada.is_called(seconds=30)
    assert ada.logged()["answered_by"] == "forwarding"
    ada.awaits_balance("0.995")

    ada.is_called(caller={"gives_up_after": 4})
    given_up = ada.logged(2)
    assert (given_up["answered_by"], given_up["price"]) == ("none", usd("0.00"))
    ada.awaits_balance("0.995")


def test_a_call_is_cut_at_the_balance_and_the_next_is_refused(people: PeopleFactory) -> None:
    """Two minutes of credits end the call after two minutes; then callers get voicemail, until credits come."""
    ada = CalledMember.of_new_team(people, given="0.02")
    ada.forwards(FRIEND)
    ada.is_called(seconds=1_000)
    cut = ada.logged()
    assert (cut["seconds"], cut["price"]) == (120, usd("0.02"))
    ada.awaits_balance("0.00")

    ada.is_called(caller={"message": "Please call back.", "message_seconds": 4})
    refused = ada.logged(2)
    assert (refused["answered_by"], refused["price"]) == ("voicemail", usd("0.00"))
    assert refused["reason"] in {"insufficient_credits", "out_of_credit"}

    ada.gets("1.00")
    ada.is_called(seconds=60)
    assert ada.logged(3)["answered_by"] == "forwarding"
    ada.awaits_balance("0.99")


def test_what_a_caller_says_is_kept_and_mailed(people: PeopleFactory) -> None:
    """Without an app or forwarding a caller leaves a message, which its user is mailed, plays, and deletes for good."""
    ada = CalledMember.of_new_team(people)
    ada.is_called(caller={"message": "It is urgent.", "message_seconds": 6})
    assert ada.logged()["answered_by"] == "voicemail"
    (kept,) = wait_until("a voicemail", lambda: ada.person.get("/v1/voicemails").json()["items"], limit=20)
    assert (kept["from"], kept["is_new"]) == (CALLER, True)
    assert ada.person.awaits("email", saying="oicemail")
    recording = f"/v1/voicemails/{kept['voicemail_id']}/recording"
    assert expected(ada.person.get(recording), 200)["url"]
    assert ada.team.owner.get(recording).status_code == 404
    assert ada.person.delete(f"/v1/voicemails/{kept['voicemail_id']}").status_code == 204
    assert ada.person.get("/v1/voicemails").json()["items"] == []


def test_after_hours_a_caller_gets_voicemail_and_a_text(people: PeopleFactory) -> None:
    """A number that is closed rings no one: the caller may leave a message, and gets the text that its user wrote."""
    ada, friend = CalledMember.of_new_team(people), people.without_account("Fred Friend")
    register_texting(ada.team.owner)
    wait_for_texting(ada.team.owner, ada.number_id)
    ada.forwards(FRIEND)
    ada.sets("hours", {"time_zone": "UTC", "open": {}, "reply": "We are closed. We will call you back."})
    ada.is_called(friend.phone_number, caller={"message": "", "message_seconds": 0})
    closed = ada.logged()
    assert (closed["reason"], closed["price"]) == ("after_hours", usd("0.00"))
    assert friend.awaits("sms", saying="We are closed")["from"] == ada.phone_number


def test_a_blocked_caller_is_rejected(people: PeopleFactory) -> None:
    """A caller whom the user has blocked gets the busy signal; no one is rung, notified, or charged."""
    ada = CalledMember.of_new_team(people)
    ada.forwards(FRIEND)
    ada.sets("blocked", {"phone_numbers": [CALLER]})
    call = ada.is_called()
    wait_for_status(ada, call, "ended")
    assert ada.logged()["reason"] == "blocked"
    ada.awaits_balance("1.00")


def test_two_people_ring_at_once(people: PeopleFactory) -> None:
    """A shared number rings both apps: who answers has the call, and the other stops ringing."""
    ada, grace = CalledMember.of_new_team(people), people.user("Grace")
    ada.team.joined_by(grace)
    ada.registers_app(does="rings")
    register_app(grace, does="answers", after=2)
    wait_until(
        "Grace to be known on the team",
        lambda: ada.person.put(f"/v1/numbers/{ada.number_id}/ring", {"others": [grace.account_id]}).ok,
        limit=15,
    )
    ada.is_called(seconds=20)
    taken = ada.logged()
    assert (taken["answered_by"], taken["seconds"], taken["price"]) == ("app", 20, usd("0.00"))


def test_a_call_is_placed_from_the_app(people: PeopleFactory) -> None:
    """The app rings, then the other phone sees the user's number; the call is paid by its seconds, once."""
    ada = CalledMember.of_new_team(people)
    ada.registers_app(does="answers", after=1, seconds=45)
    expected(ada.person.post("/v1/calls", {"number_id": ada.number_id, "to": FRIEND}), 202)
    placed = ada.logged()
    assert (placed["direction"], placed["other_number"], placed["answered_by"]) == ("out", FRIEND, "person")
    price = Decimal(placed["price"]["amount"])
    assert price > 0
    ada.awaits_balance(f"{Decimal('1.00') - price}")
    ada.team.assert_books_right([])
