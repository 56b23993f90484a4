"""A line of an invoice names who uses the number, and usage by user has what their plan cost (B12, B13, I10)."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountClosed
from contracts.numbers import NumberActivated, NumberAssigned, NumberHandedOver, NumberMoved, NumberUnassigned
from kernel import clock
from tests.services.billing.harness import ADMIN, MEMBER, TEAM, BillingHarness
from tests.services.billing.metering import rows
from tests.services.billing.planning import number_requested, plan_of, renew

TODAY = f"{clock.now():%Y-%m-%d}"
PHONE: dict[str, Any] = {"number_id": "num_1", "phone_number": "+14155551000", "holder": TEAM}


@pytest.fixture
def used(harness: BillingHarness) -> BillingHarness:
    """Return the harness with a team that has a number, which a member uses."""
    harness.attach()
    harness.deliver_events(number_requested().model_copy(update={"user_id": MEMBER, "revision": 1}))
    return harness


def named(harness: BillingHarness) -> list[Any]:
    """Return whom the lines of the newest invoice name."""
    newest = harness.ask("GET /v1/invoices").body["items"][0]["invoice_id"]
    return [
        line["person"]
        for line in harness.ask("GET /v1/invoices/{invoice_id}", path={"invoice_id": newest}).body["lines"]
    ]


def renewed(harness: BillingHarness) -> list[Any]:
    """Return whom the invoice of the next renewal names."""
    renew(harness, plan_of(harness).paid_through + timedelta(minutes=1))
    return named(harness)


def test_a_line_names_who_uses_the_number(used: BillingHarness) -> None:
    """From the first invoice on, as JSON and as a page."""
    assert named(used) == [{"user_id": MEMBER, "name": "member"}]
    (invoice,) = used.ask("GET /v1/invoices").body["items"]
    path, headers = {"invoice_id": invoice["invoice_id"]}, {"accept": "text/html"}
    page = used.ask("GET /v1/invoices/{invoice_id}", path=path, headers=headers).body
    assert " · member" in (page if "·" in page else base64.b64decode(page).decode())


def test_a_renewal_names_who_uses_it_by_then(used: BillingHarness) -> None:
    """Who it was moved to, whichever event arrives first; no one while it has no user."""
    moved = NumberMoved(**PHONE, from_user_id=MEMBER, to_user_id=ADMIN, revision=3)
    used.deliver_events(moved, NumberActivated(**PHONE, user_id=MEMBER, subscription_id="sub", revision=2))
    assert renewed(used) == [{"user_id": ADMIN, "name": "admin"}]
    used.deliver_events(NumberUnassigned(**PHONE, from_user_id=ADMIN, revision=4))
    assert renewed(used) == [None]
    used.deliver_events(NumberAssigned(**PHONE, user_id=MEMBER, revision=5))
    assert renewed(used) == [{"user_id": MEMBER, "name": "member"}]


def test_who_takes_a_number_along_uses_it(used: BillingHarness) -> None:
    """What was handed over is in the invoices of whom it was handed over to."""
    about = {"number_id": "num_1", "from_holder": TEAM, "to_holder": ADMIN, "subscription_id": "sub", "revision": 2}
    used.deliver_events(NumberHandedOver(**about))
    assert renewed(used) == [{"user_id": ADMIN, "name": "admin"}]


def test_usage_by_user_has_what_their_plans_cost(used: BillingHarness) -> None:
    """Beside their calls and texts; in the list of records too."""
    today = {"first": TODAY, "last": TODAY}
    assert rows(used, "user_id", "kind", group_by="user,kind", **today) == [(MEMBER, "plan", "1.00")]
    assert rows(used, "kind", group_by="kind", user_id=MEMBER, **today) == [("plan", "1.00")]
    assert rows(used, "kind", group_by="kind", user_id="none", **today) == []
    query = {"from": TODAY, "to": TODAY, "user_id": MEMBER}
    (line,) = used.ask("GET /v1/usage/records", query=query).body["items"]
    assert (line["user_id"], line["user_name"], line["amount"]["amount"]) == (MEMBER, "member", "1.00")


def test_invoices_keep_no_name_of_who_has_closed_their_account(used: BillingHarness) -> None:
    """They are kept by id only, as the law wants money's documents kept: what is shown of them is no name (I10)."""
    assert "member" not in str(list(used.items("LINES"))).replace(MEMBER, "")
    used.deliver_events(AccountClosed(account_id=MEMBER, email=""))
    assert [it["name"] for it in named(used)] == [None]
