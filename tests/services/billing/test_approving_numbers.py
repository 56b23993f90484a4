"""The plans of numbers above an admin's limit: numbers that are bought, restored or ported in (T11)."""

from typing import Any

import pytest

from contracts.plans import CATALOGUE
from contracts.teams import MemberRemoved
from tests.in_process import Reply, mails
from tests.services.billing.harness import ADMIN, OWNER, TEAM, BillingHarness, money
from tests.services.billing.test_approvals import approve, ask, asked, decline

_PLAN = CATALOGUE["local_yearly"]
_NUMBER = {"phone_number": "+14155551000", "plan_id": _PLAN.plan_id}
KINDS: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "number": (
        _NUMBER | {"billing_day": "own"},
        "NumberApproved",
        {"user_id": None, "own_billing_day": True},
    ),
    "restoration": (_NUMBER | {"number_id": "num_1"}, "RestorationApproved", {"number_id": "num_1"}),
    "port_in": (_NUMBER | {"port_id": "port_1"}, "PortInApproved", {"port_id": "port_1"}),
}
WORDS = {"number": "+14155551000", "restoration": "restored out of its reserve", "port_in": "charged when it has moved"}
PRICE = "10.00"


@pytest.fixture(autouse=True)
def limited(harness: BillingHarness) -> None:
    """Attach the owner's wallet, and let the admin spend 1 USD a month."""
    harness.attach()
    limit = harness.ask("PUT /v1/users/{user_id}/admin-limit", path={"user_id": ADMIN}, body=money("1.00"))
    assert limit.status == 200


def ask_for(harness: BillingHarness, kind: str, **other: Any) -> Reply:
    """Ask the owner for an order of this kind."""
    return ask(harness, **{kind: KINDS[kind][0] | other})


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_carries_out_what_is_approved(harness: BillingHarness, kind: str) -> None:
    """Approved twice, numbers is asked for it once, in the names of both; billing charges nothing yet."""
    order, event, about = KINDS[kind]
    approval_id = asked(harness, **{kind: order})
    assert [approve(harness, approval_id, PRICE).status for _ in range(2)] == [200, 200]
    (published,) = harness.events(event)
    common = {"approval_id": approval_id, "team_id": TEAM, "asked_by": ADMIN, "approved_by": OWNER}
    assert published == common | _NUMBER | about
    assert harness.paypal.captures() == []
    (shown,) = harness.ask("GET /v1/approvals").body["items"]
    assert (shown["kind"], shown["payment_id"], shown["amount"]["amount"]) == (kind, None, PRICE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_owner_reads_what_it_is_for(harness: BillingHarness, kind: str) -> None:
    """Mail and portal say whether a number is bought, restored or ported in, and on which plan."""
    asked(harness, **{kind: KINDS[kind][0]})
    (shown,) = harness.ask("GET /v1/approvals").body["items"]
    mail = mails(f"{OWNER}@example.com")[-1]
    for text in (shown["what"], mail):
        assert _PLAN.name in text
        assert WORDS[kind] in text


@pytest.mark.parametrize("kind", KINDS)
def test_asked_twice_it_is_one_request(harness: BillingHarness, kind: str) -> None:
    """One key is one request; with another plan it is refused, and a declined one stays declined."""
    approval_id = asked(harness, **{kind: KINDS[kind][0]})
    assert ask_for(harness, kind).body["approval_id"] == approval_id
    other = ask_for(harness, kind, plan_id="toll_free_monthly")
    assert other.body["code"] == "idempotency_key_reused"
    assert decline(harness, approval_id).status == 200
    assert ask_for(harness, kind).body["status"] == "declined"
    assert approve(harness, approval_id, PRICE).body["code"] == "approval_decided"
    assert harness.events(KINDS[kind][1]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_admin_may_spend_needs_no_approval(harness: BillingHarness, kind: str) -> None:
    """A plan within the limit is not asked for, and one that is not offered is refused by its field."""
    assert ask_for(harness, kind, plan_id="local_monthly").body["code"] == "no_approval_needed"
    unknown = ask_for(harness, kind, plan_id="gold")
    assert (unknown.status, unknown.body["code"]) == (422, "plan_does_not_fit")
    assert unknown.body["errors"][0]["field"] == f"{kind}.plan_id"


@pytest.mark.parametrize("kind", KINDS)
def test_the_admin_has_left_when_it_is_approved(harness: BillingHarness, kind: str) -> None:
    """Numbers is asked for nothing."""
    approval_id = asked(harness, **{kind: KINDS[kind][0]})
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=ADMIN, reason="left", numbers="keep", revision=2))
    assert approve(harness, approval_id, PRICE).body["code"] == "approval_outdated"
    assert harness.events(KINDS[kind][1]) == []
