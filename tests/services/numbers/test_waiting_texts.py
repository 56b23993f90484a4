"""Texts to a team's number without a user wait for its next one, and for no one else (N8, N15)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from contracts.messages import WaitingTextsDue
from contracts.numbers import NumberAssigned
from contracts.teams import MemberRemoved, TeamDissolved
from kernel import aws, clock
from services.numbers.stores import opt_outs
from tests.faults import Crash, crashing
from tests.moto_tables import items_in
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, TEAM, NumbersHarness
from tests.services.numbers.port_outs_harness import PortOutsHarness
from tests.services.numbers.texts_harness import FRIEND, TextsHarness

_PICTURE = {"content_type": "image/png", "color": "orange"}
_DUE = ("DUE#waiting_text#", "DUE#media#")
_CUSTOMER = "+14155550123"


@pytest.fixture
def free(texts: TextsHarness) -> TextsHarness:
    """Return texts to a number of the team that no person uses."""
    assert texts.harness.change(texts.number_id, user_id=None).status == 200
    return texts


def count(texts: TextsHarness, as_: str = OWNER) -> int:
    """Return how many texts wait, as a caller sees it."""
    return int(texts.harness.see(texts.number_id, as_)["waiting_texts"])


def assign(texts: TextsHarness, user_id: str | None = OTHER) -> None:
    """Have the number used by a member, or by no one."""
    assert texts.harness.change(texts.number_id, user_id=user_id).status == 200


def words(texts: TextsHarness, as_: str = OTHER) -> list[str]:
    """Return what a person can read, newest first."""
    return [it["text"] for it in texts.lists(as_)]


def conversations(texts: TextsHarness, as_: str = OTHER) -> list[tuple[str, int]]:
    """Return the newest text of each conversation of a person, and how many are unread."""
    listed = texts.harness.ask("GET /v1/conversations", as_).body["items"]
    return [(it["last"]["text"], it["unread"]) for it in listed]


def due_dates(texts: TextsHarness) -> list[str]:
    """Return what is due for texts that wait and for files of texts."""
    return [it["pk"] for it in items_in(texts.harness.table.name) if it["pk"].startswith(_DUE)]


def test_they_wait_for_the_next_user(free: TextsHarness) -> None:
    """The team sees how many wait, and not what they say; the next user gets them, unread, as usage of theirs."""
    for said in ("one", "two"):
        free.hears_from(text=said)
    assert [count(free, who) for who in (OWNER, ADMIN)] == [2, 2]
    assert all(words(free, who) == [] for who in (OWNER, ADMIN, MEMBER, OTHER))
    assert free.harness.events("MessageReceived") == []
    assign(free)
    assert words(free) == ["two", "one"]
    assert conversations(free) == [("two", 2)]
    assert [it["user_id"] for it in free.harness.events("MessageReceived")] == [OTHER, OTHER]
    assert count(free) == 0
    assert [it for it in ("one", "two") if it in str(words(free, OWNER))] == []


def test_a_text_that_came_later_stays_the_newest(free: TextsHarness) -> None:
    """What is handed over is older than what the new user got first, whatever the order of the events."""
    free.hears_from(text="old")
    free.hears_from(_CUSTOMER, text="other")
    free.harness.ask("PATCH /v1/numbers/{id}", path={"id": free.number_id}, body={"user_id": OTHER})
    with free.harness.world.inside("numbers"):
        late = [it for it in free.harness.world.outbox() if it.type == "NumberAssigned"]
        free.harness.world.delivered |= {it.id for it in late}
    free.hears_from(text="new")
    assert words(free) == ["new"]
    free.harness.world.delivered -= {it.id for it in late}
    free.harness.world.settle()
    assert words(free) == ["new", "other", "old"]
    assert sorted(conversations(free)) == [("new", 2), ("other", 1)]


def test_a_picture_is_kept_while_it_waits(free: TextsHarness) -> None:
    """Its file is fetched at once, as the carrier's addresses expire; no one gets at it before there is a user."""
    free.hears_from(text="Look", media=[_PICTURE])
    (waiting,) = free.harness.events("MessageMediaDue")
    path = {"id": waiting["message_id"], "place": "0"}
    route = "GET /v1/messages/{id}/media/{place}"
    assert [free.harness.ask(route, who, path=path).status for who in (OWNER, OTHER)] == [404, 404]
    assign(free)
    assert free.lists(OTHER)[0]["media"][0]["state"] == "kept"
    assert [free.harness.ask(route, who, path=path).status for who in (OWNER, OTHER)] == [404, 200]


def test_what_came_while_it_was_in_reserve_waits_for_its_user(texts: TextsHarness) -> None:
    """A plan that is over gets no text to a user; restored, the number's user has what came meanwhile."""
    texts.harness.ended(texts.number_id, 2, clock.now())
    texts.hears_from(text="Are you closed?")
    assert (words(texts, MEMBER), count(texts)) == ([], 1)
    restored = texts.harness.ask(
        "POST /v1/numbers/{id}/restore", path={"id": texts.number_id}, body={"plan_id": "local_monthly"}
    )
    assert restored.status == 202, restored
    request_id = texts.harness.events("NumberRequested")[-1]["request_id"]
    texts.harness.paid(texts.number_id, request_id, revision=3)
    assert words(texts, MEMBER) == ["Are you closed?"]
    assert count(texts) == 0


def test_what_comes_between_a_departure_and_its_word_waits(texts: TextsHarness) -> None:
    """The user has closed their account, and the number still names them: the text is the team's next user's."""
    texts.harness.deliver_events(AccountClosed(account_id=MEMBER))
    texts.hears_from(text="Hello?")
    texts.harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="keep", revision=9)
    )
    assert count(texts) == 1
    assign(texts)
    assert words(texts) == ["Hello?"]


def test_stop_counts_without_a_user(free: TextsHarness) -> None:
    """Who texts STOP to a number without a user gets no text of the team any more; the next user sees why (N14)."""
    free.hears_from(text="STOP")
    assert opt_outs.is_out(free.harness.table, TEAM, FRIEND)
    assign(free)
    reply = free.writes(as_=OTHER)
    assert (reply.status, reply.body["code"]) == (422, "recipient_opted_out")
    assert free.lists(OTHER)[0]["keyword"] == "stop"


def _release(texts: TextsHarness) -> None:
    texts.harness.ended(texts.number_id, 2, clock.now() - timedelta(days=31))
    texts.harness.run("release_numbers")


def _dissolve(texts: TextsHarness) -> None:
    texts.harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))


def _port_out(texts: TextsHarness) -> None:
    PortOutsHarness(texts.harness, texts.number_id, texts.phone_number).happens(status="ported")


@pytest.mark.parametrize("leave", [_release, _dissolve, _port_out])
def test_they_are_erased_when_the_number_leaves_the_team(free: TextsHarness, leave: Any) -> None:
    """Given back, gone to another carrier, or handed to a person: nothing of them is left, nor their files."""
    free.hears_from(text="Private words", media=[_PICTURE])
    leave(free)
    assert "Private words" not in free.stored()
    assert '"TEXT#' not in free.stored()
    assert due_dates(free) == []
    assert len(free.harness.events("MessageMediaDiscarded")) == 1
    assert words(free, OWNER) == []


def test_after_90_days_they_are_erased(free: TextsHarness) -> None:
    """A text that no person has got for so long is of no use."""
    free.hears_from(text="Old words")
    free.harness.run("discard_waiting_texts", clock.now() + timedelta(days=89))
    assert count(free) == 1
    free.harness.run("discard_waiting_texts", clock.now() + timedelta(days=91))
    assert "Old words" not in free.stored()
    assert (count(free), due_dates(free)) == (0, [])
    assign(free)
    assert words(free) == []


def test_a_user_gets_even_what_is_late(free: TextsHarness) -> None:
    """A text that has waited too long is not erased once there is a user who reads it, though the event is late."""
    free.hears_from(text="Old words")
    free.harness.ask("PATCH /v1/numbers/{id}", path={"id": free.number_id}, body={"user_id": OTHER})
    with free.harness.world.inside("numbers"):
        free.harness.world.delivered |= {it.id for it in free.harness.world.outbox() if it.type == "NumberAssigned"}
    free.harness.run("discard_waiting_texts", clock.now() + timedelta(days=91))
    assert words(free) == ["Old words"]


@pytest.mark.parametrize("number_of", [3, 4, 5])
def test_many_are_settled_page_by_page(free: TextsHarness, monkeypatch: pytest.MonkeyPatch, number_of: int) -> None:
    """One event settles one page and requests the next, past those that wait on; all are settled in the end."""
    monkeypatch.setattr("services.numbers.use_cases.messages.settle_waiting_texts._AT_ONCE", 2)
    said = [f"text {place}" for place in range(number_of)]
    for text in said:
        free.hears_from(text=text)
    free.harness.deliver_events(WaitingTextsDue(number_id=free.number_id))
    assert count(free) == number_of
    assert len(free.harness.events("WaitingTextsDue")) >= (number_of - 1) // 2
    assign(free)
    assert sorted(words(free)) == said
    assert (count(free), due_dates(free)) == (0, [])


@pytest.mark.parametrize("after", [True, False])
def test_a_crash_between_any_two_calls_hands_each_over_once(
    free: TextsHarness, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after each call to the table and delivered again, the new user has each text once, on whatever page."""
    monkeypatch.setattr("services.numbers.use_cases.messages.settle_waiting_texts._AT_ONCE", 2)
    for said in ("one", "two", "three"):
        free.hears_from(text=said)
    free.harness.ask("PATCH /v1/numbers/{id}", path={"id": free.number_id}, body={"user_id": OTHER})
    assigned = NumberAssigned(
        number_id=free.number_id, phone_number=free.phone_number, holder=TEAM, user_id=OTHER, revision=9
    )
    _deliver_until_done(free.harness, assigned, after=after)
    free.harness.world.settle()
    assert words(free) == ["three", "two", "one"]
    assert conversations(free) == [("three", 3)]
    assert (len(free.harness.events("MessageReceived")), count(free)) == (3, 0)


def _deliver_until_done(harness: NumbersHarness, event: NumberAssigned, *, after: bool) -> None:
    for at_call in range(1, 200):
        try:
            with crashing(aws.client("dynamodb"), at_call=at_call, after=after):
                assert harness.try_once(event)
        except Crash:
            continue
        return
    raise AssertionError("it never ends")
