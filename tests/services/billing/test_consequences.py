"""What an action that ends or changes a place on a team does to money is said before it happens (decision 075)."""

from typing import Any

from contracts.teams import MemberRemoved
from kernel.dynamodb.transact_items import put
from tests.moto_tables import items_in
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, money
from tests.services.billing.planning import number_requested
from tests.services.billing.test_grants import grant

_ROUTE = "GET /v1/billing/consequences"


def said(harness: BillingHarness, action: str, as_: str = OWNER, user_id: str = "me") -> dict[str, tuple[str, Any]]:
    reply = harness.ask(_ROUTE, as_, query={"action": action, "user_id": user_id})
    assert reply.status == 200, reply
    items = reply.body["items"]
    return {it["kind"]: (it["fate"], it["amount"]["amount"] if it["amount"] else it["count"]) for it in items}


def test_credits_go_back_or_stay_by_part(harness: BillingHarness) -> None:
    """What the team gave returns, what was bought or granted stays; closing loses what is not refunded (T8, B18)."""
    harness.attach()
    harness.buy("10.00")
    harness.give("2.00")
    harness.attach(MEMBER)
    harness.buy("4.00", MEMBER)
    grant(harness, "5.00")
    harness.ask("PUT /v1/users/{user_id}/spend-limit", OWNER, path={"user_id": MEMBER}, body=money("9.00"))
    parts = {"credits_from_team": ("team", "2.00"), "spend_limit": ("ends", "9.00"), "receipts": ("stays", None)}
    kept = {"credits_own": ("person", "4.00"), "credits_granted": ("person", "5.00")}
    assert said(harness, "remove", user_id=MEMBER) == parts | kept == said(harness, "leave", MEMBER)
    lost = {"credits_own": ("ends", "4.00"), "credits_granted": ("ends", "5.00"), "refundable": ("person", "4.00")}
    assert said(harness, "close", MEMBER) == parts | lost
    assert said(harness, "suspend", user_id=MEMBER)["credits_from_team"] == ("paused", "2.00")


def test_every_plan_is_counted(harness: BillingHarness) -> None:
    """A team with more than fifty plans: it says how many its next owner pays for."""
    harness.attach()
    harness.deliver_events(number_requested())
    (item,) = [it for it in items_in(harness.table.name, "PLAN") if it["pk"].startswith("PLAN#")]
    for at in range(60):
        copy = {"pk": f"PLAN#sub_{at:03}", "subscription_id": f"sub_{at:03}", "number_id": f"num_{at:03}"}
        harness.table.commit([put(item | copy)])
    assert said(harness, "hand_over", user_id=ADMIN)["payer"] == ("owner", 61)


def test_what_is_said_is_what_happens(harness: BillingHarness) -> None:
    """The team's balance grows by what was said to go back, and the person keeps what was said to stay."""
    harness.attach()
    harness.buy("10.00")
    harness.give("2.00")
    before = harness.wallet().available
    assert said(harness, "leave", MEMBER)["credits_from_team"] == ("team", "2.00")
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    assert harness.wallet().available - before == 2_000_000
    assert "credits_from_team" not in said(harness, "close", MEMBER)


def test_a_teams_money_and_plans_go_to_its_owner(harness: BillingHarness) -> None:
    """The new owner has the balance and pays for the plans from their next renewal on."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(number_requested())
    facts = {"team_balance": ("owner", "10.00"), "refundable": ("person", "10.00"), "receipts": ("stays", None)}
    assert said(harness, "hand_over", user_id=ADMIN) == facts | {"payer": ("owner", 1)}
    assert said(harness, "dissolve") == facts | {"payer": ("person", 1)}


def test_rights_are_those_of_the_action(harness: BillingHarness) -> None:
    """Members read what leaving does, admins what a removal does, owners what dissolving does."""

    def status(action: str, as_: str, user_id: str = "me") -> int:
        return harness.ask(_ROUTE, as_, query={"action": action, "user_id": user_id}).status

    assert [status("remove", as_, MEMBER) for as_ in (OWNER, ADMIN, MEMBER, STRANGER)] == [200, 200, 403, 404]
    assert [status("hand_over", as_, MEMBER) for as_ in (OWNER, ADMIN, MEMBER, STRANGER)] == [200, 403, 403, 404]
    assert [status("leave", as_) for as_ in (ADMIN, MEMBER, STRANGER)] == [200, 200, 404]
    assert status("suspend", OWNER, STRANGER) == 404
