"""Transfers when two things happen at once, and when somebody waits for ever (N7)."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
import requests

from contracts.numbers import PortInDue
from contracts.teams import MemberRemoved
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from services.numbers.carrier import PortingEvent, Transfer
from services.numbers.domain.port_in import PortStatus
from services.numbers.stores import numbers, port_ins
from simulators.telnyx import API_KEY
from tests.faults import Crash, crashing, meanwhile
from tests.services.numbers.counter import NUMBER, PDF, Counter
from tests.services.numbers.desk import MEMBER, OWNER, STRANGER, TEAM
from tests.services.numbers.test_port_faults import A_WHILE, DAYS, let_tries_pass, submitted
from tests.world import mails

NOTED_THAT_IT_IS_TRIED = 3  # the call to AWS that does so


def being_sent(counter: Counter) -> str:
    """A form that somebody is sending at this moment: it is noted, and nothing has reached the carrier yet."""
    port_id = submitted(counter)
    with crashing(aws.client("dynamodb"), at_call=NOTED_THAT_IT_IS_TRIED, after=True), suppress(Crash):
        counter.desk.try_once(PortInDue(port_id=port_id))
    return port_id


def reaches_the_carrier(counter: Counter, port_id: str) -> None:
    """Whoever was sending it gets so far."""
    said = {"phone_numbers": [NUMBER], "customer_reference": port_id}
    headers = {"authorization": f"Bearer {API_KEY}"}
    url = f"{counter.desk.carrier.url.rstrip('/')}/porting_orders"
    assert requests.post(url, json=said, headers=headers, timeout=5).status_code == 201


def test_called_off_while_it_is_being_sent_it_waits_for_the_sender(counter: Counter) -> None:
    """That the carrier has nothing of it yet is no proof: it is over once the carrier has been asked to leave it."""
    port_id = being_sent(counter)
    assert counter.cancel(port_id).body["cancelling"] is True
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert (counter.status(port_id), counter.see(port_id)["cancelling"]) == ("submitted", True)
    reaches_the_carrier(counter, port_id)
    let_tries_pass(counter, port_id)
    counter.asks(clock.now() + A_WHILE)
    assert (counter.status(port_id), counter.desk.carrier.ports()["orders"]) == ("cancelled", [])


def test_what_the_carrier_refused_is_not_sent_again_by_itself(counter: Counter) -> None:
    """It waits for whoever mends it, however long, and its history says it once."""
    port_id = submitted(counter)
    counter.desk.carrier.requests_for("portability", phone_number=NUMBER, portable=False, reason="No coverage")
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    before = counter.see(port_id)
    counter.desk.carrier.requests_for("portability", phone_number=NUMBER, portable=True)
    counter.asks(clock.now() + A_WHILE)
    counter.asks(clock.now() + timedelta(hours=7))
    assert counter.see(port_id)["history"] == before["history"]
    assert (before["status"], counter.desk.carrier.ports()["orders"]) == ("needs_info", [])
    assert counter.submit(port_id).status == 200
    counter.desk.world.settle()
    counter.is_at(port_id, "submitted")


def test_what_was_sent_back_and_called_off_has_nothing_to_mend(counter: Counter) -> None:
    """Neither the answer nor the notice speaks of the objection any more."""
    port_id = submitted(counter)
    counter.desk.carrier.requests_for("portability", phone_number=NUMBER, portable=False, reason="No coverage")
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert counter.cancel(port_id).status == 200
    counter.desk.world.settle()
    assert (counter.status(port_id), counter.see(port_id)["problems"]) == ("cancelled", [])
    assert any("is called off. The number stays" in mail for mail in mails(f"{OWNER}@example.com"))


def test_what_nobody_mends_is_called_off_and_the_number_is_free(counter: Counter) -> None:
    """A transfer that was sent back blocks its number for sixty days at most."""
    port_id = counter.sent()
    counter.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    age(counter, port_id, 59 * DAYS)
    counter.asks(clock.now() + 7 * timedelta(hours=1))
    assert (counter.status(port_id), counter.see(port_id)["cancelling"]) == ("needs_info", False)
    age(counter, port_id, 2 * DAYS)
    counter.asks(clock.now() + 7 * timedelta(hours=1))
    counter.is_at(port_id, "cancelled")
    assert counter.status(port_id) == "cancelled"
    assert counter.begins().status == 201
    assert any("not mended within 60 days. The number" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_paper_that_comes_after_the_end_goes_too(counter: Counter) -> None:
    """A form that was signed before the end is good for a quarter of an hour; what it brings is not kept."""
    port_id = counter.draft()
    forms = {it["kind"]: it["upload_fields"] for it in counter.see(port_id)["documents"]}
    assert counter.cancel(port_id).status == 200
    counter.desk.world.settle()
    aws.client("s3").put_object(Bucket="papers-of-numbers", Key=forms["bill"]["key"], Body=PDF)
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert len(counter.papers(port_id)) == 1
    change(counter, port_id, checked_at=clock.to_text(clock.now() - A_WHILE - A_WHILE))
    for _ in range(2):
        assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert (counter.papers(port_id), counter.status(port_id)) == ([], "cancelled")


def test_who_leaves_at_the_moment_of_its_arrival_does_not_get_the_number(counter: Counter) -> None:
    """It is decided again, not written over what was heard meanwhile (T8)."""
    port_id = counter.sent(user_id=MEMBER)
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(port_id, status="completed")
    left = MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2)
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: counter.desk.hear_once(left)):
        assert not counter.desk.try_once(PortInDue(port_id=port_id))
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert counter.desk.see(str(counter.see(port_id)["number_id"]))["user_id"] is None


def test_of_several_orders_the_one_that_is_furthest_counts(counter: Counter) -> None:
    """Two tries that did not know of each other made two: what one of them comes to is what happens."""
    port_id = submitted(counter)
    for _ in range(2):
        reaches_the_carrier(counter, port_id)
    first = counter.desk.carrier.ports()["orders"][0]["id"]
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(first, status="in_review")
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert (counter.status(port_id), len(counter.desk.carrier.ports()["documents"])) == ("in_review", 0)


def test_what_has_come_is_claimed_by_its_number_until_that_is_given_back(counter: Counter) -> None:
    """Nobody else can have it meanwhile; afterwards anybody may bring or buy it."""
    port_id = counter.sent()
    counter.happens(port_id, status="completed")
    number_id = str(counter.see(port_id)["number_id"])
    assert counter.desk.table.get(**numbers.line_key(NUMBER)) == numbers.line_key(NUMBER) | {"number_id": number_id}
    counter.desk.refused(number_id)
    assert counter.begins(STRANGER).body["code"] == "number_taken"
    counter.desk.run("release_numbers", clock.now() + 31 * DAYS)
    assert (counter.desk.see(number_id)["status"], counter.begins(STRANGER).status) == ("released", 201)


@pytest.mark.parametrize("at", ["soon", "2026-13-45T99:00:00Z"])
def test_a_moment_that_makes_no_sense_is_none(at: str) -> None:
    """Whatever the carrier writes of when, what it says of how it stands is heard."""
    status = {"value": "foc-date-confirmed", "details": None}
    order = {"id": "1", "status": status, "activation_settings": {"foc_datetime_actual": at}}
    news = Transfer.read(order).news
    assert (news.status, news.scheduled_for) == (PortStatus.SCHEDULED, None)
    told = {"event_type": "porting_order.status_changed", "occurred_at": at,
            "payload": {"customer_reference": "port_1", "status": {"value": "exception"}}}  # fmt: skip
    assert PortingEvent.read(told) == PortingEvent("port_1", None)


def test_what_the_carrier_tells_of_transfers_is_kept_for_a_month(counter: Counter) -> None:
    """Its comments tell of people; it is needed no longer than a webhook may come again."""
    port_id = counter.sent()
    counter.happens(port_id, comment="Rosa Diaz has called.")
    heard = [json.loads(it.body)["data"]["id"] for it in counter.desk.carrier.listener.heard]
    kept = [counter.desk.table.get(f"WEBHOOK#{event_id}", "WEBHOOK") for event_id in heard]
    assert all(it and it["ttl"] < clock.to_epoch(clock.now() + 31 * DAYS) for it in kept)


def change(counter: Counter, port_id: str, **members: object) -> None:
    """Something else stands of it in the table."""
    item = counter.desk.table.get(**port_ins.key(port_id))
    assert item
    counter.desk.table.commit([update(port_ins.key(port_id), set={"port": item["port"] | members})])


def age(counter: Counter, port_id: str, by: timedelta) -> None:
    """All that its history tells was so much earlier."""
    item = counter.desk.table.get(**port_ins.key(port_id))
    assert item
    history = [it | {"at": clock.to_text(clock.from_text(it["at"]) - by)} for it in item["port"]["history"]]
    change(counter, port_id, history=history)
