"""Every reason that PayPal or billing gives for a payment has words for people."""

import pytest

from contracts.payment_reasons import NO_WALLET, describe_reason, is_known, write_reason
from services.billing.domain.ledger import Kind
from services.billing.domain.plan import ORDER_FAILED, TAKEN_BACK
from services.billing.domain.plan_line import CAME_BACK, PAID_TWICE, PLAN_OVER, RETURNED
from services.billing.paypal.errors import PAYER_MUST_ACT, STOP, TRY_LATER, WALLET_GONE

_REFUSED = WALLET_GONE | PAYER_MUST_ACT | TRY_LATER | STOP
_OURS = {
    NO_WALLET,
    "team_owes",
    "daily_limit",
    "admin_limit",
    "new_wallet_limit",
    "money_locked",
    ORDER_FAILED,
    TAKEN_BACK,
    PAID_TWICE,
    PLAN_OVER,
    CAME_BACK,
    RETURNED,
}
_PENDING = {  # PayPal, Payments v2, capture_status_details.reason
    "BUYER_COMPLAINT", "CHARGEBACK", "ECHECK", "INTERNATIONAL_WITHDRAWAL", "OTHER", "PENDING_REVIEW",
    "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION", "REFUNDED", "TRANSACTION_APPROVED_AWAITING_FUNDING", "UNILATERAL",
    "VERIFICATION_REQUIRED", "DECLINED_BY_RISK_FRAUD_FILTERS",
}  # fmt: skip
_BACK = {Kind.REFUND, Kind.REVERSAL, Kind.DISPUTE, Kind.DENIAL}


@pytest.mark.parametrize("code", sorted(_REFUSED | _PENDING | _OURS | _BACK))
def test_each_reason_has_words(code: str) -> None:
    """No code is printed: each has a clause without capitals of code or underscores."""
    assert is_known(code)
    said = describe_reason(code)
    assert "_" not in said
    assert said[-1] != "."
    assert write_reason(code) == f"{said[0].upper()}{said[1:]}."


def test_a_reason_that_paypal_adds_is_not_printed_as_a_code() -> None:
    """What we have no words for yet is no riddle to people."""
    assert write_reason("SOMETHING_NEW") == "PayPal gave no reason."
    assert write_reason("") is None


def test_a_reason_says_you_to_no_one_who_may_be_another() -> None:
    """Admins read the reasons of payments that their team's owner makes: only the payer reported a change (I14)."""
    assert "the payer reported" in describe_reason("money_locked")
    assert "you reported" not in describe_reason("money_locked")
