"""Voicemails and calls of a shared number are those of all for whom it rings; its user alone deletes (N9, N10, I10)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from contracts.teams import MemberSuspended
from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, TEAM
from tests.services.numbers.shared_harness import share, unshare
from tests.services.numbers.voicemail_harness import VoicemailHarness
from tests.turns import Turns


def _left(unanswered: VoicemailHarness, call_id: str, **more: Any) -> str:
    """Return the id of a voicemail that was left while the number was shared with two people."""
    return unanswered.has(call_id, **{"colleagues": (OTHER, ADMIN)} | more)


def test_all_who_share_a_number_listen_and_mark(unanswered: VoicemailHarness) -> None:
    """It is new for all until one of them has listened; the owner, who does not share it, gets 404."""
    share(unanswered.texts)
    voicemail_id = _left(unanswered, "call_1")
    for person in (MEMBER, OTHER, ADMIN):
        for query in ({}, {"number_id": unanswered.number_id}):
            (seen,) = unanswered.lists(person, **query)
            assert (seen["voicemail_id"], seen["is_new"]) == (voicemail_id, True)
        assert unanswered.ask("GET", voicemail_id, person).status == 200
    assert unanswered.ask("PATCH", voicemail_id, OTHER, body={"is_new": False}).status == 200
    assert [unanswered.lists(person)[0]["is_new"] for person in (MEMBER, OTHER, ADMIN)] == [False] * 3
    assert unanswered.lists(OWNER) == []
    assert unanswered.ask("GET", voicemail_id, OWNER).status == 404


def test_only_the_user_deletes_a_shared_voicemail(unanswered: VoicemailHarness) -> None:
    """Colleagues are refused, also a manager among them; once it is deleted, it is in no one's list."""
    share(unanswered.texts)
    voicemail_id = _left(unanswered, "call_1")
    for person in (OTHER, ADMIN):
        refused = unanswered.ask("DELETE", voicemail_id, person)
        assert (refused.status, refused.body["code"]) == (403, "not_your_voicemail")
    assert unanswered.ask("DELETE", voicemail_id, OWNER).status == 404
    assert unanswered.ask("DELETE", voicemail_id, MEMBER).status == 204
    assert [unanswered.lists(person) for person in (MEMBER, OTHER, ADMIN)] == [[], [], []]
    assert unanswered.recordings() == []
    assert "SHARED#" not in unanswered.texts.stored()


def test_who_does_not_share_the_number_any_more_hears_nothing(unanswered: VoicemailHarness) -> None:
    """Taken off, suspended, or from before they shared it: not listed, not played, not marked."""
    earlier = unanswered.has("call_0", clock.now() - timedelta(hours=1))
    share(unanswered.texts)
    voicemail_id = _left(unanswered, "call_1")
    assert [it["voicemail_id"] for it in unanswered.lists(OTHER, number_id=unanswered.number_id)] == [voicemail_id]
    assert unanswered.ask("GET", earlier, OTHER).status == 404
    unanswered.harness.deliver_event(MemberSuspended(team_id=TEAM, account_id=ADMIN, revision=2))
    assert unanswered.lists(ADMIN) == []
    assert unanswered.ask("GET", voicemail_id, ADMIN).status == 404
    unshare(unanswered.texts)
    assert unanswered.lists(OTHER) == []
    for method, body in (("GET", None), ("PATCH", {"is_new": False}), ("DELETE", None)):
        assert unanswered.ask(method, voicemail_id, OTHER, body=body).status == 404


def test_another_user_does_not_hear_what_was_left_for_the_one_before(unanswered: VoicemailHarness) -> None:
    """Nor do colleagues, before it is erased and after; also if they share the number again."""
    share(unanswered.texts)
    voicemail_id = _left(unanswered, "call_1")
    unanswered.harness.ask("PATCH /v1/numbers/{id}", OWNER, path={"id": unanswered.number_id}, body={"user_id": OWNER})
    share(unanswered.texts, OTHER, as_=OWNER)
    for person in (MEMBER, OTHER, OWNER):
        assert unanswered.ask("GET", voicemail_id, person).status == 404
        assert unanswered.lists(person) == []
    unanswered.harness.world.settle()
    assert unanswered.recordings() == []


def test_closing_an_account_erases_what_was_left_for_it_alone(unanswered: VoicemailHarness) -> None:
    """A colleague's account leaves the voicemail to the others; the user's takes it along (I10)."""
    share(unanswered.texts)
    voicemail_id = _left(unanswered, "call_1")
    unanswered.harness.deliver_events(AccountClosed(account_id=OTHER))
    assert f"VOICEMAILS#{OTHER}" not in unanswered.texts.stored()
    assert [it["voicemail_id"] for it in unanswered.lists(ADMIN)] == [voicemail_id]
    unanswered.harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert (unanswered.lists(ADMIN), unanswered.recordings()) == ([], [])
    assert "SHARED#" not in unanswered.texts.stored()


@pytest.mark.parametrize("seed", range(6))
def test_no_one_marks_a_voicemail_once_they_are_taken_off(unanswered: VoicemailHarness, seed: int) -> None:
    """Whatever order the calls take: it is marked before they are taken off, or not at all."""
    share(unanswered.texts, OTHER)
    voicemail_id = _left(unanswered, "call_1", colleagues=(OTHER,))

    def mark() -> int:
        path, body = {"id": voicemail_id}, {"is_new": False}
        return unanswered.harness.ask("PATCH /v1/voicemails/{id}", OTHER, path=path, body=body).status

    def take_off() -> None:
        unshare(unanswered.texts)

    marked, _ = Turns(seed).play(mark, take_off)
    assert marked in (200, 404)
    assert unanswered.lists(MEMBER)[0]["is_new"] is (marked == 404)
