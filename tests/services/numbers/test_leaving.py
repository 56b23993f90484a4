"""What becomes of numbers as people join and go, and when a team is dissolved (B10, T8, T9)."""

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
    """Somebody is off the team."""
    return MemberRemoved(team_id=TEAM, account_id=account_id, reason=reason, numbers=numbers, revision=revision)


def test_a_number_stays_with_the_team(desk: Desk) -> None:
    """Kept, it is nobody's, and the one who went sees it no more."""
    number = desk.has(user_id=MEMBER)["number_id"]
    desk.hear(gone("keep"))
    assert (desk.see(number)["user_id"], desk.see(number)["holder"]) == (None, "team")
    assert desk.ask("GET /v1/numbers/{id}", MEMBER, path={"id": number}).status == 404
    assert desk.events("NumberHandedOver") == []


def test_a_number_goes_with_its_user(desk: Desk) -> None:
    """Handed over, it is theirs with its paid time, and the team sees it no more."""
    before = desk.has(user_id=MEMBER)
    desk.hear(gone("hand_over"))
    after = desk.see(before["number_id"], MEMBER)
    assert (after["holder"], after["user_id"], after["paid_through"]) == ("user", MEMBER, before["paid_through"])
    assert desk.ask("GET /v1/numbers/{id}", OWNER, path={"id": before["number_id"]}).status == 404
    (told,) = desk.events("NumberHandedOver")
    assert (told["from_holder"], told["to_holder"]) == (TEAM, MEMBER)


def test_who_is_back_before_their_going_is_heard_keeps_what_they_brought_in_the_list(desk: Desk) -> None:
    """They left and joined again, and the going comes last: the team still sees the number that is theirs (B10)."""
    number = desk.has(STRANGER)["number_id"]
    desk.hear(joined(STRANGER), joined(STRANGER, revision=3))
    desk.hear(gone("keep", STRANGER))
    assert desk.listed(OWNER) == [number]


def test_of_two_hand_overs_that_cross_the_later_one_pays(desk: Desk) -> None:
    """It is the wallet of the owner whom the higher revision names (T9)."""
    for before, after, revision in ((ADMIN, MEMBER, 9), (OWNER, ADMIN, 7)):
        desk.hear(TeamHandedOver(team_id=TEAM, from_account_id=before, to_account_id=after, revision=revision))
    assert find_team(desk.table, TEAM).owner_id == MEMBER


@pytest.mark.parametrize("numbers", ["keep", "hand_over"])
def test_what_somebody_brought_they_take_along(desk: Desk, numbers: Literal["keep", "hand_over"]) -> None:
    """The team sees the numbers of who joins; when they go, those go with them, whatever is said of the team's."""
    number = desk.has(STRANGER)["number_id"]
    assert desk.ask("GET /v1/numbers/{id}", OWNER, path={"id": number}).status == 404
    desk.hear(joined(STRANGER))
    assert desk.listed(OWNER) == [number]
    assert desk.change(number, OWNER, user_id=MEMBER).body["code"] == "own_number"
    desk.hear(gone(numbers, STRANGER))
    assert desk.listed(OWNER) == []
    assert desk.see(number, STRANGER)["holder"] == "user"


def test_who_left_before_they_were_heard_to_join_brings_nothing(desk: Desk) -> None:
    """Events cross: in the end the number is on no team."""
    number = desk.has(STRANGER)["number_id"]
    desk.hear(gone("keep", STRANGER), joined(STRANGER))
    assert desk.listed(OWNER) == []
    assert desk.see(number, STRANGER)["status"] == "active"


@pytest.mark.parametrize("team_first", [True, False])
@pytest.mark.parametrize(("numbers", "whose"), [("hand_over", MEMBER), ("keep", OWNER)])
def test_a_dissolved_team_leaves_no_number_behind(
    desk: Desk, team_first: bool, numbers: Literal["keep", "hand_over"], whose: str
) -> None:
    """Whichever word comes first: a member's goes as was said, and the owner has all others (T9)."""
    used, free = desk.has(user_id=MEMBER)["number_id"], desk.has()["number_id"]
    words = [gone(numbers, reason="dissolved"), TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2)]
    desk.hear(*reversed(words) if team_first else words)
    assert (desk.see(free, OWNER)["user_id"], desk.see(free, OWNER)["holder"]) == (OWNER, "user")
    assert (desk.see(used, whose)["user_id"], desk.see(used, whose)["holder"]) == (whose, "user")


def test_told_twice_nothing_more_happens(desk: Desk) -> None:
    """However often the news come, each number is handed over once."""
    desk.has(user_id=MEMBER)
    desk.hear(gone("hand_over"))
    desk.hear(gone("hand_over"))
    assert len(desk.events("NumberHandedOver")) == 1


def test_the_newest_word_on_a_wallet_counts(desk: Desk) -> None:
    """Of two that cross, the later one decides whether somebody can buy."""
    desk.hear(PaymentMethodChanged(account_id=OWNER, works=False, revision=3))
    desk.hear(PaymentMethodChanged(account_id=OWNER, works=True, revision=2))
    assert desk.wants().status == 402
