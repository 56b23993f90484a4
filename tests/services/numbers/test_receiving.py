"""Receiving texts, who can read them, and how they are erased (N8, E3, E4, I10)."""

from contracts.identity import AccountClosed
from contracts.teams import MemberRemoved
from kernel.log import log
from tests.services.numbers.desk import MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.pen import FRIEND, Pen, paid


def test_a_received_text_is_stored_once_for_the_numbers_user(pen: Pen) -> None:
    """Sender, text and time are stored once, though the carrier reports them three times, under three events."""
    pen.hears_from(text="Where are you?", id="84cca175-9755-4859-b67f-4730d7f58aa3", times=3)
    pen.hears_from(text="Where are you?", id="84cca175-9755-4859-b67f-4730d7f58aa3")
    (text,) = pen.lists()
    assert (text["direction"], text["status"], text["from"], text["to"]) == ("in", "received", FRIEND, pen.phone_number)
    assert (text["text"], text["price"]["amount"]) == ("Where are you?", "0.00")


def test_a_text_without_a_recipient_is_not_stored(pen: Pen) -> None:
    """A text to a number that is not ours, or has no user, is not stored."""
    pen.hears_from(to="+14155559999", text="Wrong number")
    pen.desk.change(pen.number_id, user_id=None)
    pen.hears_from(text="Anybody there?")
    assert pen.lists() == []
    assert "Anybody there?" not in pen.stored()


def test_the_text_is_erased_from_the_stored_webhook(pen: Pen) -> None:
    """Once a webhook is handled, its text is only in the message."""
    pen.hears_from(text="For your eyes only")
    assert pen.stored().count("For your eyes only") == 1


def test_texts_are_listed_newest_first_by_pages(pen: Pen) -> None:
    """Sent and received texts are in one list, page by page in the same order (E4)."""
    sent = pen.sends("one")
    pen.hears()
    pen.hears_from(text="two")
    last = pen.wants("three")
    assert [it["text"] for it in pen.lists()] == ["three", "two", "one"]
    page = pen.desk.ask("GET /v1/messages", MEMBER, query={"limit": "2", "number_id": pen.number_id}).body
    rest = pen.lists(limit="2", number_id=pen.number_id, cursor=page["next_cursor"])
    assert [it["message_id"] for it in (page["items"][0], rest[0])] == [last, sent]
    assert "code" in pen.desk.ask("GET /v1/messages", OTHER, query={"cursor": page["next_cursor"]}).body


def test_only_the_user_reads_their_texts(pen: Pen) -> None:
    """The team's owner sees none, other callers get 404, and a later user of the number sees only later texts."""
    pen.hears_from(text="Private")
    for somebody in (OWNER, OTHER, STRANGER):
        assert pen.desk.ask("GET /v1/messages", somebody, query={"number_id": pen.number_id}).status == 404
        assert pen.lists(somebody) == []
    assert pen.desk.ask("GET /v1/messages", MEMBER, query={"number_id": "num_unknown"}).status == 404
    pen.desk.change(pen.number_id, user_id=OTHER)
    assert pen.lists(OTHER, number_id=pen.number_id) == []
    assert [it["text"] for it in pen.lists(number_id=pen.number_id)] == ["Private"]
    pen.hears_from(text="For the next")
    assert [it["text"] for it in pen.lists(OTHER)] == ["For the next"]


def test_texts_are_erased_with_the_account(pen: Pen) -> None:
    """Texts and numbers are erased; what is unpaid or in progress is still settled (I10)."""
    pen.sends("Delivered words")
    pen.hears()
    pen.hears_from(text="Received words")
    pen.sends("Words under way", fault="lost")
    waiting = pen.wants("Waiting words")
    pen.desk.hear(AccountClosed(account_id=MEMBER))
    assert pen.lists() == []
    pen.desk.hear(paid(waiting))
    pen.later()
    pen.hears_from(text="Words too late")
    assert "ords" not in pen.stored()
    assert FRIEND not in pen.stored()
    assert sorted(it["reason"] for it in pen.failures()) == ["account_closed", "unclear"]
    assert len(pen.desk.carrier.texts()) == 2
    assert pen.writes().status in (403, 404)


def test_a_user_who_has_left_gets_no_more_texts(pen: Pen) -> None:
    """They keep the texts they had; new ones are not theirs."""
    pen.hears_from(text="Before")
    pen.desk.hear(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    pen.hears_from(text="After")
    assert [it["text"] for it in pen.lists()] == ["Before"]


def test_no_log_contains_a_text(pen: Pen, capsys: object) -> None:
    """Neither a text nor a full phone number is logged."""
    import io
    import logging

    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    log().addHandler(handler)
    try:
        pen.sends("Unlogged words", fault="refused")
        pen.hears_from(text="Unlogged words")
        pen.hears_from(text="Unlogged words", to="+14155559999")
    finally:
        log().removeHandler(handler)
    assert "Unlogged words" not in kept.getvalue()
    assert FRIEND not in kept.getvalue()
