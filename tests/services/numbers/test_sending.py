"""Sending a text: who may, to whom, at which price, and its status at the carrier (B11, N3, N8)."""

from datetime import timedelta

import pytest

from contracts.messages import MessageDue
from contracts.teams import MemberSuspended
from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER, TEAM
from tests.services.numbers.texts_harness import FRIEND, TextsHarness, due, paid


def test_a_text_is_paid_then_sent_then_delivered(texts: TextsHarness) -> None:
    """The carrier is asked only after the text is paid; then the text is delivered once."""
    reply = texts.writes("Grüße, 5 € please")
    text = reply.body
    assert (reply.status, text["status"], text["direction"], text["parts"]) == (202, "requested", "out", 1)
    assert (text["from"], text["to"], text["price"]["amount"]) == (texts.phone_number, FRIEND, "0.0075")
    texts.harness.world.settle()
    assert texts.harness.carrier.texts() == []
    texts.harness.deliver_events(paid(text["message_id"]))
    texts.hears()
    assert texts.see(text["message_id"]) == text | {"status": "delivered"}
    (arrived,) = texts.harness.carrier.inbox.kept
    assert (arrived.to, arrived.sender, arrived.text) == (FRIEND, texts.phone_number, "Grüße, 5 € please")


def test_events_contain_neither_the_text_nor_the_recipient(texts: TextsHarness) -> None:
    """Other services get ids, parts and price."""
    texts.sends("A secret")
    texts.hears()
    (wish,) = texts.harness.events("MessageRequested")
    assert (wish["user_id"], wish["parts"], wish["amount"], wish["place"]) == (MEMBER, 1, 7_500, "United States")
    assert (wish["country"], wish["requested_at"] is None) == ("US", False)
    said = str([envelope.model_dump_json() for envelope in texts.harness.world.outbox()])
    assert "A secret" not in said
    assert FRIEND not in said


def test_a_quote_stores_nothing(texts: TextsHarness) -> None:
    """A quote is the price of all parts, from the caller's own credits (B15)."""
    reply = texts.writes("ж" * 71, "+447400123456", query={"dry_run": "true"})
    assert (reply.status, reply.body["parts"], reply.body["total_now"]["amount"]) == (200, 2, "0.10")
    assert [line["payer"] for line in reply.body["lines"]] == ["self"]
    assert texts.lists() == texts.harness.events("MessageRequested") == []


def test_an_idempotency_key_sends_once(texts: TextsHarness) -> None:
    """The same request under the same key is the same text (E2)."""
    first, again = (texts.writes(headers={"idempotency-key": "k1"}).body for _ in range(2))
    assert first == again
    assert len(texts.lists()) == len(texts.harness.events("MessageRequested")) == 1


def test_unsupported_destinations_are_refused(texts: TextsHarness) -> None:
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
        reply = texts.writes(to=to)
        assert (to, reply.status, reply.body["errors"][0]) == (to, 422, reply.body["errors"][0] | {"field": "to"})
        assert (to, reply.body["code"]) == (to, code)


def test_unacceptable_texts_are_refused(texts: TextsHarness) -> None:
    """A text that is empty, too long, in too many parts or to its own number is refused."""
    assert texts.writes("").status == texts.writes("a" * 1601).status == texts.writes("a\x00").status == 422
    assert texts.writes("a" * 1531).body["code"] == texts.writes("ж" * 671).body["code"] == "text_too_long"
    assert texts.writes(to=texts.phone_number).body["code"] == "text_to_itself"
    assert texts.writes("a" * 1530).status == 202


def test_only_the_user_of_a_number_texts_from_it(texts: TextsHarness) -> None:
    """Owner and admin get 403; other callers and a suspended user get 404."""
    for somebody in (OWNER, ADMIN):
        assert (texts.writes(as_=somebody).status, texts.writes(as_=somebody).body["code"]) == (403, "not_your_number")
    assert texts.writes(as_=OTHER).status == texts.writes(as_=STRANGER).status == 404
    texts.harness.deliver_events(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=2))
    assert texts.writes().status == 404


def test_only_an_active_number_sends(texts: TextsHarness) -> None:
    """While its plan is past due, a number sends nothing; a text that is already paid is refunded (N3)."""
    message_id = texts.wants()
    texts.harness.past_due(texts.number_id, 2)
    assert (texts.writes().status, texts.writes().body["code"]) == (409, "number_not_active")
    texts.harness.deliver_events(paid(message_id))
    assert (texts.status(message_id), texts.failures()[0]["reason"]) == ("failed", "number_not_active")
    assert texts.harness.carrier.texts() == []


def test_an_unpaid_text_is_not_sent(texts: TextsHarness) -> None:
    """If billing refuses a text, the reason is shown, and a later payment changes nothing."""
    message_id = texts.wants()
    texts.refused(message_id)
    texts.harness.deliver_events(paid(message_id))
    assert (texts.status(message_id), texts.see(message_id)["reason"]) == ("refused", "insufficient_credits")
    assert texts.harness.carrier.texts() == texts.failures() == []


@pytest.mark.parametrize("outcome", ["sending_failed", "delivery_failed", "delivery_unconfirmed"])
def test_only_a_text_that_was_not_sent_is_refunded(texts: TextsHarness, outcome: str) -> None:
    """A sent text is charged, delivered or not; one not sent is refunded once, however often it is reported."""
    message_id = texts.sends(outcome=outcome)
    texts.hears(1 if outcome == "sending_failed" else 2)
    status = {"sending_failed": "failed", "delivery_failed": "undelivered", "delivery_unconfirmed": "sent"}[outcome]
    assert texts.status(message_id) == status
    assert [it["message_id"] for it in texts.failures()] == ([message_id] if status == "failed" else [])
    assert texts.see(message_id)["returned"] == (status == "failed")
    texts.later()
    assert texts.status(message_id) == status


def test_a_text_that_the_carrier_refuses_is_refunded(texts: TextsHarness) -> None:
    """If the recipient accepts no texts, the reason is shown, and the text is not tried again."""
    message_id = texts.sends(fault="refused")
    assert (texts.status(message_id), texts.see(message_id)["reason"]) == ("failed", "40300")
    assert len(texts.failures()) == 1


@pytest.mark.parametrize("behavior", ["lost", "nonsense", "down"])
def test_a_lost_answer_sends_no_second_text(texts: TextsHarness, behavior: str) -> None:
    """The text is unknown until a webhook reports it; no event or job sends it again."""
    message_id = texts.sends(fault=behavior, delay_seconds=1)
    texts.harness.deliver_events(paid(message_id), due(message_id, timedelta(minutes=11)))
    assert texts.status(message_id) == "unknown"
    if behavior == "down":
        texts.later(timedelta(hours=1))
        assert (texts.status(message_id), texts.see(message_id)["reason"]) == ("failed", "unclear")
    else:
        texts.hears()
        assert texts.status(message_id) == "delivered"
    assert len(texts.harness.carrier.texts()) == (0 if behavior == "down" else 1)
    assert len(texts.failures()) == (1 if behavior == "down" else 0)


def test_a_late_report_of_a_refunded_text_is_shown_and_not_charged(texts: TextsHarness) -> None:
    """A text without a known outcome is refunded within the hour; a later report only corrects the status."""
    message_id = texts.sends(fault="lost", delay_seconds=1)
    texts.later(timedelta(hours=1))
    assert texts.status(message_id) == "failed"
    texts.hears()
    assert (texts.status(message_id), texts.see(message_id)["returned"]) == ("delivered", True)
    assert len(texts.failures()) == 1


def test_a_busy_carrier_is_asked_again_for_an_hour(texts: TextsHarness) -> None:
    """A text that was not sent is sent later; after an hour it is refunded instead."""
    first, second = texts.wants("one"), texts.wants("two")
    texts.harness.carrier.behave_at_texts(fault="busy", times=2)  # the second text is not tried in the same moment
    texts.harness.deliver_events(paid(first), paid(second))
    assert texts.status(first) == texts.status(second) == "paid"
    texts.harness.deliver_events(due(first, timedelta(minutes=5)), due(second, timedelta(hours=2)))
    assert (texts.status(first), texts.status(second)) == ("paid", "failed")
    texts.later(timedelta(minutes=30))
    texts.hears()
    assert texts.status(first) == "delivered"
    assert [it["message_id"] for it in texts.failures()] == [second]


@pytest.mark.parametrize("behavior", [{"fault": "early"}, {"crossed": True}, {"webhook": 2}], ids=str)
def test_webhooks_may_be_early_out_of_order_or_repeated(texts: TextsHarness, behavior: dict[str, object]) -> None:
    """In any order of webhooks the text is delivered, and nothing is refunded."""
    message_id = texts.sends(**behavior)
    texts.hears(4 if "webhook" in behavior else 2)
    assert texts.status(message_id) == "delivered"
    assert texts.failures() == []


@pytest.mark.parametrize(("outcome", "status"), [("delivered", "delivered"), ("sending_failed", "failed")])
def test_without_webhooks_the_job_finds_the_outcome(texts: TextsHarness, outcome: str, status: str) -> None:
    """After ten minutes of silence the job asks the carrier for the status."""
    message_id = texts.sends(webhook=0, outcome=outcome, delay_seconds=0)
    assert texts.status(message_id) == "sending"
    texts.later(timedelta(minutes=9))
    assert texts.status(message_id) == "sending"
    texts.later(timedelta(minutes=11))
    assert (texts.status(message_id), len(texts.failures())) == (status, status == "failed")


def test_a_settled_text_is_not_rechecked(texts: TextsHarness) -> None:
    """A late due event changes nothing."""
    message_id = texts.sends()
    texts.harness.deliver_events(MessageDue(message_id=message_id, as_of=clock.now()))
    texts.hears()
    texts.harness.deliver_events(due(message_id))
    assert (texts.status(message_id), texts.failures()) == ("delivered", [])


def test_a_text_whose_answer_was_lost_is_found_in_the_carriers_records(texts: TextsHarness) -> None:
    """Without any webhook, it is settled by the record whose text has our id: not by another one of that minute."""
    other = texts.sends("Same words", webhook=0, delay_seconds=0)
    lost = texts.sends("Same words", fault="lost", webhook=0, delay_seconds=0)
    never = texts.sends("Same words", fault="down")
    assert [texts.status(it) for it in (other, lost, never)] == ["sending", "unknown", "unknown"]
    texts.later(timedelta(minutes=11))
    assert [texts.status(it) for it in (other, lost, never)] == ["delivered", "delivered", "unknown"]
    texts.later(timedelta(minutes=59))
    assert (texts.status(never), texts.see(never)["returned"]) == ("failed", True)
    assert len(texts.harness.carrier.texts()) == 2


def test_a_text_that_the_carrier_was_too_busy_for_is_sent_within_a_minute(texts: TextsHarness) -> None:
    """The job runs each minute: it asks again once the carrier's moment is over."""
    message_id = texts.sends(fault="busy")
    assert texts.status(message_id) == "paid"
    texts.later(timedelta(seconds=59))
    texts.hears()
    assert (texts.status(message_id), texts.failures()) == ("delivered", [])
