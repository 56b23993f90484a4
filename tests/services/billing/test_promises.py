"""Credits on invitations: held, unfunded, funded oldest first, settled, released (T5)."""

from datetime import timedelta

from contracts.teams import InvitationExpired, InvitationRevoked
from kernel import clock
from tests.services.billing.harness import DOLLAR, TEAM, BillingHarness, invited, joined

GIVEN = "given:team_1"


def held(harness: BillingHarness) -> list[str]:
    """Return the invitations whose credits are reported as held, in order."""
    return [event["invitation_id"] for event in harness.events("CreditsHeld")]


def test_credits_are_set_aside_and_shown_apart(harness: BillingHarness) -> None:
    """Sending an invitation moves its credits out of what is available, and charges nothing."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(invited("inv_1", 4 * DOLLAR))
    billing = harness.ask("GET /v1/billing").body
    assert (billing["balance"]["amount"], billing["held"]["amount"]) == ("6.00", "4.00")
    assert (held(harness), len(harness.paypal.captures())) == (["inv_1"], 1)


def test_unfunded_promises_are_funded_oldest_first(harness: BillingHarness) -> None:
    """A lack is reported; a top-up funds the oldest, and no younger one before it."""
    harness.attach()
    for number, amount in enumerate((4, 8, 1), start=1):
        harness.deliver_events(invited(f"inv_{number}", amount * DOLLAR))
    assert [event["invitation_id"] for event in harness.events("CreditsUnfunded")] == ["inv_1", "inv_2", "inv_3"]
    harness.buy("6.00")
    harness.world.settle()
    assert (held(harness), harness.parts()) == (["inv_1"], {"available": 2 * DOLLAR, "held": 4 * DOLLAR})
    harness.buy("7.00")
    harness.world.settle()
    assert (held(harness), harness.parts()) == (["inv_1", "inv_2", "inv_3"], {"held": 13 * DOLLAR})


def test_fifteen_promises_are_funded_by_one_purchase(harness: BillingHarness) -> None:
    """However many wait, each is funded, slice by slice."""
    harness.attach()
    for number in range(15):
        harness.deliver_event(invited(f"inv_{number:02}", DOLLAR))
    harness.buy("15.00")
    harness.world.settle()
    assert (harness.parts(), len(held(harness))) == ({"held": 15 * DOLLAR}, 15)
    harness.assert_books_right()


def test_joining_settles_the_promise(harness: BillingHarness) -> None:
    """What was set aside is the member's part from the team."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(invited("inv_1", 4 * DOLLAR), joined("acc_new", invitation="inv_1", amount=4 * DOLLAR))
    assert (harness.parts(), harness.parts("acc_new")) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_joining_that_overtakes_its_invitation(harness: BillingHarness) -> None:
    """The credits come from the balance, and the late invitation sets nothing aside."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(joined("acc_new", invitation="inv_1", amount=4 * DOLLAR), invited("inv_1", 4 * DOLLAR))
    assert (harness.parts(), harness.parts("acc_new")) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_who_joined_unfunded_gets_it_when_there_is_money(harness: BillingHarness) -> None:
    """The promise outlives the acceptance."""
    harness.attach()
    harness.deliver_events(invited("inv_1", 4 * DOLLAR), joined("acc_new", invitation="inv_1", amount=4 * DOLLAR))
    assert harness.parts("acc_new") == {}
    harness.buy("10.00")
    harness.world.settle()
    assert (harness.parts(), harness.parts("acc_new")) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_sent_again_with_another_amount(harness: BillingHarness) -> None:
    """More or less is set aside; an older sending that comes late changes nothing."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(invited("inv_1", 4 * DOLLAR), invited("inv_1", 7 * DOLLAR, sending=2))
    assert harness.parts()["held"] == 7 * DOLLAR
    harness.deliver_events(invited("inv_1", 1 * DOLLAR, sending=3), invited("inv_1", 7 * DOLLAR, sending=2))
    assert harness.parts() == {"available": 9 * DOLLAR, "held": 1 * DOLLAR}


def test_revoked_and_expired_promises_return(harness: BillingHarness) -> None:
    """What was held for a closed invitation is the team's again, and can fund another promise."""
    harness.attach()
    harness.buy("5.00")
    harness.deliver_events(
        invited("inv_1", 3 * DOLLAR), invited("inv_2", 2 * DOLLAR, days=0), invited("inv_3", 3 * DOLLAR)
    )
    harness.deliver_events(InvitationRevoked(team_id=TEAM, invitation_id="inv_1"))
    assert harness.parts() == {"available": 2 * DOLLAR, "held": 3 * DOLLAR}
    harness.deliver_events(InvitationRevoked(team_id=TEAM, invitation_id="inv_4"), invited("inv_4", 1 * DOLLAR))
    assert harness.parts() == {"available": 2 * DOLLAR, "held": 3 * DOLLAR}


def test_an_overdue_hold_is_released_by_the_job(harness: BillingHarness) -> None:
    """If no event says that an invitation has expired, the job finds it."""
    harness.attach()
    harness.buy("5.00")
    harness.deliver_events(invited("inv_1", 3 * DOLLAR))
    harness.deliver_events(InvitationExpired(team_id=TEAM, invitation_id="inv_1"))
    assert harness.parts()["held"] == 3 * DOLLAR, "it expires in two weeks: this was an earlier sending"
    harness.run("release_holds", clock.now() + timedelta(days=15))
    assert harness.parts() == {"available": 5 * DOLLAR}
