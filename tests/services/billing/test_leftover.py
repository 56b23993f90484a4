"""Who closes an account or dissolves a team reads first what is left, and what of it can go back (I10, B18)."""

from typing import Any

from contracts.teams import TeamDissolved
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.planning import number_requested, plan_of
from tests.services.billing.test_grants import grant
from tests.services.billing.test_refunds import refund


def left(harness: BillingHarness, as_: str = OWNER, payer: str | None = None) -> dict[str, Any]:
    """Return what is left, with amounts as texts."""
    query = {"payer": payer} if payer else {}
    body = harness.ask("GET /v1/billing/leftover", as_, query=query).body
    return {name: value["amount"] if isinstance(value, dict) else value for name, value in body.items()}


def refunds(of: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the payments that can be refunded, and how much of each."""
    return [(part["payment_id"], part["amount"]["amount"]) for part in of["refunds"]]


def test_a_person_reads_what_they_lose_and_what_can_go_back(harness: BillingHarness) -> None:
    """Their own credits by payment, newest first; what was granted or given is never refunded."""
    harness.attach()
    harness.buy("10.00")
    harness.give("2.00")
    harness.attach(MEMBER)
    old = harness.buy("4.00", MEMBER).body["payment_id"]
    new = harness.buy("3.00", MEMBER).body["payment_id"]
    grant(harness, "5.00")
    shown = left(harness, MEMBER)
    assert [shown[name] for name in ("payer", "balance", "granted", "from_team")] == ["self", "7.00", "5.00", "2.00"]
    assert (shown["refundable"], refunds(shown)) == ("7.00", [(new, "3.00"), (old, "4.00")])
    assert not shown["more_payments"]


def test_together_no_more_goes_back_than_is_free(harness: BillingHarness) -> None:
    """What was spent of two payments is missing from the older one, and each quote agrees with what is shown."""
    harness.attach()
    old, new = (harness.buy(amount).body["payment_id"] for amount in ("10.00", "5.00"))
    harness.give("8.00")
    shown = left(harness)
    assert (shown["payer"], shown["balance"], shown["refundable"]) == ("team", "7.00", "7.00")
    assert refunds(shown) == [(new, "5.00"), (old, "2.00")]
    assert refund(harness, new).body["refunding"]["amount"] == "5.00"
    assert (left(harness)["held"], refunds(left(harness))) == ("5.00", [(old, "2.00")])
    harness.world.settle()
    assert refunds(left(harness)) == [(old, "2.00")]


def test_an_admin_reads_what_is_left_and_refunds_nothing(harness: BillingHarness) -> None:
    """The owner paid it."""
    harness.attach()
    harness.buy("10.00")
    shown = left(harness, ADMIN)
    assert (shown["balance"], refunds(shown)) == ("10.00", [])
    assert harness.ask("GET /v1/billing/leftover", MEMBER, query={"payer": "team"}).status == 403


def test_numbers_with_paid_days_are_named(harness: BillingHarness) -> None:
    """With the day until which each is paid."""
    harness.attach()
    harness.deliver_events(number_requested())
    (number,) = left(harness)["numbers"]
    plan = plan_of(harness)
    assert (number["phone_number"], number["paid_through"][:10]) == (plan.phone_number, f"{plan.paid_through:%Y-%m-%d}")


def test_what_was_a_dissolved_teams_can_go_back_to_its_owner(harness: BillingHarness) -> None:
    """Its balance is theirs, and its payments are still the ones that they paid."""
    harness.attach()
    payment_id = harness.buy("10.00").body["payment_id"]
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    shown = left(harness, payer="self")
    assert (shown["balance"], refunds(shown)) == ("10.00", [(payment_id, "10.00")])
    assert harness.parts(OWNER) == {"own": 10 * DOLLAR}
