"""Tests of money as decimal strings and as micro-dollars (B2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.money import Money, dollars


@given(st.integers(0, 10**15 - 1))
def test_money_converts_to_text_and_back(micros: int) -> None:
    """Whole micro-dollars are equal after conversion to a decimal string and back."""
    assert Money.model_validate_json(Money.of(micros).model_dump_json()).micros == micros


@pytest.mark.parametrize(
    ("micros", "amount"), [(0, "0.00"), (12_500_000, "12.50"), (1, "0.000001"), (1_230_000, "1.23")]
)
def test_money_is_written_with_two_decimals_or_more(micros: int, amount: str) -> None:
    """An amount shows cents, and smaller fractions only if there are any."""
    assert Money.of(micros).amount == amount


@pytest.mark.parametrize(
    "amount", ["", "-1", "1e3", "1,5", ".5", "1.", "1.1234567", "NaN", "9999999999", "١", 1.5, 1, None]
)
def test_a_malformed_amount_is_refused(amount: object) -> None:
    """Floats, signs, exponents and digits outside ASCII are refused."""
    with pytest.raises(ValidationError):
        Money.model_validate({"amount": amount})


def test_only_dollars_are_accepted() -> None:
    """A currency other than USD is refused."""
    with pytest.raises(ValidationError):
        Money.model_validate({"amount": "1.00", "currency": "EUR"})


@pytest.mark.parametrize("spelling", ["12.5", "12.50", "012.5", "12.500000"])
def test_an_amount_has_one_spelling(spelling: str) -> None:
    """However an amount was written, it reads the same afterwards."""
    assert Money(amount=spelling) == Money(amount="12.50")


@pytest.mark.parametrize(
    ("micros", "shown"), [(12_500_000, "12.50"), (-7_500, "-0.0075"), (0, "0.00"), (1, "0.000001")]
)
def test_amounts_are_exact(micros: int, shown: str) -> None:
    """Cents, and parts of a cent only where there are some."""
    assert dollars(micros) == shown
