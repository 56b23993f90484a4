"""Credits on invitations: held, unfunded, funded oldest first, settled, released (T5)."""

from datetime import timedelta

from contracts.teams import InvitationExpired, InvitationRevoked
from kernel import clock
from tests.services.billing.shop import DOLLAR, TEAM, Shop, invited, joined

GIVEN = "given:team_1"


def held(shop: Shop) -> list[str]:
    """Return the invitations whose credits are reported as held, in order."""
    return [event["invitation_id"] for event in shop.events("CreditsHeld")]


def test_credits_are_set_aside_and_shown_apart(shop: Shop) -> None:
    """Sending an invitation moves its credits out of what is available, and charges nothing."""
    shop.attach()
    shop.buy("10.00")
    shop.hear(invited("inv_1", 4 * DOLLAR))
    billing = shop.ask("GET /v1/billing").body
    assert (billing["balance"]["amount"], billing["held"]["amount"]) == ("6.00", "4.00")
    assert (held(shop), len(shop.paypal.captures())) == (["inv_1"], 1)


def test_unfunded_promises_are_funded_oldest_first(shop: Shop) -> None:
    """A lack is reported; a top-up funds the oldest, and no younger one before it."""
    shop.attach()
    for number, amount in enumerate((4, 8, 1), start=1):
        shop.hear(invited(f"inv_{number}", amount * DOLLAR))
    assert [event["invitation_id"] for event in shop.events("CreditsUnfunded")] == ["inv_1", "inv_2", "inv_3"]
    shop.buy("6.00")
    shop.world.settle()
    assert (held(shop), shop.parts()) == (["inv_1"], {"available": 2 * DOLLAR, "held": 4 * DOLLAR})
    shop.buy("7.00")
    shop.world.settle()
    assert (held(shop), shop.parts()) == (["inv_1", "inv_2", "inv_3"], {"held": 13 * DOLLAR})


def test_fifteen_promises_are_funded_by_one_purchase(shop: Shop) -> None:
    """However many wait, each is funded, slice by slice."""
    shop.attach()
    for number in range(15):
        shop.hear_once(invited(f"inv_{number:02}", DOLLAR))
    shop.buy("15.00")
    shop.world.settle()
    assert (shop.parts(), len(held(shop))) == ({"held": 15 * DOLLAR}, 15)
    shop.assert_books_right()


def test_joining_settles_the_promise(shop: Shop) -> None:
    """What was set aside is the member's part from the team."""
    shop.attach()
    shop.buy("10.00")
    shop.hear(invited("inv_1", 4 * DOLLAR), joined("acc_new", invitation="inv_1", amount=4 * DOLLAR))
    assert (shop.parts(), shop.parts("acc_new")) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_joining_that_overtakes_its_invitation(shop: Shop) -> None:
    """The credits come from the balance, and the late invitation sets nothing aside."""
    shop.attach()
    shop.buy("10.00")
    shop.hear(joined("acc_new", invitation="inv_1", amount=4 * DOLLAR), invited("inv_1", 4 * DOLLAR))
    assert (shop.parts(), shop.parts("acc_new")) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_who_joined_unfunded_gets_it_when_there_is_money(shop: Shop) -> None:
    """The promise outlives the acceptance."""
    shop.attach()
    shop.hear(invited("inv_1", 4 * DOLLAR), joined("acc_new", invitation="inv_1", amount=4 * DOLLAR))
    assert shop.parts("acc_new") == {}
    shop.buy("10.00")
    shop.world.settle()
    assert (shop.parts(), shop.parts("acc_new")) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_sent_again_with_another_amount(shop: Shop) -> None:
    """More or less is set aside; an older sending that comes late changes nothing."""
    shop.attach()
    shop.buy("10.00")
    shop.hear(invited("inv_1", 4 * DOLLAR), invited("inv_1", 7 * DOLLAR, sending=2))
    assert shop.parts()["held"] == 7 * DOLLAR
    shop.hear(invited("inv_1", 1 * DOLLAR, sending=3), invited("inv_1", 7 * DOLLAR, sending=2))
    assert shop.parts() == {"available": 9 * DOLLAR, "held": 1 * DOLLAR}


def test_revoked_and_expired_promises_return(shop: Shop) -> None:
    """What was held for a closed invitation is the team's again, and can fund another promise."""
    shop.attach()
    shop.buy("5.00")
    shop.hear(invited("inv_1", 3 * DOLLAR), invited("inv_2", 2 * DOLLAR, days=0), invited("inv_3", 3 * DOLLAR))
    shop.hear(InvitationRevoked(team_id=TEAM, invitation_id="inv_1"))
    assert shop.parts() == {"available": 2 * DOLLAR, "held": 3 * DOLLAR}
    shop.hear(InvitationRevoked(team_id=TEAM, invitation_id="inv_4"), invited("inv_4", 1 * DOLLAR))
    assert shop.parts() == {"available": 2 * DOLLAR, "held": 3 * DOLLAR}


def test_an_overdue_hold_is_released_by_the_job(shop: Shop) -> None:
    """If no event says that an invitation has expired, the job finds it."""
    shop.attach()
    shop.buy("5.00")
    shop.hear(invited("inv_1", 3 * DOLLAR))
    shop.hear(InvitationExpired(team_id=TEAM, invitation_id="inv_1"))
    assert shop.parts()["held"] == 3 * DOLLAR, "it expires in two weeks: this was an earlier sending"
    shop.run("release_holds", clock.now() + timedelta(days=15))
    assert shop.parts() == {"available": 5 * DOLLAR}
