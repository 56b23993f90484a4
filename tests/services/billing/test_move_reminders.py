"""Who has moved to the web is reminded of a store's renewal once for each date, also where none is known (B21)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.billing.domain.store_move import remind
from services.billing.domain.store_subscription import PeriodPaid, PeriodRefunded, RenewalSaid, Store, StoreSubscription

T0 = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
BOUGHT = StoreSubscription(Store.APP_STORE, "1", account_id="acc_1")
PAID = PeriodPaid("s0", "phone.us.monthly", T0, T0 + 30 * DAY, T0)
REFUNDED = PeriodRefunded("s0", True, T0 + DAY)


@pytest.mark.parametrize("renews_at", [None, T0 + 2 * DAY])
@pytest.mark.parametrize("facts", [(), (PAID,), (PAID, REFUNDED)])
def test_a_renewal_that_the_store_tries_is_reminded_of_once(
    facts: tuple[PeriodPaid | PeriodRefunded, ...], renews_at: datetime | None
) -> None:
    """Whatever is known of its periods, and however long the store goes on trying."""
    it, sent = BOUGHT.apply(*facts, RenewalSaid(True, T0, renews_at)), 0
    for days in range(3, 60):
        after = remind(it, T0 + days * DAY)
        sent, it = sent + (after is not None), after or it
    assert sent == 1


def test_what_the_sandbox_renews_is_not_reminded_of() -> None:
    """It costs no one anything."""
    assert remind(replace(BOUGHT.apply(RenewalSaid(True, T0)), is_test=True), T0 + DAY) is None
