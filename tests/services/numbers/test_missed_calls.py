"""A missed call: its user is notified as chosen, its caller answered by a text that the user pays for (N9)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import ProfileChanged
from contracts.teams import MemberSuspended
from contracts.voicemail import CallMissed
from kernel import clock, ids
from services.numbers.domain.account_faults import BUSY, Area, Pause
from services.numbers.domain.call_words import write_caller, write_length, write_moment
from services.numbers.stores import call_settings, carrier_pauses
from tests.in_process import mails, texts
from tests.services.numbers.harness import MEMBER, OTHER, TEAM
from tests.services.numbers.texts_harness import FRIEND, paid
from tests.services.numbers.voicemail_harness import REPLY, VoicemailHarness

PHONE = f"+1415555{sum(map(ord, MEMBER)):04}"[:12]


@pytest.fixture
def email(unanswered: VoicemailHarness) -> str:
    """Return an address that no other test has written to, of the member, who chose mails alone."""
    address = f"{ids.new_id('mia')}@example.com"
    _choose(unanswered, address, "email")
    return address


def _choose(unanswered: VoicemailHarness, address: str, *channels: str, revision: int = 98) -> None:
    profile = {"name": "Mia", "email_confirmed": True, "time_zone": "UTC", "notices": list(channels)}
    unanswered.harness.deliver_event(
        ProfileChanged(account_id=MEMBER, revision=revision, email=address, **profile)  # type: ignore[arg-type]
    )


def _replies(unanswered: VoicemailHarness) -> list[str]:
    return [it["to"] for it in unanswered.texts.lists() if it["direction"] == "out"]


def test_the_user_is_notified_of_a_missed_call_by_their_channels(unanswered: VoicemailHarness, email: str) -> None:
    """The mail says who called when and why they weren't connected; a phone gets it in few words."""
    unanswered.set()
    before = len(texts(PHONE))
    unanswered.misses("call_1", reason="out_of_credit")
    (mail,) = mails(email)
    assert write_caller(FRIEND) in mail
    assert "wasn't connected: you were out of credits. Buy credits: " in mail
    assert "(America/New_York)" in mail
    assert len(texts(PHONE)) == before
    _choose(unanswered, email, "text", revision=99)
    unanswered.misses("call_2", "+14155550189")
    assert texts(PHONE)[before:] == [
        f"Teamline: Missed call from (415) 555-0189 to {write_caller(unanswered.texts.phone_number)}. "
        f"{unanswered.harness.carrier.origin}/calls"
    ]
    assert len(mails(email)) == 1


def test_who_calls_twenty_times_makes_one_notice(unanswered: VoicemailHarness, email: str) -> None:
    """In an hour; twenty callers make five."""
    for call in range(20):
        unanswered.misses(f"call_{call}")
    assert len(mails(email)) == 1
    for call in range(20, 40):
        unanswered.misses(f"call_{call}", f"+141555501{call}")
    assert len(mails(email)) == 5


@pytest.mark.parametrize("reason", ["blocked", "moved", "suspended"])
def test_of_these_calls_there_is_no_notice(unanswered: VoicemailHarness, email: str, reason: str) -> None:
    """A blocked caller, a number that is another's by now, a user who may not use it."""
    unanswered.set(reply=REPLY)
    if reason == "moved":
        unanswered.harness.change(unanswered.number_id, user_id=OTHER)
    if reason == "suspended":
        unanswered.harness.deliver_events(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=5))
    before = mails(email)  # that the number is another's now
    unanswered.misses("call_1", reason=reason)
    assert mails(email) == before
    assert _replies(unanswered) == []


def test_a_caller_who_is_not_in_the_log_yet_is_a_hidden_number(unanswered: VoicemailHarness, email: str) -> None:
    """So is one who hid it, and one whose name anyone may have chosen: it is not shown."""
    unanswered.follow(CallMissed(**unanswered.about("call_1", clock.now())))
    assert "A hidden number called" in mails(email)[0]
    assert write_caller("sip:www.example.com@evil") == "A hidden number"


def test_the_caller_is_answered_by_a_text_that_the_user_pays(unanswered: VoicemailHarness) -> None:
    """It is one of the user's texts: requested with its price, sent once it is paid."""
    unanswered.set(reply=REPLY)
    unanswered.misses("call_1", reason="after_hours")
    (reply,) = unanswered.texts.lists()
    assert (reply["text"], reply["to"], reply["from"]) == (REPLY, FRIEND, unanswered.texts.phone_number)
    (requested,) = unanswered.harness.events("MessageRequested")
    assert (requested["user_id"], requested["message_id"]) == (MEMBER, reply["message_id"])
    assert requested["amount"] > 0
    unanswered.harness.deliver_events(paid(reply["message_id"]))
    assert [it["text"] for it in unanswered.harness.carrier.texts()] == [REPLY]


def test_a_caller_is_answered_once_an_hour(unanswered: VoicemailHarness) -> None:
    """The same event again answers no one again; another caller is answered, thirty an hour by one number."""
    unanswered.set(reply=REPLY)
    for call in range(3):
        unanswered.misses(f"call_{call}")
    assert _replies(unanswered) == [FRIEND]
    for call in range(10, 45):
        unanswered.misses(f"call_{call}", f"+141555501{call}")
    assert len(unanswered.harness.events("MessageRequested")) == 30


@pytest.mark.parametrize(
    "caller",
    [
        *("", "anonymous", "72345", "sip:alice@example.com", "+442079460000", "ours", PHONE, "replies"),
        *("+19005550100", "+9991234567"),
    ],
)
def test_these_callers_are_not_answered(unanswered: VoicemailHarness, email: str, caller: str) -> None:
    """Hidden, short, no phone, a landline, the number itself, its user, another of ours that replies, premium, made up.

    The user is notified all the same.
    """
    unanswered.set(reply=REPLY)
    if caller == "ours":
        caller = unanswered.texts.phone_number
    if caller == "replies":
        caller = "+14155551777"
        unanswered.set_for(caller, "num_2", "We reply, too.")
    unanswered.misses("call_1", caller)
    assert _replies(unanswered) == []
    assert len(mails(email)) == 1


@pytest.mark.parametrize("change", [{"is_on": False}, {"open": {str(day): ((0, 1440),) for day in range(7)}}])
def test_a_caller_is_answered_while_the_number_is_closed_only(
    unanswered: VoicemailHarness, change: dict[str, Any]
) -> None:
    """Who calls in business hours, or while these are switched off, does not get the words for other hours."""
    unanswered.set(reply=REPLY)
    before = call_settings.find(unanswered.harness.table, unanswered.texts.phone_number)
    assert before
    assert before.hours
    unanswered.harness.table.commit(call_settings.save(replace(before, hours=replace(before.hours, **change)), before))
    unanswered.misses("call_1")
    assert _replies(unanswered) == []


def test_a_text_about_a_hidden_number_is_a_sentence(unanswered: VoicemailHarness, email: str) -> None:
    """It has no capital within."""
    _choose(unanswered, email, "text", revision=99)
    before = len(texts(PHONE))
    unanswered.misses("call_1", "")
    assert texts(PHONE)[before].startswith("Teamline: Missed call from a hidden number to (")


@pytest.mark.parametrize("holder", ["", TEAM])
def test_no_reply_is_asked_for_while_texts_are_paused(unanswered: VoicemailHarness, holder: str) -> None:
    """While our account at the carrier has a fault, for everyone or the team, no reply is charged (decision 083)."""
    unanswered.set(reply=REPLY)
    now = clock.now()
    pause = Pause(Area.TEXTS, BUSY, now, now + timedelta(minutes=5), holder=holder)
    unanswered.harness.table.commit([carrier_pauses.save(pause, None)])
    unanswered.misses("call_1")
    assert _replies(unanswered) == []
    assert unanswered.harness.events("MessageRequested") == []


def test_without_a_reply_in_the_settings_no_one_is_answered(unanswered: VoicemailHarness) -> None:
    """Nor by a number that cannot text, as its plan is past due."""
    unanswered.misses("call_1")
    unanswered.set()
    unanswered.misses("call_2")
    unanswered.set(reply=REPLY)
    unanswered.harness.past_due(unanswered.number_id, 2)
    unanswered.misses("call_3")
    assert _replies(unanswered) == []


def test_lengths_and_moments_are_written_for_people() -> None:
    """An unknown zone is UTC; a number of another country keeps its code."""
    at = clock.from_text("2026-11-30T18:05:00Z")
    assert [write_length(seconds) for seconds in (0, 42, 61, 600)] == ["0:00", "0:42", "1:01", "10:00"]
    assert write_moment(at, "America/New_York") == "Nov 30, 1:05 PM (America/New_York)"
    assert write_moment(at, "Mars/Olympus") == write_moment(at, "") == "Nov 30, 6:05 PM (UTC)"
    assert write_caller("+442079460000") == "+442079460000"
