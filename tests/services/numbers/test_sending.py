"""Sending a text: who may, to whom, at which price, and its status at the carrier (B11, N3, N8)."""

from datetime import timedelta

import pytest

from contracts.messages import MessageDue
from contracts.teams import MemberSuspended
from kernel import clock
from tests.services.numbers.desk import ADMIN, MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.pen import FRIEND, Pen, due, paid


def test_a_text_is_paid_then_sent_then_delivered(pen: Pen) -> None:
    """The carrier is asked only after the text is paid; then the text is delivered once."""
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


def test_events_contain_neither_the_text_nor_the_recipient(pen: Pen) -> None:
    """Other services get ids, parts and price."""
    pen.sends("A secret")
    pen.hears()
    (wish,) = pen.desk.events("MessageRequested")
    assert (wish["user_id"], wish["parts"], wish["amount"], wish["place"]) == (MEMBER, 1, 7_500, "United States")
    said = str([envelope.model_dump_json() for envelope in pen.desk.world.outbox()])
    assert "A secret" not in said
    assert FRIEND not in said


def test_a_quote_stores_nothing(pen: Pen) -> None:
    """A quote is the price of all parts, from the caller's own credits (B15)."""
    reply = pen.writes("ж" * 71, "+447400123456", query={"dry_run": "true"})
    assert (reply.status, reply.body["parts"], reply.body["total_now"]["amount"]) == (200, 2, "0.10")
    assert [line["payer"] for line in reply.body["lines"]] == ["self"]
    assert pen.lists() == pen.desk.events("MessageRequested") == []


def test_an_idempotency_key_sends_once(pen: Pen) -> None:
    """The same request under the same key is the same text (E2)."""
    first, again = (pen.writes(headers={"idempotency-key": "k1"}).body for _ in range(2))
    assert first == again
    assert len(pen.lists()) == len(pen.desk.events("MessageRequested")) == 1


def test_unsupported_destinations_are_refused(pen: Pen) -> None:
    """Emergency, short, premium and satellite numbers, landlines abroad and countries without a price are refused."""
    refusals = {
        "911": "emergency_number",
        "112": "emergency_number",
        "+1911": "emergency_number",
        "72345": "destination_blocked",
        "+1 900 555 0123": "destination_blocked",
        "+881612345678": "destination_blocked",
        "+85512345678": "destination_not_served",
        "+493012345678": "destination_not_served",
        "not a number": "invalid_phone_number",
    }
    for to, code in refusals.items():
        reply = pen.writes(to=to)
        assert (to, reply.status, reply.body["errors"][0]) == (to, 422, reply.body["errors"][0] | {"field": "to"})
        assert (to, reply.body["code"]) == (to, code)


def test_unacceptable_texts_are_refused(pen: Pen) -> None:
    """A text that is empty, too long, in too many parts or to its own number is refused."""
    assert pen.writes("").status == pen.writes("a" * 1601).status == pen.writes("a\x00").status == 422
    assert pen.writes("a" * 1531).body["code"] == pen.writes("ж" * 671).body["code"] == "text_too_long"
    assert pen.writes(to=pen.phone_number).body["code"] == "text_to_itself"
    assert pen.writes("a" * 1530).status == 202


def test_only_the_user_of_a_number_texts_from_it(pen: Pen) -> None:
    """Owner and admin get 403; other callers and a suspended user get 404."""
    for somebody in (OWNER, ADMIN):
        assert (pen.writes(as_=somebody).status, pen.writes(as_=somebody).body["code"]) == (403, "not_your_number")
    assert pen.writes(as_=OTHER).status == pen.writes(as_=STRANGER).status == 404
    pen.desk.hear(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=2))
    assert pen.writes().status == 404


def test_only_an_active_number_sends(pen: Pen) -> None:
    """While its plan is past due, a number sends nothing; a text that is already paid is refunded (N3)."""
    message_id = pen.wants()
    pen.desk.past_due(pen.number_id, 2)
    assert (pen.writes().status, pen.writes().body["code"]) == (409, "number_not_active")
    pen.desk.hear(paid(message_id))
    assert (pen.status(message_id), pen.failures()[0]["reason"]) == ("failed", "number_not_active")
    assert pen.desk.carrier.texts() == []


def test_an_unpaid_text_is_not_sent(pen: Pen) -> None:
    """If billing refuses a text, the reason is shown, and a later payment changes nothing."""
    message_id = pen.wants()
    pen.refused(message_id)
    pen.desk.hear(paid(message_id))
    assert (pen.status(message_id), pen.see(message_id)["reason"]) == ("refused", "insufficient_credits")
    assert pen.desk.carrier.texts() == pen.failures() == []


@pytest.mark.parametrize("outcome", ["sending_failed", "delivery_failed", "delivery_unconfirmed"])
def test_only_a_text_that_was_not_sent_is_refunded(pen: Pen, outcome: str) -> None:
    """A sent text is charged, delivered or not; one not sent is refunded once, however often it is reported."""
    message_id = pen.sends(outcome=outcome)
    pen.hears(1 if outcome == "sending_failed" else 2)
    status = {"sending_failed": "failed", "delivery_failed": "undelivered", "delivery_unconfirmed": "sent"}[outcome]
    assert pen.status(message_id) == status
    assert [it["message_id"] for it in pen.failures()] == ([message_id] if status == "failed" else [])
    assert pen.see(message_id)["returned"] == (status == "failed")
    pen.later()
    assert pen.status(message_id) == status


def test_a_text_that_the_carrier_refuses_is_refunded(pen: Pen) -> None:
    """If the recipient accepts no texts, the reason is shown, and the text is not tried again."""
    message_id = pen.sends(fault="refused")
    assert (pen.status(message_id), pen.see(message_id)["reason"]) == ("failed", "40300")
    assert len(pen.failures()) == 1


@pytest.mark.parametrize("mood", ["lost", "nonsense", "down"])
def test_a_lost_answer_sends_no_second_text(pen: Pen, mood: str) -> None:
    """The text is unknown until a webhook reports it; no event or job sends it again."""
    message_id = pen.sends(fault=mood)
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


def test_a_late_report_of_a_refunded_text_is_shown_and_not_charged(pen: Pen) -> None:
    """A text without a known outcome is refunded after a day; a later report only corrects the status."""
    message_id = pen.sends(fault="lost")
    pen.later()
    assert pen.status(message_id) == "failed"
    pen.hears()
    assert (pen.status(message_id), pen.see(message_id)["returned"]) == ("delivered", True)
    assert len(pen.failures()) == 1


def test_a_busy_carrier_is_asked_again_for_an_hour(pen: Pen) -> None:
    """A text that was not sent is sent later; after an hour it is refunded instead."""
    first, second = pen.wants("one"), pen.wants("two")
    pen.desk.carrier.behave_at_texts(fault="busy", times=3)
    pen.desk.hear(paid(first), paid(second))
    assert pen.status(first) == pen.status(second) == "paid"
    pen.desk.hear(due(first, timedelta(minutes=5)), due(second, timedelta(hours=2)))
    assert (pen.status(first), pen.status(second)) == ("paid", "failed")
    pen.later(timedelta(minutes=30))
    pen.hears()
    assert pen.status(first) == "delivered"
    assert [it["message_id"] for it in pen.failures()] == [second]


@pytest.mark.parametrize("mood", [{"fault": "early"}, {"crossed": True}, {"webhook": 2}], ids=str)
def test_webhooks_may_be_early_out_of_order_or_repeated(pen: Pen, mood: dict[str, object]) -> None:
    """In any order of webhooks the text is delivered, and nothing is refunded."""
    message_id = pen.sends(**mood)
    pen.hears(4 if "webhook" in mood else 2)
    assert pen.status(message_id) == "delivered"
    assert pen.failures() == []


@pytest.mark.parametrize(("outcome", "status"), [("delivered", "delivered"), ("sending_failed", "failed")])
def test_without_webhooks_the_job_finds_the_outcome(pen: Pen, outcome: str, status: str) -> None:
    """After a day the job asks the carrier for the status."""
    message_id = pen.sends(webhook=0, outcome=outcome, delay_seconds=0)
    assert pen.status(message_id) == "sending"
    pen.later(timedelta(hours=23))
    assert pen.status(message_id) == "sending"
    pen.later()
    assert (pen.status(message_id), len(pen.failures())) == (status, status == "failed")


def test_a_settled_text_is_not_rechecked(pen: Pen) -> None:
    """A late due event changes nothing."""
    message_id = pen.sends()
    pen.desk.hear(MessageDue(message_id=message_id, as_of=clock.now()))
    pen.hears()
    pen.desk.hear(due(message_id))
    assert (pen.status(message_id), pen.failures()) == ("delivered", [])
