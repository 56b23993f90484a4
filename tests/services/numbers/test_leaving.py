"""Numbers when people join and leave a team, and when it is dissolved (B10, T8, T9)."""

from typing import Literal

import pytest

from contracts.billing import PaymentMethodChanged
from contracts.teams import MemberRemoved, TeamDissolved, TeamHandedOver
from services.numbers.stores.people import find_team
from tests.services.numbers.desk import ADMIN, MEMBER, OWNER, STRANGER, TEAM, Desk, joined


def gone(
    numbers: Literal["keep", "hand_over"],
    account_id: str = MEMBER,
    reason: Literal["removed", "dissolved"] = "removed",
    revision: int = 2,
) -> MemberRemoved:
    """Return the event that an account is removed from the team."""
    return MemberRemoved(team_id=TEAM, account_id=account_id, reason=reason, numbers=numbers, revision=revision)


def test_a_number_stays_with_the_team(desk: Desk) -> None:
    """A number that the team keeps has no user, and the former user cannot see it."""
    number = desk.has(user_id=MEMBER)["number_id"]
    desk.hear(gone("keep"))
    assert (desk.see(number)["user_id"], desk.see(number)["holder"]) == (None, "team")
    assert desk.ask("GET /v1/numbers/{id}", MEMBER, path={"id": number}).status == 404
    assert desk.events("NumberHandedOver") == []


def test_a_number_goes_with_its_user(desk: Desk) -> None:
    """A number that is handed over belongs to its user with its paid time, and the team cannot see it."""
    before = desk.has(user_id=MEMBER)
    desk.hear(gone("hand_over"))
    after = desk.see(before["number_id"], MEMBER)
    assert (after["holder"], after["user_id"], after["paid_through"]) == ("user", MEMBER, before["paid_through"])
    assert desk.ask("GET /v1/numbers/{id}", OWNER, path={"id": before["number_id"]}).status == 404
    (told,) = desk.events("NumberHandedOver")
    assert (told["from_holder"], told["to_holder"]) == (TEAM, MEMBER)


def test_a_removal_that_arrives_after_the_return_hides_no_number(desk: Desk) -> None:
    """After leaving and joining again, with the removal last, the team still sees their own number (B10)."""
    number = desk.has(STRANGER)["number_id"]
    desk.hear(joined(STRANGER), joined(STRANGER, revision=3))
    desk.hear(gone("keep", STRANGER))
    assert desk.listed(OWNER) == [number]


def test_of_two_hand_overs_the_higher_revision_decides_who_pays(desk: Desk) -> None:
    """The wallet of the owner named by the higher revision pays (T9)."""
    for before, after, revision in ((ADMIN, MEMBER, 9), (OWNER, ADMIN, 7)):
        desk.hear(TeamHandedOver(team_id=TEAM, from_account_id=before, to_account_id=after, revision=revision))
    assert find_team(desk.table, TEAM).owner_id == MEMBER


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
def test_people_take_their_own_numbers_along(desk: Desk, numbers: Literal["keep", "hand_over"]) -> None:
    """The team sees the numbers of a new member; they leave with the member, whatever happens to the team's."""
    number = desk.has(STRANGER)["number_id"]
    assert desk.ask("GET /v1/numbers/{id}", OWNER, path={"id": number}).status == 404
    desk.hear(joined(STRANGER))
    assert desk.listed(OWNER) == [number]
    assert desk.change(number, OWNER, user_id=MEMBER).body["code"] == "own_number"
    desk.hear(gone(numbers, STRANGER))
    assert desk.listed(OWNER) == []
    assert desk.see(number, STRANGER)["holder"] == "user"


def test_a_join_that_arrives_after_the_removal_shows_no_number(desk: Desk) -> None:
    """In either order of the events, the number is on no team in the end."""
    number = desk.has(STRANGER)["number_id"]
    desk.hear(gone("keep", STRANGER), joined(STRANGER))
    assert desk.listed(OWNER) == []
    assert desk.see(number, STRANGER)["status"] == "active"


@pytest.mark.parametrize("team_first", [True, False])
@pytest.mark.parametrize(("numbers", "whose"), [("hand_over", MEMBER), ("keep", OWNER)])
def test_a_dissolved_team_leaves_no_number_behind(
    desk: Desk, team_first: bool, numbers: Literal["keep", "hand_over"], whose: str
) -> None:
    """In either order of events, a member's number goes as decided, and the owner gets all others (T9)."""
    used, free = desk.has(user_id=MEMBER)["number_id"], desk.has()["number_id"]
    words = [gone(numbers, reason="dissolved"), TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2)]
    desk.hear(*reversed(words) if team_first else words)
    assert (desk.see(free, OWNER)["user_id"], desk.see(free, OWNER)["holder"]) == (OWNER, "user")
    assert (desk.see(used, whose)["user_id"], desk.see(used, whose)["holder"]) == (whose, "user")


def test_a_repeated_removal_hands_over_once(desk: Desk) -> None:
    """However often the event is delivered, each number is handed over once."""
    desk.has(user_id=MEMBER)
    desk.hear(gone("hand_over"))
    desk.hear(gone("hand_over"))
    assert len(desk.events("NumberHandedOver")) == 1


def test_the_highest_revision_of_a_wallet_counts(desk: Desk) -> None:
    """Of two events about a wallet, the later one decides whether its owner can buy."""
    desk.hear(PaymentMethodChanged(account_id=OWNER, works=False, revision=3))
    desk.hear(PaymentMethodChanged(account_id=OWNER, works=True, revision=2))
    assert desk.wants().status == 402
