"""Each part of a dissolution requests the next, whoever else writes the same rows and whatever fails (T9)."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.teams import MemberRemoved, TeamDissolutionDue, TeamDissolved, TeamOccupancyChanged
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from kernel.problems import Stale
from services.teams.stores import teams
from services.teams.use_cases.team import dissolution
from tests.faults import Crash, crashing, meanwhile
from tests.services.teams.harness import ANN, Harness
from tests.services.teams.test_dissolving_rate import fill

_MEMBERS = 14


@pytest.fixture(name="team_id")
def _team_id(team: Harness, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a team whose dissolution has just begun: a part of it is three transactions."""
    monkeypatch.setattr(dissolution, "SLICE", 2)
    monkeypatch.setattr(dissolution, "_SLICES_A_REACTION", 3)
    team_id = str(team.call("GET /v1/team", ANN).body["team_id"])
    fill(team, team_id, _MEMBERS)
    team.settle()
    opened = teams.read(team.table, team_id)
    assert opened
    team.table.commit([teams.begin_dissolving(opened, clock.now(), "keep")])
    return team_id


def _work(team: Harness) -> UnitOfWork:
    return UnitOfWork(team.table, RequestContext(SYSTEM, clock.now(), "test"))


def _run_part(team: Harness, team_id: str) -> None:
    """React to the request of a part, as the consumer does."""
    work = _work(team)
    dissolution.continue_dissolving(work, TeamDissolutionDue(team_id=team_id))
    work.commit()


def _other_part(team: Harness, team_id: str) -> Callable[[], None]:
    def run() -> None:
        opened = teams.read(team.table, team_id)
        assert opened
        dissolution.dissolve_slices(_work(team), opened, 1)

    return run


def _sweep(team: Harness, minutes: float) -> list[str]:
    """Run the sweep as of so many minutes from now, and return what it published."""
    before = {envelope.id for envelope in team.outbox()}
    team.world.run_job("teams", "dissolve_teams", clock.to_text(clock.now() + timedelta(minutes=minutes)))
    return [envelope.type for envelope in team.outbox() if envelope.id not in before]


def assert_dissolved_once(team: Harness) -> None:
    removed = Counter(event["account_id"] for event in team.published_data(MemberRemoved))
    assert set(removed.values()) == {1}
    assert len(removed) == _MEMBERS + 2
    assert len(team.published_data(TeamDissolved)) == 1


@pytest.mark.parametrize("at_call", [1, 2, 3])
def test_two_parts_of_the_same_rows_both_end_well(team: Harness, team_id: str, at_call: int) -> None:
    """A part whose rows another writer took goes on with those that are left, and fails no message."""
    with meanwhile(team.table.client, "TransactWriteItems", _other_part(team, team_id), at_call=at_call):
        _run_part(team, team_id)
    assert [envelope.type for envelope in team.outbox()].count("TeamDissolutionDue") == 1
    assert_dissolved_once(team)


def test_two_chains_end_a_team_once(team: Harness, team_id: str) -> None:
    """A second chain beside the first one, such as of a redriven dead letter, dissolves no one twice."""
    team.deliver(TeamDissolutionDue(team_id=team_id), TeamDissolutionDue(team_id=team_id))
    assert_dissolved_once(team)


def test_a_row_that_can_never_go_is_not_tried_for_good(team: Harness, team_id: str) -> None:
    """A part that takes no one off fails, so that its dead letter sets off the alarm."""
    team.table.client.delete_item(
        TableName=team.table.name, Key={"pk": {"S": "ACCOUNT#acc_000"}, "sk": {"S": "ACCOUNT"}}
    )

    def run_all() -> None:
        for _ in range(_MEMBERS):
            _run_part(team, team_id)

    with pytest.raises(Stale):
        run_all()


def test_the_sweep_leaves_a_running_chain_alone(team: Harness, team_id: str) -> None:
    """It requests a part only of a team of which none was run for ten minutes, and once in ten minutes."""
    assert _sweep(team, 9) == []
    _other_part(team, team_id)()
    assert _sweep(team, 9) == []
    assert _sweep(team, 11) == ["TeamDissolutionDue"]
    assert _sweep(team, 16) == []
    assert_dissolved_once(team)


def test_a_part_that_runs_while_the_sweep_reads_wins(team: Harness, team_id: str) -> None:
    """The sweep requests nothing of a chain that went on between its read and its write."""
    with meanwhile(team.table.client, "TransactWriteItems", _other_part(team, team_id)):
        assert "TeamDissolutionDue" not in _sweep(team, 11)


def test_a_team_that_began_before_parts_were_timed_is_continued(team: Harness, team_id: str) -> None:
    """A dissolution without the time of a part counts as stalled."""
    team.table.client.update_item(
        TableName=team.table.name,
        Key={"pk": {"S": f"TEAM#{team_id}"}, "sk": {"S": "TEAM"}},
        UpdateExpression="REMOVE last_part_at",
    )
    assert _sweep(team, 0) == ["TeamDissolutionDue"]
    assert_dissolved_once(team)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at_call", range(1, 7))
def test_a_crash_at_any_call_of_a_part_loses_no_one(team: Harness, team_id: str, at_call: int, after: bool) -> None:
    """Whichever call of a part it dies at, the sweep continues the team."""
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), pytest.raises(Crash):
        _run_part(team, team_id)
    _sweep(team, 11)
    assert_dissolved_once(team)


def test_the_size_of_a_team_that_ends_is_not_published(team: Harness, team_id: str) -> None:
    """Only its end counts: each member who goes would else cost two more reactions."""
    known = len(team.published_data(TeamOccupancyChanged))
    team.deliver(TeamDissolutionDue(team_id=team_id))
    assert len(team.published_data(TeamOccupancyChanged)) == known
    assert_dissolved_once(team)


def test_a_large_team_that_is_dissolved_again_has_one_chain(team: Harness, team_id: str) -> None:
    """A second request starts no chain beside the running one (T9)."""
    for _ in range(2):
        assert team.world.call("DELETE /v1/team", as_=ANN).status == 204
    assert [envelope.type for envelope in team.outbox()].count("TeamDissolutionDue") <= 1
    assert_dissolved_once(team)
