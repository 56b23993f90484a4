"""What answers of Google Play do to a subscription: each order once, no day by grace, the newest token (D3-D8)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.store_subscription import Store, StoreSubscription
from services.billing.google_play.facts import fact_of_void, facts_of
from services.billing.google_play.purchases import read_purchase
from services.billing.google_play.pushes import Voided
from tests.services.billing.google import MONTHS, ORDER, TOKEN, YEARLY, at, line, purchase

_NEW = StoreSubscription(Store.GOOGLE_PLAY, TOKEN)


def _after(subscription: StoreSubscription, said: dict[str, Any], said_at: datetime) -> StoreSubscription:
    facts = facts_of(read_purchase(said), said_at=said_at, known=subscription.periods, months=MONTHS)
    for fact in facts:
        subscription = subscription.apply(fact)
    return subscription


def _after_all(*answers: tuple[dict[str, Any], datetime]) -> StoreSubscription:
    subscription = _NEW
    for said, said_at in answers:
        subscription = _after(subscription, said, said_at)
    return subscription


def _ends(subscription: StoreSubscription) -> dict[str, tuple[datetime, datetime]]:
    return {key: (it.starts_at, it.ends_at) for key, it in subscription.periods.items()}


_BOUGHT = (purchase(line(at(2))), at(1))
_RENEWED = (purchase(line(at(3), f"{ORDER}..0")), at(2))


def test_a_renewal_counts_once_however_often_it_is_read() -> None:
    """The order is the key: another message, the app's proof and the daily look add nothing (D3)."""
    known = _after_all(_BOUGHT, _RENEWED)
    again = _after_all(_BOUGHT, _RENEWED, (_RENEWED[0], at(2, 2)), (_RENEWED[0], at(2, 9)))
    assert _ends(known) == _ends(again) == {ORDER: (at(1), at(2)), f"{ORDER}..0": (at(2), at(3))}


@pytest.mark.parametrize("state", ["IN_GRACE_PERIOD", "ON_HOLD", "PAUSED", "EXPIRED", "CANCELED"])
def test_grace_and_hold_move_no_end(state: str) -> None:
    """Google moves the expiry by a week without a payment: what is paid stays as it was (D4)."""
    known = _after_all(_BOUGHT, (purchase(line(at(2, 8)), state=state), at(2, 1, 12)))
    assert known.paid_through == at(2)


def test_grace_keeps_it_running_and_is_watched() -> None:
    """In grace the store keeps it running until the moved expiry, and a hold may still be charged (D7)."""
    grace = _after_all(_BOUGHT, (purchase(line(at(2, 8)), state="IN_GRACE_PERIOD"), at(2, 1, 12)))
    assert grace.is_paid(at(2, 7))
    hold = _after(grace, purchase(line(at(2, 8)), state="ON_HOLD"), at(2, 8))
    assert hold.renewal is not None
    assert (hold.is_paid(at(2, 7)), hold.renewal.renews) == (False, True)


def test_a_late_recovery_is_a_period_from_when_it_was_paid() -> None:
    """Recovered months later, the hold is a gap that no payment has filled (D7)."""
    held = _after_all(_BOUGHT, (purchase(line(at(2, 8)), state="ON_HOLD"), at(2, 8)))
    recovered = _after(held, purchase(line(at(7), f"{ORDER}..0")), at(6))
    assert _ends(recovered) == {ORDER: (at(1), at(2)), f"{ORDER}..0": (at(6), at(7))}


def test_a_short_extension_moves_the_end_and_adds_no_period() -> None:
    """While Google charges it moves the expiry by some hours; the renewal is then a month from its own day (D4)."""
    extended = _after_all(_BOUGHT, (purchase(line(at(2, 2))), at(2)))
    assert _ends(extended) == {ORDER: (at(1), at(2, 2))}
    renewed = _after(extended, *_RENEWED)
    assert _ends(renewed)[f"{ORDER}..0"] == (at(2), at(3))


def test_a_revoked_period_ends_at_once() -> None:
    """Google takes the access away: the period ends when Google says, not when it was paid until."""
    revoked = _after_all(_BOUGHT, _RENEWED, (purchase(line(at(2, 4), f"{ORDER}..0"), state="EXPIRED"), at(2, 5)))
    assert revoked.paid_through == at(2, 4)


def test_a_period_never_ends_before_it_starts() -> None:
    """A renewal that was charged early and revoked at once is empty, not negative."""
    revoked = _after_all(_BOUGHT, _RENEWED, (purchase(line(at(1, 30), f"{ORDER}..0"), state="EXPIRED"), at(2, 5)))
    assert _ends(revoked)[f"{ORDER}..0"] == (at(2), at(2))


def test_a_new_token_ends_what_the_old_one_had_left() -> None:
    """Bought again before its end: Google's new period has the rest of the old one in it, which counts once (D5)."""
    again = purchase(line(at(3, 11), "GPA.4444"), started=at(1, 20), linkedPurchaseToken=TOKEN)
    known = _after_all(_BOUGHT, (again, at(1, 20)))
    assert _ends(known) == {ORDER: (at(1), at(1, 20)), "GPA.4444": (at(1, 20), at(3, 11))}


def test_a_change_at_the_next_renewal_keeps_the_running_period() -> None:
    """A new token whose items still have the old order leaves that period as it is."""
    deferred = purchase(line(at(2)), line(None, "", product=YEARLY), started=at(1, 20), linkedPurchaseToken=TOKEN)
    assert _ends(_after_all(_BOUGHT, (deferred, at(1, 20)))) == {ORDER: (at(1), at(2))}


@pytest.mark.parametrize("state", ["PENDING", "A_STATE_OF_TOMORROW"])
def test_what_is_not_paid_says_nothing(state: str) -> None:
    """A pending purchase pays for nothing, even with an expiry in it, and takes nothing of what is paid."""
    known = _after_all(_BOUGHT)
    pending = purchase(line(at(9), "GPA.9"), state=state, started=at(1, 20), linkedPurchaseToken=TOKEN)
    assert _after(known, pending, at(1, 20)) == known


def test_a_voided_order_takes_back_its_own_period() -> None:
    """One order, one month: before and after the period is known (D8)."""
    void = fact_of_void(Voided(TOKEN, f"{ORDER}..0", at(2, 9)))
    known = _after_all(_BOUGHT, _RENEWED)
    early = _after(_after(_NEW.apply(void), *_BOUGHT), *_RENEWED)
    assert known.apply(void).paid_through == early.paid_through == at(2)


def test_a_yearly_period_begins_a_year_before_its_end() -> None:
    """The start of a renewal is not in Google's answer; it follows from the product's length."""
    known = _after_all(
        (
            purchase(line(at(2), f"{ORDER}..3", product=YEARLY), started=datetime.fromisoformat("2024-02-01T10:00Z")),
            at(1),
        )
    )
    assert known.periods[f"{ORDER}..3"].starts_at == datetime.fromisoformat("2026-02-01T10:00Z")


def test_a_period_begins_on_the_day_of_the_first_one() -> None:
    """What began on January 31 is renewed on the last of February, and on March 31 again."""
    began = purchase(line(at(2, 28)), started=at(1, 31))
    february = purchase(line(at(3, 31), f"{ORDER}..0"), started=at(1, 31))
    march = purchase(line(at(4, 30), f"{ORDER}..1"), started=at(1, 31))
    known = _after_all((began, at(1, 31)), (february, at(3, 1)), (march, at(4, 1)))
    assert [start for start, _ in _ends(known).values()] == [at(1, 31), at(2, 28), at(3, 31)]


_STATES = ["ACTIVE", "CANCELED", "IN_GRACE_PERIOD", "ON_HOLD", "PAUSED", "EXPIRED", "PENDING"]


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(_STATES), st.integers(0, 20)), max_size=12))
def test_only_orders_pay(readings: list[tuple[int, str, int]]) -> None:
    """However states follow each other: as many periods as orders; each read again and doubled changes nothing."""
    known, orders = _NEW, set()
    for step, (renewal, state, extra) in enumerate(readings):
        order = ORDER if renewal == 0 else f"{ORDER}..{renewal - 1}"
        said = purchase(line(at(2 + renewal) + timedelta(days=extra), order), state=state)
        known = _after(known, said, at(1) + timedelta(hours=step))
        orders.add(order)
        assert known.periods.keys() <= orders
        assert _ends(_after(known, said, at(1) + timedelta(hours=step, minutes=1))) == _ends(known)
        assert all(it.starts_at <= it.ends_at for it in known.periods.values())
