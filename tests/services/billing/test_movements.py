"""What a movement of our balance at PayPal is booked as, or left to the operator (B17, B19)."""

import pytest

from services.billing.domain.movement import Movement
from tests.services.billing.harness import DOLLAR


def movement(code: str, micros: int | None, *, fee: int = 0, payment_id: str = "") -> Movement:
    """Return a movement that is done."""
    return Movement("TX1", code, "S", micros, fee, payment_id, None)


@pytest.mark.parametrize(("its_id", "is_ours"), [("pay_1", True), ("0007", False), ("INV2-8JGK", False), ("", False)])
def test_only_a_payment_with_our_id_is_booked_from_its_events(its_id: str, is_ours: bool) -> None:
    """Who pays an invoice or a button of PayPal's own has an id that is not ours: no event of ours reports it."""
    paid_in = movement("T0007", 5 * DOLLAR, payment_id=its_id)
    assert paid_in.is_of_payment is is_ours
    assert is_ours or paid_in.to_journal() is None


def test_what_adds_up_to_nothing_is_not_booked() -> None:
    """A fee whose own fee gives all of it back moves nothing, and no journal is without lines."""
    assert movement("T0106", -DOLLAR, fee=DOLLAR).to_journal() is None
