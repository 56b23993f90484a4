"""Voicemails are their user's alone: listed, played, marked and deleted by them, and by no one else (N9, E4)."""

from datetime import timedelta

import pytest
import requests

from contracts.teams import MemberRestored, MemberSuspended
from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.texts_harness import FRIEND
from tests.services.numbers.voicemail_harness import VoicemailHarness


def test_a_voicemail_is_listed_with_who_called_when_and_what_was_said(unanswered: VoicemailHarness) -> None:
    """A hidden caller and a missing transcript are null."""
    at = clock.now()
    voicemail_id = unanswered.has("call_1", at, transcript="Call me back.")
    unanswered.has("call_2", at - timedelta(minutes=1), other_number="")
    first, second = unanswered.lists()
    assert first == {
        "voicemail_id": voicemail_id,
        "call_id": "call_1",
        "number_id": unanswered.number_id,
        "phone_number": "+14155551000",
        "user_id": MEMBER,
        "from": FRIEND,
        "at": clock.to_text(at),
        "seconds": 12,
        "transcript": "Call me back.",
        "is_new": True,
    }
    assert (second["from"], second["transcript"]) == (None, None)


def test_voicemails_are_listed_newest_first_by_pages(unanswered: VoicemailHarness) -> None:
    """By all numbers or by one, each page goes on where the last one ended (E4)."""
    now = clock.now()
    ids = [unanswered.has(f"call_{n}", now - timedelta(minutes=n)) for n in range(5)]
    for query in ({}, {"number_id": unanswered.number_id}):
        found: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            asked = query | {"limit": "2"} | ({"cursor": cursor} if cursor else {})
            page = unanswered.harness.ask("GET /v1/voicemails", MEMBER, query=asked).body
            found += [it["voicemail_id"] for it in page["items"]]
            cursor = page["next_cursor"]
        assert found == ids


def test_a_link_plays_the_recording_for_five_minutes(unanswered: VoicemailHarness) -> None:
    """The link is signed, of this recording alone, and plays as what it is."""
    voicemail_id = unanswered.has("call_1")
    reply = unanswered.ask("GET", voicemail_id)
    assert reply.status == 200, reply
    assert f"/{voicemail_id}?" in reply.body["url"]
    assert "X-Amz-Expires=300&" in reply.body["url"]
    left = clock.from_text(reply.body["expires_at"]) - clock.now()
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)
    answer = requests.get(reply.body["url"], timeout=5)
    assert (answer.content, answer.headers["content-type"]) == (b"sound", "audio/mpeg")


def test_a_voicemail_is_marked_as_listened_to_and_as_new(unanswered: VoicemailHarness) -> None:
    """The same again changes nothing."""
    voicemail_id = unanswered.has("call_1")
    for is_new in (False, False, True):
        reply = unanswered.ask("PATCH", voicemail_id, body={"is_new": is_new})
        assert (reply.status, reply.body["is_new"]) == (200, is_new)
    assert unanswered.lists()[0]["is_new"] is True


def test_a_deleted_voicemail_is_gone_with_its_recording(unanswered: VoicemailHarness) -> None:
    """It is gone at once for its user, then from the bucket and the table; a second request finds none."""
    voicemail_id = unanswered.has("call_1", transcript="For your ears only")
    kept = unanswered.has("call_2")
    assert unanswered.ask("DELETE", voicemail_id).status == 204
    assert [it["voicemail_id"] for it in unanswered.lists()] == [kept]
    assert unanswered.recordings() == [kept]
    assert "For your ears only" not in unanswered.stored()
    assert [unanswered.ask(method, voicemail_id).status for method in ("DELETE", "GET")] == [404, 404]


@pytest.mark.parametrize("caller", [OWNER, ADMIN, OTHER, STRANGER])
def test_no_one_else_gets_at_a_voicemail(unanswered: VoicemailHarness, caller: str) -> None:
    """A manager of the team sees none either: 404, as for one that there never was."""
    voicemail_id = unanswered.has("call_1")
    body = {"is_new": False}
    statuses = [
        unanswered.ask("GET", voicemail_id, caller).status,
        unanswered.ask("PATCH", voicemail_id, caller, body=body).status,
        unanswered.ask("DELETE", voicemail_id, caller).status,
        unanswered.harness.ask("GET /v1/voicemails", caller, query={"number_id": unanswered.number_id}).status,
    ]
    assert statuses == [404] * 4
    assert unanswered.lists(caller) == []
    assert len(unanswered.lists()) == len(unanswered.recordings()) == 1


def test_a_suspended_member_gets_at_none_of_the_teams_number(unanswered: VoicemailHarness) -> None:
    """They are there again once the member is restored."""
    voicemail_id = unanswered.has("call_1")
    about = {"team_id": TEAM, "account_id": MEMBER}
    unanswered.harness.deliver_events(MemberSuspended(**about, revision=5))
    assert unanswered.lists() == []
    assert unanswered.ask("GET", voicemail_id).status == 404
    unanswered.harness.deliver_events(MemberRestored(**about, revision=6))
    assert len(unanswered.lists()) == 1
