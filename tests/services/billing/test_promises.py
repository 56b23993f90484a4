"""Credits on invitations: held, unfunded, funded oldest first, settled, released (T5)."""

from datetime import timedelta

from contracts.teams import InvitationExpired, InvitationRevoked
from kernel import clock
from services.billing.stores import histories
from tests.services.billing.harness import DOLLAR, OWNER, TEAM, BillingHarness, handed_over, invited, joined

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


class TestTheDaysLimit:
    """What is promised counts toward what a team may give in a day; an invitation is never refused for it (T5)."""

    def start(self, harness: BillingHarness, used: int) -> None:
        """Have a team with money that has given so many dollars today, of 20,000."""
        harness.attach()
        harness.buy("100.00")
        harness.table.commit([histories.use_day(OWNER, clock.now(), "given", used * DOLLAR)])

    def used(self, harness: BillingHarness) -> int:
        """Return how much of today's limit is used, in dollars."""
        item = harness.table.get(**histories.day_key(OWNER, clock.now(), "given"))
        return histories.used_of(item) // DOLLAR

    def test_it_counts_when_it_is_set_aside_and_once(self, harness: BillingHarness) -> None:
        """Not again when it is sent once more or the member joins; what goes back the same day is free again."""
        self.start(harness, 0)
        harness.deliver_events(invited("inv_1", 4 * DOLLAR), invited("inv_2", 3 * DOLLAR))
        harness.deliver_events(invited("inv_1", 4 * DOLLAR, sending=2), invited("inv_2", 2 * DOLLAR, sending=2))
        assert self.used(harness) == 6
        harness.deliver_events(joined("acc_new", invitation="inv_1", amount=4 * DOLLAR))
        assert self.used(harness) == 6
        harness.deliver_events(InvitationRevoked(team_id=TEAM, invitation_id="inv_2"))
        assert self.used(harness) == 4

    def test_what_is_beyond_it_is_funded_on_the_next_day(self, harness: BillingHarness) -> None:
        """It is unfunded for that reason, with the money still in the balance; the owner may give nothing else."""
        self.start(harness, 19_995)
        harness.deliver_events(invited("inv_1", 4 * DOLLAR), invited("inv_2", 3 * DOLLAR))
        assert [(it["invitation_id"], it["reason"]) for it in harness.events("CreditsUnfunded")] == [
            ("inv_2", "daily_giving")
        ]
        assert harness.give("2.00").body["code"] == "daily_limit"
        harness.table.commit([histories.use_day(OWNER, clock.now(), "given", -100 * DOLLAR)])
        harness.run("start_giving_rounds", clock.now() + timedelta(days=1))
        assert (held(harness), harness.parts()) == (["inv_1", "inv_2"], {"available": 93 * DOLLAR, "held": 7 * DOLLAR})
        harness.assert_books_right()

    def test_who_joins_beyond_it_gets_the_credits_on_the_next_day(self, harness: BillingHarness) -> None:
        """The place on the team is theirs at once."""
        self.start(harness, 19_997)
        harness.deliver_events(invited("inv_1", 4 * DOLLAR), joined("acc_new", invitation="inv_1", amount=4 * DOLLAR))
        assert harness.parts("acc_new") == {}
        harness.table.commit([histories.use_day(OWNER, clock.now(), "given", -100 * DOLLAR)])
        harness.run("start_giving_rounds", clock.now() + timedelta(days=1))
        assert harness.parts("acc_new") == {GIVEN: 4 * DOLLAR}

    def test_many_wait_in_turn(self, harness: BillingHarness) -> None:
        """Money that arrives funds no more than the day allows, the oldest first."""
        self.start(harness, 19_995)
        for number in range(8):
            harness.deliver_events(invited(f"inv_{number}", 2 * DOLLAR))
        harness.buy("10.00")
        harness.world.settle()
        assert (held(harness), self.used(harness)) == (["inv_0", "inv_1"], 19_999)
        harness.table.commit([histories.use_day(OWNER, clock.now(), "given", -19_995 * DOLLAR)])
        harness.run("start_giving_rounds", clock.now() + timedelta(days=1))
        assert held(harness) == [f"inv_{number}" for number in range(8)]
        assert self.used(harness) == 16


def test_what_goes_back_frees_no_room_of_another_owner(harness: BillingHarness) -> None:
    """It was counted for who owned the team when it was set aside."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(invited("inv_1", 4 * DOLLAR), *handed_over(revision=60))
    harness.deliver_events(InvitationRevoked(team_id=TEAM, invitation_id="inv_1"))
    harness.world.settle()
    assert harness.parts() == {"available": 10 * DOLLAR}
    given = {item["pk"]: item["used"] for item in harness.items("DAY") if item["sk"].endswith("#given")}
    assert given == {f"ACCOUNT#{OWNER}": 4 * DOLLAR}


def test_a_promise_that_no_day_is_enough_for_stops_no_other(harness: BillingHarness) -> None:
    """It alone waits, until the team may give as much."""
    harness.attach()
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    harness.deliver_events(invited("inv_1", 600 * DOLLAR), invited("inv_2", 5 * DOLLAR))
    harness.buy("450.00")
    harness.world.settle()
    assert (held(harness), harness.parts()) == (["inv_2"], {"available": 445 * DOLLAR, "held": 5 * DOLLAR})
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "5000"
    harness.buy("155.00")
    harness.world.settle()
    assert (held(harness), harness.parts()) == (["inv_2", "inv_1"], {"held": 605 * DOLLAR})
