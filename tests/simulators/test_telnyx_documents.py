"""The check of exchanges against the carrier's document finds what is wrong with them."""

import json
from typing import Any

import pytest

from tests.paypal_documents import Exchange
from tests.telnyx_documents import DOCUMENT, check_document, faults_of, webhook_faults

_RIGHT = {"data": [{"phone_number": "+14155550123", "portable": True}]}
_WRONG = {"data": [{"phone_number": "+14155550123", "portable": "yes"}]}
_ERROR = {"errors": [{"code": "10004", "title": "Missing required parameter"}]}
_ASKED = {"phone_numbers": ["+14155550123"]}


@pytest.fixture(autouse=True)
def document() -> None:
    """Skip where the document is missing."""
    if not DOCUMENT.exists():
        pytest.skip(f"the provider's document is not here: {DOCUMENT}")


def _check(asked: Any, status: int, answered: Any, *, target: str = "/portability_checks") -> list[str]:
    headers = {"Content-Type": "application/json"}
    sent, body = json.dumps(asked).encode(), json.dumps(answered).encode()
    return faults_of(Exchange("POST", target, {"Authorization": "Bearer KEY"} | headers, sent, status, headers, body))


def test_the_document_is_one_of_openapi() -> None:
    """What exchanges are held against is valid itself, with what we added to it."""
    check_document()


@pytest.mark.parametrize(("asked", "status", "answered"), [(_ASKED, 201, _RIGHT), ({}, 422, _ERROR), ({}, 503, _ERROR)])
def test_what_is_right_is_let_through(asked: Any, status: int, answered: Any) -> None:
    """An answer as documented passes, and so does an error that the document leaves open."""
    assert _check(asked, status, answered) == []


@pytest.mark.parametrize(
    ("asked", "status", "answered"),
    [
        ({"phone_number": "+14155550123"}, 201, _RIGHT),
        ({"phone_numbers": "+14155550123"}, 201, _RIGHT),
        (_ASKED, 201, _WRONG),
        (_ASKED, 200, _RIGHT),
        (_ASKED, 422, {"error": "no"}),
        (_ASKED, 503, {"errors": [{"title": "no code"}]}),
    ],
)
def test_what_is_wrong_is_found(asked: Any, status: int, answered: Any) -> None:
    """An unknown member, a wrong type, status, body or envelope is found."""
    assert _check(asked, status, answered)


def test_a_path_that_is_nowhere_is_found() -> None:
    """A request to an undocumented path is found."""
    assert _check(_ASKED, 201, _RIGHT, target="/portability_check")


def test_a_wrong_webhook_is_found() -> None:
    """A wrong webhook is found with its envelope and without."""
    event = {
        "event_type": "porting_order.deleted",
        "id": "eef3340b-8903-4466-b445-89b697315a3a",
        "occurred_at": "2026-12-01T15:00:00Z",
        "payload": {"customer_reference": "port_1"},
    }
    wrong = event | {"payload": {"customer_reference": None}}
    assert webhook_faults(json.dumps(event).encode()) == webhook_faults(json.dumps({"data": event}).encode()) == []
    assert webhook_faults(json.dumps(wrong).encode())
    assert webhook_faults(json.dumps({"data": wrong}).encode())
