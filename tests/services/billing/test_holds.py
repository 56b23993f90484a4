"""Hold, settle, release: promised money is apart from the balance until it is final, and never more than was held."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain import hold as holds
from services.billing.domain.hold import HoldStatus
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, changes, in_wallet

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WALLET = Wallet("acc_1", {"own": 100})
REVENUE = LedgerAccount("revenue", "numbers")


@given(held=st.integers(1, 100), final=st.integers(0, 100))
def test_settling_takes_what_is_final_and_returns_the_rest(held: int, final: int) -> None:
    """Less than what was held is fine, the rest returns; more is refused."""
    hold, opening = holds.open_hold("ord_1", WALLET, held, NOW + timedelta(hours=1), NOW)
    assert opening
    assert in_wallet(opening, "acc_1") == {"own": -held, "held": held}
    if final > held:
        with pytest.raises(ValueError, match="cannot be settled"):
            holds.settle(hold, WALLET, REVENUE, final)
        return
    after, closing = holds.settle(hold, WALLET, REVENUE, final)
    assert closing
    assert in_wallet(closing, "acc_1").get("own", 0) == held - final
    assert (after.status, after.held) == (HoldStatus.SETTLED, 0)


def test_a_settled_hold_is_settled_once() -> None:
    """What is final stays so."""
    hold, _ = holds.open_hold("ord_1", WALLET, 10, NOW, NOW)
    after, _ = holds.settle(hold, WALLET, REVENUE, 10)
    with pytest.raises(ValueError, match="cannot be settled"):
        holds.settle(after, WALLET, REVENUE, 10)


def test_a_hold_past_its_time_returns() -> None:
    """An overdue hold is released automatically."""
    hold, _ = holds.open_hold("ord_1", WALLET, 10, NOW, NOW)
    decision = holds.expire(hold, WALLET, NOW)
    assert decision
    assert (decision[0].status, decision[0].held) == (HoldStatus.RELEASED, 0)
    assert holds.expire(decision[0], WALLET, NOW) is None


@given(st.lists(st.integers(-50, 50).filter(bool), min_size=1, max_size=8))
def test_what_must_be_there_covers_every_step(amounts: list[int]) -> None:
    """Several journals at once need as much as the worst moment between them would, done one by one."""
    own = LedgerAccount("acc_1", "own")
    journals = [
        Journal(f"j{n}", Kind.SPENT, (Line(own, amount), Line(REVENUE, -amount))) for n, amount in enumerate(amounts)
    ]
    (change,) = changes(*journals)
    balance, lowest = 0, 0
    for amount in amounts:
        balance += amount
        lowest = min(lowest, balance)
    assert change.fits({"own": -lowest})
    assert lowest == 0 or not change.fits({"own": -lowest - 1})


@pytest.mark.parametrize("lines", [(), (Line(REVENUE, 1),), (Line(REVENUE, 0),)])
def test_a_journal_that_does_not_sum_to_zero_is_none(lines: tuple[Line, ...]) -> None:
    """Money comes from somewhere and goes somewhere, or there is no journal (B3)."""
    with pytest.raises(ValueError, match="a journal"):
        Journal("key", Kind.SPENT, lines)
