"""How accounts and teams lie in the table, as billing knows them from events.

| question | key | index |
|---|---|---|
| who is this, on which team, as what | ACCOUNT#account / ACCOUNT | |
| whose team is it | TEAM#team / TEAM | |
"""

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, put, update
from kernel.problems import Stale
from services.billing.domain.person import Person, Team


def key(account_id: str) -> dict[str, str]:
    """The key of an account."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}


def team_key(team_id: str) -> dict[str, str]:
    """The key of a team."""
    return {"pk": f"TEAM#{team_id}", "sk": "TEAM"}


def find(table: Table, account_id: str) -> Person:
    """The account; one that nothing was heard of yet is on no team."""
    return loaded(account_id, table.get(**key(account_id)))


def loaded(account_id: str, item: Item | None) -> Person:
    """The account of an item that was read together with others."""
    if item is None:
        return Person(account_id)
    return Person(
        account_id=account_id,
        team_id=item.get("team_id"),
        role=item["role"],
        on=item["on"],
        off=item["off"],
        name=item["name"],
        email=item["email"],
        phone_number=item["phone_number"],
        time_zone=item["time_zone"],
        notices=tuple(item["notices"]),
        profile=item["profile"],
        closed=item["closed"],
        placed=item.get("placed", 0),
        stands=item.get("stands", 0),
        spend_limit=item.get("spend_limit"),
        version=item["version"],
    )


def save(person: Person) -> TransactItem:
    """Write the account as decided from what was loaded; refused with Stale if it changed in between."""
    item: Item = key(person.account_id) | {
        "team_id": person.team_id,
        "role": person.role,
        "on": dict(person.on),
        "off": dict(person.off),
        "name": person.name,
        "email": person.email,
        "phone_number": person.phone_number,
        "time_zone": person.time_zone,
        "notices": list(person.notices),
        "profile": person.profile,
        "closed": person.closed,
        "placed": person.placed,
        "stands": person.stands,
        "spend_limit": person.spend_limit,
        "version": person.version + 1,
    }
    return put(item, only_if=_as_loaded(person), on_conflict=Stale())


def unchanged(person: Person) -> TransactItem:
    """Refuse with Stale if the account changed since it was loaded: what was decided by it is decided again."""
    return check(key(person.account_id), _as_loaded(person), on_conflict=Stale())


def still_on(person: Person, team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the account is on this team at the commit.

    It counts as a change of the account: a departure that was decided before is decided again as well.
    """
    is_on = Attr(f"on.{team_id}").gte(1)
    return update(key(person.account_id), add={"version": 1}, only_if=is_on, on_conflict=Stale())


def find_team(table: Table, team_id: str) -> Team:
    """The team; one that nothing was heard of yet has no owner."""
    return loaded_team(team_id, table.get(**team_key(team_id)))


def loaded_team(team_id: str, item: Item | None) -> Team:
    """The team of an item that was read together with others."""
    item = item or {}
    return Team(team_id, item.get("name", ""), item.get("owner_id", ""), item.get("heir"), item.get("handed", 0))


def note_team(team_id: str, *, once: dict[str, str] | None = None, **what: str) -> TransactItem:
    """Note what is heard of a team; `once` gives way to what is known already."""
    return update(team_key(team_id), set=what, set_once=once)


def hand_over(team: Team, owner_id: str, revision: int) -> TransactItem:
    """Note who owns a team as of a revision; Stale if somebody else noted another one in between."""
    known: Condition = Attr("handed").eq(team.handed) if team.handed else Attr("handed").not_exists()
    owner = {"owner_id": owner_id} | ({"handed": revision} if revision else {})
    return update(team_key(team.team_id), set=owner, only_if=known, on_conflict=Stale())


def _as_loaded(person: Person) -> Condition:
    return Attr("version").eq(person.version) if person.version else absent()
