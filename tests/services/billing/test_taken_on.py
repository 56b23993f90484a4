"""What a team takes on with a new member's number plans, seen before the first charge (B10, B15)."""

from datetime import datetime

import pytest

from contracts.months import months_after
from contracts.plan_events import HolderPlansDue
from contracts.teams import MemberRemoved
from kernel import clock
from services.billing.use_cases.joining import set_payer_of_plans
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import door, mails
from tests.services.billing.harness import MEMBER, OWNER, STRANGER, TEAM, BillingHarness, joined
from tests.services.billing.planning import number_requested, plan_of
from tests.services.billing.test_notices import choose_both

UPCOMING = "GET /v1/users/{user_id}/upcoming"
OF_STRANGER = {"user_id": STRANGER}


@pytest.fixture
def newcomer(harness: BillingHarness) -> BillingHarness:
    """Return the harness with a person who pays for two numbers of their own, a month and a year."""
    harness.attach()
    harness.attach(STRANGER)
    for number, plan_id in (("num_1", "local_monthly"), ("num_2", "local_yearly")):
        harness.deliver_events(number_requested(number, STRANGER, plan_id, STRANGER))
    return harness


def notices(harness: BillingHarness) -> list[dict[str, object]]:
    """Return the notices of plans that were taken on."""
    return [it for it in harness.events("NoticeDue") if it["kind"] == "plans_taken_on"]


def test_the_owner_is_notified_once_of_what_the_team_takes_on(newcomer: BillingHarness) -> None:
    """All plans together, what they cost in three months, and when the first is renewed; however often it arrives."""
    event = joined(STRANGER)
    newcomer.deliver_event(event, "evt_joined")
    newcomer.deliver_event(event, "evt_joined")
    newcomer.world.settle()
    (said,) = notices(newcomer)
    first = plan_of(newcomer).paid_through
    assert (said["wallet"], said["person_id"], said["plans"]) == (TEAM, STRANGER, 2)
    assert datetime.fromisoformat(str(said["day"])) == first
    shown = newcomer.ask(UPCOMING, path=OF_STRANGER).body
    assert (shown["plans"], shown["total"]["amount"]) == (2, f"{said['amount'] / 1_000_000:.2f}")  # type: ignore[operator]
    assert datetime.fromisoformat(shown["first_at"]) == first


def test_what_is_shown_is_part_of_what_the_team_is_charged(newcomer: BillingHarness) -> None:
    """Dates and prices are those of the team's own calendar, aligned to its billing day (B8, B15)."""
    newcomer.deliver_events(number_requested("num_team", TEAM), joined(STRANGER))
    until = {"until": clock.to_text(months_after(plan_of(newcomer).paid_through, 3))}
    shown = newcomer.ask(UPCOMING, path=OF_STRANGER, query=until).body["items"]
    charged = newcomer.ask("GET /v1/billing/upcoming", query=until).body["items"]
    team = plan_of(newcomer, "num_team").subscription_id
    assert shown == [charge for charge in charged if charge["subscription_id"] != team]
    assert len(shown) < len(charged)


def test_it_is_shown_before_the_join_is_followed_up(newcomer: BillingHarness) -> None:
    """The plans may still name their old payer: what is shown is what the team will pay."""
    newcomer.deliver_event(joined(STRANGER))
    assert plan_of(newcomer).payer == STRANGER
    shown = newcomer.ask(UPCOMING, path=OF_STRANGER).body
    assert {charge["payer"] for charge in shown["items"]} == {"team"}


def test_pages_of_plans_are_added_up(newcomer: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person with more plans than fit into one transaction: one notice, of all of them."""
    monkeypatch.setattr(set_payer_of_plans, "PLANS_AT_ONCE", 1)
    newcomer.deliver_events(joined(STRANGER))
    (said,) = notices(newcomer)
    assert said["plans"] == 2
    assert {plan_of(newcomer, number).payer for number in ("num_1", "num_2")} == {TEAM}


def test_nothing_is_said_where_nothing_is_taken_on(newcomer: BillingHarness) -> None:
    """Without plans, with canceled ones, or when the person has left again, there is no notice."""
    for number in ("num_1", "num_2"):
        subscription = {"id": plan_of(newcomer, number).subscription_id}
        assert newcomer.ask("POST /v1/subscriptions/{id}/cancel", STRANGER, path=subscription).status == 200
    newcomer.deliver_events(joined(STRANGER))
    shown = newcomer.ask(UPCOMING, path=OF_STRANGER).body
    assert (shown["plans"], shown["items"], shown["first_at"]) == (0, [], None)
    assert notices(newcomer) == []


def test_who_has_left_again_is_not_taken_on(newcomer: BillingHarness) -> None:
    """A removal that arrives before the plans are followed up leaves them with the person."""
    newcomer.deliver_event(joined(STRANGER, revision=5))
    newcomer.deliver_event(
        MemberRemoved(team_id=TEAM, account_id=STRANGER, reason="left", numbers="keep", revision=6),
    )
    newcomer.world.settle()
    assert notices(newcomer) == []
    assert plan_of(newcomer).payer == STRANGER


def test_members_see_their_own_and_managers_their_members(newcomer: BillingHarness) -> None:
    """A person's plans are seen by themselves and by who runs their team, and by no one else."""
    assert newcomer.ask(UPCOMING, STRANGER, path={"user_id": "me"}).body["plans"] == 2
    assert newcomer.ask(UPCOMING, OWNER, path=OF_STRANGER).status == 404
    newcomer.deliver_events(joined(STRANGER))
    assert newcomer.ask(UPCOMING, MEMBER, path=OF_STRANGER).status == 403
    assert newcomer.ask(UPCOMING, OWNER, path=OF_STRANGER, query={"limit": "1"}).body["next_cursor"] == "1"


def test_the_owner_reads_who_brings_what_from_when(newcomer: BillingHarness) -> None:
    """The mail names the person, the plans, the first renewal and the sum, and links to the person (T12)."""
    _, email = choose_both(newcomer, OWNER)
    newcomer.deliver_events(joined(STRANGER))
    first = plan_of(newcomer).paid_through
    (mail,) = mails(email)
    assert "stranger has joined your team with 2 number plans of their own" in mail
    assert f"the first on {first:%B} {first.day}, {first.year}: " in mail
    assert f"/users/{STRANGER}" in mail


def test_a_join_that_waits_from_before_a_deployment_is_followed_up(newcomer: BillingHarness) -> None:
    """What was published for the door that set the payer then is published again, for the one that does now."""
    waiting = enveloped(HolderPlansDue(holder=STRANGER), event_id="evt_waiting")
    with newcomer.world.inside("billing"):
        deliver(door("billing", "consumer").handler, queue_batch(waiting))
    assert "evt_waiting" in {it.id for it in newcomer.world.outbox()}


def test_an_owner_takes_on_nothing_from_themselves(newcomer: BillingHarness) -> None:
    """Who opens a team pays for their plans as its owner: no notice says what they know, and paid time stays."""
    newcomer.deliver_events(joined(STRANGER, role="owner"))
    assert notices(newcomer) == []
    assert plan_of(newcomer).payer == TEAM
