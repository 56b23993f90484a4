"""What becomes of money when its team is no more (T9, B5)."""

from contracts.teams import TeamDissolved
from tests.services.billing.harness import ADMIN, DOLLAR, OWNER, TEAM, BillingHarness, handed_over

DISSOLVED = TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2)


def test_what_an_owner_gave_themselves_is_their_own(harness: BillingHarness) -> None:
    """Credits of the team in its owner's hands are not lost with the team (T8)."""
    harness.attach()
    harness.buy("10.00")
    harness.give("4.00", to=OWNER)
    harness.deliver_events(DISSOLVED)
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {"own": 10 * DOLLAR})
    harness.assert_books_right()


def test_a_payment_taken_back_is_taken_from_who_paid_and_inherited(harness: BillingHarness) -> None:
    """An heir who has their own payment reversed does not keep it; what is spent is owed (B5)."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(DISSOLVED)
    _reversed(harness)
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {})
    harness.assert_books_right()


def test_an_heir_owes_what_an_earlier_owner_has_reversed(harness: BillingHarness) -> None:
    """A debt follows who inherits the wallet (B19)."""
    harness.attach()
    harness.attach(ADMIN)
    harness.buy("10.00")
    harness.buy("3.00", as_=ADMIN, payer="self")
    harness.deliver_events(*handed_over())
    harness.give("10.00", to=OWNER, as_=ADMIN)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=ADMIN, revision=3))
    _reversed(harness)
    assert (harness.parts(), harness.parts(ADMIN)) == ({}, {"owed": -7 * DOLLAR})


def _reversed(harness: BillingHarness) -> None:
    capture_id = next(item["capture_id"] for item in harness.items("PAYMENT") if item["wallet"] == TEAM)
    harness.paypal.control("events", type="reversed", capture_id=capture_id)
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
