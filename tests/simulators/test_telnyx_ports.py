"""The simulated carrier ports numbers as its OpenAPI document says; every exchange is checked against it."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simulators.telnyx.porting.documents import LARGEST
from tests.simulators.customer import ADMIN, LOCATION, NUMBER, Customer

_NOBODY = "0d6b6d6f-de31-4079-a536-992e0c98b037"


def _codes(answer: Any) -> list[tuple[str, str]]:
    return [(it["code"], it.get("source", {}).get("pointer", "")) for it in answer.json()["errors"]]


@pytest.mark.parametrize(("phone_number", "reason"), [(NUMBER, ""), ("+14155550900", "No coverage")])
def test_a_check_says_whether_a_number_can_come(customer: Customer, phone_number: str, reason: str) -> None:
    """Every number is portable, except 555-09xx."""
    answer = customer.ask("POST", "portability_checks", json={"phone_numbers": [phone_number]})
    row = answer.json()["data"][0]
    assert (answer.status_code, row["portable"], row["not_portable_reason"]) == (201, not reason, reason)


def test_what_a_check_says_can_be_set(customer: Customer) -> None:
    """`/_control/telnyx/portability` sets the result either way."""
    for phone_number, portable in ((NUMBER, False), ("+14155550900", True)):
        customer.control("portability", phone_number=phone_number, portable=portable)
        asked = {"phone_numbers": [phone_number]}
        assert customer.ask("POST", "portability_checks", json=asked).json()["data"][0]["portable"] is portable


def test_a_number_that_cannot_come_has_no_order(customer: Customer) -> None:
    """The order is refused, with the reason."""
    answer = customer.ask("POST", "porting_orders", json={"phone_numbers": ["+14155550900"]})
    assert (answer.status_code, _codes(answer)) == (422, [("80012", "/phone_numbers")])


def test_orders_are_split_by_kind_and_old_carrier(customer: Customer) -> None:
    """The answer is a list; all have the customer's reference. Numbers ending in 555-08xx are with another carrier."""
    numbers = [NUMBER, "+18005550123", "+14155550124", "+14155550801"]
    asked = {"phone_numbers": numbers, "customer_reference": "port_1"}
    rows = customer.ask("POST", "porting_orders", json=asked).json()["data"]
    assert [(it["phone_number_type"], [row["phone_number"] for row in it["phone_numbers"]]) for it in rows] == [
        ("local", [NUMBER, "+14155550124"]),
        ("toll_free", ["+18005550123"]),
        ("local", ["+14155550801"]),
    ]
    assert {(it["customer_reference"], it["porting_phone_numbers_count"]) for it in rows} == {
        ("port_1", 2),
        ("port_1", 1),
    }


def test_the_number_at_fault_is_named(customer: Customer) -> None:
    """Of several numbers the pointer has the place of the one that cannot come."""
    answer = customer.ask("POST", "porting_orders", json={"phone_numbers": [NUMBER, "+14155550900"]})
    assert (answer.status_code, _codes(answer)) == (422, [("80012", "/phone_numbers/1")])
    assert customer.get("porting_orders") == []


@pytest.mark.parametrize(
    ("misc", "refusal"),
    [
        ({"type": "partial"}, [("10004", "/misc/new_billing_phone_number")]),
        ({"type": "partial", "new_billing_phone_number": NUMBER}, [("80015", "/misc/new_billing_phone_number")]),
        ({"type": "partial", "new_billing_phone_number": "+14155550188"}, None),
        ({"type": "partial", "remaining_numbers_action": "disconnect"}, None),
    ],
)
def test_a_partial_port_names_the_main_number_of_what_stays(
    customer: Customer, misc: dict[str, str], refusal: list[tuple[str, str]] | None
) -> None:
    """It is none of the numbers that move; where nothing is kept there is none."""
    order_id = customer.create_order()
    customer.fill_in(order_id)
    assert customer.change(order_id, misc=misc).ok
    answer = customer.act(order_id, "confirm")
    assert (answer.status_code == 200) if refusal is None else (_codes(answer) == refusal)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"phone_numbers": []},
        {"phone_numbers": ["4155550123"]},
        {"phone_numbers": [NUMBER], "webhook_url": "https://example.com"},
    ],
)
def test_a_wrong_order_is_refused(customer: Customer, wrong: dict[str, Any]) -> None:
    """An order without numbers, with a number that is not E.164, or with a member that only PATCH takes is refused."""
    assert customer.ask("POST", "porting_orders", json=wrong).status_code == 422


def test_orders_are_found_by_reference(customer: Customer) -> None:
    """The filter is spelled as in the document; the latest order comes first."""
    customer.create_order(reference="port_1")
    customer.create_order("+14155550124", reference="port_2")
    found = customer.get("porting_orders", **{"filter[customer_reference]": "port_1"})
    assert [it["customer_reference"] for it in found] == ["port_1"]
    assert [it["customer_reference"] for it in customer.get("porting_orders")] == ["port_2", "port_1"]
    assert customer.get("porting_orders", **{"filter[phone_numbers][phone_number][contains]": "0124"}) == [
        customer.get("porting_orders", **{"filter[customer_reference]": "port_2"})[0]
    ]


def test_a_list_has_pages(customer: Customer) -> None:
    """A page has the size that is asked for."""
    for line in range(3):
        customer.create_order(f"+1415555012{line}", reference=f"port_{line}")
    answer = customer.ask("GET", "porting_orders", params={"page[number]": "2", "page[size]": "2"}).json()
    assert [it["customer_reference"] for it in answer["data"]] == ["port_0"]
    assert answer["meta"] == {"page_number": 2, "page_size": 2, "total_results": 3, "total_pages": 2}


def test_an_unknown_filter_is_refused(customer: Customer) -> None:
    """There is no filter by status, and an unknown filter does not return everything."""
    answer = customer.ask("GET", "porting_orders", params={"filter[status]": "draft"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "10031")


def test_what_is_not_mentioned_stays(customer: Customer) -> None:
    """A PATCH merges at every level, and null empties a member."""
    order_id = customer.create_order()
    customer.change(order_id, end_user={"admin": ADMIN}, webhook_url=f"{customer.carrier.origin}/webhooks/carrier")
    customer.change(order_id, end_user={"admin": {"pin_passcode": None}, "location": LOCATION})
    shown = customer.get(f"porting_orders/{order_id}")
    assert shown["end_user"]["admin"] == ADMIN | {
        "pin_passcode": None,
        "business_identifier": None,
        "tax_identifier": None,
    }
    assert shown["end_user"]["location"]["locality"] == "Austin"
    assert shown["webhook_url"].endswith("/webhooks/carrier")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"end_user": {"admin": {"pin": "1234"}}}, ("10015", "/end_user/admin/pin")),
        ({"end_user": {"admin": {"pin_passcode": 1234}}}, ("10015", "/end_user/admin/pin_passcode")),
        ({"misc": {"type": "some"}}, ("10032", "/misc/type")),
        ({"webhook_url": "carrier"}, ("10003", "/webhook_url")),
        ({"documents": {"loa": _NOBODY}}, ("10017", "/documents/loa")),
        (
            {"activation_settings": {"foc_datetime_requested": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}},
            ("80004", "/activation_settings/foc_datetime_requested"),
        ),
    ],
)
def test_a_wrong_change_is_refused(customer: Customer, said: dict[str, Any], refusal: tuple[str, str]) -> None:
    """The refusal names the wrong member, and nothing is changed."""
    order_id = customer.create_order()
    answer = customer.change(order_id, customer_reference="port_2", **said)
    assert (answer.status_code, _codes(answer)) == (422, [refusal])
    assert customer.get(f"porting_orders/{order_id}")["customer_reference"] == "port_1"


def test_a_day_within_a_window_is_taken(customer: Customer) -> None:
    """A day in one of the listed windows can be requested."""
    order_id = customer.create_order()
    window = customer.get(f"porting_orders/{order_id}/allowed_foc_windows")[0]
    assert customer.change(order_id, activation_settings={"foc_datetime_requested": window["started_at"]}).ok


def test_only_a_complete_order_is_confirmed(customer: Customer) -> None:
    """A refusal lists all that is missing; a complete order goes on by itself, with a webhook for each step."""
    order_id = customer.create_order()
    answer = customer.act(order_id, "confirm")
    assert answer.status_code == 422
    assert {
        ("80008", "/documents/loa"),
        ("10004", "/documents/invoice"),
        ("10004", "/end_user/admin/account_number"),
        ("10004", "/end_user/location/street_address"),
    } <= set(_codes(answer))
    customer.fill_in(order_id)
    assert customer.get(f"porting_orders/{order_id}")["requirements_met"]
    assert customer.act(order_id, "confirm").json()["data"]["status"]["value"] == "in-process"
    assert customer.webhook_statuses(2) == ["in-process", "submitted"]
    assert customer.act(order_id, "confirm").status_code == 422


def test_a_number_is_ported_once(customer: Customer) -> None:
    """While an order is with the losing carrier, another one for the number is refused."""
    customer.submit_order()
    answer = customer.ask("POST", "porting_orders", json={"phone_numbers": [NUMBER]})
    assert _codes(answer) == [("80003", "/phone_numbers")]


def test_an_order_is_cancelled_after_a_while(customer: Customer) -> None:
    """It is pending first, with a webhook for each step; a canceled order stays canceled."""
    order_id = customer.submit_order()
    assert customer.act(order_id, "cancel").json()["data"]["status"]["value"] == "cancel-pending"
    assert customer.webhook_statuses(4)[2:] == ["cancel-pending", "cancelled"]
    assert customer.act(order_id, "cancel").status_code == 422
    assert customer.change(order_id, customer_reference="port_2").status_code == 422


@pytest.mark.parametrize(("hours", "status"), [(47, 422), (49, 200)])
def test_two_days_before_it_is_too_late_to_cancel(customer: Customer, hours: int, status: int) -> None:
    """From 48 hours before the agreed moment the carrier refuses."""
    order_id = customer.submit_order()
    customer.carrier.port("port_1", foc_date=(datetime.now(UTC) + timedelta(hours=hours)).isoformat())
    assert customer.act(order_id, "cancel").status_code == status


def test_only_a_draft_is_deleted(customer: Customer) -> None:
    """A deleted draft sends a webhook without the usual envelope; an order in progress cannot be deleted."""
    order_id = customer.create_order()
    assert customer.ask("DELETE", f"porting_orders/{order_id}").status_code == 204
    webhook = customer.webhooks(1)[0]
    assert (webhook["event_type"], webhook["payload"]["id"]) == ("porting_order.deleted", order_id)
    assert customer.ask("GET", f"porting_orders/{order_id}").status_code == 404
    assert customer.ask("DELETE", f"porting_orders/{customer.submit_order()}").status_code == 422


def test_a_comment_is_kept_and_sends_a_webhook(customer: Customer) -> None:
    """A comment is kept with its author's type, and sends a webhook."""
    order_id = customer.create_order()
    answer = customer.ask("POST", f"porting_orders/{order_id}/comments", json={"body": "Soon, please."})
    assert answer.status_code == 201
    assert [it["body"] for it in customer.get(f"porting_orders/{order_id}/comments")] == ["Soon, please."]
    assert customer.webhooks(1)[0]["data"]["payload"]["comment"]["user_type"] == "user"


def test_requirements_exceptions_and_letter_can_be_read(customer: Customer) -> None:
    """Requirements, types of exceptions, and a letter to sign that names the number can be read."""
    order_id = customer.create_order()
    assert customer.get(f"porting_orders/{order_id}/requirements") == []
    assert "PASSCODE_PIN_INVALID" in [it["code"] for it in customer.get("porting_orders/exception_types")]
    letter = customer.ask("GET", f"porting_orders/{order_id}/loa_template").content
    assert letter.startswith(b"%PDF")
    assert NUMBER.encode() in letter


def test_a_document_is_kept_as_it_came(customer: Customer) -> None:
    """A document in base64 or in a form is kept with the hash and the size of its bytes."""
    content = b"%PDF-1.4 \xff\x00"
    by_json = customer.upload_document(content)
    form = {"files": {"file": ("letter.pdf", content)}, "data": {"customer_reference": "port_1"}}
    by_form = customer.ask("POST", "documents", **form).json()["data"]["id"]
    for document_id in (by_json, by_form):
        shown = customer.get(f"documents/{document_id}")
        assert shown["sha256"] == hashlib.sha256(content).hexdigest()
        assert (shown["size"]["amount"], shown["content_type"]) == (len(content), "application/pdf")


def test_a_document_may_be_fetched(customer: Customer) -> None:
    """A document is downloaded from the URL that the customer gives."""
    asked = {"url": f"{customer.carrier.origin}/_control/telnyx/ports"}
    assert customer.ask("POST", "documents", json=asked).json()["data"]["size"]["amount"] > 0


@pytest.mark.parametrize("content", [b"", bytes(LARGEST + 1)], ids=["empty", "huge"])
def test_an_empty_or_a_huge_document_is_refused(customer: Customer, content: bytes) -> None:
    """A document must have content, and at most 20 MB."""
    assert customer.ask("POST", "documents", files={"file": ("letter.pdf", content)}).status_code == 422


def test_a_document_that_no_order_names_is_thrown_away(customer: Customer) -> None:
    """A document that no order names is deleted after its time; one that is named stays."""
    order_id, named, left = customer.create_order(), customer.upload_document(), customer.upload_document()
    assert customer.change(order_id, documents={"loa": named}).ok
    customer.carrier.behave_at_ports(pace={"documents_kept_seconds": 0})
    assert [customer.ask("GET", f"documents/{it}").status_code for it in (named, left)] == [200, 404]


@pytest.mark.parametrize("path", ["portability_checks", "porting_orders", "documents"])
def test_a_wrong_key_opens_nothing(customer: Customer, path: str) -> None:
    """Without the customer's key there is only 401 with the provider's code for it."""
    answer = customer.ask("POST", path, key="KEY-of-another-customer", json={})
    assert (answer.status_code, _codes(answer)) == (401, [("10009", "")])


def test_what_is_no_json_is_refused(customer: Customer) -> None:
    """The refusal is in the provider's envelope."""
    assert _codes(customer.ask("POST", "porting_orders", data=b"{")) == [("10023", "")]
