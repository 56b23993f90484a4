"""What two honest transactions do to each other: what was read must still be so when it is written."""

import pytest

from contracts.rates import decks
from contracts.teams import MemberRemoved
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from services.billing.domain.alert import CHEAPEST_TEXT, level_of
from services.billing.domain.ledger import Wallet
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, RefundFact, RefundStatus
from services.billing.stores import ledger, payments
from services.billing.use_cases.balances.notify_low_balance import notify_low_balance
from services.billing.use_cases.payments.record_payment_fact import save_payment_fact
from tests.faults import meanwhile
from tests.services.billing.harness import (
    DOLLAR,
    MEMBER,
    OWNER,
    PORTAL,
    STRANGER,
    TEAM,
    BillingHarness,
    invited,
    joined,
)
from tests.services.billing.spending import refund_credits
from tests.services.billing.test_allocating import spend


def new_work(harness: BillingHarness) -> UnitOfWork:
    """Return the unit of work of a request that has just begun."""
    return UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))


def test_a_wallet_never_owes_and_has_free_money_at_once(harness: BillingHarness) -> None:
    """A purchase decided before a refund made a debt is decided again, and repays the debt."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00")
    spend(harness, MEMBER, 10 * DOLLAR)
    old = harness.items("PAYMENT")[0]["payment_id"]
    second = Payment("pay_2", TEAM, OWNER, 10 * DOLLAR, "credits", "purchase", "tok", clock.now(), OWNER)
    harness.table.commit([payments.create(second, on_conflict=AssertionError())])
    bought = ChargeResult(ChargeStatus.COMPLETED, "CAP2", money=10 * DOLLAR)
    with harness.world.inside("billing"):
        slow = new_work(harness)
        save_payment_fact(slow, "pay_2", bought)
    harness.record_payment_fact(old, RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED, by_force=True))
    assert harness.parts() == {"owed": -10 * DOLLAR}
    with pytest.raises(Stale), harness.world.inside("billing"):
        slow.commit()
    harness.record_payment_fact("pay_2", bought)
    assert harness.parts() == {}


def test_a_debt_takes_what_came_in_between(harness: BillingHarness) -> None:
    """A refund decided while nothing was free is decided again when money has come, which it takes."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00")
    spend(harness, MEMBER, 10 * DOLLAR)
    taken = RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED)
    old = harness.items("PAYMENT")[0]["payment_id"]
    with harness.world.inside("billing"):
        slow = new_work(harness)
        save_payment_fact(slow, old, taken)
    harness.buy("4.00")
    with pytest.raises(Stale), harness.world.inside("billing"):
        slow.commit()
    harness.record_payment_fact(old, taken)
    assert harness.parts() == {"owed": -6 * DOLLAR}


def test_a_text_given_back_sees_a_debt_made_in_between(harness: BillingHarness) -> None:
    """The price of a text, decided to go back to a member, repays the debt that their team has by then (B19)."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00")
    spend(harness, MEMBER, 10 * DOLLAR, cause="msg_1")
    slow = new_work(harness)
    refund_credits(slow, account_id=MEMBER, cause="msg_1")
    taken = RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED)
    harness.record_payment_fact(harness.items("PAYMENT")[0]["payment_id"], taken)
    with pytest.raises(Stale):
        slow.commit()
    again = new_work(harness)
    refund_credits(again, account_id=MEMBER, cause="msg_1")
    again.commit()
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {})


def test_a_fall_that_two_allocations_make_is_seen(harness: BillingHarness) -> None:
    """Two decided by one balance cross the threshold together: the second one decides again, and credits are bought."""
    harness.attach()
    harness.buy("30.00")
    amounts = {"threshold": "25.00", "amount": "10.00", "monthly_cap": "100.00"}
    body = {name: {"amount": amount, "currency": "USD"} for name, amount in amounts.items()}
    assert harness.ask("PUT /v1/billing/auto-top-up", body=body).status == 200
    harness.world.settle()
    with (
        harness.world.inside("billing"),
        meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: harness.give("3.00")),
    ):
        reply = harness.give("3.00")
    harness.world.settle()
    assert reply.status == 201
    assert harness.parts() == {"available": 34 * DOLLAR}


def test_a_rise_is_seen_by_who_was_about_to_be_alerted(harness: BillingHarness) -> None:
    """An alert decided by a low balance is not stored when the balance is filled in between."""
    harness.attach()
    harness.buy("6.00")
    harness.give("2.00")
    with harness.world.inside("billing"):
        slow = new_work(harness)
        notify_low_balance(slow, name=TEAM)
    harness.buy("10.00")
    with pytest.raises(Stale), harness.world.inside("billing"):
        slow.commit()
    harness.world.settle()
    assert harness.wallet().alert == ""


@pytest.mark.parametrize("how", ["charged", "invited"])
def test_whatever_fills_a_member_says_so(harness: BillingHarness, how: str) -> None:
    """Credits that are charged or come with an invitation: a member who was empty is empty no more."""
    who = STRANGER if how == "invited" else MEMBER
    harness.attach()
    harness.table.commit([ledger.annotate(who, alert="empty")])
    if how == "charged":
        harness.give("5.00")
    else:
        harness.buy("5.00")
        harness.deliver_events(invited("inv_1", 2 * DOLLAR))
        harness.deliver_events(joined(STRANGER, invitation="inv_1", amount=2 * DOLLAR))
    harness.world.settle()
    assert [event["wallet"] for event in harness.events("WalletRefilled")][-1:] == [who]
    assert harness.wallet(who).alert == ""


def test_who_cannot_pay_the_cheapest_text_is_empty(harness: BillingHarness) -> None:
    """A cent less than the cheapest text is nothing to a member."""
    texts = [rate.text for deck in decks() for rate in deck.rates if rate.text is not None]
    assert min(texts) == CHEAPEST_TEXT
    wallet = Wallet(MEMBER, {"own": CHEAPEST_TEXT})
    assert level_of(wallet, CHEAPEST_TEXT) == "low"
    assert level_of(wallet, CHEAPEST_TEXT - 1) == "empty"


def test_a_balance_is_in_no_index(harness: BillingHarness) -> None:
    """Each change of a balance is written once; the nightly check finds the wallet by an item that never changes."""
    harness.attach()
    harness.buy("5.00")
    harness.give("2.00")
    assert not any(name.startswith("gsi") for item in harness.items("BALANCE") for name in item)
    assert {item["gsi2sk"] for item in harness.items("LISTED")} == {TEAM, MEMBER}


def test_a_promise_that_crosses_its_money_is_kept(harness: BillingHarness) -> None:
    """An invitation decided by an empty balance is decided again if the money comes before it is written."""
    harness.attach()
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: harness.buy("10.00")):
        harness.deliver_event(invited("inv_1", 5 * DOLLAR))
    harness.world.settle()
    (hold,) = harness.items("HOLD")
    assert (hold["status"], harness.parts()) == ("held", {"available": 5 * DOLLAR, "held": 5 * DOLLAR})


def test_another_capture_that_is_declined_takes_nothing(harness: BillingHarness) -> None:
    """What PayPal says of one capture changes nothing of what another one brought."""
    harness.attach()
    harness.buy("20.00")
    payment_id = harness.items("PAYMENT")[0]["payment_id"]
    harness.record_payment_fact(payment_id, ChargeResult(ChargeStatus.DENIED, "ANOTHER", money=20 * DOLLAR))
    assert harness.parts() == {"available": 20 * DOLLAR}


def test_two_approvals_confirmed_at_once_leave_one_token(harness: BillingHarness) -> None:
    """The wallet that is replaced in between is detached at PayPal as well."""
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}
    setups = [harness.ask("POST /v1/billing/payment-method", body=urls).body["setup_id"] for _ in range(2)]
    approved = {setup: harness.paypal.approve(setup, "") for setup in setups}

    def confirm(setup: str) -> int:
        path = {"setup_id": setup}
        reply = harness.ask("POST /v1/billing/payment-method/{setup_id}/confirm", path=path, body=approved[setup])
        return reply.status

    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: confirm(setups[1])):
        assert confirm(setups[0]) == 200
    harness.world.settle()
    (method,) = harness.items("METHOD")
    assert list(harness.paypal.simulator.state.tokens) == [method["token"]]


@pytest.mark.parametrize("is_late", [False, True])
def test_a_removal_leaves_the_credits_of_the_next_stay(harness: BillingHarness, is_late: bool) -> None:
    """Removed, invited and joined again with 5.00: what the first stay gave is back, whichever event comes first."""
    harness.attach()
    harness.buy("20.00")
    harness.give("3.00")
    harness.deliver_events(invited("inv_2", 5 * DOLLAR))
    removed = MemberRemoved(team_id=TEAM, account_id=MEMBER, numbers="keep", reason="removed", revision=8)
    again = joined(MEMBER, invitation="inv_2", amount=5 * DOLLAR, revision=9)
    harness.deliver_events(*([again, removed] if is_late else [removed, again]))
    assert harness.parts(MEMBER) == {f"given:{TEAM}": 5 * DOLLAR}
    assert harness.parts() == {"available": 15 * DOLLAR}
    harness.assert_books_right()
