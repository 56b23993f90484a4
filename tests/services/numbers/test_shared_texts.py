"""A shared number has one inbox of texts: those for whom it rings read them and answer, at their own cost (N10)."""

import pytest

from contracts.identity import AccountClosed
from contracts.teams import MemberRestored, MemberSuspended
from tests.in_process import Reply
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.shared_harness import read, share, shared_numbers, unshare
from tests.services.numbers.test_leaving import gone
from tests.services.numbers.texts_harness import FRIEND, TextsHarness, paid
from tests.turns import Turns


def test_what_comes_is_in_the_lists_of_all_who_share_the_number(texts: TextsHarness) -> None:
    """With and without the number as a filter, and page by page; the owner, who does not share it, sees none."""
    share(texts)
    for words in ("one", "two", "three"):
        texts.hears_from(text=words)
    for person in (MEMBER, OTHER, ADMIN):
        assert read(texts, person) == read(texts, person, number_id=texts.number_id) == ["three", "two", "one"]
    page = texts.harness.ask("GET /v1/messages", OTHER, query={"limit": "2"}).body
    assert read(texts, OTHER, cursor=page["next_cursor"]) == ["one"]
    assert read(texts, OWNER) == []
    assert texts.harness.ask("GET /v1/messages", OWNER, query={"number_id": texts.number_id}).status == 404


def test_who_answers_is_seen_by_all_and_pays(texts: TextsHarness) -> None:
    """The text is charged to its writer, named to the others, and its status is one for all."""
    share(texts)
    reply = texts.writes("We are open until six", as_=OTHER)
    assert (reply.status, reply.body["user_id"], reply.body["from"]) == (202, OTHER, texts.phone_number)
    (asked,) = texts.harness.events("MessageRequested")
    assert asked["user_id"] == OTHER
    texts.harness.deliver_events(paid(reply.body["message_id"]))
    texts.hears()
    for person in (MEMBER, OTHER, ADMIN):
        (text,) = texts.lists(person)
        assert (text["user_id"], text["direction"], text["status"]) == (OTHER, "out", "delivered")
    texts.wants("And I add")
    assert read(texts, ADMIN) == ["And I add", "We are open until six"]
    assert [it["user_id"] for it in texts.harness.events("MessageRequested")] == [OTHER, MEMBER]


def test_a_shared_number_is_found_and_says_who_shares_it(texts: TextsHarness) -> None:
    """By those who share it, without the settings of its calls; not by others, nor once they are taken off."""
    assert shared_numbers(texts, OTHER) == []
    share(texts)
    assert shared_numbers(texts, OTHER) == shared_numbers(texts, OWNER, user_id=OTHER) == [texts.number_id]
    assert shared_numbers(texts, OTHER, status="releasing") == shared_numbers(texts, MEMBER) == []
    assert texts.harness.listed(OTHER) == []
    seen = texts.harness.see(texts.number_id, OTHER)
    assert (seen["shared_with"], seen["user_id"], seen["calls"]) == ([OTHER, ADMIN], MEMBER, None)
    assert texts.harness.ask("GET /v1/numbers/{id}/hours", OTHER, path={"id": texts.number_id}).status == 404
    unshare(texts)
    assert shared_numbers(texts, OTHER) == []
    assert texts.harness.ask("GET /v1/numbers/{id}", OTHER, path={"id": texts.number_id}).status == 404


def test_who_shares_it_later_sees_what_comes_from_then_on(texts: TextsHarness) -> None:
    """So no manager who adds themselves reads a member's earlier texts; who is taken off reads none any more."""
    texts.hears_from(text="Before")
    share(texts, ADMIN, as_=ADMIN)
    texts.hears_from(text="Shared")
    assert read(texts, ADMIN) == ["Shared"]
    unshare(texts)
    texts.hears_from(text="After")
    assert read(texts, ADMIN) == []
    assert texts.harness.ask("GET /v1/messages", OTHER, query={"number_id": texts.number_id}).status == 404
    assert read(texts, MEMBER) == ["After", "Shared", "Before"]


def test_who_is_suspended_sees_no_shared_texts(texts: TextsHarness) -> None:
    """Nor answers; once restored, they have what came meanwhile."""
    share(texts)
    texts.hears_from(text="Hello")
    texts.harness.deliver_event(MemberSuspended(team_id=TEAM, account_id=OTHER, revision=2))
    texts.hears_from(text="Still there?")
    assert read(texts, OTHER) == []
    assert texts.writes(as_=OTHER).status == 404
    texts.harness.deliver_event(MemberRestored(team_id=TEAM, account_id=OTHER, revision=3))
    assert read(texts, OTHER) == ["Still there?", "Hello"]


def test_who_leaves_the_team_keeps_only_what_they_wrote(texts: TextsHarness) -> None:
    """The number rings for the others on, whose inbox is whole."""
    share(texts)
    texts.hears_from(text="Question")
    texts.writes("Answer", as_=OTHER)
    texts.harness.deliver_events(gone("keep", account_id=OTHER))
    assert (read(texts, OTHER), read(texts, MEMBER)) == (["Answer"], ["Answer", "Question"])
    assert texts.harness.see(texts.number_id)["shared_with"] == [ADMIN]
    assert texts.writes(as_=OTHER).status == 404


@pytest.mark.parametrize("to", [OTHER, None])
def test_another_user_sees_only_what_comes_for_them(texts: TextsHarness, to: str | None) -> None:
    """It is shared with no one then; who shared it, and the user of before, keep what they wrote or got themselves."""
    share(texts)
    texts.hears_from(text="For the first")
    texts.writes("By a colleague", as_=ADMIN)
    texts.harness.change(texts.number_id, user_id=to)
    assert texts.harness.see(texts.number_id)["shared_with"] == []
    assert (read(texts, OTHER), read(texts, ADMIN), read(texts, MEMBER)) == ([], ["By a colleague"], ["For the first"])
    texts.harness.change(texts.number_id, user_id=OWNER)
    share(texts, ADMIN, as_=OWNER)
    texts.hears_from(text="For the next")
    assert (read(texts, ADMIN), read(texts, OWNER)) == (["For the next", "By a colleague"], ["For the next"])


def test_a_closed_account_takes_its_own_texts_along(texts: TextsHarness) -> None:
    """What they wrote and what came for them is erased for all; what colleagues wrote stays."""
    share(texts)
    texts.writes("Words of the other", as_=OTHER)
    texts.wants("Words of the user")
    texts.hears_from(text="Words from outside")
    texts.harness.deliver_events(AccountClosed(account_id=OTHER))
    assert read(texts, ADMIN) == read(texts, MEMBER) == ["Words from outside", "Words of the user"]
    assert f"TEXTS#{OTHER}" not in texts.stored()
    texts.harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert read(texts, ADMIN) == []
    assert "Words" not in texts.stored()
    assert "SHARED#" not in texts.stored()


@pytest.mark.parametrize("seed", range(8))
def test_no_one_answers_once_they_are_taken_off(texts: TextsHarness, seed: int) -> None:
    """Whatever order the calls take: a text of theirs is stored before they are taken off, or not at all."""
    share(texts, OTHER)

    def answer() -> Reply:
        return texts.writes("Late", as_=OTHER)

    def take_off() -> None:
        unshare(texts)

    sent, _ = Turns(seed).play(answer, take_off)
    assert sent.status in (202, 404)
    assert len(texts.harness.events("MessageRequested")) == (sent.status == 202)
    if sent.status == 202:
        texts.harness.deliver_events(paid(sent.body["message_id"]))
        assert [it["reason"] for it in texts.failures()] == ["number_not_active"]


def test_strangers_neither_read_nor_write(texts: TextsHarness) -> None:
    """Not of the team, or of the team and not named: 404 as for a number that is not there."""
    share(texts, ADMIN)
    for person in (STRANGER, OTHER):
        assert texts.writes(as_=person, to=FRIEND).status == 404
        assert texts.harness.ask("GET /v1/messages", person, query={"number_id": texts.number_id}).status == 404
