"""Teams in the table: the team itself and its counters."""

from collections.abc import Iterator
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, put_new, update
from kernel.problems import Stale
from services.teams.domain.member import Member
from services.teams.domain.problems import TeamDissolving
from services.teams.domain.team import Team
from services.teams.stores import keys

_DISSOLVING, _DISSOLVED = "DISSOLVING", "DISSOLVED"
_OPEN: Condition = Attr("state").eq("open")


def read(table: Table, team_id: str) -> Team | None:
    """A team."""
    key = keys.team(team_id)
    item = table.get(key["pk"], key["sk"])
    return keys.load(Team, item) if item else None


def add(team: Team) -> TransactItem:
    """Open a team."""
    return put_new(keys.team(team.team_id) | keys.dump(team), on_conflict=Stale())


def count(team_id: str, **by: int) -> TransactItem:
    """Add to a team's counters: `others`, `admins`, `suspended`, `open_invitations`. Refused unless it is open."""
    return update(keys.team(team_id), add=_added(by), only_if=_OPEN, on_conflict=TeamDissolving())


def count_sent(team: Team, now: datetime, *, sent: int, a_day: int, opened: int) -> TransactItem:
    """Count invitations that go out; never more than a team may send in a day."""
    today, add = now.date().isoformat(), _added({"open_invitations": opened})
    if team.sent_on == today:
        within = _OPEN & Attr("sent_on").eq(today) & Attr("sent_today").lte(a_day - sent)
        return update(
            keys.team(team.team_id), add=add | {"sent_today": sent}, only_if=within, on_conflict=_closed_or_stale
        )
    first = _OPEN & Attr("sent_on").eq(team.sent_on)
    fresh = {"sent_on": today, "sent_today": sent}
    return update(keys.team(team.team_id), set=fresh, add=add, only_if=first, on_conflict=_closed_or_stale)


def rename(team: Team, name: str) -> TransactItem:
    """Give it another name."""
    return update(keys.team(team.team_id), set={"name": name}, only_if=_OPEN, on_conflict=TeamDissolving())


def rename_owner(team_id: str, owner_id: str, name: str) -> TransactItem:
    """Note the owner's new name."""
    owned = Attr("owner_id").eq(owner_id)
    return update(keys.team(team_id), set={"owner_name": name}, only_if=owned, on_conflict=Stale())


def hand_over(team: Team, to: Member, **by: int) -> TransactItem:
    """Give it another owner, who must hear how many are on it: the revision grows."""
    owned = _OPEN & Attr("owner_id").eq(team.owner_id)
    owner = {"owner_id": to.account_id, "owner_name": to.name}
    counted = _added(by) | {"revision": 1}
    return update(keys.team(team.team_id), set=owner, add=counted, only_if=owned, on_conflict=Stale())


def begin_dissolving(team: Team, numbers: str) -> TransactItem:
    """From now on nothing new happens on it; `teams_dissolving` finds it until it is empty."""
    owned = _OPEN & Attr("owner_id").eq(team.owner_id)
    marks = {"state": "dissolving", "numbers": numbers, "gsi1pk": _DISSOLVING, "gsi1sk": team.team_id}
    return update(keys.team(team.team_id), set=marks, only_if=owned, on_conflict=Stale())


def end(team: Team, now: datetime) -> TransactItem:
    """It is no more; `long_dissolved` finds it. Refused if anybody came in between."""
    empty = Attr("state").eq(team.state) & Attr("others").eq(0) & Attr("open_invitations").eq(0)
    place = {"gsi1pk": _DISSOLVED, "gsi1sk": f"{clock.to_text(now)}#{team.team_id}"}
    marks = {"state": "dissolved", "owner_name": ""} | place
    return update(keys.team(team.team_id), set=marks, only_if=empty, on_conflict=Stale())


def forget(team: Team) -> TransactItem:
    """Take away the last of a team that was dissolved."""
    return delete(keys.team(team.team_id), only_if=Attr("state").eq("dissolved"), on_conflict=Stale())


def discount(team: Team, *, others: int, open_invitations: int) -> TransactItem:
    """Count people and invitations off a team that is being dissolved."""
    by = _added({"others": -others, "open_invitations": -open_invitations})
    going = Attr("state").eq("dissolving")
    return update(keys.team(team.team_id), add=by, only_if=going, on_conflict=Stale())


def teams_dissolving(table: Table) -> Iterator[Team]:
    """The teams that are being dissolved."""
    for item in table.query_all(_DISSOLVING, index="gsi1"):
        yield keys.load(Team, item)


def long_dissolved(table: Table, since: datetime) -> Iterator[Team]:
    """The teams that were dissolved before."""
    for item in table.query_all(_DISSOLVED, index="gsi1", up_to=clock.to_text(since)):
        yield keys.load(Team, item)


def _added(by: dict[str, int]) -> dict[str, int]:
    """What changes of the counters; the revision grows with who is on the team or invited to it."""
    told = any(by.get(name) for name in ("others", "open_invitations"))
    return {name: step for name, step in by.items() if step} | ({"revision": 1} if told else {})


def _closed_or_stale(old: Item) -> Exception:
    return TeamDissolving() if old.get("state") != "open" else Stale()
