"""Answers that hold words of ours say them in the language of the request: plans, invoices and payments (E9)."""

from typing import Any

import pytest

from kernel import clock
from kernel.languages import in_language
from services.billing.domain.approval_request import ApprovalRequest, Kind, describe_request
from services.billing.domain.payment import Payment
from tests.services.billing.harness import BillingHarness
from tests.services.billing.planning import running
from tests.spanish import assert_spanish

__all__ = ["running"]

_SPANISH = {"accept-language": "es-US,es;q=0.9"}


def read(harness: BillingHarness, key: str, **request: Any) -> Any:
    """Return the body of what the owner reads in Spanish."""
    reply = harness.ask(key, headers=_SPANISH, **request)
    assert reply.status == 200, reply.body
    return reply.body


def test_the_plans_on_offer_have_spanish_names(harness: BillingHarness) -> None:
    """As the pages of the site and of the portal show them."""
    names = [plan["name"] for plan in read(harness, "GET /v1/plans")["items"]]
    assert "Número local de EE. UU., mensual" in names
    assert_spanish(" ".join(names))


def test_a_line_of_an_invoice_names_its_plan_in_spanish(running: BillingHarness) -> None:
    """Also in JSON, from which the portal shows it."""
    (row,) = read(running, "GET /v1/invoices")["items"]
    (line,) = read(running, "GET /v1/invoices/{invoice_id}", path={"invoice_id": row["invoice_id"]})["lines"]
    assert line["what"] == "Número local de EE. UU., mensual"


@pytest.mark.parametrize(
    ("kind", "user_id", "spanish"),
    [
        ("number", None, ""),
        ("number", "acc_member", ", para Mia"),
        ("restoration", None, ", restaurado de su reserva"),
        ("port_in", None, ", se cobra cuando se haya transferido desde su operador"),
    ],
)
def test_what_an_admin_asks_for_is_said_whole(kind: Kind, user_id: str | None, spanish: str) -> None:
    """The plan and what becomes of its number, in the mail to the owner and in the portal (T11)."""
    request = ApprovalRequest(
        *("apr_1", "team_1", "acc_admin", kind, "num_1", 1, clock.now()),
        user_id=user_id,
        phone_number="+14155551000",
        plan_id="local_monthly",
    )
    said = describe_request(request, {"acc_member": "Mia"})
    assert in_language(said, "es") == f"Número local de EE. UU., mensual: +14155551000{spanish}"


@pytest.mark.parametrize(
    ("plans", "english", "spanish"),
    [
        (1, "US local number, monthly: +14155551000", "Número local de EE. UU., mensual: +14155551000"),
        (2, "2 number plans", "2 planes de números"),
    ],
)
def test_a_payment_for_several_plans_says_how_many(plans: int, english: str, spanish: str) -> None:
    """Its stored words hold a count, which no catalogue can have: they are said anew (B13)."""
    what = english if plans == 1 else "Number plans: 2 numbers"
    payment = Payment("pay_1", "team_1", "acc_owner", 1, what, "renewal", "", clock.now(), "acc_owner", plans=plans)
    said = payment.described({})
    assert (said, in_language(said, "es")) == (english, spanish)
