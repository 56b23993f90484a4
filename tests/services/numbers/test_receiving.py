"""Receiving texts, who can read them, and how they are erased (N8, E3, E4, I10)."""

import pytest

from contracts.identity import AccountClosed
from contracts.teams import MemberRemoved
from kernel import clock
from kernel.log import log
from tests.services.numbers.harness import MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.texts_harness import FRIEND, TextsHarness, paid


def test_a_received_text_is_stored_once_for_the_numbers_user(texts: TextsHarness) -> None:
    """Sender, text and time are stored once, though the carrier reports them three times, under three events."""
    texts.hears_from(text="Where are you?", id="84cca175-9755-4859-b67f-4730d7f58aa3", times=3)
    texts.hears_from(text="Where are you?", id="84cca175-9755-4859-b67f-4730d7f58aa3")
    (text,) = texts.lists()
    assert (text["direction"], text["status"], text["from"], text["to"]) == (
        "in",
        "received",
        FRIEND,
        texts.phone_number,
    )
    assert (text["text"], text["price"]["amount"]) == ("Where are you?", "0.00")
    (counted,) = texts.harness.events("MessageReceived")
    assert (counted["message_id"], counted["user_id"], counted["parts"]) == (text["message_id"], MEMBER, 1)
    assert (counted["country"], FRIEND in str(counted)) == ("US", False)


def test_a_text_without_a_recipient_is_not_stored(texts: TextsHarness) -> None:
    """A text to a number that is not ours, or of a person whose plan is over, is not stored."""
    texts.hears_from(to="+14155559999", text="Wrong number")
    own = texts.harness.has(STRANGER)
    texts.harness.ended(own["number_id"], 2, clock.now())
    texts.hears_from(to=own["phone_number"], text="Wrong time")
    assert texts.lists() == texts.lists(STRANGER) == []
    assert "Wrong" not in texts.stored()


def test_the_text_is_erased_from_the_stored_webhook(texts: TextsHarness) -> None:
    """Once a webhook is handled, its text is only in the message."""
    texts.hears_from(text="For your eyes only")
    assert texts.stored().count("For your eyes only") == 1


def test_texts_are_listed_newest_first_by_pages(texts: TextsHarness) -> None:
    """Sent and received texts are in one list, page by page in the same order (E4)."""
    sent = texts.sends("one")
    texts.hears()
    texts.hears_from(text="two")
    last = texts.wants("three")
    assert [it["text"] for it in texts.lists()] == ["three", "two", "one"]
    page = texts.harness.ask("GET /v1/messages", MEMBER, query={"limit": "2", "number_id": texts.number_id}).body
    rest = texts.lists(limit="2", number_id=texts.number_id, cursor=page["next_cursor"])
    assert [it["message_id"] for it in (page["items"][0], rest[0])] == [last, sent]
    assert "code" in texts.harness.ask("GET /v1/messages", OTHER, query={"cursor": page["next_cursor"]}).body


def test_only_the_user_reads_their_texts(texts: TextsHarness) -> None:
    """The team's owner sees none, other callers get 404, and a later user of the number sees only later texts."""
    texts.hears_from(text="Private")
    for somebody in (OWNER, OTHER, STRANGER):
        assert texts.harness.ask("GET /v1/messages", somebody, query={"number_id": texts.number_id}).status == 404
        assert texts.lists(somebody) == []
    assert texts.harness.ask("GET /v1/messages", MEMBER, query={"number_id": "num_unknown"}).status == 404
    texts.harness.change(texts.number_id, user_id=OTHER)
    assert texts.lists(OTHER, number_id=texts.number_id) == []
    assert [it["text"] for it in texts.lists(number_id=texts.number_id)] == ["Private"]
    texts.hears_from(text="For the next")
    assert [it["text"] for it in texts.lists(OTHER)] == ["For the next"]


def test_texts_are_erased_with_the_account(texts: TextsHarness) -> None:
    """Texts and numbers are erased; what is unpaid or in progress is still settled (I10)."""
    texts.sends("Delivered words")
    texts.hears()
    texts.hears_from(text="Received words")
    texts.sends("Words under way", fault="lost")
    waiting = texts.wants("Waiting words")
    texts.harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert texts.harness.ask("GET /v1/messages", MEMBER).status == 401
    texts.harness.deliver_events(paid(waiting))
    texts.later()
    assert "ords" not in texts.stored()
    assert FRIEND not in texts.stored()
    assert sorted(it["reason"] for it in texts.failures()) == ["account_closed", "unclear"]
    assert len(texts.harness.carrier.texts()) == 2
    assert texts.writes().status == 401


def test_a_user_who_has_left_gets_no_more_texts(texts: TextsHarness) -> None:
    """They keep the texts they had; new ones are not theirs."""
    texts.hears_from(text="Before")
    texts.harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2)
    )
    texts.hears_from(text="After")
    assert [it["text"] for it in texts.lists()] == ["Before"]


def test_no_log_contains_a_text(texts: TextsHarness, capsys: object) -> None:
    """Neither a text nor a full phone number is logged."""
    import io
    import logging

    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    log().addHandler(handler)
    try:
        texts.sends("Unlogged words", fault="refused")
        texts.hears_from(text="Unlogged words")
        texts.hears_from(text="Unlogged words", to="+14155559999")
    finally:
        log().removeHandler(handler)
    assert "Unlogged words" not in kept.getvalue()
    assert FRIEND not in kept.getvalue()


def test_a_picture_without_words_is_kept_as_one(texts: TextsHarness) -> None:
    """A picture message is not an empty text: how many pictures came with it is stored and shown."""
    texts.hears_from(text="", media=[{"content_type": "image/png", "color": "green"}])
    (text,) = texts.lists()
    assert (text["text"], text["pictures"], text["status"]) == ("", 1, "received")
    assert "/telnyx/media/" not in texts.stored()


@pytest.mark.parametrize(
    ("reported", "shown"),
    [
        ("+5215512345678", "+525512345678"),
        ("+525512345678", "+525512345678"),
        ("+541123456789", "+5491123456789"),
        ("+5491123456789", "+5491123456789"),
        ("+14362345678", "+14362345678"),
        ("+447797712345", "+447797712345"),
    ],
)
def test_a_sender_can_be_answered(texts: TextsHarness, reported: str, shown: str) -> None:
    """Each spelling of a sender is stored as one number, to which a text is accepted and stored as the same."""
    texts.hears_from(sender=reported, text="Hola")
    (received,) = texts.lists()
    assert received["from"] == shown
    assert texts.writes("Hola", to=received["from"]).body["to"] == shown
    assert texts.writes("Hola", to=reported).body["to"] == shown


def test_a_short_code_stays_as_it_is(texts: TextsHarness) -> None:
    """What is no phone number is shown as the carrier reports it."""
    texts.hears_from(sender="72975", text="Your table is ready")
    assert texts.lists()[0]["from"] == "72975"
