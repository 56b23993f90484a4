"""Voicemails are erased, recording and all: when old, when the account closes, when the number is another's (I10)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from contracts.numbers import NumberReleased
from contracts.teams import MemberRemoved, TeamDissolved
from contracts.voicemail import VoicemailDiscarded
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from services.numbers.domain.voicemail import voicemail_id_of
from tests.events import deliver, enveloped, queue_batch
from tests.faults import Crash, counted, crashing
from tests.in_process import door
from tests.services.numbers.harness import MEMBER, OTHER, OWNER, TEAM
from tests.services.numbers.voicemail_harness import VoicemailHarness

MOST_CALLS = 3


def test_the_job_erases_what_is_older_than_its_days(unanswered: VoicemailHarness) -> None:
    """Each as of its own last day: the recording, the item and what was due of it."""
    now = clock.now()
    unanswered.has("call_old", now - timedelta(days=30), transcript="For your ears only")
    young = unanswered.has("call_young", now - timedelta(days=29))
    unanswered.harness.run("discard_voicemails", now)
    assert unanswered.recordings() == [it["voicemail_id"] for it in unanswered.lists()] == [young]
    assert "For your ears only" not in unanswered.stored()
    unanswered.harness.run("discard_voicemails", now + timedelta(days=2))
    assert unanswered.recordings() == []
    assert "DUE#voicemail" not in unanswered.stored()


def test_one_that_could_not_be_erased_is_erased_by_the_next_run(unanswered: VoicemailHarness) -> None:
    """A discarded voicemail stays due until it is gone, if its event should be lost."""
    unanswered.has("call_1", clock.now() - timedelta(days=40))
    unanswered.harness.world.run_job("numbers", "discard_voicemails")
    assert unanswered.lists() == []
    unanswered.harness.world.delivered |= {it.id for it in unanswered.harness.world.outbox()}
    unanswered.harness.run("discard_voicemails")
    assert unanswered.recordings() == []


def test_a_closed_account_leaves_no_voicemail(unanswered: VoicemailHarness) -> None:
    """All of them, in several transactions."""
    for call in range(45):
        unanswered.has(f"call_{call}", transcript="For your ears only")
    unanswered.harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert unanswered.recordings() == []
    assert "For your ears only" not in unanswered.stored()


@pytest.mark.parametrize("user_id", [OTHER, None])
def test_a_number_that_leaves_its_user_leaves_the_voicemails_behind(
    unanswered: VoicemailHarness, user_id: str | None
) -> None:
    """Moved or unassigned: they are erased before another one gets the number."""
    unanswered.has("call_1")
    assert unanswered.harness.change(unanswered.number_id, user_id=user_id).status == 200
    assert unanswered.recordings() == []
    assert unanswered.lists() == unanswered.lists(OTHER) == []


def test_a_number_that_goes_with_its_user_keeps_its_voicemails(unanswered: VoicemailHarness) -> None:
    """A member who leaves the team with the number has them still."""
    unanswered.has("call_1")
    about: dict[str, Any] = {"team_id": TEAM, "account_id": MEMBER, "reason": "left", "revision": 5}
    unanswered.harness.deliver_events(MemberRemoved(numbers="hand_over", **about))
    assert len(unanswered.lists()) == len(unanswered.recordings()) == 1


def test_a_number_that_its_teams_owner_gets_has_none(unanswered: VoicemailHarness) -> None:
    """The team is dissolved, and the member's number goes to the owner: what callers said to the member does not."""
    unanswered.has("call_1")
    unanswered.harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=5))
    about: dict[str, Any] = {"team_id": TEAM, "account_id": MEMBER, "reason": "dissolved", "revision": 6}
    unanswered.harness.deliver_events(MemberRemoved(numbers="keep", **about))
    assert unanswered.harness.see(unanswered.number_id)["user_id"] == OWNER
    assert unanswered.lists() == unanswered.lists(OWNER) == unanswered.recordings() == []


def test_a_released_number_has_none(unanswered: VoicemailHarness) -> None:
    """Who buys the phone number next starts without any."""
    unanswered.has("call_1")
    key = {"pk": f"NUMBER#{unanswered.number_id}", "sk": "NUMBER"}
    unanswered.harness.table.commit([update(key, set={"status": "released"})])
    about = {"number_id": unanswered.number_id, "phone_number": unanswered.texts.phone_number}
    unanswered.harness.deliver_events(NumberReleased(**about, holder=TEAM, revision=9))
    assert unanswered.recordings() == []


def test_an_event_of_before_erases_nothing_of_the_present_user(unanswered: VoicemailHarness) -> None:
    """Moved there and back: a late event finds only what is its user's."""
    unanswered.harness.change(unanswered.number_id, user_id=OTHER)
    unanswered.harness.change(unanswered.number_id, user_id=MEMBER)
    unanswered.has("call_1")
    for envelope in [it for it in unanswered.harness.world.outbox() if it.type == "NumberMoved"]:
        unanswered.harness.world.deliver(envelope.model_copy(update={"id": f"{envelope.id}_again"}))
    unanswered.harness.world.settle()
    assert len(unanswered.recordings()) == 1


def _erases(unanswered: VoicemailHarness) -> None:
    with unanswered.harness.world.inside("numbers"):
        event = enveloped(VoicemailDiscarded(voicemail_id=voicemail_id_of("call_1")), event_id="evt_the_same")
        deliver(door("numbers", "voicemail").handler, queue_batch(event))


def _discarded(unanswered: VoicemailHarness) -> None:
    unanswered.has("call_1", clock.now() - timedelta(days=40))
    unanswered.harness.world.run_job("numbers", "discard_voicemails")


@pytest.mark.parametrize("service", ["dynamodb", "s3"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))
def test_erasing_survives_a_crash(unanswered: VoicemailHarness, at_call: int, after: bool, service: str) -> None:
    """Killed between any two calls and delivered again: the recording is gone, and its item after it."""
    _discarded(unanswered)
    with crashing(aws.client(service), at_call=at_call, after=after), suppress(Crash):
        _erases(unanswered)
    assert not unanswered.recordings() or "erase_at" in unanswered.stored()
    _erases(unanswered)
    assert unanswered.recordings() == []
    assert "erase_at" not in unanswered.stored()


def test_the_crashes_cover_every_call(unanswered: VoicemailHarness) -> None:
    """Erasing makes no more calls than the test above crashes at."""
    _discarded(unanswered)
    with counted(aws.client("dynamodb")) as calls, counted(aws.client("s3")) as files:
        _erases(unanswered)
    assert (len(calls.made), len(files.made)) == (MOST_CALLS, 1)
