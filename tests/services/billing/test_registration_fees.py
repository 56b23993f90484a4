"""The fee of a registration of texts is debited once from the credits of its owner, or refused (N14)."""

from contracts.registrations import REGISTRATION_FEE, RegistrationFeeDue
from tests.services.billing.harness import DOLLAR, OWNER, TEAM, BillingHarness


def _fee(payment: int = 1) -> RegistrationFeeDue:
    about = {"registration_id": "reg_1", "owner_id": TEAM, "asked_by": OWNER}
    return RegistrationFeeDue(**about, payment=payment, amount=REGISTRATION_FEE)


def _said(harness: BillingHarness, kind: str) -> list[int]:
    return [it["payment"] for it in harness.events(kind)]


def test_a_fee_is_debited_once(harness: BillingHarness) -> None:
    """However often the event comes, also as another event, one journal takes it from the team's credits."""
    harness.attach()
    harness.buy("25.00")
    for _ in range(3):
        harness.deliver_events(_fee())
    assert harness.wallet().available == 25 * DOLLAR - REGISTRATION_FEE
    assert set(_said(harness, "RegistrationFeePaid")) == {1}
    (booked,) = [it for it in harness.items("JOURNAL") if it["kind"] == "registration"]
    assert booked["about"] == {"registration_id": "reg_1"}
    shown = {it["kind"]: it["amount"]["amount"] for it in harness.ask("GET /v1/ledger").body["items"]}
    assert shown["registration"] == "-10.00"
    harness.assert_books_right()


def test_too_little_is_refused_and_debits_nothing(harness: BillingHarness) -> None:
    """The next payment is another one, and is debited once there are credits."""
    harness.attach()
    harness.buy("5.00")
    harness.deliver_events(_fee())
    assert (harness.wallet().available, _said(harness, "RegistrationFeeRefused")) == (5 * DOLLAR, [1])
    harness.buy("5.00")
    harness.deliver_events(_fee(2))
    assert (harness.wallet().available, _said(harness, "RegistrationFeePaid")) == (0, [2])
    harness.assert_books_right()
