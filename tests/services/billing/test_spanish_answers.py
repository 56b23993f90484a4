"""Answers that hold words of ours say them in the language of the request: plans, invoices and payments (E9)."""

from typing import Any

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
