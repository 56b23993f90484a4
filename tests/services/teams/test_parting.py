"""Who keeps which number when a person is removed: chosen for all, or per number (T8)."""

from typing import Any

import pytest

from contracts.identity import MoneyLocked
from contracts.teams import MemberRemoved, TeamNoticeDue
from kernel import clock
from tests.services.teams.harness import ANN, BOB, CAT, Harness
from tests.services.teams.test_numbers import number_used_by, team_of

_USER = "DELETE /v1/team/users/{user_id}"


def remove(team: Harness, choices: str, numbers: str = "keep", who: str = CAT) -> Any:
    return team.call(_USER, ANN, path={"user_id": who}, query={"numbers": numbers, "number_choices": choices})


@pytest.fixture
def lent(team: Harness) -> Harness:
    """Return a team whose Cat uses two numbers of the team and one of her own."""
    holder = team_of(team)
    for place, whose in enumerate((holder, holder, CAT), start=1):
        team.deliver(number_used_by(whose, CAT, number_id=f"num_{place}", phone_number=f"+1312555014{place}"))
    return team


def test_each_number_goes_or_stays_as_chosen(lent: Harness) -> None:
    """The event carries the choice of each number, and the log what was chosen."""
    assert remove(lent, "num_1:hand_over,num_2:keep").status == 204
    (event,) = lent.published_data(MemberRemoved)
    assert (event["numbers"], event["number_choices"]) == ("keep", {"num_1": "hand_over", "num_2": "keep"})
    line = lent.call("GET /v1/team/activity", ANN).body["items"][0]
    assert line["details"] == {"numbers": "keep", "number_choices": {"num_1": "hand_over", "num_2": "keep"}}


@pytest.mark.parametrize("number_id", ["num_3", "num_9"])
def test_a_choice_about_another_number_is_refused_by_its_name(lent: Harness, number_id: str) -> None:
    """A number of her own, or one that is not there, is named, and nothing changes (E3)."""
    before = lent.items()
    refused = remove(lent, f"num_1:keep,{number_id}:hand_over")
    assert (refused.status, refused.body["code"]) == (422, "not_their_number")
    assert [error["field"] for error in refused.body["errors"]] == [f"number_choices.{number_id}"]
    assert lent.items() == before


def test_a_number_of_another_member_is_no_choice(lent: Harness) -> None:
    """What Cat uses cannot be chosen when Bob is removed."""
    assert remove(lent, "num_1:hand_over", who=BOB).status == 422


@pytest.mark.parametrize("choices", ["num_1", "num_1:give", ",", ",".join(f"num_{n}:keep" for n in range(51))])
def test_what_is_no_choice_is_refused(lent: Harness, choices: str) -> None:
    """Choices have the form that is documented, and are at most fifty."""
    refused = remove(lent, choices)
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "number_choices")


def test_paid_time_of_one_number_is_locked_too(lent: Harness) -> None:
    """While the owner's money is locked no number goes to a person, by whichever choice (I14)."""
    lent.deliver(MoneyLocked(account_id=ANN, locked_until=clock.now().replace(year=2100)))
    assert remove(lent, "num_1:hand_over").body["code"] == "money_locked"
    assert remove(lent, "num_1:keep").status == 204


def test_a_row_of_many_people_has_choices_of_its_own(lent: Harness) -> None:
    """In bulk, each person's numbers go or stay as their row says, and a wrong choice refuses only its row."""
    rows = [
        {"action": "remove", "user_id": CAT, "number_choices": {"num_2": "hand_over"}},
        {"action": "remove", "user_id": BOB, "number_choices": {"num_1": "hand_over"}},
    ]
    results = lent.call("POST /v1/team/users/bulk", ANN, body={"rows": rows}).body["results"]
    assert [row["status"] for row in results] == [204, 422]
    (event,) = lent.published_data(MemberRemoved)
    assert event["number_choices"] == {"num_2": "hand_over"}


@pytest.mark.parametrize(("choices", "kept_by"), [("num_1:hand_over", "chosen"), ("num_1:keep", "keep")])
def test_the_letter_says_whether_numbers_were_chosen(lent: Harness, choices: str, kept_by: str) -> None:
    """The person is written that some numbers are theirs only if some are (T12)."""
    remove(lent, choices)
    (due,) = [it for it in lent.published_data(TeamNoticeDue) if it["kind"] == "removed"]
    assert due["numbers"] == kept_by
