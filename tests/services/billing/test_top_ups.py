"""Automatic top-up and the notices of low balances: once, within the cap, never two at a time (B7)."""

from datetime import timedelta

from contracts.billing import TopUpDue
from kernel import clock
from kernel.dynamodb.transact_items import update
from services.billing.domain.payment import ChargeResult, ChargeStatus
from tests.services.billing.shop import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, Shop, invited

KEY = "PUT /v1/billing/auto-top-up"


def settings(threshold: str = "5.00", amount: str = "20.00", cap: str = "50.00") -> dict:
    """Return the settings that an owner sends."""
    return {
        name: {"amount": value, "currency": "USD"}
        for name, value in (("threshold", threshold), ("amount", amount), ("monthly_cap", cap))
    }


def test_a_balance_below_the_threshold_is_topped_up(shop: Shop) -> None:
    """One purchase, as soon as the balance falls; it is shown in the billing."""
    shop.attach()
    shop.buy("10.00")
    assert shop.ask(KEY, body=settings()).status == 200
    shop.world.settle()
    assert len(shop.paypal.captures()) == 1
    shop.give("8.00")
    shop.world.settle()
    assert shop.parts() == {"available": 22 * DOLLAR}
    assert shop.ask("GET /v1/billing").body["auto_top_up"] == settings()


def test_no_more_than_the_cap_a_month(shop: Shop) -> None:
    """When the cap is reached the balance stays low until the next month."""
    shop.attach()
    shop.ask(KEY, body=settings(amount="20.00", cap="50.00"))
    for number in range(4):
        shop.world.settle()
        shop.hear(invited(f"inv_{number}", 20 * DOLLAR))
        shop.run("sweep_top_ups")
    assert [capture["amount"] for capture in shop.paypal.captures()] == ["20.00", "20.00"]
    shop.run("sweep_top_ups", clock.now() + timedelta(days=32))


def test_one_top_up_at_a_time(shop: Shop) -> None:
    """While one is pending no second one is begun, however often the balance is looked at (complaint 8)."""
    shop.attach()
    shop.paypal.control("behaviour", charge="pending", times=9)
    shop.ask(KEY, body=settings())
    for _ in range(3):
        shop.world.settle()
        shop.run("sweep_top_ups")
    assert len(shop.items("PAYMENT")) == 1
    shop.paypal.control("events", type="completed", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    assert shop.parts() == {"available": 20 * DOLLAR}


def test_a_top_up_that_was_never_asked_for_is_asked_for_by_the_next_look(shop: Shop) -> None:
    """PayPal was down as it was begun: the same purchase is made within the hour, and is one."""
    shop.attach()
    shop.ask(KEY, body=settings())
    with shop.paypal_away():
        assert shop.hear_once(TopUpDue(team_id=TEAM))["batchItemFailures"]
    begun = shop.items("PAYMENT")[0]["payment_id"]
    shop.age_payments(timedelta(hours=1))
    age_top_up(shop, timedelta(hours=1))
    shop.run("sweep_top_ups")
    assert shop.parts() == {"available": 20 * DOLLAR}
    assert [it["payment_id"] for it in shop.items("PAYMENT")] == [begun]


def test_a_top_up_that_paypal_does_not_answer_holds_up_no_other_for_long(shop: Shop) -> None:
    """After hours without an answer the next one is bought; the first is never repeated, as PayPal forgets."""
    shop.attach()
    shop.ask(KEY, body=settings())
    with shop.paypal_away():
        assert shop.hear_once(TopUpDue(team_id=TEAM))["batchItemFailures"]
    first = shop.items("PAYMENT")[0]["payment_id"]
    for hours in (4, 3):
        shop.age_payments(timedelta(hours=hours))
        age_top_up(shop, timedelta(hours=hours))
        shop.run("sweep_top_ups")
        assert len(shop.items("PAYMENT")) == (1 if hours == 4 else 2)
    assert shop.parts() == {"available": 20 * DOLLAR}
    shop.record_payment_fact(first, ChargeResult(ChargeStatus.REFUSED, reason="NEVER_ARRIVED"))
    (top_up,) = shop.items("TOPUP")
    assert (top_up["bought"], top_up.get("in_flight")) == (20 * DOLLAR, "")


def age_top_up(shop: Shop, by: timedelta) -> None:
    """Make the top-up in flight older."""
    for item in shop.items("TOPUP"):
        if "started_at" in item:
            older = clock.to_text(clock.from_text(item["started_at"]) - by)
            shop.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"started_at": older})])


def test_a_declined_top_up_is_notified_and_not_repeated_in_bursts(shop: Shop) -> None:
    """One failed charge, one notice; the next try is a day later."""
    shop.attach()
    shop.paypal.control("behaviour", charge="declined", times=9)
    shop.ask(KEY, body=settings())
    for _ in range(3):
        shop.world.settle()
        shop.run("sweep_top_ups")
    assert [notice["kind"] for notice in shop.events("NoticeDue")].count("top_up_failed") == 1
    assert len(shop.items("PAYMENT")) == 1


def test_low_and_empty_are_notified_once_until_refilled(shop: Shop) -> None:
    """Each level is notified once; after a refill it may be notified again."""
    shop.attach()
    shop.buy("10.00")
    for amount in ("6.00", "1.00", "3.00"):
        shop.give(amount)
        shop.world.settle()
    assert notified(shop) == ["low", "empty"]
    shop.buy("10.00")
    shop.world.settle()
    assert [event["wallet"] for event in shop.events("WalletRefilled")] == ["team_1"]
    shop.give("10.00")
    shop.world.settle()
    assert notified(shop) == ["low", "empty", "empty"]


def test_null_switches_it_off(shop: Shop) -> None:
    """No credits are bought automatically any more."""
    shop.attach()
    shop.buy("30.00")
    shop.ask(KEY, body=settings())
    assert shop.ask(KEY, raw="null").status == 200
    shop.give("30.00")
    shop.world.settle()
    assert shop.ask("GET /v1/billing").body["auto_top_up"] is None
    assert len(shop.paypal.captures()) == 1


def test_switching_it_off_and_on_begins_no_new_month(shop: Shop) -> None:
    """What was bought this month still counts, and one that is under way stays the only one."""
    shop.attach()
    shop.paypal.control("behaviour", charge="pending", times=9)
    shop.ask(KEY, body=settings(amount="20.00", cap="30.00"))
    shop.world.settle()
    shop.ask(KEY, raw="null")
    shop.ask(KEY, body=settings(amount="20.00", cap="30.00"))
    shop.world.settle()
    assert len(shop.items("PAYMENT")) == 1
    shop.paypal.control("events", type="completed", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.COMPLETED")
    shop.give("20.00")
    shop.run("sweep_top_ups")
    assert len(shop.items("PAYMENT")) == 1


def test_a_top_up_is_quoted(shop: Shop) -> None:
    """The quote says what would be charged now, and what each time (B15)."""
    shop.attach()
    quote = shop.ask(KEY, body=settings(), query={"dry_run": "true"}).body
    assert quote["total_now"]["amount"] == "20.00"
    assert "5.00" in quote["lines"][0]["what"]


def test_only_the_owner_sets_it(shop: Shop) -> None:
    """It spends from the owner's wallet: neither admin nor member may (T1)."""
    assert [shop.ask(KEY, who, body=settings()).status for who in (ADMIN, MEMBER)] == [403, 403]
    assert shop.ask(KEY, OWNER, body=settings()).body["code"] == "payment_method_required"


def notified(shop: Shop) -> list[str]:
    """Return the levels that the team's owner was notified of."""
    return [
        it["kind"] for it in shop.events("NoticeDue") if it["kind"] in ("low", "empty") and it["wallet"] == "team_1"
    ]
