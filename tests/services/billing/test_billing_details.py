"""The buyer's details: who may see and set them, and what is refused at which field (B13)."""

from typing import Any

import pytest

from tests.services.billing.harness import ADMIN, MEMBER, OWNER, STRANGER, BillingHarness

US = {
    "payer": "team",
    "company": "Rosa's Café, Inc.",
    "address_lines": ["500 Market Street", "", "Floor 3"],
    "city": "San Francisco",
    "state": "ca",
    "postal_code": "94105",
    "country": "us",
    "tax_id": "12-3456789",
    "po_number": "PO 77/2026",
    "invoice_email": "Books@Example.com",
}


def test_the_owner_sets_them_and_admins_read_them(harness: BillingHarness) -> None:
    """They are kept as typed, without empty lines; a second change replaces all of them."""
    reply = harness.ask("PUT /v1/billing/details", body=US)
    assert reply.status == 200, reply.body
    seen = harness.ask("GET /v1/billing/details", ADMIN).body
    assert seen == reply.body
    assert (seen["address_lines"], seen["state"], seen["country"]) == (["500 Market Street", "Floor 3"], "CA", "US")
    assert (seen["payer"], seen["invoice_email"]) == ("team", "Books@example.com")
    harness.ask("PUT /v1/billing/details", body={"payer": "team", "company": "Rosa"})
    assert harness.ask("GET /v1/billing/details").body["city"] == ""


def test_a_person_has_their_own(harness: BillingHarness) -> None:
    """A member sets theirs, and never reads or sets the team's."""
    assert harness.ask("PUT /v1/billing/details", MEMBER, body={"company": "Mine"}).body["payer"] == "self"
    assert harness.ask("GET /v1/billing/details", MEMBER).body["company"] == "Mine"
    assert harness.ask("GET /v1/billing/details", OWNER).body["company"] == ""
    assert harness.ask("PUT /v1/billing/details", ADMIN, body=US).status == 403
    assert harness.ask("PUT /v1/billing/details", MEMBER, body=US).status == 403
    assert harness.ask("PUT /v1/billing/details", STRANGER, body=US).status == 404
    assert harness.ask("GET /v1/billing/details", MEMBER, query={"payer": "team"}).status == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "ZZ"),
        ("country", "USA"),
        ("state", "California"),
        ("postal_code", "ABC"),
        ("city", ""),
        ("tax_id", "12€"),
        ("invoice_email", "rosa"),
        ("company", "two\nlines"),
        ("company", "x" * 101),
        ("address_lines", ["a", "b", "c", "d"]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(harness: BillingHarness, field: str, value: Any) -> None:
    """The problem names the field, in a sentence (E3)."""
    reply = harness.ask("PUT /v1/billing/details", body=US | {field: value})
    assert reply.status == 422
    assert [error["field"].partition(".")[0] for error in reply.body["errors"]] == [field]


def test_an_address_abroad_has_its_own_forms(harness: BillingHarness) -> None:
    """Only US addresses need a state's two letters and a ZIP code."""
    abroad = US | {"country": "GB", "state": "", "postal_code": "EC1A 1BB", "city": "London", "tax_id": "gb 123"}
    assert harness.ask("PUT /v1/billing/details", body=abroad).body["tax_id"] == "GB 123"
    assert harness.ask("PUT /v1/billing/details", body={"payer": "team", "city": "London"}).status == 422
