"""A team's rule on second factors reaches each member once, also those who join meanwhile (I11)."""

from typing import Any

import pytest

from contracts.identity import SecondFactorChanged
from contracts.teams import SecondFactorRuleChanged, SecondFactorRuleDue
from services.teams.domain.consent import VERSION
from services.teams.use_cases.team import apply_factor_rule
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, DAN, Harness
from tests.services.teams.test_races import run_before_call


@pytest.fixture
def team(harness: Harness) -> Harness:
    """Return Ann's team with Bob and Cat; Ann has a second factor."""
    harness.open_team()
    harness.join(BOB)
    harness.join(CAT)
    harness.deliver(SecondFactorChanged(account_id=ANN, has_second_factor=True, revision=1))
    return harness


def set_rule(harness: Harness, rule: str) -> Any:
    return harness.world.call("PATCH /v1/team", as_=ANN, body={"second_factor_required_of": rule})


def rules(harness: Harness) -> dict[str, str]:
    """Return the rule of each account as teams has it."""
    items = (item for item in harness.items() if item["sk"] == "ACCOUNT")
    return {item["account_id"]: item.get("second_factor_required_of", "none") for item in items}


def test_slices_reach_everyone(team: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slice of one member and one slice for each delivery: each member has the rule, and one event of it."""
    monkeypatch.setattr(apply_factor_rule, "_SLICE", 1)
    monkeypatch.setattr(apply_factor_rule, "_SLICES_A_REACTION", 1)
    set_rule(team, "everyone")
    published = team.published_data(SecondFactorRuleChanged)
    assert sorted(event["account_id"] for event in published) == [ANN, BOB, CAT]
    assert rules(team) == dict.fromkeys((ANN, BOB, CAT), "everyone")


def test_a_rule_that_was_replaced_stops(team: Harness) -> None:
    """Of two rules at once the later one counts, in whatever order and how often they are delivered."""
    set_rule(team, "everyone")
    set_rule(team, "none")
    due = [envelope for envelope in team.outbox() if envelope.type == SecondFactorRuleDue.__name__]
    for envelope in (*reversed(due), *due):
        team.world.deliver(envelope)
    team.settle()
    assert set(rules(team).values()) == {"none"}


def test_a_rule_that_is_replaced_between_read_and_write_is_not_written(team: Harness) -> None:
    """The slice's transaction is refused if the team has another rule by then; delivered again, it does nothing."""
    set_rule(team, "everyone")
    (due,) = team.outbox()
    with run_before_call(lambda: set_rule(team, "none")), pytest.raises(AssertionError, match="SecondFactorRuleDue"):
        team.world.deliver(due)
    team.settle()
    assert set(rules(team).values()) == {"none"}


def test_who_joins_in_the_moment_of_the_change_is_under_the_rule(team: Harness) -> None:
    """The joining is decided anew, and its event has the new rule."""
    team.sign_up(DAN)
    assert team.invite("+14155550103").status == 201
    code = team.code("+14155550103")
    with run_before_call(lambda: set_rule(team, "everyone")):
        assert team.world.call("POST /v1/transfers", as_=DAN, body={"code": code, "consent": VERSION}).status == 200
    team.settle()
    assert rules(team)[DAN] == "everyone"
    assert team.call("GET /v1/team", DAN).body["code"] == "second_factor_setup_required"


def test_who_leaves_takes_no_rule_along(team: Harness) -> None:
    """A member may leave without a factor, and the rule of their former team is over."""
    set_rule(team, "everyone")
    team.settle()
    assert team.call("POST /v1/team/leave", BOB).status == 204
    assert rules(team)[BOB] == "none"
    set_rule(team, "none")
    team.settle()
    team.invite(BOBS)
    assert team.redeem(BOB, team.code(BOBS)).status == 200
    assert team.call("GET /v1/team", BOB).status == 200


def test_news_of_a_factor_counts_by_its_revision(team: Harness) -> None:
    """The factor that was removed last is removed, though the news of its addition arrives later."""
    set_rule(team, "everyone")
    team.settle()
    for has_one, revision in ((True, 2), (False, 3), (True, 2)):
        team.deliver(SecondFactorChanged(account_id=BOB, has_second_factor=has_one, revision=revision))
    assert team.call("GET /v1/team", BOB).body["code"] == "second_factor_setup_required"
