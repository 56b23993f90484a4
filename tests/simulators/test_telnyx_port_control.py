"""The control of the simulated carrier's ports: the life of an order, and every kind of fault."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.simulators.customer import NUMBER, Customer


def test_a_number_that_was_ported_is_ours(customer: Customer) -> None:
    """It is in the list of numbers, not for sale, not portable again, and can be released like any other."""
    customer.submit_order()
    customer.carrier.port(NUMBER, status="completed")
    number = customer.get("phone_numbers", **{"filter[phone_number]": NUMBER})[0]
    assert (number["source_type"], number["customer_reference"], number["status"]) == (
        "port_request",
        "port_1",
        "active",
    )
    asked = {"phone_numbers": [NUMBER]}
    reason = customer.ask("POST", "portability_checks", json=asked).json()["data"][0]["not_portable_reason"]
    assert reason == "Already with Telnyx"
    assert customer.ask("DELETE", f"phone_numbers/{number['id']}").json()["data"]["status"] == "deleted"
    assert customer.get("phone_numbers") == []


def test_a_number_on_its_way_is_not_for_sale(customer: Customer) -> None:
    """A number cannot be bought while it is being ported in; once the port is canceled, it can."""
    stock = {"filter[phone_number][contains]": "4155551000", "filter[national_destination_code]": "415"}
    assert len(customer.get("available_phone_numbers", **stock)) == 1
    customer.create_order("+14155551000")
    assert customer.get("available_phone_numbers", **stock) == []
    customer.carrier.port("port_1", status="cancelled")
    assert len(customer.get("available_phone_numbers", **stock)) == 1


@pytest.mark.parametrize(
    ("plain", "status"),
    [
        ("in_review", "submitted"),
        ("needs_info", "exception"),
        ("scheduled", "foc-date-confirmed"),
        ("completed", "ported"),
        ("cancelled", "cancelled"),
        ("submitted", "submitted"),
    ],
)
def test_a_status_has_a_plain_name(customer: Customer, plain: str, status: str) -> None:
    """The product's and the carrier's words both work, and the webhook has the carrier's."""
    order_id = customer.submit_order()
    customer.carrier.port(order_id, status=plain)
    assert customer.status(order_id) == status
    assert customer.webhook_statuses(3)[2] == status


@pytest.mark.parametrize(
    "which", ["port_1", NUMBER, NUMBER.replace("+", "%2B"), NUMBER.replace("+", "%20"), NUMBER.replace("+", "")]
)
def test_a_port_has_three_names(customer: Customer, which: str) -> None:
    """A port is found by id, customer's reference or number, however the plus is written; an open order comes first."""
    open_one = customer.create_order()
    customer.carrier.port(customer.create_order(), status="cancelled")
    customer.create_order("+14155550124", reference="port_2")
    assert customer.carrier.port(which, status="submitted")["id"] == open_one


def test_an_objection_is_answered(customer: Customer) -> None:
    """Objections of all kinds have a description; a PATCH or a comment resubmits the order after a while."""
    order_id = customer.submit_order()
    customer.carrier.port("port_1", code=["PASSCODE_PIN_INVALID", "LOA_ILLEGIBLE"])
    status = customer.webhooks(3)[2]["data"]["payload"]["status"]
    assert (status["value"], [it["code"] for it in status["details"]]) == (
        "exception",
        ["PASSCODE_PIN_INVALID", "LOA_ILLEGIBLE"],
    )
    assert customer.change(order_id, end_user={"admin": {"pin_passcode": "4321"}}).ok
    customer.wait_for(order_id, "submitted")
    customer.carrier.port("port_1", code="OTHER", description="Call us.")
    assert customer.get(f"porting_orders/{order_id}")["status"]["details"] == [
        {"code": "OTHER", "description": "Call us."}
    ]
    assert customer.ask("POST", f"porting_orders/{order_id}/comments", json={"body": "Done."}).ok
    customer.wait_for(order_id, "submitted")
    assert customer.get(f"porting_orders/{order_id}")["status"]["details"] == []


def test_a_date_is_agreed(customer: Customer) -> None:
    """A day or a time can be given; otherwise the requested day is taken, or the first possible one."""
    order_id = customer.submit_order()
    day = customer.carrier.port("port_1", foc_date="2026-12-01")["activation_settings"]["foc_datetime_actual"]
    assert day == "2026-12-01T15:00:00+00:00"
    window = customer.get(f"porting_orders/{order_id}/allowed_foc_windows")[1]["started_at"]
    assert customer.change(order_id, activation_settings={"foc_datetime_requested": window}).ok
    day = customer.carrier.port("port_1", status="scheduled")["activation_settings"]["foc_datetime_actual"]
    assert datetime.fromisoformat(day) == datetime.fromisoformat(window) > datetime.now(UTC)


def test_the_carrier_comments(customer: Customer) -> None:
    """A comment of the carrier's and a status of the texts' port each send a webhook."""
    customer.create_order()
    customer.carrier.port("port_1", comment="Is this a mobile?")
    assert customer.webhooks(1)[0]["data"]["payload"]["comment"]["user_type"] == "admin"
    customer.carrier.port("port_1", messaging="exception")
    assert customer.webhooks(2)[1]["payload"]["messaging"]["messaging_port_status"] == "exception"


def test_the_staff_splits_an_order_or_takes_a_number_out(customer: Customer) -> None:
    """The new order has the status and the reference of the one before; a webhook names both."""
    numbers = [NUMBER, "+14155550124", "+14155550125"]
    asked = {"phone_numbers": numbers, "customer_reference": "port_1"}
    order_id = customer.ask("POST", "porting_orders", json=asked).json()["data"][0]["id"]
    moved = customer.carrier.port(NUMBER, split=[numbers[1]])
    assert (moved["customer_reference"], moved["status"]["value"]) == ("port_1", "draft")
    payload = customer.webhooks(1)[0]["data"]["payload"]
    assert (payload["from"]["id"], payload["to"]["id"]) == (order_id, moved["id"])
    customer.carrier.port(NUMBER, take_out=[NUMBER])
    left = customer.get(f"porting_orders/{order_id}")["phone_numbers"]
    assert [it["phone_number"] for it in left] == [numbers[2]]


def test_a_draft_may_be_deleted_by_the_carrier(customer: Customer) -> None:
    """A draft can be deleted, as the carrier does after thirty days."""
    order_id = customer.create_order()
    customer.carrier.port("port_1", status="deleted")
    assert customer.ask("GET", f"porting_orders/{order_id}").status_code == 404
    assert customer.carrier.ports()["deleted"] == [order_id]


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("ports/port_1", {"status": "lost"}, 400),
        ("ports/port_1", {"state": "ported"}, 400),
        ("ports/port_9", {"status": "ported"}, 404),
        ("ports/behaviour", {"fault": "sad"}, 400),
        ("ports/behaviour", {"fault": "down", "only": "porting_orders"}, 400),
        ("ports/behaviour", {"delivery": {"late": True}}, 400),
        ("ports/port_1", {"foc_date": "tomorrow"}, 400),
        ("ports/port_1", {"split": [NUMBER]}, 400),
    ],
)
def test_an_unknown_word_is_refused(customer: Customer, path: str, said: dict[str, Any], status: int) -> None:
    """An unknown word in a command is refused, and nothing is changed."""
    customer.create_order()
    assert (
        requests.post(f"{customer.carrier.origin}/_control/telnyx/{path}", json=said, timeout=5).status_code == status
    )


def test_a_fault_lasts_as_long_as_it_was_set(customer: Customer) -> None:
    """Two requests are answered with 503 and do nothing; the third one succeeds."""
    customer.carrier.behave_at_ports(fault="down", times=2)
    asked = {"phone_numbers": [NUMBER]}
    assert [customer.ask("POST", "porting_orders", json=asked).status_code for _ in range(3)] == [503, 503, 201]
    assert len(customer.carrier.ports()["orders"]) == 1


def test_a_lost_answer_was_done(customer: Customer) -> None:
    """The customer gets no answer, but the order exists; requests that only read are answered."""
    customer.carrier.behave_at_ports(fault="lost")
    assert customer.get("porting_orders") == []
    with pytest.raises(requests.ConnectionError):
        customer.ask("POST", "porting_orders", json={"phone_numbers": [NUMBER]})
    assert len(customer.get("porting_orders")) == 1


def test_a_fault_may_concern_one_operation_only(customer: Customer) -> None:
    """Requests for other operations are answered as usual, and do not count."""
    customer.carrier.behave_at_ports(fault="nonsense", only="confirm")
    order_id = customer.create_order()
    customer.fill_in(order_id)
    assert customer.act(order_id, "confirm").headers["content-type"].startswith("text/html")
    assert customer.status(order_id) in ("in-process", "submitted")


def test_slow_is_as_slow_as_it_was_set(customer: Customer) -> None:
    """The answer comes late, and the operation is done."""
    customer.carrier.behave_at_ports(fault="slow", seconds=0.3)
    began = time.monotonic()
    customer.create_order()
    assert time.monotonic() - began >= 0.3


def test_webhooks_come_twice_late_or_never(customer: Customer) -> None:
    """Webhooks are duplicated, delayed or dropped as set; a duplicate is the same event."""
    customer.carrier.behave_at_ports(delivery={"duplicate": 1, "delay_seconds": 0.1})
    customer.create_order()
    customer.carrier.port("port_1", status="submitted")
    assert len({it["data"]["id"] for it in customer.webhooks(2)}) == 1
    customer.carrier.behave_at_ports(delivery={"drop": True})
    customer.carrier.port("port_1", status="exception")
    customer.carrier.behave_at_ports(delivery={})
    customer.carrier.port("port_1", status="ported")
    assert customer.webhook_statuses(3) == ["submitted", "submitted", "ported"]


def test_webhooks_go_where_the_order_says(customer: Customer) -> None:
    """Webhooks go to the order's own URL, signed; else to the account's."""
    order_id = customer.create_order()
    assert customer.change(order_id, webhook_url=f"{customer.carrier.origin}/webhooks/carrier?of=port_1").ok
    customer.carrier.port("port_1", status="submitted")
    received = customer.carrier.listener.wait_for(lambda received: len(received) == 1)[0]
    assert json.loads(received.body)["meta"]["delivered_to"].endswith("?of=port_1")
    assert {"telnyx-timestamp", "telnyx-signature-ed25519"} <= received.headers.keys()


def test_the_pace_can_be_set(customer: Customer) -> None:
    """Transitions that follow by themselves can be put off, so that a test sees the state before."""
    customer.carrier.behave_at_ports(pace={"by_itself_seconds": 60})
    order_id = customer.create_order()
    customer.fill_in(order_id)
    assert customer.act(order_id, "confirm").ok
    assert customer.webhook_statuses(1) == ["in-process"]
    assert customer.status(order_id) == "in-process"


def test_what_happens_by_itself_undoes_nothing(customer: Customer) -> None:
    """A transition that was due is dropped when the order has moved on in the meantime."""
    first, second = customer.create_order(), customer.create_order("+14155550124", "port_2")
    for order_id in (first, second):
        customer.fill_in(order_id)
        assert customer.act(order_id, "confirm").ok
    customer.carrier.port(first, status="scheduled")
    customer.wait_for(second, "submitted")
    assert customer.status(first) == "foc-date-confirmed"


def test_reset_forgets_everything(customer: Customer) -> None:
    """Orders, documents, numbers, faults and work in progress are gone."""
    customer.submit_order()
    customer.carrier.behave_at_ports(fault="down", times=9)
    customer.carrier.port("port_1", status="ported")
    customer.carrier.begin_test()
    assert customer.carrier.ports() == {"orders": [], "deleted": [], "documents": []}
    assert customer.get("phone_numbers") == customer.get("porting_orders") == []
