"""Sending a text: who may, to whom, at which price, and what becomes of it at the carrier (B11, N3, N8)."""

from datetime import timedelta

import pytest

from contracts.messages import MessageDue
from contracts.teams import MemberSuspended
from kernel import clock
from tests.services.numbers.desk import ADMIN, MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.pen import FRIEND, Pen, due, paid


def test_a_text_is_paid_then_sent_then_delivered(pen: Pen) -> None:
    """First the money: before it is paid, the carrier does not hear of it; then it is told of, and arrives once."""
    reply = pen.writes("Grüße, 5 € please")
    text = reply.body
    assert (reply.status, text["status"], text["direction"], text["parts"]) == (202, "requested", "out", 1)
    assert (text["from"], text["to"], text["price"]["amount"]) == (pen.phone_number, FRIEND, "0.0075")
    pen.desk.world.settle()
    assert pen.desk.carrier.texts() == []
    pen.desk.hear(paid(text["message_id"]))
    pen.hears()
    assert pen.see(text["message_id"]) == text | {"status": "delivered"}
    (arrived,) = pen.desk.carrier.inbox.kept
    assert (arrived.to, arrived.sender, arrived.text) == (FRIEND, pen.phone_number, "Grüße, 5 € please")


def test_what_is_published_of_a_text_is_neither_its_words_nor_its_reader(pen: Pen) -> None:
    """Other services get ids, parts and price."""
    pen.sends("A secret")
    pen.hears()
    (wish,) = pen.desk.events("MessageRequested")
    assert (wish["user_id"], wish["parts"], wish["amount"], wish["place"]) == (MEMBER, 1, 7_500, "United States")
    said = str([envelope.model_dump_json() for envelope in pen.desk.world.outbox()])
    assert "A secret" not in said
    assert FRIEND not in said


def test_a_quote_does_nothing(pen: Pen) -> None:
    """The price of all parts, of one's own credits (B15)."""
    reply = pen.writes("ж" * 71, "+447400123456", query={"dry_run": "true"})
    assert (reply.status, reply.body["parts"], reply.body["total_now"]["amount"]) == (200, 2, "0.10")
    assert [line["payer"] for line in reply.body["lines"]] == ["self"]
    assert pen.lists() == pen.desk.events("MessageRequested") == []


def test_a_key_sends_once(pen: Pen) -> None:
    """The same request under the same key is the same text (E2)."""
    first, again = (pen.writes(headers={"idempotency-key": "k1"}).body for _ in range(2))
    assert first == again
    assert len(pen.lists()) == len(pen.desk.events("MessageRequested")) == 1


def test_where_no_text_goes_is_said(pen: Pen) -> None:
    """Emergency, short, premium and satellite numbers, landlines abroad, countries without a price."""
    refusals = {
        "911": "emergency_number", "112": "emergency_number", "+1911": "emergency_number",
        "72345": "destination_blocked", "+1 900 555 0123": "destination_blocked",
        "+881612345678": "destination_blocked", "+85512345678": "destination_not_served",
        "+493012345678": "destination_not_served", "not a number": "invalid_phone_number",
    }  # fmt: skip
    for to, code in refusals.items():
        reply = pen.writes(to=to)
        assert (to, reply.status, reply.body["errors"][0]) == (to, 422, reply.body["errors"][0] | {"field": "to"})
        assert (to, reply.body["code"]) == (to, code)


def test_what_is_no_text_is_said(pen: Pen) -> None:
    """Nothing, too much, in too many parts, to itself."""
    assert pen.writes("").status == pen.writes("a" * 1601).status == pen.writes("a\x00").status == 422
    assert pen.writes("a" * 1531).body["code"] == pen.writes("ж" * 671).body["code"] == "text_too_long"
    assert pen.writes(to=pen.phone_number).body["code"] == "text_to_itself"
    assert pen.writes("a" * 1530).status == 202


def test_only_who_uses_a_number_writes_from_it(pen: Pen) -> None:
    """Not the team's owner, nor an admin; for others there is no such number; nor for who is suspended."""
    for somebody in (OWNER, ADMIN):
        assert (pen.writes(as_=somebody).status, pen.writes(as_=somebody).body["code"]) == (403, "not_your_number")
    assert pen.writes(as_=OTHER).status == pen.writes(as_=STRANGER).status == 404
    pen.desk.hear(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=2))
    assert pen.writes().status == 404


def test_only_an_active_number_sends(pen: Pen) -> None:
    """Past due, nothing is sent; not even what was paid already: that goes back (N3)."""
    message_id = pen.wants()
    pen.desk.past_due(pen.number_id, 2)
    assert (pen.writes().status, pen.writes().body["code"]) == (409, "number_not_active")
    pen.desk.hear(paid(message_id))
    assert (pen.status(message_id), pen.failures()[0]["reason"]) == ("failed", "number_not_active")
    assert pen.desk.carrier.texts() == []


def test_what_is_not_paid_is_not_sent(pen: Pen) -> None:
    """Billing refuses: the reason is shown, and a word that it is paid comes too late."""
    message_id = pen.wants()
    pen.refused(message_id)
    pen.desk.hear(paid(message_id))
    assert (pen.status(message_id), pen.see(message_id)["reason"]) == ("refused", "insufficient_credits")
    assert pen.desk.carrier.texts() == pen.failures() == []


@pytest.mark.parametrize("outcome", ["sending_failed", "delivery_failed", "delivery_unconfirmed"])
def test_only_what_was_not_sent_is_paid_back(pen: Pen, outcome: str) -> None:
    """What the carrier carried is charged, delivered or not; what it did not send goes back, once, told twice."""
    message_id = pen.sends(outcome=outcome)
    pen.hears(1 if outcome == "sending_failed" else 2)
    status = {"sending_failed": "failed", "delivery_failed": "undelivered", "delivery_unconfirmed": "sent"}[outcome]
    assert pen.status(message_id) == status
    assert [it["message_id"] for it in pen.failures()] == ([message_id] if status == "failed" else [])
    assert pen.see(message_id)["returned"] == (status == "failed")
    pen.later()
    assert pen.status(message_id) == status


def test_a_text_that_the_carrier_refuses_is_paid_back(pen: Pen) -> None:
    """The other side wants no texts: it is said, and nothing is tried again."""
    message_id = pen.sends(mood="refused")
    assert (pen.status(message_id), pen.see(message_id)["reason"]) == ("failed", "40300")
    assert len(pen.failures()) == 1


@pytest.mark.parametrize("mood", ["lost", "nonsense", "down"])
def test_a_lost_answer_is_no_second_text(pen: Pen, mood: str) -> None:
    """Unknown, until a webhook tells; told again by bus and clock, it is not sent again."""
    message_id = pen.sends(mood=mood)
    pen.desk.hear(paid(message_id), due(message_id, timedelta(hours=1)))
    if mood == "down":
        assert pen.status(message_id) == "unknown"
        pen.later()
        assert (pen.status(message_id), pen.see(message_id)["reason"]) == ("failed", "unclear")
    else:
        pen.hears()
        assert pen.status(message_id) == "delivered"
    assert len(pen.desk.carrier.texts()) == (0 if mood == "down" else 1)
    assert len(pen.failures()) == (1 if mood == "down" else 0)


def test_the_end_of_a_lost_text_told_after_a_day_is_shown_and_not_charged(pen: Pen) -> None:
    """Its price went back when nobody knew of it; what is shown is what happened."""
    message_id = pen.sends(mood="lost")
    pen.later()
    assert pen.status(message_id) == "failed"
    pen.hears()
    assert (pen.status(message_id), pen.see(message_id)["returned"]) == ("delivered", True)
    assert len(pen.failures()) == 1


def test_a_carrier_that_takes_nothing_is_asked_again_for_an_hour(pen: Pen) -> None:
    """It was surely not sent, so it may be sent later; after an hour nobody wants it any more, and it goes back."""
    first, second = pen.wants("one"), pen.wants("two")
    pen.desk.carrier.behave_at_texts(mood="busy", times=3)
    pen.desk.hear(paid(first), paid(second))
    assert pen.status(first) == pen.status(second) == "paid"
    pen.desk.hear(due(first, timedelta(minutes=5)), due(second, timedelta(hours=2)))
    assert (pen.status(first), pen.status(second)) == ("paid", "failed")
    pen.later(timedelta(minutes=30))
    pen.hears()
    assert pen.status(first) == "delivered"
    assert [it["message_id"] for it in pen.failures()] == [second]


@pytest.mark.parametrize("mood", [{"mood": "early"}, {"crossed": True}, {"webhook": 2}], ids=str)
def test_webhooks_come_early_crossed_and_twice(pen: Pen, mood: dict[str, object]) -> None:
    """In any order it is delivered, and nothing is paid back."""
    message_id = pen.sends(**mood)
    pen.hears(4 if "webhook" in mood else 2)
    assert pen.status(message_id) == "delivered"
    assert pen.failures() == []


@pytest.mark.parametrize(("outcome", "status"), [("delivered", "delivered"), ("sending_failed", "failed")])
def test_without_webhooks_the_clock_finds_out(pen: Pen, outcome: str, status: str) -> None:
    """After a day the carrier is asked how it stands."""
    message_id = pen.sends(webhook=0, outcome=outcome, delay_seconds=0)
    assert pen.status(message_id) == "sending"
    pen.later(timedelta(hours=23))
    assert pen.status(message_id) == "sending"
    pen.later()
    assert (pen.status(message_id), len(pen.failures())) == (status, status == "failed")


def test_what_is_settled_is_not_looked_after(pen: Pen) -> None:
    """A late word of the clock changes nothing."""
    message_id = pen.sends()
    pen.desk.hear(MessageDue(message_id=message_id, as_of=clock.now()))
    pen.hears()
    pen.desk.hear(due(message_id))
    assert (pen.status(message_id), pen.failures()) == ("delivered", [])
