"""A person's automatic top-up: their own credits from their own wallet, by the rules of a team's (B7)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.billing import TopUpDue
from contracts.identity import AccountClosed, MoneyLocked
from contracts.teams import MemberRemoved
from kernel import clock
from kernel.dynamodb.transact_items import update
from tests.in_process import Reply, mails
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, joined
from tests.services.billing.test_allocating import spend
from tests.services.billing.test_top_ups import KEY, settings

SELF = {"query": {"payer": "self"}}


def top_up(harness: BillingHarness, who: str = STRANGER, **more: Any) -> Reply:
    return harness.ask(KEY, who, **({"body": settings()} | SELF | more))


def started(harness: BillingHarness, who: str = STRANGER) -> BillingHarness:
    """Have a person with 10.00 of their own top up below 5.00."""
    harness.attach(who)
    harness.buy("10.00", as_=who, payer="self")
    assert top_up(harness, who).status == 200
    harness.world.settle()
    return harness


def kinds(harness: BillingHarness, who: str = STRANGER) -> list[str]:
    return [event["kind"] for event in harness.events("NoticeDue") if event["wallet"] == who]


def of_person(harness: BillingHarness, who: str = STRANGER) -> dict[str, Any]:
    return dict(harness.ask("GET /v1/billing", who, **SELF).body)


def test_own_credits_are_bought_when_they_run_low(harness: BillingHarness) -> None:
    """Once, for what a person can spend; their billing shows it, and what was added this month."""
    started(harness)
    assert len(harness.paypal.captures()) == 1
    spend(harness, STRANGER, 6 * DOLLAR)
    harness.world.settle()
    harness.run("sweep_top_ups")
    assert harness.parts(STRANGER) == {"own": 24 * DOLLAR}
    shown = of_person(harness)
    assert (shown["auto_top_up"], shown["topped_up"]["amount"]) == (settings(), "20.00")
    harness.assert_books_right()


def test_a_team_and_its_owner_have_one_each(harness: BillingHarness) -> None:
    """Settings, months and balances are apart; the log of the team has only the team's."""
    started(harness, OWNER)
    harness.ask(KEY, body=settings(threshold="7.00", amount="30.00"), query={"payer": "team"})
    harness.world.settle()
    assert (harness.parts(), harness.parts(OWNER)) == ({"available": 30 * DOLLAR}, {"own": 10 * DOLLAR})
    assert of_person(harness, OWNER)["auto_top_up"] == settings()
    changes = [event for event in harness.events("TeamMoneyChanged") if event["action"] == "auto_top_up_changed"]
    assert [event["threshold"] for event in changes] == [7 * DOLLAR]


def test_without_a_payer_who_runs_no_team_sets_their_own(harness: BillingHarness) -> None:
    """An admin names it: without a payer they mean the team's, which is the owner's to set (T1)."""
    for who in (ADMIN, MEMBER):
        harness.attach(who)
    assert [harness.ask(KEY, who, body=settings()).status for who in (ADMIN, MEMBER)] == [403, 200]
    assert top_up(harness, ADMIN).status == 200
    assert top_up(harness, STRANGER).body["code"] == "payment_method_required"
    quote = top_up(harness, ADMIN, query={"payer": "self", "dry_run": "true"}).body
    assert (quote["lines"][0]["payer"], quote["total_now"]["amount"]) == ("self", "20.00")


def test_the_months_cap_is_kept_and_said_once(harness: BillingHarness) -> None:
    """The notice speaks of the person's balance."""
    harness.attach(STRANGER)
    top_up(harness, body=settings(amount="20.00", cap="30.00"))
    harness.world.settle()
    for _ in range(2):
        spend(harness, STRANGER, 9 * DOLLAR)
        harness.world.settle()
        harness.run("sweep_top_ups")
    assert (len(harness.paypal.captures()), kinds(harness).count("top_up_capped")) == (1, 1)
    assert "Your balance is low, but the automatic top-up" in " ".join(mails(f"{STRANGER}@example.com"))


@pytest.mark.parametrize("trouble", ["declined", "locked", "no wallet"])
def test_a_failure_is_said_and_tried_again_a_day_later(harness: BillingHarness, trouble: str) -> None:
    """Never in bursts, whatever the reason."""
    harness.attach(STRANGER)
    if trouble == "declined":
        harness.paypal.control("behaviour", charge="declined", times=9)
    top_up(harness)
    if trouble == "locked":
        harness.deliver_event(MoneyLocked(account_id=STRANGER, locked_until=clock.now() + timedelta(hours=24)))
    if trouble == "no wallet":
        harness.ask("DELETE /v1/billing/payment-method", STRANGER, query={"payer": "self"})
    for _ in range(3):
        harness.world.settle()
        harness.run("sweep_top_ups")
    assert (kinds(harness).count("top_up_failed"), harness.parts(STRANGER)) == (1, {})


def test_one_that_paypal_did_not_answer_is_finished_once(harness: BillingHarness) -> None:
    """The same payment, by the next look."""
    harness.attach(STRANGER)
    top_up(harness)
    with harness.paypal_away():
        assert harness.deliver_event(TopUpDue(team_id=STRANGER))["batchItemFailures"]
    harness.age_payments(timedelta(hours=1))
    for item in harness.items("TOPUP"):
        older = clock.to_text(clock.now() - timedelta(hours=1))
        harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"started_at": older})])
    harness.run("sweep_top_ups")
    assert (harness.parts(STRANGER), len(harness.items("PAYMENT"))) == ({"own": 20 * DOLLAR}, 1)


def test_joining_and_leaving_a_team_do_not_change_it(harness: BillingHarness) -> None:
    """Own credits are the person's; what a team gives them counts as what they can spend."""
    started(harness)
    harness.attach(OWNER)
    harness.buy("50.00")
    harness.deliver_events(joined(STRANGER, revision=5))
    harness.give("10.00", to=STRANGER)
    spend(harness, STRANGER, 13 * DOLLAR)
    harness.world.settle()
    assert harness.parts(STRANGER) == {"own": 7 * DOLLAR}
    gone = MemberRemoved(team_id=TEAM, account_id=STRANGER, reason="left", numbers="keep", revision=6)
    harness.deliver_events(gone)
    spend(harness, STRANGER, 3 * DOLLAR)
    harness.world.settle()
    assert harness.parts(STRANGER) == {"own": 24 * DOLLAR}


def test_closing_the_account_ends_it(harness: BillingHarness) -> None:
    """Nothing is bought for who has gone, also if their balance falls by then."""
    started(harness)
    harness.deliver_events(AccountClosed(account_id=STRANGER))
    spend(harness, STRANGER, 9 * DOLLAR)
    harness.run("sweep_top_ups")
    assert (harness.items("TOPUP"), len(harness.paypal.captures())) == ([], 1)


def test_a_top_up_of_before_is_read_as_its_teams(harness: BillingHarness) -> None:
    """Its item names the team otherwise; it still buys."""
    harness.attach()
    harness.buy("10.00")
    harness.ask(KEY, body=settings())
    harness.world.settle()
    (item,) = harness.items("TOPUP")
    harness.table.commit([update({"pk": item["pk"], "sk": "TOPUP"}, set={"wallet": None, "team_id": TEAM})])
    harness.give("8.00")
    harness.world.settle()
    assert harness.parts() == {"available": 22 * DOLLAR}
