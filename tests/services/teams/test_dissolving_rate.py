"""How soon a large team is dissolved: what a slice takes, and so 50,000 people (T9)."""

import pytest

from contracts.teams import TeamDissolutionDue
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from services.teams.domain.member import Member
from services.teams.stores import accounts, people, teams
from services.teams.stores.accounts import Account
from services.teams.use_cases.team.dissolution import continue_dissolving
from tests.faults import counted
from tests.services.teams.harness import ANN, Harness

_SLICES = 4  # of a reaction, here
_CALL = 0.05  # seconds that a call takes at the very most: a transaction of 100 items takes 20 to 40 ms in the cloud


def fill(harness: Harness, team_id: str, count: int) -> None:
    """Add members, as if they had joined."""
    for number in range(count):
        member = Member(
            team_id=team_id,
            account_id=f"acc_{number:03}",
            phone_number=f"+1212{5_550_000 + number:07}",
            name=f"Person {number:03}",
            email=f"person{number}@example.com",
            role="member",
            joined_at=clock.now(),
            listed_at=clock.now(),
        )
        account = Account(member.account_id, member.phone_number, team_id=team_id, role="member", status="active")
        added = people.add_member(people.with_search_words(member))
        counted_in = teams.change_counters(team_id, others=1)
        harness.table.commit([accounts.save(account, None), counted_in, *added])


def test_a_team_of_50_000_is_dissolved_within_an_hour(team: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its size, a reaction reads once; each of its transactions takes at least five people off the team."""
    team_id = str(team.call("GET /v1/team", ANN).body["team_id"])
    monkeypatch.setattr("services.teams.use_cases.team.dissolution._SLICES_A_REACTION", _SLICES)
    fill(team, team_id, 80)
    opened = teams.read(team.table, team_id)
    assert opened
    team.table.commit([teams.begin_dissolving(opened, clock.now(), "keep")])
    before = teams.read(team.table, team_id)
    assert before
    work = UnitOfWork(team.table, RequestContext(SYSTEM, clock.now(), "test"))
    with counted(aws.client("dynamodb")) as calls:
        continue_dissolving(work, TeamDissolutionDue(team_id=team_id))
        work.commit()
    written = calls.made[2:]
    assert calls.made == ["GetItem", "Query", *["TransactWriteItems"] * len(written)]
    gone = before.others - teams.read(team.table, team_id).others
    assert gone >= 5 * _SLICES
    assert 50_000 / gone * len(calls.made) * _CALL < 3600


def test_a_large_team_is_continued_by_the_event_of_its_own_beginning(team: Harness) -> None:
    """The request of a large team only begins, in one transaction: no timeout or crash leaves it to the sweep (T9)."""
    team_id = str(team.call("GET /v1/team", ANN).body["team_id"])
    fill(team, team_id, 90)
    with counted(aws.client("dynamodb")) as calls:
        assert team.world.call("DELETE /v1/team", as_=ANN).status == 204
    assert calls.made.count("TransactWriteItems") == 1
    assert [event.type for event in team.outbox()] == ["TeamDissolutionDue"]
    team.settle()
    assert team.call("GET /v1/team", ANN).body["code"] == "no_team"
