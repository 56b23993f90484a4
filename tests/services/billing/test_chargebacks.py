"""What a payment that is taken back costs who spent or gave it away (B19)."""

from contracts.teams import TeamDissolved
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.test_allocating import spend


def reverse(harness: BillingHarness) -> None:
    """Have PayPal reverse the team's only payment, and let all that follows happen."""
    (capture,) = harness.paypal.captures()
    harness.paypal.control("events", type="reversed", capture_id=capture["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    harness.world.settle()


def test_what_a_team_gave_away_is_taken_back(harness: BillingHarness) -> None:
    """A reversed payment takes back the unspent credits that the team gave people, newest gift first."""
    harness.attach()
    harness.buy("100.00")
    harness.give("40.00", to=MEMBER)
    harness.give("60.00", to=OWNER)
    reverse(harness)
    assert (harness.parts(), harness.parts(MEMBER), harness.parts(OWNER)) == ({}, {}, {})
    harness.assert_books_right()


def test_a_chargeback_before_dissolving_leaves_nothing(harness: BillingHarness) -> None:
    """Buy 100, give it to oneself, reverse, dissolve: no credits are left."""
    harness.attach()
    harness.buy("100.00")
    harness.give("99.99", to=OWNER)
    reverse(harness)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {})
    harness.assert_books_right()


def test_a_chargeback_after_dissolving_leaves_nothing(harness: BillingHarness) -> None:
    """Buy 100, give it to oneself, dissolve, reverse: no credits are left."""
    harness.attach()
    harness.buy("100.00")
    harness.give("99.99", to=OWNER)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    reverse(harness)
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {})
    harness.assert_books_right()


def test_a_debt_of_what_was_spent_follows_the_heir(harness: BillingHarness) -> None:
    """What was spent before the reversal is owed, by the owner once the team is dissolved."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00", to=OWNER)
    spend(harness, OWNER, 4 * DOLLAR)
    reverse(harness)
    assert harness.parts() == {"owed": -4 * DOLLAR}
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {"owed": -4 * DOLLAR})
    harness.assert_books_right()
