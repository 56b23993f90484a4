"""Automatic top-up and the notices of low balances: once, within the cap, never two at a time (B7)."""

from datetime import timedelta

import pytest

from contracts.billing import TopUpDue
from kernel import clock
from kernel.dynamodb.transact_items import update
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, invited

KEY = "PUT /v1/billing/auto-top-up"


def settings(threshold: str = "5.00", amount: str = "20.00", cap: str = "50.00") -> dict:
    """Return the settings that an owner sends."""
    return {
        name: {"amount": value, "currency": "USD"}
        for name, value in (("threshold", threshold), ("amount", amount), ("monthly_cap", cap))
    }


def test_a_balance_below_the_threshold_is_topped_up(harness: BillingHarness) -> None:
    """One purchase, as soon as the balance falls; it is shown in the billing."""
    harness.attach()
    harness.buy("10.00")
    assert harness.ask(KEY, body=settings()).status == 200
    harness.world.settle()
    assert len(harness.paypal.captures()) == 1
    harness.give("8.00")
    harness.world.settle()
    assert harness.parts() == {"available": 22 * DOLLAR}
    assert harness.ask("GET /v1/billing").body["auto_top_up"] == settings()


def test_no_more_than_the_cap_a_month(harness: BillingHarness) -> None:
    """When the cap is reached the balance stays low until the next month."""
    harness.attach()
    harness.ask(KEY, body=settings(amount="20.00", cap="50.00"))
    for number in range(4):
        harness.world.settle()
        harness.deliver_events(invited(f"inv_{number}", 20 * DOLLAR))
        harness.run("sweep_top_ups")
    assert [capture["amount"] for capture in harness.paypal.captures()] == ["20.00", "20.00"]
    assert harness.ask("GET /v1/billing").body["topped_up"]["amount"] == "40.00"
    assert _said_capped(harness) == 1
    harness.run("sweep_top_ups", clock.now() + timedelta(days=32))
    assert _said_capped(harness) == 1


def _said_capped(harness: BillingHarness) -> int:
    return sum(event["kind"] == "top_up_capped" for event in harness.events("NoticeDue"))


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (settings(threshold="0.00"), "threshold"),
        (settings(amount="0.50"), "amount"),
        (settings(amount="20.00", cap="19.99"), "monthly_cap"),
    ],
)
def test_settings_that_can_never_buy_are_refused(harness: BillingHarness, wanted: dict, field: str) -> None:
    """With the field that is wrong, also in a quote."""
    harness.attach()
    for query in ({}, {"dry_run": "true"}):
        reply = harness.ask(KEY, body=wanted, query=query)
        assert (reply.status, [it["field"] for it in reply.body["errors"]]) == (422, [field])


def test_one_top_up_at_a_time(harness: BillingHarness) -> None:
    """While one is pending no second one is begun, however often the balance is looked at (complaint 8)."""
    harness.attach()
    harness.paypal.control("behaviour", charge="pending", times=9)
    harness.ask(KEY, body=settings())
    for _ in range(3):
        harness.world.settle()
        harness.run("sweep_top_ups")
    assert len(harness.items("PAYMENT")) == 1
    harness.paypal.control("events", type="completed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert harness.parts() == {"available": 20 * DOLLAR}


def test_a_top_up_that_was_never_asked_for_is_asked_for_by_the_next_look(harness: BillingHarness) -> None:
    """PayPal was down as it was begun: the same purchase is made within the hour, and is one."""
    harness.attach()
    harness.ask(KEY, body=settings())
    with harness.paypal_away():
        assert harness.deliver_event(TopUpDue(team_id=TEAM))["batchItemFailures"]
    begun = harness.items("PAYMENT")[0]["payment_id"]
    harness.age_payments(timedelta(hours=1))
    age_top_up(harness, timedelta(hours=1))
    harness.run("sweep_top_ups")
    assert harness.parts() == {"available": 20 * DOLLAR}
    assert [it["payment_id"] for it in harness.items("PAYMENT")] == [begun]


def test_a_top_up_that_paypal_does_not_answer_holds_up_no_other_for_long(harness: BillingHarness) -> None:
    """After hours without an answer the next one is bought; the first is never repeated, as PayPal forgets."""
    harness.attach()
    harness.ask(KEY, body=settings())
    with harness.paypal_away():
        assert harness.deliver_event(TopUpDue(team_id=TEAM))["batchItemFailures"]
    first = harness.items("PAYMENT")[0]["payment_id"]
    for hours in (4, 3):
        harness.age_payments(timedelta(hours=hours))
        age_top_up(harness, timedelta(hours=hours))
        harness.run("sweep_top_ups")
        assert len(harness.items("PAYMENT")) == (1 if hours == 4 else 2)
    assert harness.parts() == {"available": 20 * DOLLAR}
    harness.record_payment_fact(first, ChargeResult(ChargeStatus.REFUSED, reason="NEVER_ARRIVED"))
    (top_up,) = harness.items("TOPUP")
    assert (top_up["bought"], top_up.get("in_flight")) == (20 * DOLLAR, "")


def age_top_up(harness: BillingHarness, by: timedelta) -> None:
    """Make the top-up in flight older; in the first hours of a month, it was started in the month before."""
    for item in harness.items("TOPUP"):
        if "started_at" in item:
            older = clock.from_text(item["started_at"]) - by
            aged = {"started_at": clock.to_text(older), "month": f"{older:%Y-%m}"}
            harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set=aged)])


def test_a_declined_top_up_is_notified_and_not_repeated_in_bursts(harness: BillingHarness) -> None:
    """One failed charge, one notice; the next try is a day later."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined", times=9)
    harness.ask(KEY, body=settings())
    for _ in range(3):
        harness.world.settle()
        harness.run("sweep_top_ups")
    assert [notice["kind"] for notice in harness.events("NoticeDue")].count("top_up_failed") == 1
    assert len(harness.items("PAYMENT")) == 1


def test_low_and_empty_are_notified_once_until_refilled(harness: BillingHarness) -> None:
    """Each level is notified once; after a refill it may be notified again."""
    harness.attach()
    harness.buy("10.00")
    for amount in ("6.00", "1.00", "3.00"):
        harness.give(amount)
        harness.world.settle()
    assert notified(harness) == ["low", "empty"]
    harness.buy("10.00")
    harness.world.settle()
    assert [event["wallet"] for event in harness.events("WalletRefilled")] == ["team_1"]
    harness.give("10.00")
    harness.world.settle()
    assert notified(harness) == ["low", "empty", "empty"]


def test_null_switches_it_off(harness: BillingHarness) -> None:
    """No credits are bought automatically any more."""
    harness.attach()
    harness.buy("30.00")
    harness.ask(KEY, body=settings())
    assert harness.ask(KEY, raw="null").status == 200
    harness.give("30.00")
    harness.world.settle()
    assert harness.ask("GET /v1/billing").body["auto_top_up"] is None
    assert len(harness.paypal.captures()) == 1


def test_switching_it_off_and_on_begins_no_new_month(harness: BillingHarness) -> None:
    """What was bought this month still counts, and one that is under way stays the only one."""
    harness.attach()
    harness.paypal.control("behaviour", charge="pending", times=9)
    harness.ask(KEY, body=settings(amount="20.00", cap="30.00"))
    harness.world.settle()
    harness.ask(KEY, raw="null")
    harness.ask(KEY, body=settings(amount="20.00", cap="30.00"))
    harness.world.settle()
    assert len(harness.items("PAYMENT")) == 1
    harness.paypal.control("events", type="completed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    harness.give("20.00")
    harness.run("sweep_top_ups")
    assert len(harness.items("PAYMENT")) == 1


def test_a_top_up_is_quoted(harness: BillingHarness) -> None:
    """The quote says what would be charged now, and what each time (B15)."""
    harness.attach()
    quote = harness.ask(KEY, body=settings(), query={"dry_run": "true"}).body
    assert quote["total_now"]["amount"] == "20.00"
    assert "5.00" in quote["lines"][0]["what"]


def test_only_the_owner_sets_it(harness: BillingHarness) -> None:
    """It spends from the owner's wallet: neither admin nor member may (T1)."""
    of_team = {"body": settings(), "query": {"payer": "team"}}
    assert [harness.ask(KEY, who, **of_team).status for who in (ADMIN, MEMBER)] == [403, 403]
    assert harness.ask(KEY, OWNER, body=settings()).body["code"] == "payment_method_required"


def notified(harness: BillingHarness) -> list[str]:
    """Return the levels that the team's owner was notified of."""
    return [
        it["kind"] for it in harness.events("NoticeDue") if it["kind"] in ("low", "empty") and it["wallet"] == "team_1"
    ]
