"""What a payment that is taken back costs who spent or gave it away (B19)."""

from contracts.teams import TeamDissolved
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.use_cases.credits.spend_credits import refund_credits
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, invited
from tests.services.billing.test_allocating import GIVEN, spend


def reverse(harness: BillingHarness, amount: str | None = None) -> None:
    """Have PayPal reverse the team's payment, of this amount or the only one, and let all that follows happen."""
    (capture,) = (it for it in harness.paypal.captures() if amount in (None, it["amount"]))
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


def test_a_promise_repays_before_a_gift(harness: BillingHarness) -> None:
    """What is held for an invitation repays first; the promise stays, unfunded, until there is money again."""
    harness.attach()
    harness.buy("10.00")
    harness.buy("5.00")
    harness.give("9.00", to=MEMBER)
    harness.deliver_events(invited("inv_1", 6 * DOLLAR))
    reverse(harness, "5.00")
    assert (harness.parts(), harness.parts(MEMBER)) == ({"held": DOLLAR}, {GIVEN: 9 * DOLLAR})
    assert harness.events("CreditsUnfunded")[-1]["invitation_id"] == "inv_1"
    harness.buy("5.00")
    harness.world.settle()
    assert (harness.parts(), harness.events("CreditsHeld")[-1]["revision"]) == ({"held": 6 * DOLLAR}, 3)
    harness.assert_books_right()


def test_what_comes_back_from_a_text_repays_the_team_first(harness: BillingHarness) -> None:
    """A text that was not sent gives its price back to the team that owes, not to the member."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00", to=MEMBER)
    spend(harness, MEMBER, 4 * DOLLAR, cause="msg_1")
    reverse(harness)
    assert (harness.parts(), harness.parts(MEMBER)) == ({"owed": -4 * DOLLAR}, {})
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(MEMBER, clock.now(), "cor"))
        refund_credits(work, account_id=MEMBER, cause="msg_1")
        work.commit()
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {})
    harness.assert_books_right()
