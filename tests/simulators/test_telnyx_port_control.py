"""What can be played at the carrier's stand-in for ports: the life of an order, and every kind of trouble."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.simulators.customer import NUMBER, Customer


def test_a_number_that_was_ported_is_ours(customer: Customer) -> None:
    """It is in the list of numbers, is not for sale, cannot be ported again, and is given back as any other."""
    customer.send()
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
    """Nobody buys what somebody brings along; when that is given up, it can be had."""
    stock = {"filter[phone_number][contains]": "4155551000", "filter[national_destination_code]": "415"}
    assert len(customer.get("available_phone_numbers", **stock)) == 1
    customer.begin("+14155551000")
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
    """The product's words and the carrier's do both, and the webhook has the carrier's."""
    order_id = customer.send()
    customer.carrier.port(order_id, status=plain)
    assert customer.status(order_id) == status
    assert customer.statuses_told(3)[2] == status


@pytest.mark.parametrize(
    "which", ["port_1", NUMBER, NUMBER.replace("+", "%2B"), NUMBER.replace("+", "%20"), NUMBER.replace("+", "")]
)
def test_a_port_has_three_names(customer: Customer, which: str) -> None:
    """Its id, the customer's reference and its number, with whatever became of the plus; the open order is meant."""
    open_one = customer.begin()
    customer.carrier.port(customer.begin(), status="cancelled")
    customer.begin("+14155550124", reference="port_2")
    assert customer.carrier.port(which, status="submitted")["id"] == open_one


def test_what_is_objected_to_is_mended(customer: Customer) -> None:
    """Codes of all kinds are told with a description; a PATCH or a comment sends the order back by itself."""
    order_id = customer.send()
    customer.carrier.port("port_1", code=["PASSCODE_PIN_INVALID", "LOA_ILLEGIBLE"])
    told = customer.told(3)[2]["data"]["payload"]["status"]
    assert (told["value"], [it["code"] for it in told["details"]]) == (
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


def test_a_day_is_agreed_to(customer: Customer) -> None:
    """A day alone, or a moment; without either it is what was asked for, or the first possible day."""
    order_id = customer.send()
    day = customer.carrier.port("port_1", foc_date="2026-12-01")["activation_settings"]["foc_datetime_actual"]
    assert day == "2026-12-01T15:00:00+00:00"
    window = customer.get(f"porting_orders/{order_id}/allowed_foc_windows")[1]["started_at"]
    assert customer.change(order_id, activation_settings={"foc_datetime_requested": window}).ok
    day = customer.carrier.port("port_1", status="scheduled")["activation_settings"]["foc_datetime_actual"]
    assert datetime.fromisoformat(day) == datetime.fromisoformat(window) > datetime.now(UTC)


def test_the_carrier_says_something(customer: Customer) -> None:
    """A comment of its own, and what becomes of texts, are told."""
    customer.begin()
    customer.carrier.port("port_1", comment="Is this a mobile?")
    assert customer.told(1)[0]["data"]["payload"]["comment"]["user_type"] == "admin"
    customer.carrier.port("port_1", messaging="exception")
    assert customer.told(2)[1]["payload"]["messaging"]["messaging_port_status"] == "exception"


def test_a_draft_may_vanish(customer: Customer) -> None:
    """As one does that was not sent for thirty days."""
    order_id = customer.begin()
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
    ],
)
def test_a_typing_error_is_told(customer: Customer, path: str, said: dict[str, Any], status: int) -> None:
    """Nothing is set up by half."""
    customer.begin()
    assert (
        requests.post(f"{customer.carrier.origin}/_control/telnyx/{path}", json=said, timeout=5).status_code == status
    )


def test_trouble_lasts_as_long_as_it_was_told(customer: Customer) -> None:
    """Down twice is down twice, and does nothing; then all is well."""
    customer.carrier.behave_at_ports(fault="down", times=2)
    asked = {"phone_numbers": [NUMBER]}
    assert [customer.ask("POST", "porting_orders", json=asked).status_code for _ in range(3)] == [503, 503, 201]
    assert len(customer.carrier.ports()["orders"]) == 1


def test_a_lost_answer_was_done(customer: Customer) -> None:
    """The customer hears nothing, and the order is there; reading is let through meanwhile."""
    customer.carrier.behave_at_ports(fault="lost")
    assert customer.get("porting_orders") == []
    with pytest.raises(requests.ConnectionError):
        customer.ask("POST", "porting_orders", json={"phone_numbers": [NUMBER]})
    assert len(customer.get("porting_orders")) == 1


def test_trouble_may_be_with_one_operation_only(customer: Customer) -> None:
    """Every other request is answered as ever, and does not use it up."""
    customer.carrier.behave_at_ports(fault="nonsense", only="confirm")
    order_id = customer.begin()
    customer.fill_in(order_id)
    assert customer.act(order_id, "confirm").headers["content-type"].startswith("text/html")
    assert customer.status(order_id) in ("in-process", "submitted")


def test_slow_is_as_slow_as_it_was_told(customer: Customer) -> None:
    """The answer comes late, and it is done."""
    customer.carrier.behave_at_ports(fault="slow", seconds=0.3)
    began = time.monotonic()
    customer.begin()
    assert time.monotonic() - began >= 0.3


def test_webhooks_come_twice_late_or_never(customer: Customer) -> None:
    """As the delivery is set; an event that comes again is the same event."""
    customer.carrier.behave_at_ports(delivery={"duplicate": 1, "delay_seconds": 0.1})
    customer.begin()
    customer.carrier.port("port_1", status="submitted")
    assert len({it["data"]["id"] for it in customer.told(2)}) == 1
    customer.carrier.behave_at_ports(delivery={"drop": True})
    customer.carrier.port("port_1", status="exception")
    customer.carrier.behave_at_ports(delivery={})
    customer.carrier.port("port_1", status="ported")
    assert customer.statuses_told(3) == ["submitted", "submitted", "ported"]


def test_webhooks_go_where_the_order_says(customer: Customer) -> None:
    """To the order's own address, signed; else to the account's."""
    order_id = customer.begin()
    assert customer.change(order_id, webhook_url=f"{customer.carrier.origin}/webhooks/carrier?of=port_1").ok
    customer.carrier.port("port_1", status="submitted")
    heard = customer.carrier.listener.wait_for(lambda heard: len(heard) == 1)[0]
    assert json.loads(heard.body)["meta"]["delivered_to"].endswith("?of=port_1")
    assert {"telnyx-timestamp", "telnyx-signature-ed25519"} <= heard.headers.keys()


def test_the_pace_can_be_set(customer: Customer) -> None:
    """What happens by itself may take for ever, so that a test sees the state before."""
    customer.carrier.behave_at_ports(pace={"by_itself_seconds": 60})
    order_id = customer.begin()
    customer.fill_in(order_id)
    assert customer.act(order_id, "confirm").ok
    assert customer.statuses_told(1) == ["in-process"]
    assert customer.status(order_id) == "in-process"


def test_what_happens_by_itself_undoes_nothing(customer: Customer) -> None:
    """An order that was moved on meanwhile stays where it is."""
    first, second = customer.begin(), customer.begin("+14155550124", "port_2")
    for order_id in (first, second):
        customer.fill_in(order_id)
        assert customer.act(order_id, "confirm").ok
    customer.carrier.port(first, status="scheduled")
    customer.wait_for(second, "submitted")
    assert customer.status(first) == "foc-date-confirmed"


def test_reset_forgets_everything(customer: Customer) -> None:
    """Orders, documents, numbers, moods, and what was under way."""
    customer.send()
    customer.carrier.behave_at_ports(fault="down", times=9)
    customer.carrier.port("port_1", status="ported")
    customer.carrier.reset()
    assert customer.carrier.ports() == {"orders": [], "deleted": [], "documents": []}
    assert customer.get("phone_numbers") == customer.get("porting_orders") == []
