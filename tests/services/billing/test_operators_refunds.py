"""An operator refunds unspent credits as the payer could, and releases a refund that PayPal never answered (B18)."""

from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.dynamodb.transact_items import update
from services.billing.domain.asked_refund import REPEATABLE_FOR
from tests.services.billing.harness import ADMIN, DOLLAR, BillingHarness, handed_over
from tests.services.billing.test_grants import operate
from tests.services.billing.test_refunds import bought, notices, refund, see

__all__ = ["bought"]


def age_refund(harness: BillingHarness, payment_id: str, by: timedelta) -> None:
    """Let time go by since the refund was asked for."""
    item = next(it for it in harness.items("PAYMENT") if it["payment_id"] == payment_id)
    asked = item["refund"] | {"asked_at": clock.to_text(clock.from_text(item["refund"]["asked_at"]) - by)}
    harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"refund": asked})])


def lose_events(harness: BillingHarness) -> None:
    """Let what was published never arrive."""
    harness.world.delivered |= {envelope.id for envelope in harness.world.outbox()}


def test_an_operator_refunds_as_the_payer_could(harness: BillingHarness, bought: str) -> None:
    """The journals name the operator, the holder is notified that it was Teamline, and sent twice it is one refund."""
    body: dict[str, Any] = {"payment_id": bought, "amount": "4.00", "request_id": "refund-0001"}
    answers = [operate(harness, "refund_credits", **body) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["done"]["amount"]["amount"] == "4.00"
    harness.world.settle()
    assert harness.parts() == {"available": 6 * DOLLAR}
    assert [it["refunded"] for it in harness.paypal.captures()] == ["4.00"]
    actors = {item["kind"]: item["actor"] for item in harness.items("JOURNAL")}
    assert (actors["held"], actors["refund"]) == ("operator:kim", "operator:kim")
    seen = harness.ask("GET /v1/ledger").body["items"]
    assert {it["kind"]: it["by"]["name"] for it in seen} == {
        "purchase": "owner",
        "held": "Teamline",
        "refund": "Teamline",
    }
    assert "refunded_by_us" in notices(harness)
    assert not {"credits_refunded", "taken_back"} & set(notices(harness))
    harness.assert_as_at_paypal()


def test_without_an_amount_an_operator_refunds_all_that_is_possible(harness: BillingHarness, bought: str) -> None:
    """Also to a payer who does not own the team any more: it goes to the wallet that paid."""
    harness.give("3.00")
    harness.deliver_events(*handed_over(after=ADMIN))
    assert refund(harness, bought).status in (403, 404)
    assert operate(harness, "refund_credits", payment_id=bought)["done"]["amount"]["amount"] == "7.00"
    harness.world.settle()
    assert harness.parts() == {}


def test_what_an_operator_cannot_refund_says_why(harness: BillingHarness, bought: str) -> None:
    """More than is free, a payment of more than 180 days ago, one that does not exist, and a fault in a field."""
    refused = operate(harness, "refund_credits", payment_id=bought, amount="11.00")["refused"]
    assert (refused["code"], refused["refundable"]["amount"]) == ("nothing_to_refund", "10.00")
    (fault,) = operate(harness, "refund_credits", payment_id="pay_none")["refused"]["errors"]
    assert (fault["field"], fault["code"]) == ("payment_id", "not_found")
    (fault,) = operate(harness, "refund_credits", payment_id=bought, amount="0.001")["refused"]["errors"]
    assert fault["field"] == "amount"
    item = next(it for it in harness.items("PAYMENT") if it["payment_id"] == bought)
    old = clock.to_text(clock.now() - timedelta(days=181))
    harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"completed_at": old})])
    refused = operate(harness, "refund_credits", payment_id=bought)["refused"]
    assert refused["code"] == "not_refundable"
    assert "180 days" in refused["detail"]
    assert harness.parts() == {"available": 10 * DOLLAR}


def test_a_refund_that_paypal_never_answered_is_released(harness: BillingHarness, bought: str) -> None:
    """Not while PayPal is still asked; then what was held is free, the payer is notified, and can ask again."""
    assert refund(harness, bought, "4.00").status == 202
    lose_events(harness)
    early = operate(harness, "release_refund", payment_id=bought)["refused"]
    assert early["code"] == "refund_in_progress"
    age_refund(harness, bought, REPEATABLE_FOR)
    harness.run("resolve_refunds", clock.now() + timedelta(minutes=1))
    assert harness.parts() == {"available": 6 * DOLLAR, "held": 4 * DOLLAR}
    assert operate(harness, "release_refund", payment_id=bought)["done"]["amount"]["amount"] == "4.00"
    harness.world.settle()
    assert harness.parts() == {"available": 10 * DOLLAR}
    assert not harness.items("REFUND")
    assert "refund_refused" in notices(harness)
    assert operate(harness, "release_refund", payment_id=bought)["refused"]["code"] == "no_refund_in_progress"
    assert refund(harness, bought, "4.00").status == 202
    harness.world.settle()
    assert see(harness, bought)["returned"]["amount"] == "4.00"
    harness.assert_as_at_paypal()


@pytest.mark.parametrize("action", ["refund_credits", "release_refund"])
def test_only_a_payment_has_refunds(harness: BillingHarness, action: str) -> None:
    """An id of something else is named as the fault."""
    (fault,) = operate(harness, action, payment_id="team_1")["refused"]["errors"]
    assert (fault["field"], fault["code"]) == ("payment_id", "invalid_format")
