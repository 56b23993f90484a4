"""Giving money back: by amount, once, and only of what is there."""

import pytest

from services.billing.domain.payment import RefundStatus
from services.billing.paypal import MoneyStatus, PayPal, RefusedError, Wallet
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]


@pytest.fixture
def capture_id(client: PayPal, wallet: Wallet) -> str:
    """Return a capture of 12.50 USD."""
    return client.charge(attempt(wallet.token)).capture_id or ""


def test_a_refund_is_its_own_amount(client: PayPal, capture_id: str) -> None:
    """Never the sum of all refunds of the capture."""
    first = client.refund(capture_id, "f1", 2_500_000, "Sorry")
    second = client.refund(capture_id, "f2", 3_000_000, "Sorry")
    assert (first.micros, second.micros, second.capture_id) == (2_500_000, 3_000_000, capture_id)
    assert client.refund_status(second.refund_id) == second
    assert second.status is RefundStatus.COMPLETED


def test_a_refund_is_given_once(at_paypal: RunningPayPal, client: PayPal, capture_id: str) -> None:
    """The same request id, however often."""
    refunds = {client.refund(capture_id, "f1", 2_500_000, "Sorry").refund_id for _ in range(3)}
    assert len(refunds) == 1
    assert at_paypal.captures()[0]["refunded"] == "2.50"


def test_a_capture_and_its_order_show_what_went_back(client: PayPal, capture_id: str) -> None:
    """Partly, then wholly."""
    client.refund(capture_id, "f1", 2_500_000, "Sorry")
    capture = client.capture(capture_id)
    assert capture
    assert capture.status is MoneyStatus.PARTLY_REFUNDED
    client.refund(capture_id, "f2", 10_000_000, "Sorry")
    order = client.order(capture.order_id)
    assert order
    assert (order.status, [refund.micros for refund in order.refunds]) == (
        MoneyStatus.REFUNDED,
        [2_500_000, 10_000_000],
    )


@pytest.mark.parametrize(("micros", "issue"), [(12_510_000, "REFUND_AMOUNT_EXCEEDED")])
def test_more_than_there_was_is_refused(client: PayPal, capture_id: str, micros: int, issue: str) -> None:
    """And says so."""
    with pytest.raises(RefusedError, match=issue):
        client.refund(capture_id, "f1", micros, "Sorry")


def test_a_pending_capture_cannot_be_refunded(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """There is no money yet."""
    at_paypal.control("behaviour", charge="pending")
    charge = client.charge(attempt(wallet.token))
    with pytest.raises(RefusedError, match="PENDING_CAPTURE"):
        client.refund(charge.capture_id or "", "f1", 10_000, "Sorry")


def test_what_is_not_there_is_none(client: PayPal) -> None:
    """An unknown id is an answer, not a fault."""
    assert client.order("UNKNOWN") is None
    assert client.capture("UNKNOWN") is None
    assert client.refund_status("UNKNOWN") is None
