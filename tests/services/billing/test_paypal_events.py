"""PayPal's events: each type is read, the list is read whole, and reconciliation uses it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kernel.clock import now
from services.billing.paypal import EventKind, MoneyStatus, PayPal, Wallet
from services.billing.paypal.event_reader import read_event
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]

_SAMPLES = Path(__file__).parents[4] / "shared/outside/paypal/samples/webhooks"


def _in_dollars(name: str) -> dict[str, Any]:
    if not _SAMPLES.exists():
        pytest.skip(f"PayPal's webhooks are not here: {_SAMPLES}")
    text = (_SAMPLES / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text.replace('"EUR"', '"USD"').replace('"AUD"', '"USD"'))


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("payment.capture.completed", EventKind.CAPTURE, MoneyStatus.COMPLETED),
        ("payment.capture.completed.with_order_id", EventKind.CAPTURE, MoneyStatus.COMPLETED),
        ("payment.capture.pending", EventKind.CAPTURE, MoneyStatus.PENDING),
        ("payment.capture.denied", EventKind.CAPTURE, MoneyStatus.DECLINED),
        ("payment.capture.declined", EventKind.CAPTURE, MoneyStatus.DECLINED),
    ],
)
def test_captures_of_paypal_are_read(name: str, kind: EventKind, status: MoneyStatus) -> None:
    """As PayPal itself has sent them."""
    event = read_event(_in_dollars(name))
    assert (event.kind, event.capture and event.capture.status) == (kind, status)
    assert event.at


@pytest.mark.parametrize(
    ("name", "kind", "capture_id", "micros"),
    [
        ("payment.capture.refunded.second_partial", EventKind.REFUND, "5YH4578629195611S", 7_000_000),
        ("payment.capture.reversed", EventKind.REVERSAL, "4L335234718889942", 2_510_000),
    ],
)
def test_money_that_went_back_is_read(name: str, kind: EventKind, capture_id: str, micros: int) -> None:
    """Its own amount, never the sum so far, and the capture that it belongs to."""
    event = read_event(_in_dollars(name))
    assert event.refund
    assert (event.kind, event.refund.capture_id, event.refund.micros) == (kind, capture_id, micros)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("created.paypal", EventKind.TOKEN_CREATED), ("deleted.DERIVED", EventKind.TOKEN_DELETED)],
)
def test_wallets_are_read(name: str, kind: EventKind) -> None:
    """By their token."""
    event = read_event(_in_dollars(f"vault.payment-token.{name}"))
    assert (event.kind, event.token) == (kind, "3nqvjt3n")


@pytest.mark.parametrize(
    ("name", "status", "outcome"),
    [
        ("created", "OPEN", ""),
        ("created.2019", "UNDER_REVIEW", ""),
        ("updated.DERIVED", "UNDER_REVIEW", ""),
        ("resolved", "RESOLVED", "RESOLVED_BUYER_FAVOUR"),
    ],
)
def test_disputes_are_read(name: str, status: str, outcome: str) -> None:
    """A dispute has its status, outcome, amount and captures."""
    event = read_event(_in_dollars(f"customer.dispute.{name}"))
    assert event.dispute
    assert (event.dispute.status, event.dispute.outcome) == (status, outcome)
    assert len(event.dispute.capture_ids) == 1
    assert event.dispute.micros > 0


@pytest.mark.parametrize(("status", "micros"), [("RESOLVED", 4_000_000), ("UNDER_REVIEW", 10_000_000)])
def test_a_resolved_dispute_is_about_what_was_refunded(status: str, micros: int) -> None:
    """A partial settlement takes back that part, not the whole disputed amount (B5)."""
    outcome = {"outcome_code": "RESOLVED_BUYER_FAVOUR", "amount_refunded": {"currency_code": "USD", "value": "4.00"}}
    amount = {"currency_code": "USD", "value": "10.00"}
    resource = {"dispute_id": "PP-1", "status": status, "dispute_amount": amount, "dispute_outcome": outcome}
    event = read_event({"id": "WH-1", "event_type": "CUSTOMER.DISPUTE.RESOLVED", "resource": resource})
    assert event.dispute
    assert event.dispute.micros == micros


@pytest.mark.parametrize(
    "event",
    [
        {"id": "WH-1"},
        {"id": "WH-1", "event_type": "PAYMENT.SALE.COMPLETED", "resource": {"id": "1"}},
        {"id": "WH-1", "event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": {"id": "1", "state": "completed"}},
        {"id": "WH-1", "event_type": "PAYMENT.CAPTURE.COMPLETED", "create_time": "soon", "resource": None},
        {
            "id": "WH-1",
            "event_type": "PAYMENT.CAPTURE.REFUNDED",
            "resource": {"id": "R", "amount": {"currency_code": "EUR", "value": "1.00"}},
        },
    ],
)
def test_what_is_not_ours_or_not_readable_is_other(event: dict[str, Any]) -> None:
    """No event of PayPal's can crash the reader."""
    assert read_event(event).kind is EventKind.OTHER


@pytest.mark.parametrize("event", [{}, {"id": ""}, {"id": None}, {"id": 7}])
def test_an_event_without_an_id_is_none(event: dict[str, Any]) -> None:
    """It could not be handled once."""
    with pytest.raises(ValueError, match="id"):
        read_event(event)


def test_the_whole_list_is_read(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """Every page is read, each event once, also those without a webhook."""
    at_paypal.control("delivery", drop=True)
    known = at_paypal.simulator.state.events
    known += [known[0] | {"id": f"WH-{number}"} for number in range(105)]
    client.charge(attempt(wallet.token))
    listed = list(client.list_events(now() - timedelta(hours=1), now() + timedelta(hours=1)))
    assert len({event["id"] for event in listed}) == len(listed) == 107
    assert len(list(client.list_events(now() - timedelta(hours=2), now() - timedelta(hours=1)))) == 0


def test_a_page_of_the_list_is_read_at_a_time(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """Each page has the cursor of the next one, the last has none, and together they are the whole list."""
    at_paypal.control("delivery", drop=True)
    client.charge(attempt(wallet.token))
    known = at_paypal.simulator.state.events
    known += [known[-1] | {"id": f"WH-{number}"} for number in range(205)]
    history, cursor, pages = at_paypal.history(), None, []
    while cursor or not pages:
        page, cursor = history.events(now() - timedelta(hours=1), now() + timedelta(hours=1), cursor)
        pages.append([event["id"] for event in page])
    assert [len(page) for page in pages] == [100, 100, 7]
    assert len({its_id for page in pages for its_id in page}) == 207


def test_movements_of_the_balance_are_read(at_paypal: RunningPayPal) -> None:
    """Signs, fees and codes are as PayPal lists them; an amount that is not in USD is none."""
    at = now() - timedelta(hours=8)
    at_paypal.control("movements", code="T0400", amount="-12.50", fee="-0.25", at=at.isoformat())
    (found,), has_more = at_paypal.history().movements(at - timedelta(hours=1), at + timedelta(hours=1), 1)
    assert (found.code, found.micros, found.fee, found.status) == ("T0400", -12_500_000, -250_000, "S")
    assert not has_more
