"""Numbers when people join and leave a team, and when it is dissolved (B10, T8, T9)."""

from typing import Literal

import pytest

from contracts.billing import PaymentMethodChanged
from contracts.identity import AccountClosed, AccountRegistered
from contracts.teams import MemberRemoved, TeamDissolved, TeamHandedOver
from services.numbers.stores.people import find_team
from tests.moto_tables import items_in
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, NumbersHarness, joined


def gone(
    numbers: Literal["keep", "hand_over"],
    account_id: str = MEMBER,
    reason: Literal["removed", "dissolved"] = "removed",
    revision: int = 2,
) -> MemberRemoved:
    """Return the event that an account is removed from the team."""
    return MemberRemoved(team_id=TEAM, account_id=account_id, reason=reason, numbers=numbers, revision=revision)


def test_a_number_stays_with_the_team(harness: NumbersHarness) -> None:
    """A number that the team keeps has no user, and the former user cannot see it."""
    number = harness.has(user_id=MEMBER)["number_id"]
    harness.deliver_events(gone("keep"))
    assert (harness.see(number)["user_id"], harness.see(number)["holder"]) == (None, "team")
    assert harness.ask("GET /v1/numbers/{id}", MEMBER, path={"id": number}).status == 404
    assert harness.events("NumberHandedOver") == []


def test_a_number_goes_with_its_user(harness: NumbersHarness) -> None:
    """A number that is handed over belongs to its user with its paid time, and the team cannot see it."""
    before = harness.has(user_id=MEMBER)
    harness.deliver_events(gone("hand_over"))
    after = harness.see(before["number_id"], MEMBER)
    assert (after["holder"], after["user_id"], after["paid_through"]) == ("user", MEMBER, before["paid_through"])
    assert harness.ask("GET /v1/numbers/{id}", OWNER, path={"id": before["number_id"]}).status == 404
    (told,) = harness.events("NumberHandedOver")
    assert (told["from_holder"], told["to_holder"]) == (TEAM, MEMBER)


def test_each_number_goes_as_chosen_for_it(harness: NumbersHarness) -> None:
    """A choice about one number comes before the one about all, which decides on those that are not named (T8)."""
    mine, theirs, rest = (harness.has(user_id=MEMBER)["number_id"] for _ in range(3))
    event = gone("keep").model_copy(update={"number_choices": {mine: "hand_over", theirs: "keep"}})
    harness.deliver_events(event, event)
    assert harness.see(mine, MEMBER)["holder"] == "user"
    assert [harness.see(it)["user_id"] for it in (theirs, rest)] == [None, None]
    assert [it["number_id"] for it in harness.events("NumberHandedOver")] == [mine]


def test_a_removal_that_arrives_after_the_return_hides_no_number(harness: NumbersHarness) -> None:
    """After leaving and joining again, with the removal last, the team still sees their own number (B10)."""
    number = harness.has(STRANGER)["number_id"]
    harness.deliver_events(joined(STRANGER), joined(STRANGER, revision=3))
    harness.deliver_events(gone("keep", STRANGER))
    assert harness.listed(OWNER) == [number]


def test_of_two_hand_overs_the_higher_revision_decides_who_pays(harness: NumbersHarness) -> None:
    """The wallet of the owner named by the higher revision pays (T9)."""
    for before, after, revision in ((ADMIN, MEMBER, 9), (OWNER, ADMIN, 7)):
        harness.deliver_events(
            TeamHandedOver(team_id=TEAM, from_account_id=before, to_account_id=after, revision=revision)
        )
    assert find_team(harness.table, TEAM).owner_id == MEMBER


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
def test_people_take_their_own_numbers_along(harness: NumbersHarness, numbers: Literal["keep", "hand_over"]) -> None:
    """The team sees the numbers of a new member; they leave with the member, whatever happens to the team's."""
    number = harness.has(STRANGER)["number_id"]
    assert harness.ask("GET /v1/numbers/{id}", OWNER, path={"id": number}).status == 404
    harness.deliver_events(joined(STRANGER))
    assert harness.listed(OWNER) == [number]
    assert harness.change(number, OWNER, user_id=MEMBER).body["code"] == "own_number"
    harness.deliver_events(gone(numbers, STRANGER))
    assert harness.listed(OWNER) == []
    assert harness.see(number, STRANGER)["holder"] == "user"


def test_a_join_that_arrives_after_the_removal_shows_no_number(harness: NumbersHarness) -> None:
    """In either order of the events, the number is on no team in the end."""
    number = harness.has(STRANGER)["number_id"]
    harness.deliver_events(gone("keep", STRANGER), joined(STRANGER))
    assert harness.listed(OWNER) == []
    assert harness.see(number, STRANGER)["status"] == "active"


@pytest.mark.parametrize("team_first", [True, False])
@pytest.mark.parametrize(("numbers", "whose"), [("hand_over", MEMBER), ("keep", OWNER)])
def test_a_dissolved_team_leaves_no_number_behind(
    harness: NumbersHarness, team_first: bool, numbers: Literal["keep", "hand_over"], whose: str
) -> None:
    """In either order of events, a member's number goes as decided, and the owner gets all others (T9)."""
    used, free = harness.has(user_id=MEMBER)["number_id"], harness.has()["number_id"]
    words = [gone(numbers, reason="dissolved"), TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2)]
    harness.deliver_events(*reversed(words) if team_first else words)
    assert (harness.see(free, OWNER)["user_id"], harness.see(free, OWNER)["holder"]) == (OWNER, "user")
    assert (harness.see(used, whose)["user_id"], harness.see(used, whose)["holder"]) == (whose, "user")


def test_a_repeated_removal_hands_over_once(harness: NumbersHarness) -> None:
    """However often the event is delivered, each number is handed over once."""
    harness.has(user_id=MEMBER)
    harness.deliver_events(gone("hand_over"))
    harness.deliver_events(gone("hand_over"))
    assert len(harness.events("NumberHandedOver")) == 1


def test_the_highest_revision_of_a_wallet_counts(harness: NumbersHarness) -> None:
    """Of two events about a wallet, the later one decides whether its owner can buy."""
    harness.deliver_events(PaymentMethodChanged(account_id=OWNER, works=False, revision=3))
    harness.deliver_events(PaymentMethodChanged(account_id=OWNER, works=True, revision=2))
    assert harness.wants().status == 402


def test_who_has_gone_does_not_come_back_with_a_late_event(harness: NumbersHarness) -> None:
    """A registration that arrives after the closing, or again, brings no phone number and no email back (I10)."""
    harness.deliver_events(AccountClosed(account_id=MEMBER))
    harness.deliver_events(
        AccountRegistered(account_id=MEMBER, phone_number="+14155550188", name="Gone", email="gone@example.com")
    )
    assert "gone@example.com" not in str(items_in(harness.table.name))
    assert "+14155550188" not in str(items_in(harness.table.name))
