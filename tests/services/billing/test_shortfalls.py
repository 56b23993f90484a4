"""Allocations of which a part is charged: what the balance contributes is held until the charge is decided (B6)."""

import pytest

from contracts.payment_reasons import NEVER_ARRIVED
from contracts.teams import MemberRemoved
from kernel import aws, clock
from kernel.dynamodb.items import from_item
from kernel.dynamodb.transact_items import update
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, DisputeFact, DisputeStatus
from tests.faults import meanwhile
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, invited

GIVEN = f"given:{TEAM}"


@pytest.mark.parametrize("at_call", [1, 2])
def test_two_that_cross_are_both_given(harness: BillingHarness, at_call: int) -> None:
    """The balance contributes to one of them only, whether the other comes before the intent or before the capture."""
    harness.attach()
    harness.buy("4.00")
    replies = []
    with meanwhile(
        aws.client("dynamodb"), "TransactWriteItems", lambda: replies.append(harness.give("6.00")), at_call=at_call
    ):
        replies.append(harness.give("6.00"))
    harness.world.settle()
    assert [reply.body["status"] for reply in replies] == ["completed", "completed"]
    assert sorted(reply.body["charged"]["amount"] for reply in replies) == ["2.00", "6.00"]
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {GIVEN: 12 * DOLLAR})
    harness.assert_books_right()


def pending(harness: BillingHarness) -> str:
    """Ask for 10.00 on a balance of 4.00 whose charge PayPal reviews; return the payment's id."""
    harness.attach()
    harness.buy("4.00")
    harness.paypal.control("behaviour", charge="pending")
    reply = harness.give("10.00")
    assert reply.body["status"] == "pending"
    assert harness.parts() == {"held": 4 * DOLLAR}
    return str(reply.body["payment_id"])


def capture(harness: BillingHarness, payment_id: str, status: ChargeStatus) -> None:
    """Record PayPal's decision on the charge."""
    (payment,) = [it for it in map(to_payment, harness.items("PAYMENT")) if it.payment_id == payment_id]
    harness.record_payment_fact(payment_id, ChargeResult(status, payment.capture_id, money=payment.amount))


def to_payment(item: dict[str, object]) -> Payment:
    """Return the payment of an item."""
    return from_item(Payment, item)


def test_what_is_held_is_given_with_the_capture(harness: BillingHarness) -> None:
    """When PayPal completes the charge, the member gets the contribution and the charge."""
    capture(harness, pending(harness), ChargeStatus.COMPLETED)
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {GIVEN: 10 * DOLLAR})
    harness.assert_books_right()


def test_what_is_held_returns_when_the_charge_is_declined(harness: BillingHarness) -> None:
    """A declined charge gives nothing, and the contribution is free again."""
    capture(harness, pending(harness), ChargeStatus.DENIED)
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 4 * DOLLAR}, {})
    harness.assert_books_right()


@pytest.mark.parametrize("failed", [ChargeStatus.DENIED, ChargeStatus.REFUSED])
def test_what_failed_once_gives_nothing(harness: BillingHarness, failed: ChargeStatus) -> None:
    """A charge that comes after all, pending first, stays with the team: what it held is free, or held for another."""
    payment_id = pending(harness)
    if failed is ChargeStatus.DENIED:
        capture(harness, payment_id, failed)
    else:
        as_refused(harness, payment_id)
    assert harness.parts() == {"available": 4 * DOLLAR}
    harness.deliver_events(invited("inv_1", 4 * DOLLAR))
    for status in (ChargeStatus.PENDING, ChargeStatus.COMPLETED):
        harness.record_payment_fact(payment_id, ChargeResult(status, "CAP2", money=6 * DOLLAR))
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 6 * DOLLAR, "held": 4 * DOLLAR}, {})
    said = [event["amount"] for event in harness.events("NoticeDue") if event["kind"] == "not_given"]
    assert said == [10 * DOLLAR], "the payer reads where the money is"
    harness.assert_books_right()


def as_refused(harness: BillingHarness, payment_id: str) -> None:
    """Have PayPal's answer be that the charge never arrived."""
    (item,) = [it for it in harness.items("PAYMENT") if it["payment_id"] == payment_id]
    harness.table.commit(
        [update({"pk": item["pk"], "sk": item["sk"]}, set={"charge_status": "unclear", "capture_id": ""})]
    )
    harness.record_payment_fact(payment_id, ChargeResult(ChargeStatus.REFUSED, reason=NEVER_ARRIVED))


def test_what_is_held_returns_when_the_member_has_left(harness: BillingHarness) -> None:
    """The team keeps the contribution and the charge."""
    payment_id = pending(harness)
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, numbers="keep", reason="removed", revision=8))
    capture(harness, payment_id, ChargeStatus.COMPLETED)
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 10 * DOLLAR}, {})
    harness.assert_books_right()
    said = [event["amount"] for event in harness.events("NoticeDue") if event["kind"] == "not_given"]
    assert said == [10 * DOLLAR], "the payer reads that they were not given, and where the money is"


def test_what_is_held_returns_when_paypal_is_away(harness: BillingHarness) -> None:
    """Nothing was charged: the balance is as before, and the same key works again."""
    harness.attach()
    harness.buy("4.00")
    with harness.paypal_away():
        assert harness.give("10.00", key="k1").status == 503
    assert harness.parts() == {"available": 4 * DOLLAR}
    assert harness.give("10.00", key="k1").body["status"] == "completed"
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {GIVEN: 10 * DOLLAR})
    harness.assert_books_right()


@pytest.mark.parametrize(
    ("decided", "status"), [(ChargeStatus.COMPLETED, "completed"), (ChargeStatus.DENIED, "not_given")]
)
def test_its_outcome_can_be_asked(harness: BillingHarness, decided: ChargeStatus, status: str) -> None:
    """Who runs the team and who gets the credits see what became of it; it is hidden from all others."""
    payment_id = pending(harness)
    path = {"allocation_id": payment_id.replace("pay_", "alc_")}
    key = "GET /v1/allocations/{allocation_id}"
    assert harness.ask(key, ADMIN, path=path).body["status"] == "pending"
    capture(harness, payment_id, decided)
    for reader in (OWNER, ADMIN, MEMBER):
        assert harness.ask(key, reader, path=path).body["status"] == status
    assert harness.ask(key, STRANGER, path=path).status == 404
    path = {"allocation_id": harness.give("0.50").body["allocation_id"]} if status != "completed" else path
    assert harness.ask(key, MEMBER, path=path).body["status"] == "completed"


def test_asked_again_it_is_given_whatever_became_of_the_money(harness: BillingHarness) -> None:
    """The same key, after its record has expired and the payer has disputed the charge: it was given."""
    harness.attach()
    harness.buy("4.00")
    first = harness.give("10.00", key="k1").body
    harness.record_payment_fact(first["payment_id"], DisputeFact("D1", DOLLAR, DisputeStatus.OPEN, clock.now()))
    harness.forget_answers()
    again = harness.give("10.00", key="k1").body
    assert (again["status"], again["payment_id"]) == ("completed", first["payment_id"])


def test_at_least_a_dollar_is_charged(harness: BillingHarness) -> None:
    """Of a charge of 1.00 the rest stays in the balance, as it was quoted."""
    harness.attach()
    harness.buy("4.00")
    quote = harness.give("4.30", query={"dry_run": "true"}).body
    assert [line["amount"]["amount"] for line in quote["lines"]] == ["3.30", "1.00"]
    assert harness.give("4.30").body["charged"]["amount"] == "1.00"
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 700_000}, {GIVEN: 4_300_000})
    quote = harness.give("0.90", query={"dry_run": "true"}).body
    assert [line["amount"]["amount"] for line in quote["lines"]] == ["0.90", "0.10"]
    harness.assert_books_right()
