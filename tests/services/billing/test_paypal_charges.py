"""Charging a wallet: whatever PayPal does, the result is true, and the payer pays once."""

import dataclasses
from datetime import timedelta

import pytest

from kernel.clock import now
from services.billing.paypal import (
    DownError,
    MoneyStatus,
    PaidFor,
    PayPal,
    RefusedError,
    UnclearError,
    Wallet,
)
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]


def _paid_once(at_paypal: RunningPayPal) -> None:
    assert [(capture["payment_id"], capture["amount"]) for capture in at_paypal.captures()] == [("pay_1", "12.50")]


@pytest.mark.parametrize("paid_for", PaidFor)
def test_a_charge_says_what_came_and_what_it_cost(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, paid_for: PaidFor
) -> None:
    """The result has status, ids, gross and fee, whatever the payment is for."""
    charge = client.charge(attempt(wallet.token, paid_for=paid_for))
    assert (charge.status, charge.gross, charge.fee) == (MoneyStatus.COMPLETED, 12_500_000, 930_000)
    assert (charge.payer_email, bool(charge.debug_id)) == (wallet.payer_email, True)
    assert at_paypal.captures()[0]["capture_id"] == charge.capture_id
    _paid_once(at_paypal)


@pytest.mark.parametrize(
    ("behavior", "status", "reason"),
    [
        ("pending", MoneyStatus.PENDING, "ECHECK"),
        ("declined_capture", MoneyStatus.DECLINED, ""),
        ("payer_action", MoneyStatus.DECLINED, "PAYER_ACTION_REQUIRED"),
    ],
)
def test_a_complete_order_is_not_money(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, behavior: str, status: MoneyStatus, reason: str
) -> None:
    """Only the capture's status counts."""
    at_paypal.control("behaviour", charge=behavior)
    charge = client.charge(attempt(wallet.token))
    assert (charge.status, charge.reason, charge.fee) == (status, reason, None)
    assert at_paypal.captures() == []


@pytest.mark.parametrize(
    ("issue", "wallet_gone", "payer_must_act"),
    [
        ("INSTRUMENT_DECLINED", False, False),
        ("AGREEMENT_ALREADY_CANCELLED", True, False),
        ("PAYER_ACTION_REQUIRED", False, True),
    ],
)
def test_a_refusal_says_what_to_do(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, issue: str, *, wallet_gone: bool, payer_must_act: bool
) -> None:
    """A new wallet, a visit to PayPal, or patience."""
    at_paypal.control("behaviour", charge="declined", issue=issue)
    with pytest.raises(RefusedError) as refusal:
        client.charge(attempt(wallet.token))
    fault = refusal.value
    assert (fault.issue, fault.wallet_gone, fault.payer_must_act) == (issue, wallet_gone, payer_must_act)
    assert fault.about_payment
    assert fault.debug_id


def test_a_refusal_for_our_sake_is_not_about_the_payment(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet
) -> None:
    """The payer can do nothing about our account."""
    at_paypal.control("behaviour", charge="declined", issue="PAYEE_ACCOUNT_RESTRICTED")
    with pytest.raises(RefusedError) as refusal:
        client.charge(attempt(wallet.token))
    assert not refusal.value.about_payment


@pytest.mark.parametrize("behavior", ["error_after_charge", "no_id", "error_before_charge"])
def test_an_unclear_answer_is_asked_for_again(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, behavior: str
) -> None:
    """The request is repeated under the same request id, so that the payer pays once."""
    at_paypal.control("behaviour", charge=behavior)
    assert client.charge(attempt(wallet.token)).status is MoneyStatus.COMPLETED
    _paid_once(at_paypal)


def test_the_same_attempt_charges_once(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """The same attempt charges once, however often it is made."""
    charges = {client.charge(attempt(wallet.token)).capture_id for _ in range(4)}
    assert len(charges) == 1
    _paid_once(at_paypal)


def test_a_forgotten_request_does_not_charge_again(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """When PayPal has forgotten the request id, the invoice number is in the way: unclear, not refused."""
    first = client.charge(attempt(wallet.token))
    at_paypal.control("behaviour", forget_requests=True)
    with pytest.raises(UnclearError):
        client.charge(attempt(wallet.token))
    found = client.find_charge(attempt(wallet.token), now())
    assert found
    assert (found.capture_id, found.order_id, found.fee) == (first.capture_id, first.order_id, first.fee)
    _paid_once(at_paypal)


def test_a_lost_answer_is_found(at_paypal: RunningPayPal, wallet: Wallet) -> None:
    """PayPal took the money and said nothing: unclear at first, then found, never taken twice."""
    at_paypal.control("behaviour", charge="timeout", seconds=3)
    asked_at, hasty = now(), at_paypal.client(patience=1.0)
    with pytest.raises(UnclearError):
        hasty.charge(attempt(wallet.token))
    found = at_paypal.client().find_charge(attempt(wallet.token), asked_at)
    assert found
    assert found.status is MoneyStatus.COMPLETED
    _paid_once(at_paypal)


def test_a_lost_answer_is_found_by_its_order(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """If the order's id is known, one look is enough."""
    charge = client.charge(attempt(wallet.token))
    before = len(at_paypal.exchanges)
    found = client.find_charge(attempt(wallet.token), now(), charge.order_id)
    assert dataclasses.replace(found, debug_id="") == dataclasses.replace(charge, debug_id="") if found else False
    assert len(at_paypal.exchanges) == before + 1


def test_a_lost_question_is_asked_again_while_that_is_safe(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet
) -> None:
    """It never arrived: asking under the same id does it, once."""
    at_paypal.control("behaviour", charge="error_before_charge", times=2)
    with pytest.raises(UnclearError):
        client.charge(attempt(wallet.token))
    found = client.find_charge(attempt(wallet.token), now())
    assert found
    assert found.status is MoneyStatus.COMPLETED
    _paid_once(at_paypal)


@pytest.mark.parametrize(("age", "repeat"), [(timedelta(minutes=1), False), (timedelta(hours=5), True)])
def test_nothing_is_asked_for_anew(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, age: timedelta, *, repeat: bool
) -> None:
    """Not when the money is no longer wanted, and not when PayPal may have forgotten the request."""
    with pytest.raises(UnclearError):
        client.find_charge(attempt(wallet.token), now() - age, repeat=repeat)
    assert at_paypal.captures() == []


def test_after_three_days_silence_means_no(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """After three days PayPal has had all its time to report the charge."""
    assert client.find_charge(attempt(wallet.token), now() - timedelta(days=3)) is None
    assert at_paypal.captures() == []


def test_a_refused_attempt_stays_refused(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """What became of it is the refusal."""
    at_paypal.control("behaviour", charge="declined")
    with pytest.raises(RefusedError):
        client.charge(attempt(wallet.token))
    with pytest.raises(RefusedError, match="INSTRUMENT_DECLINED"):
        client.find_charge(attempt(wallet.token), now())


def test_a_deleted_wallet_is_reported_as_gone(client: PayPal, wallet: Wallet) -> None:
    """If the payer removed us at PayPal, the owner must attach a wallet again."""
    client.delete_token(wallet.token)
    with pytest.raises(RefusedError) as refusal:
        client.charge(attempt(wallet.token))
    assert refusal.value.wallet_gone


def test_too_many_requests_is_down(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """Turned away unread: certainly not charged."""
    at_paypal.control("behaviour", charge="rate_limited")
    with pytest.raises(DownError):
        client.charge(attempt(wallet.token))
    assert at_paypal.captures() == []


@pytest.mark.parametrize("micros", [0, -10_000, 1, 12_345])
def test_what_paypal_cannot_take_is_never_sent(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, micros: int
) -> None:
    """Whole cents above zero."""
    before = len(at_paypal.exchanges)
    with pytest.raises(ValueError, match="whole cents"):
        client.charge(attempt(wallet.token, micros=micros))
    assert len(at_paypal.exchanges) == before


@pytest.mark.parametrize(("micros", "value"), [(10_000, "0.01"), (100_000, "0.10"), (1_000_000_000, "1000.00")])
def test_money_arrives_to_the_cent(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, micros: int, value: str
) -> None:
    """Two decimals there, micro-dollars here."""
    assert client.charge(attempt(wallet.token, micros=micros)).gross == micros
    assert at_paypal.captures()[0]["amount"] == value
