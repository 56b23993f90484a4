"""Two changes at the same moment whose callers take each other's right away: one succeeds (E6, T1, T9)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from services.teams.api import api
from tests.events import http_event
from tests.faults import meanwhile
from tests.moto_tables import kept, put_back
from tests.services.teams.harness import ANN, BOB, CAT, PEOPLE, Harness
from tests.services.teams.test_crashes import assert_consistent
from tests.turns import Turns

ROUNDS = 200


def request(key: str, as_: str, **how: Any) -> Callable[[], int]:
    return lambda: int(api.handler(http_event(key, caller=as_, **how), None)["statusCode"])


def hand_over(to: str) -> Callable[[], int]:
    return request("POST /v1/team/owner", ANN, body={"user_id": to})


def change(user_id: str, as_: str, **to: str) -> Callable[[], int]:
    return request("PATCH /v1/team/users/{user_id}", as_, path={"user_id": user_id}, body=to)


def remove(user_id: str, as_: str) -> Callable[[], int]:
    return request("DELETE /v1/team/users/{user_id}", as_, path={"user_id": user_id})


@pytest.fixture
def two_admins(team: Harness) -> Harness:
    """Return Ann's team with Bob and Cat as admins."""
    promoted = team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": CAT}, body={"role": "admin"})
    assert promoted.status == 200
    return team


def play(harness: Harness, rounds: int, *requests: Callable[[], int]) -> list[list[int]]:
    """Return the answers of each round; in each the requests take turns in another order, from the same start."""
    start, answers = kept(harness.table.name), []
    with harness.world.inside("teams"):
        for seed in range(rounds):
            put_back(harness.table.name, start)
            answers.append(Turns(seed).play(*requests))
            (owner,) = owners(harness)
            assert_consistent(harness, owner)
    return answers


def owners(harness: Harness) -> set[str]:
    """Return who owns the team by any item: by the team, the rows and the accounts."""
    found = set()
    for item in harness.items():
        if item.get("account_id") in PEOPLE and item.get("role") == "owner":
            found.add(item["account_id"])
        if item["sk"] == "TEAM":
            found.add(item["owner_id"])
    return found - {"acc_dan"}


def test_two_hand_overs_at_once_make_one_owner(team: Harness) -> None:
    """Of two heirs one gets the team, in each of 200 rounds, whatever the order of the steps (T9)."""
    answers = play(team, ROUNDS, hand_over(BOB), hand_over(CAT))
    assert {tuple(sorted(answer)) for answer in answers} == {(200, 403)}
    assert len({tuple(answer) for answer in answers}) == 2, "each of the two was the first in some round"


@pytest.mark.parametrize(
    "change",
    [
        partial(change, role="member"),
        partial(change, status="suspended"),
        remove,
    ],
    ids=["demote", "suspend", "remove"],
)
def test_of_two_admins_who_act_on_each_other_one_succeeds(
    two_admins: Harness, change: Callable[..., Callable[[], int]]
) -> None:
    """The other has lost the right by then (T1)."""
    answers = play(two_admins, ROUNDS // 8, change(CAT, as_=BOB), change(BOB, as_=CAT))
    assert all(sorted(answer)[0] in (200, 204) and sorted(answer)[1] in (403, 404) for answer in answers), answers


def test_a_batch_stops_where_its_sender_lost_the_right(team: Harness) -> None:
    """Rows are written in several transactions; each is a decision, and needs the right (T2)."""
    rows = [{"phone_number": f"+1415555{number:04}", "email": "a@example.com"} for number in range(200, 230)]
    demote = change(BOB, ANN, role="member")
    with team.world.inside("teams"), meanwhile(team.table.client, "TransactWriteItems", demote, at_call=3):
        answer = request("POST /v1/team/invitations/batch", BOB, body={"invitations": rows})()
    assert answer == 403
    sent = team.call("GET /v1/team", ANN).body["counts"]["invited"]
    assert 0 < sent < len(rows)
    assert_consistent(team)
