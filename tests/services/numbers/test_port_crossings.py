"""Port-ins when two events coincide, and when one is never corrected (N7)."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
import requests

from contracts.port_ins import PortInDue
from contracts.teams import MemberRemoved
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from services.numbers.carrier.porting_orders import PortingEvent, PortingOrder
from services.numbers.domain.port_in_status import PortStatus
from services.numbers.stores import claims
from services.numbers.stores import port_ins as port_in_store
from simulators.telnyx import API_KEY
from tests.faults import Crash, crashing, meanwhile
from tests.in_process import mails
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER, TEAM
from tests.services.numbers.port_ins_harness import NUMBER, PDF, PortInsHarness
from tests.services.numbers.test_port_faults import A_WHILE, DAYS, let_tries_pass, submitted

NOTED_THAT_IT_IS_TRIED = 3  # the call to AWS that does so


def being_sent(port_ins: PortInsHarness) -> str:
    """Return a port-in whose form is being sent: that is stored, and nothing has reached the carrier yet."""
    port_id = submitted(port_ins)
    with crashing(aws.client("dynamodb"), at_call=NOTED_THAT_IT_IS_TRIED, after=True), suppress(Crash):
        port_ins.harness.try_once(PortInDue(port_id=port_id))
    return port_id


def create_order_at_carrier(port_ins: PortInsHarness, port_id: str) -> None:
    """Create the porting order at the carrier, as the interrupted sender does."""
    said = {"phone_numbers": [NUMBER], "customer_reference": port_id}
    headers = {"authorization": f"Bearer {API_KEY}"}
    url = f"{port_ins.harness.carrier.url.rstrip('/')}/porting_orders"
    assert requests.post(url, json=said, headers=headers, timeout=5).status_code == 201


def test_a_cancellation_during_sending_waits_for_the_sender(port_ins: PortInsHarness) -> None:
    """That the carrier has no order yet is no proof: it is canceled once the carrier was asked to cancel."""
    port_id = being_sent(port_ins)
    assert port_ins.cancel(port_id).body["cancelling"] is True
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert (port_ins.status(port_id), port_ins.see(port_id)["cancelling"]) == ("submitted", True)
    create_order_at_carrier(port_ins, port_id)
    let_tries_pass(port_ins, port_id)
    port_ins.asks(clock.now() + A_WHILE)
    assert (port_ins.status(port_id), port_ins.harness.carrier.ports()["orders"]) == ("cancelled", [])


def test_a_refused_form_is_not_sent_again_by_a_job(port_ins: PortInsHarness) -> None:
    """It waits for a correction, and its history has one entry for it."""
    port_id = submitted(port_ins)
    port_ins.harness.carrier.requests_for("portability", phone_number=NUMBER, portable=False, reason="No coverage")
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    before = port_ins.see(port_id)
    port_ins.harness.carrier.requests_for("portability", phone_number=NUMBER, portable=True)
    port_ins.asks(clock.now() + A_WHILE)
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert port_ins.see(port_id)["history"] == before["history"]
    assert (before["status"], port_ins.harness.carrier.ports()["orders"]) == ("needs_info", [])
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    port_ins.is_at(port_id, "submitted")


def test_a_cancelled_port_in_has_no_objections(port_ins: PortInsHarness) -> None:
    """Neither the response nor the notice mentions the objection any more."""
    port_id = submitted(port_ins)
    port_ins.harness.carrier.requests_for("portability", phone_number=NUMBER, portable=False, reason="No coverage")
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert port_ins.cancel(port_id).status == 200
    port_ins.harness.world.settle()
    assert (port_ins.status(port_id), port_ins.see(port_id)["problems"]) == ("cancelled", [])
    assert any("is canceled. The number stays" in mail for mail in mails(f"{OWNER}@example.com"))


def test_an_uncorrected_port_in_is_cancelled_and_frees_its_number(port_ins: PortInsHarness) -> None:
    """A port-in that was sent back blocks its number for 60 days at most."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    age(port_ins, port_id, 59 * DAYS)
    port_ins.asks(clock.now() + 7 * timedelta(hours=1))
    assert (port_ins.status(port_id), port_ins.see(port_id)["cancelling"]) == ("needs_info", False)
    age(port_ins, port_id, 2 * DAYS)
    port_ins.asks(clock.now() + 7 * timedelta(hours=1))
    port_ins.is_at(port_id, "cancelled")
    assert port_ins.status(port_id) == "cancelled"
    assert port_ins.begins().status == 201
    assert any("not corrected within 60 days. The number" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_document_uploaded_after_the_end_is_erased(port_ins: PortInsHarness) -> None:
    """An upload form is valid for 15 minutes; what it uploads after the end is erased."""
    port_id = port_ins.draft()
    forms = {it["kind"]: it["upload_fields"] for it in port_ins.see(port_id)["documents"]}
    assert port_ins.cancel(port_id).status == 200
    port_ins.harness.world.settle()
    aws.client("s3").put_object(Bucket="papers-of-numbers", Key=forms["bill"]["key"], Body=PDF)
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert len(port_ins.papers(port_id)) == 1
    change(port_ins, port_id, checked_at=clock.to_text(clock.now() - A_WHILE - A_WHILE))
    for _ in range(2):
        assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert (port_ins.papers(port_id), port_ins.status(port_id)) == ([], "cancelled")


def test_a_user_who_leaves_during_completion_does_not_get_the_number(port_ins: PortInsHarness) -> None:
    """The decision is repeated instead of overwriting the event in between (T8)."""
    port_id = port_ins.sent(user_id=MEMBER)
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(port_id, status="completed")
    left = MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2)
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: port_ins.harness.deliver_event(left)):
        assert not port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert port_ins.harness.see(str(port_ins.see(port_id)["number_id"]))["user_id"] is None


def test_of_several_orders_the_most_advanced_counts(port_ins: PortInsHarness) -> None:
    """If two tries created an order each, the status of the most advanced one counts."""
    port_id = submitted(port_ins)
    for _ in range(2):
        create_order_at_carrier(port_ins, port_id)
    first = port_ins.harness.carrier.ports()["orders"][0]["id"]
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(first, status="in_review")
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert (port_ins.status(port_id), len(port_ins.harness.carrier.ports()["documents"])) == ("in_review", 0)


def test_a_ported_number_claims_its_phone_number_until_its_release(port_ins: PortInsHarness) -> None:
    """No one else can have it in between; afterwards it can be ported or bought again."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="completed")
    number_id = str(port_ins.see(port_id)["number_id"])
    assert port_ins.harness.table.get(**claims.key(NUMBER)) == claims.of_number(NUMBER, number_id)
    port_ins.harness.refused(number_id)
    assert port_ins.begins(STRANGER).body["code"] == "number_taken"
    port_ins.harness.run("release_numbers", clock.now() + 31 * DAYS)
    assert (port_ins.harness.see(number_id)["status"], port_ins.begins(STRANGER).status) == ("released", 201)


@pytest.mark.parametrize("at", ["soon", "2026-13-45T99:00:00Z"])
def test_an_unreadable_time_is_none(at: str) -> None:
    """Whatever time the carrier writes, the status is read."""
    status = {"value": "foc-date-confirmed", "details": None}
    order = {"id": "1", "status": status, "activation_settings": {"foc_datetime_actual": at}}
    update = PortingOrder.read(order).update
    assert (update.status, update.scheduled_for) == (PortStatus.SCHEDULED, None)
    told = {
        "event_type": "porting_order.status_changed",
        "occurred_at": at,
        "payload": {"customer_reference": "port_1", "status": {"value": "exception"}},
    }
    assert PortingEvent.read(told) == PortingEvent("port_1", None)


def test_webhooks_about_port_ins_are_kept_for_a_month(port_ins: PortInsHarness) -> None:
    """They contain personal data, and are only needed as long as a webhook may be repeated."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, comment="Rosa Diaz has called.")
    heard = [json.loads(it.body)["data"]["id"] for it in port_ins.harness.carrier.listener.received]
    kept = [port_ins.harness.table.get(f"WEBHOOK#{event_id}", "WEBHOOK") for event_id in heard]
    assert all(it and it["ttl"] < clock.to_epoch(clock.now() + 31 * DAYS) for it in kept)


def change(port_ins: PortInsHarness, port_id: str, **members: object) -> None:
    """Change members of the stored port-in."""
    item = port_ins.harness.table.get(**port_in_store.key(port_id))
    assert item
    port_ins.harness.table.commit([update(port_in_store.key(port_id), set=members)])


def age(port_ins: PortInsHarness, port_id: str, by: timedelta) -> None:
    """Move the history of a port-in into the past."""
    item = port_ins.harness.table.get(**port_in_store.key(port_id))
    assert item
    history = [it | {"at": clock.to_text(clock.from_text(it["at"]) - by)} for it in item["history"]]
    change(port_ins, port_id, history=history)
