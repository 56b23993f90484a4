"""STOP and START: who opted out of a team's texts gets none until they open them again (N14)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from services.numbers.domain.opt_out import OptOut, heed, read_keyword
from services.numbers.stores import opt_outs
from tests.services.numbers.harness import MEMBER, TEAM
from tests.services.numbers.registrations_harness import plant_approval
from tests.services.numbers.texts_harness import FRIEND, TextsHarness, paid


def _refusal(texts: TextsHarness, **how: Any) -> tuple[int, str]:
    reply = texts.writes(**how)
    return reply.status, reply.body.get("code", "")


REFUSED = (422, "recipient_opted_out")


@pytest.mark.parametrize(
    "word", ["STOP", "stop", " Stop. ", "STOPALL", "stop all", "Unsubscribe", "CANCEL", "end", "QUIT"]
)
def test_who_texts_stop_gets_no_more_texts(texts: TextsHarness, word: str) -> None:
    """A text to one who opted out is refused before it is paid, and so is its quote; START opens texts again."""
    texts.hears_from(text=word)
    assert _refusal(texts) == _refusal(texts, query={"dry_run": "true"}) == REFUSED
    assert texts.harness.events("MessageRequested") == []
    texts.hears_from(text="START")
    assert texts.writes().status == 202


@pytest.mark.parametrize("text", ["Please stop by", "The end", "Stop it!!!", "start the car", ""])
def test_words_in_a_sentence_are_no_keyword(text: str) -> None:
    """Only a text that is nothing but the word counts, as at the carrier."""
    assert read_keyword(text) is None


def test_the_carriers_name_for_a_text_counts_more_than_its_words() -> None:
    """The operator may have other keywords at the carrier, in other languages."""
    assert (read_keyword("ALTO", "opt_out"), read_keyword("ALTO")) == ("stop", None)
    assert (read_keyword("AYUDA", "HELP"), read_keyword("STOP", "something new")) == ("help", "stop")


def test_keywords_are_shown_in_the_conversation(texts: TextsHarness) -> None:
    """The number's user sees who opted out, by the text that did it; HELP changes nothing."""
    for word in ("STOP", "START", "HELP"):
        texts.hears_from(text=word)
    assert [it["keyword"] for it in texts.lists()] == ["help", "start", "stop"]
    texts.hears_from(text="Thanks")
    assert texts.lists()[0]["keyword"] is None
    assert texts.writes().status == 202


def test_stop_counts_for_every_number_of_the_team_and_for_no_other_holder(texts: TextsHarness) -> None:
    """The carrier blocks for a whole profile, and each holder has its own."""
    second = texts.harness.has(user_id=MEMBER)
    plant_approval(texts.harness.table, second["number_id"])
    texts.hears_from(text="STOP")
    assert _refusal(texts, body={"number_id": second["number_id"]}) == REFUSED
    assert opt_outs.is_out(texts.harness.table, TEAM, FRIEND)
    assert not opt_outs.is_out(texts.harness.table, "team_2", FRIEND)


def test_stop_counts_where_a_number_has_no_user(texts: TextsHarness) -> None:
    """A text to a number without a user is not stored; that it says STOP is heeded all the same."""
    texts.harness.change(texts.number_id, user_id=None)
    texts.hears_from(text="STOP")
    texts.harness.change(texts.number_id, user_id=MEMBER)
    assert _refusal(texts) == REFUSED


def test_a_text_that_is_paid_when_stop_arrives_is_not_sent(texts: TextsHarness) -> None:
    """It fails, its price goes back, and the sender reads why."""
    message_id = texts.wants()
    texts.hears_from(text="STOP")
    texts.harness.deliver_events(paid(message_id))
    text = texts.see(message_id)
    assert (text["status"], text["reason"], text["returned"]) == ("failed", "recipient_opted_out", True)
    assert text["reason_text"] == "This person asked for no more texts from you. They can text START to your number."
    assert texts.harness.carrier.texts() == []


def test_what_the_carrier_blocks_is_learned(texts: TextsHarness) -> None:
    """Of a STOP that we never got, the carrier's refusal is the proof: the next text is refused before it is paid."""
    message_id = texts.sends(fault="refused")
    assert (texts.status(message_id), texts.see(message_id)["reason"]) == ("failed", "40300")
    assert _refusal(texts) == REFUSED
    texts.hears_from(text="START")
    assert texts.writes().status == 202


_STEPS = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def moments() -> list[Any]:
    """Return instants, in their order."""
    return [clock.now() - timedelta(hours=1) + timedelta(seconds=it) for it in range(7)]


@given(steps=_STEPS)
def test_the_latest_word_counts_in_whatever_order_words_arrive(
    moments: list[Any], steps: list[tuple[int, bool]]
) -> None:
    """Of STOPs and STARTs of different instants the latest one counts, whichever comes first or twice."""
    known: OptOut | None = None
    words = {moments[at]: is_out for at, is_out in steps}
    for at, is_out in [*words.items(), *reversed(words.items())]:
        known = heed(known, OptOut("team_1", is_out, at)) or known
    assert known == OptOut("team_1", words[max(words)], max(words))
