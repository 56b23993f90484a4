"""What admins spend of the owner's wallet in a month: limited, counted once, and given back with the money (T11)."""

import random
from typing import Any

import pytest

from contracts.teams import MemberRoleChanged
from kernel import aws
from services.billing.stores import payments
from tests.faults import Crash, crashing
from tests.in_process import Reply
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, money
from tests.services.billing.planning import number_requested, plan_of, renew
from tests.turns import Turns


@pytest.fixture(autouse=True)
def attached(harness: BillingHarness) -> None:
    """Attach the owner's wallet, which admins spend."""
    harness.attach()


def limit(harness: BillingHarness, as_: str = ADMIN, user: str = ADMIN) -> Any:
    """Return what is seen of an admin's limit."""
    return harness.ask("GET /v1/users/{user_id}/admin-limit", as_, path={"user_id": user}).body


def set_limit(harness: BillingHarness, amount: str, as_: str = OWNER, user: str = ADMIN) -> Reply:
    """Set an admin's limit."""
    path = {"user_id": user}
    return harness.ask("PUT /v1/users/{user_id}/admin-limit", as_, path=path, body=money(amount))


def seen(harness: BillingHarness) -> tuple[str, str, str]:
    """Return limit, used and room as the admin sees them."""
    body = limit(harness)
    return body["limit"]["amount"], body["used"]["amount"], body["room"]["amount"]


def test_an_admin_spends_two_hundred_dollars_a_month(harness: BillingHarness) -> None:
    """Above it 403 `admin_limit` says the limit, what is used, and how to ask; nothing is charged."""
    assert harness.buy("150.00", ADMIN).status == 201
    refused = harness.buy("50.01", ADMIN)
    assert (refused.status, refused.body["code"]) == (403, "admin_limit")
    assert (refused.body["limit"]["amount"], refused.body["used"]["amount"]) == ("200.00", "150.00")
    assert refused.body["ask"] == "POST /v1/approvals"
    assert harness.buy("50.00", ADMIN).status == 201
    assert seen(harness) == ("200.00", "200.00", "0.00")
    assert len(harness.paypal.captures()) == 2
    harness.assert_books_right()


def test_quotes_refuse_what_buying_refuses(harness: BillingHarness) -> None:
    """A purchase beyond the limit is refused when it is quoted (B15)."""
    dry = {"dry_run": "true"}
    assert harness.ask("POST /v1/billing/credits", ADMIN, body=money("200.01"), query=dry).status == 403
    assert harness.give("200.01", as_=ADMIN, query=dry).status == 403
    assert harness.give("200.00", as_=ADMIN, query=dry).status == 200


def test_charged_allocations_count_and_others_do_not(harness: BillingHarness) -> None:
    """What the team's balance covers is not spent of the wallet; what it lacks is."""
    harness.buy("100.00")
    assert harness.give("250.00", as_=ADMIN).status == 201
    assert seen(harness)[1] == "150.00"
    assert harness.give("60.00", as_=ADMIN).body["code"] == "admin_limit"
    harness.buy("60.00")
    assert harness.give("60.00", as_=ADMIN).status == 201
    assert seen(harness)[1] == "150.00"


def test_the_owner_and_ones_own_wallet_are_not_limited(harness: BillingHarness) -> None:
    """The limit is of the owner's wallet, and the owner has none."""
    assert harness.buy("900.00", OWNER).status == 201
    harness.attach(ADMIN)
    assert harness.buy("900.00", ADMIN, payer="self").status == 201
    assert seen(harness)[1] == "0.00"
    assert limit(harness, OWNER, OWNER)["code"] == "not_an_admin"


def test_only_the_owner_sets_it(harness: BillingHarness) -> None:
    """Admins see limits; only the owner sets one, and members have none."""
    assert set_limit(harness, "1000.00", ADMIN).status == 403
    assert set_limit(harness, "1000.00", MEMBER).status == 403
    assert set_limit(harness, "1000.00", STRANGER).status == 404
    assert set_limit(harness, "5.00", OWNER, MEMBER).body["code"] == "not_an_admin"
    assert set_limit(harness, "5.00", OWNER, STRANGER).status == 404
    assert set_limit(harness, "300.00").body["room"]["amount"] == "300.00"
    assert harness.buy("300.00", ADMIN).status == 201
    assert set_limit(harness, "0").status == 200
    assert seen(harness) == ("0.00", "300.00", "0.00")
    harness.world.settle()
    assert [it["amount"] for it in harness.events("TeamMoneyChanged") if it["action"] == "admin_limit_changed"] == [
        300 * DOLLAR,
        0,
    ]


def test_a_limit_ends_with_the_role(harness: BillingHarness) -> None:
    """Who becomes an admin again starts with the usual limit; what they have spent this month stays."""
    set_limit(harness, "900.00")
    harness.buy("100.00", ADMIN)
    for revision, role in ((2, "member"), (3, "admin")):
        harness.deliver_events(MemberRoleChanged(team_id=TEAM, account_id=ADMIN, role=role, revision=revision))  # type: ignore[arg-type]
    assert seen(harness) == ("200.00", "100.00", "100.00")


def test_another_admin_lifts_no_lower_limit(harness: BillingHarness) -> None:
    """Admins may change roles: a limit below the usual one outlives the role, else two admins free each other of it."""
    set_limit(harness, "20.00")
    for revision, role in ((2, "member"), (3, "admin")):
        harness.deliver_events(MemberRoleChanged(team_id=TEAM, account_id=ADMIN, role=role, revision=revision))  # type: ignore[arg-type]
    assert seen(harness)[0] == "20.00"
    assert harness.buy("20.01", ADMIN).body["code"] == "admin_limit"


def test_a_failed_payment_gives_the_room_back(harness: BillingHarness) -> None:
    """Declined, never sent, or denied after it was pending: the room is there again."""
    harness.paypal.control("behaviour", charge="declined")
    assert harness.buy("150.00", ADMIN).status == 402
    assert seen(harness)[1] == "0.00"
    with harness.paypal_away():
        assert harness.buy("150.00", ADMIN).status == 503
    assert seen(harness)[1] == "0.00"
    harness.paypal.control("behaviour", charge="pending")
    assert harness.buy("150.00", ADMIN).status == 201
    assert seen(harness)[1] == "150.00"
    pending = next(it for it in harness.items("PAYMENT") if it["capture_id"])
    harness.paypal.control("events", type="denied", capture_id=pending["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.DENIED")
    assert seen(harness)[1] == "0.00"
    harness.assert_books_right()


def test_a_refund_gives_the_room_back(harness: BillingHarness) -> None:
    """What goes back to the wallet is not spent."""
    harness.buy("150.00", ADMIN)
    harness.paypal.control("events", type="reversed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert seen(harness)[1] == "0.00"
    harness.assert_books_right()


def test_a_repeated_purchase_counts_once(harness: BillingHarness) -> None:
    """The same key counts once, also at the limit and after the answer was lost."""
    first = harness.buy("200.00", ADMIN, key="k1")
    assert harness.buy("200.00", ADMIN, key="k1").body == first.body
    harness.forget_answers()
    assert harness.buy("200.00", ADMIN, key="k1").status == 201
    assert seen(harness)[1] == "200.00"


def test_a_number_counts_and_is_refused_beyond_the_limit(harness: BillingHarness) -> None:
    """A number that an admin orders for the team is a purchase; its refusal says why, and costs nothing."""
    set_limit(harness, "1.00")
    harness.deliver_events(number_requested("num_1").model_copy(update={"asked_by": ADMIN}))
    assert seen(harness) == ("1.00", "1.00", "0.00")
    harness.deliver_events(number_requested("num_2").model_copy(update={"asked_by": ADMIN}))
    assert [it["reason"] for it in harness.events("PlanRefused")] == ["admin_limit"]
    assert len(harness.paypal.captures()) == 1
    harness.assert_books_right()


def test_renewals_and_ported_numbers_are_not_refused(harness: BillingHarness) -> None:
    """What the owner set up goes on, and a number that has moved already is charged, and counted."""
    harness.deliver_events(number_requested("num_1").model_copy(update={"asked_by": ADMIN}))
    set_limit(harness, "0")
    harness.deliver_events(number_requested("num_2").model_copy(update={"asked_by": ADMIN, "port_id": "port_1"}))
    assert seen(harness)[1] == "2.00"
    renew(harness, plan_of(harness, "num_2").paid_through)
    assert [capture["amount"] for capture in harness.paypal.captures()] == ["1.00", "1.00", "2.00"]
    assert seen(harness)[1] == "2.00"
    assert harness.events("PlanRefused") == []


@pytest.mark.parametrize("seed", range(12))
def test_two_purchases_at_once_never_pass_the_limit_together(harness: BillingHarness, seed: int) -> None:
    """Whatever the order of their calls, one of two purchases that fit only singly is refused."""
    purchases = [lambda: harness.buy("120.00", ADMIN)] * 2
    with harness.world.inside("billing"):
        replies = Turns(seed).play(*purchases)
    assert sorted(reply.status for reply in replies) == [201, 403]
    assert seen(harness)[1] == "120.00"
    harness.assert_books_right()


@pytest.mark.parametrize("seed", range(6))
def test_no_story_passes_the_limit(harness: BillingHarness, seed: int) -> None:
    """Purchases, failures and money taken back in any order: what is used is what was paid, and never too much."""
    chance = random.Random(seed)
    for step in range(12):
        harness.paypal.control("behaviour", charge=chance.choice(["completed", "completed", "declined", "pending"]))
        amount = f"{chance.randint(1, 120)}.00"
        if chance.random() < 0.3:
            harness.give(amount, as_=ADMIN)
        else:
            harness.buy(amount, ADMIN, key=f"k{chance.randint(0, step)}-{amount}")
        body = limit(harness)
        assert float(body["used"]["amount"]) <= float(body["limit"]["amount"])
        harness.assert_limits_right()
    harness.assert_books_right()


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_at_any_call_counts_what_was_charged(harness: BillingHarness, after: bool) -> None:
    """A purchase that is killed anywhere is counted if it is stored, once, however often it is sent again."""
    call = 1
    while call < 30:
        try:
            with crashing(aws.client("dynamodb"), at_call=call, after=after) as calls:
                harness.buy("10.00", ADMIN, key=f"k{call}")
        except Crash:
            pass
        else:
            if len(calls.made) < call:
                break
        harness.assert_limits_right()
        harness.age_payments(payments.GRACE)
        assert harness.buy("10.00", ADMIN, key=f"k{call}").status == 201
        harness.assert_limits_right()
        call += 1
    assert call > 5
