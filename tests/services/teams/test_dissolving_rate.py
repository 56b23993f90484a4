"""How soon a large team is dissolved: what a slice takes, and so 50,000 people (T9)."""

from kernel import aws, clock
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from services.teams.domain.member import Member
from services.teams.stores import accounts, people, teams
from services.teams.stores.accounts import Account
from services.teams.use_cases.team.dissolution import dissolve_slice
from tests.faults import counted
from tests.services.teams.harness import ANN, Harness

_CALL = 0.05  # seconds that a call takes at the very most: a transaction of 100 items takes 20 to 40 ms in the cloud


def _fill(harness: Harness, team_id: str, count: int) -> None:
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


def test_a_team_of_50_000_is_dissolved_within_an_hour(team: Harness) -> None:
    """A slice takes three calls, whatever the size of the team, and at least five people off it."""
    team_id = str(team.call("GET /v1/team", ANN).body["team_id"])
    _fill(team, team_id, 40)
    opened = teams.read(team.table, team_id)
    assert opened
    team.table.commit([teams.begin_dissolving(opened, "keep")])
    before = teams.read(team.table, team_id)
    assert before
    work = UnitOfWork(team.table, RequestContext(SYSTEM, clock.now(), "test"))
    with counted(aws.client("dynamodb")) as calls:
        dissolve_slice(work, before)
        work.commit()
    assert calls.made == ["Query", "Query", "TransactWriteItems"]
    gone = before.others - teams.read(team.table, team_id).others
    assert gone >= 5
    assert 50_000 / gone * len(calls.made) * _CALL < 3600
