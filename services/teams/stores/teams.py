"""Teams in the table: the team itself and its counters."""

from collections.abc import Iterator
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, delete, present, put_new, update
from kernel.problems import Stale
from services.teams.domain.member import Member
from services.teams.domain.problems import TeamDissolving
from services.teams.domain.team import Team
from services.teams.stores import keys

_DISSOLVING, _DISSOLVED = "DISSOLVING", "DISSOLVED"
_OPEN: Condition = Attr("status").eq("open")
_GOING: Condition = Attr("status").eq("dissolving")


def read(table: Table, team_id: str) -> Team | None:
    """Return a team, or None."""
    key = keys.team(team_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Team, item) if item else None


def add(team: Team) -> TransactItem:
    """Write a new team."""
    return put_new(keys.team(team.team_id) | to_item(team), on_conflict=Stale())


def change_counters(team_id: str, **by: int) -> TransactItem:
    """Add to `others`, `admins`, `suspended` or `open_invitations`; raise TeamDissolving unless the team is open."""
    return update(keys.team(team_id), add=_counter_changes(by), only_if=_OPEN, on_conflict=TeamDissolving())


def count_join(team: Team, *, admins: int) -> TransactItem:
    """Count an invited person who joins; raise TeamDissolving, or Stale if the rule that they join under changed."""
    add = _counter_changes({"others": 1, "open_invitations": -1, "admins": admins})
    return update(
        keys.team(team.team_id), add=add, only_if=_OPEN & _has_same_rule(team), on_conflict=_dissolving_or_stale
    )


def count_return(team: Team, *, admins: int) -> TransactItem:
    """Count a member who is back; raise TeamDissolving, or Stale if the rule that they return under changed."""
    add = _counter_changes({"others": 1, "admins": admins})
    return update(
        keys.team(team.team_id), add=add, only_if=_OPEN & _has_same_rule(team), on_conflict=_dissolving_or_stale
    )


def check_same_rule(team: Team) -> TransactItem:
    """Write nothing; raise Stale if the team has another rule on second factors by now, or is being dissolved."""
    return check(keys.team(team.team_id), _OPEN & _has_same_rule(team), on_conflict=Stale())


def check_owner(team: Team) -> TransactItem:
    """Write nothing; raise Stale if the team has another owner by now, or is being dissolved."""
    return check(keys.team(team.team_id), _OPEN & Attr("owner_id").eq(team.owner_id), on_conflict=Stale())


def count_sent(team: Team, now: datetime, *, sent: int, a_day: int, opened: int) -> TransactItem:
    """Count sent invitations; raise Stale if they were more than a team may send per day."""
    today, add = now.date().isoformat(), _counter_changes({"open_invitations": opened})
    if team.sent_on == today:
        within = _OPEN & Attr("sent_on").eq(today) & Attr("sent_today").lte(a_day - sent)
        return update(
            keys.team(team.team_id), add=add | {"sent_today": sent}, only_if=within, on_conflict=_dissolving_or_stale
        )
    first = _OPEN & Attr("sent_on").eq(team.sent_on)
    fresh = {"sent_on": today, "sent_today": sent}
    return update(keys.team(team.team_id), set=fresh, add=add, only_if=first, on_conflict=_dissolving_or_stale)


def add_paid(team: Team, amount: int) -> TransactItem:
    """Add micro-dollars to what the team paid."""
    return update(keys.team(team.team_id), add={"paid": amount}, only_if=present(), on_conflict=Stale())


def record_wallet(team_id: str, owner_id: str, *, has_wallet: bool) -> TransactItem:
    """Write whether the owner has a wallet that works; raise Stale if the team has another owner by now."""
    owned = Attr("owner_id").eq(owner_id)
    return update(keys.team(team_id), set={"has_wallet": has_wallet}, only_if=owned, on_conflict=Stale())


def change(now: Team, before: Team) -> TransactItem:
    """Write another name or rule on second factors; raise Stale if the team has another rule by now."""
    fields = ("name", "second_factor_required_of", "rule_revision")
    changed = {name: getattr(now, name) for name in fields if getattr(now, name) != getattr(before, name)}
    return update(
        keys.team(now.team_id), set=changed, only_if=_OPEN & _has_same_rule(before), on_conflict=_dissolving_or_stale
    )


def rename_owner(team_id: str, owner_id: str, name: str) -> TransactItem:
    """Write the owner's new name."""
    owned = Attr("owner_id").eq(owner_id)
    return update(keys.team(team_id), set={"owner_name": name}, only_if=owned, on_conflict=Stale())


def hand_over(team: Team, to: Member, *, has_wallet: bool, name: str | None = None, **by: int) -> TransactItem:
    """Write another owner with their wallet, and raise the revision so that they learn how many people there are.

    With `name`, write another name of the team, too.
    """
    owned = _OPEN & Attr("owner_id").eq(team.owner_id)
    owner: Item = {"owner_id": to.account_id, "owner_name": to.name, "has_wallet": has_wallet}
    owner |= {"name": name} if name else {}
    counted = _counter_changes(by) | {"revision": 1}
    return update(keys.team(team.team_id), set=owner, add=counted, only_if=owned, on_conflict=Stale())


def begin_dissolving(team: Team, now: datetime, numbers: str, **more: str) -> TransactItem:
    """Stop every change on the team; `find_stalled` returns it once no part of it was run for long."""
    owned = _OPEN & Attr("owner_id").eq(team.owner_id)
    place = {"gsi1pk": _DISSOLVING, "gsi1sk": team.team_id, "last_part_at": clock.to_text(now)}
    marks = {"status": "dissolving", "numbers": numbers} | place | more
    return update(keys.team(team.team_id), set=marks, only_if=owned, on_conflict=Stale())


def mark_dissolved(team: Team, now: datetime, **more: str) -> TransactItem:
    """Write the team as dissolved; raise Stale if a person joined in between."""
    empty = Attr("status").eq(team.status) & Attr("others").eq(0) & Attr("open_invitations").eq(0)
    place = {"gsi1pk": _DISSOLVED, "gsi1sk": f"{clock.to_text(now)}#{team.team_id}"}
    marks = {"status": "dissolved", "owner_name": ""} | place | more
    return update(keys.team(team.team_id), set=marks, only_if=empty, on_conflict=Stale())


def forget_name(team: Team) -> TransactItem:
    """Erase the name of a dissolved team, whose owner's account is closed; raise Stale if it is gone by then."""
    return update(
        keys.team(team.team_id), set={"name": ""}, only_if=Attr("status").eq("dissolved"), on_conflict=Stale()
    )


def remove(team: Team) -> TransactItem:
    """Delete the last item of a dissolved team."""
    return delete(keys.team(team.team_id), only_if=Attr("status").eq("dissolved"), on_conflict=Stale())


def subtract(team: Team, *, others: int, open_invitations: int, part_at: datetime | None = None) -> TransactItem:
    """Subtract people and invitations from the counters of a team that is being dissolved.

    With `part_at`, write when this part of the dissolution was run.
    """
    by = _counter_changes({"others": -others, "open_invitations": -open_invitations})
    marks = {"last_part_at": clock.to_text(part_at)} if part_at else {}
    return update(keys.team(team.team_id), set=marks, add=by, only_if=_GOING, on_conflict=Stale())


def record_part(team: Team, now: datetime) -> TransactItem:
    """Write that a part of the dissolution is due now; raise Stale if one was run or requested in between."""
    last = Attr("last_part_at")
    same = last.eq(clock.to_text(team.last_part_at)) if team.last_part_at else last.not_exists()
    marks = {"last_part_at": clock.to_text(now)}
    return update(keys.team(team.team_id), set=marks, only_if=_GOING & same, on_conflict=Stale())


def find_stalled(table: Table, since: datetime) -> Iterator[Team]:
    """Yield the teams that are being dissolved and of which no part was run since this time."""
    for item in table.query_all(_DISSOLVING, index="gsi1"):
        team = from_item(Team, item)
        if team.last_part_at is None or team.last_part_at < since:
            yield team


def find_dissolved_before(table: Table, since: datetime) -> Iterator[Team]:
    """Yield the teams that were dissolved before this time."""
    for item in table.query_all(_DISSOLVED, index="gsi1", up_to=clock.to_text(since)):
        yield from_item(Team, item)


def _counter_changes(by: dict[str, int]) -> dict[str, int]:
    """Return the changes of the counters; the revision grows with members and open invitations."""
    is_published = any(by.get(name) for name in ("others", "open_invitations"))
    return {name: step for name, step in by.items() if step} | ({"revision": 1} if is_published else {})


def _has_same_rule(team: Team) -> Condition:
    revision = Attr("rule_revision")
    return revision.eq(team.rule_revision) if team.rule_revision else revision.not_exists() | revision.eq(0)


def _dissolving_or_stale(old: Item) -> Exception:
    return TeamDissolving() if old.get("status") != "open" else Stale()
