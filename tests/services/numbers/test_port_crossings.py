"""Transfers when two things happen at once, and when somebody waits for ever (N7)."""

from contextlib import suppress
from datetime import timedelta

import requests

from contracts.numbers import PortInDue
from kernel import aws, clock
from kernel.entries import update
from services.numbers.stores import ports
from simulators.telnyx import API_KEY
from tests.faults import Crash, crashing
from tests.services.numbers.counter import NUMBER, Counter
from tests.services.numbers.desk import OWNER
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


def age(counter: Counter, port_id: str, by: timedelta) -> None:
    """All that its history tells was so much earlier."""
    item = counter.desk.table.get(**ports.key(port_id))
    assert item
    history = [it | {"at": clock.to_text(clock.from_text(it["at"]) - by)} for it in item["port"]["history"]]
    counter.desk.table.commit([update(ports.key(port_id), set={"port": item["port"] | {"history": history}})])
