"""The simulated PayPal and our client, against PayPal's own documents."""

import json
from contextlib import suppress

import pytest

from services.billing.paypal import DownError, NotApprovedError, PayPal, RefusedError, Wallet
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet
from tests.paypal_documents import FOLDER, webhook_faults

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]

_HAPPENINGS = ("refunded", "reversed", "dispute_created", "token_deleted")


@pytest.fixture(autouse=True)
def _documents() -> None:
    if not FOLDER.exists():
        pytest.skip(f"PayPal's documents are not here: {FOLDER}")


def test_attaching_a_wallet_is_as_documented(at_paypal: RunningPayPal, client: PayPal) -> None:
    """Approval, exchange, list and removal: requests and answers are valid (checked when the fixture ends)."""
    setup = client.start_vaulting("r1", "https://portal.test/ok", "https://portal.test/no")
    with pytest.raises(NotApprovedError):
        client.finish_vaulting(setup.setup_id, "r2")
    wallet = at_paypal.wallet(client)
    assert client.tokens(wallet.customer_id)
    client.delete_token(wallet.token)
    assert client.wallet(wallet.token) is None
    assert len(at_paypal.exchanges) >= 9


@pytest.mark.parametrize(
    "charge",
    [
        "completed",
        "pending",
        "declined",
        "declined_capture",
        "payer_action",
        "error_after_charge",
        "error_before_charge",
        "rate_limited",
    ],
)
def test_every_outcome_of_a_charge_is_as_documented(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, charge: str
) -> None:
    """Every outcome of a charge is answered in PayPal's form."""
    at_paypal.control("behaviour", charge=charge)
    with suppress(RefusedError, DownError):
        client.charge(attempt(wallet.token))
    client.charge(attempt(wallet.token, 2))


def test_refunds_are_as_documented(client: PayPal, wallet: Wallet) -> None:
    """A partial refund, the rest, and one refund too many are answered in PayPal's form."""
    charge = client.charge(attempt(wallet.token))
    assert charge.capture_id
    refund = client.refund(charge.capture_id, "f1", 2_500_000, "Thank you")
    client.refund(charge.capture_id, "f2", 10_000_000, "Thank you")
    with pytest.raises(RefusedError, match="CAPTURE_FULLY_REFUNDED"):
        client.refund(charge.capture_id, "f3", 10_000, "Thank you")
    assert client.refund_status(refund.refund_id)
    assert client.capture(charge.capture_id)
    assert client.order(charge.order_id)


@pytest.mark.parametrize("odd", [False, True])
def test_every_webhook_is_as_documented(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, *, odd: bool) -> None:
    """Body and headers of each type of event are valid, in tidy and in odd bytes."""
    at_paypal.control("delivery", odd_bytes=odd)
    at_paypal.control("behaviour", charge="pending", times=2)
    pending = [client.charge(attempt(wallet.token, number)).capture_id for number in (1, 2)]
    done = client.charge(attempt(wallet.token, 3)).capture_id
    at_paypal.control("events", type="completed", capture_id=pending[0])
    at_paypal.control("events", type="denied", capture_id=pending[1])
    for happening in _HAPPENINGS:
        event = at_paypal.control("events", type=happening, capture_id=done, token=wallet.token, amount="1.50")
        if happening == "dispute_created":
            for more in ("dispute_updated", "dispute_lost"):
                at_paypal.control("events", type=more, dispute_id=event["resource"]["dispute_id"])
    received = at_paypal.listener.wait_for(lambda received: len(received) >= 13)
    assert {json.loads(one.body)["event_type"] for one in received} >= {"VAULT.PAYMENT-TOKEN.DELETED"}
    assert [fault for one in received for fault in webhook_faults(one.headers, one.body)] == []


def test_a_part_is_not_refunded_while_a_case_is_open(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """PayPal refuses it as it documents; all of it may go back, and what is held is no money of ours."""
    capture_id = client.charge(attempt(wallet.token)).capture_id or ""
    at_paypal.control("events", type="dispute_created", amount="2.50")
    assert [(one["held"], one["net"]) for one in at_paypal.captures()] == [("2.50", "10.00")]
    with pytest.raises(RefusedError, match="TRANSACTION_DISPUTED"):
        client.refund(capture_id, "f1", 1_000_000, "Sorry")
    client.refund(capture_id, "f2", 12_500_000, "Sorry")
    assert [(one["held"], one["net"]) for one in at_paypal.captures()] == [("0.00", "0.00")]
