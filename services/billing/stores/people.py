"""How accounts and teams lie in the table, as billing knows them from events.

| question | key | index |
|---|---|---|
| who is this, on which team, as what | ACCOUNT#account / ACCOUNT | |
| whose team is it | TEAM#team / TEAM | |
| all teams, by shards | TEAMS#shard / team | gsi2 |
"""

import zlib
from collections.abc import Iterable
from dataclasses import replace

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, put, update
from kernel.problems import Stale
from services.billing.domain.person import Person, Team

SHARDS = 16


def key(account_id: str) -> dict[str, str]:
    """The key of an account."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}


def team_key(team_id: str) -> dict[str, str]:
    """The key of a team."""
    return {"pk": f"TEAM#{team_id}", "sk": "TEAM"}


def find(table: Table, account_id: str) -> Person:
    """Return the account; one of which no event has arrived is on no team."""
    return loaded(account_id, table.get(**key(account_id)))


def loaded(account_id: str, item: Item | None) -> Person:
    """Return the account of an item that was read together with others."""
    return from_item(Person, item) if item else Person(account_id)


def find_many(table: Table, account_ids: Iterable[str]) -> list[Person]:
    """Return those of up to 100 accounts that are known, in one read."""
    found = table.get_each(map(key, sorted(set(account_ids))))
    return [from_item(Person, item) for item in found if item]


def save(person: Person) -> TransactItem:
    """Write the account as decided from what was loaded; refused with Stale if it changed in between."""
    item = key(person.account_id) | to_item(replace(person, version=person.version + 1))
    return put(item, only_if=_as_loaded(person), on_conflict=Stale())


def unchanged(person: Person) -> TransactItem:
    """Refuse with Stale if the account changed since it was loaded: what was decided by it is decided again."""
    return check(key(person.account_id), _as_loaded(person), on_conflict=Stale())


def same_right(person: Person, signed_in: Condition) -> TransactItem:
    """Refuse with Stale unless the account is signed in with the rights that were loaded (E6)."""
    return check(key(person.account_id), _has_same_right(person) & signed_in, on_conflict=Stale())


def still_on(person: Person, team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the account is on this team at the commit.

    It counts as a change of the account: a departure that was decided before is decided again as well.
    """
    is_on = Attr("team_id").eq(team_id)
    return update(key(person.account_id), add={"version": 1}, only_if=is_on, on_conflict=Stale())


def find_team(table: Table, team_id: str) -> Team:
    """Return the team; one of which no event has arrived has no owner."""
    return loaded_team(team_id, table.get(**team_key(team_id)))


def loaded_team(team_id: str, item: Item | None) -> Team:
    """Return the team of an item that was read together with others."""
    return from_item(Team, {"team_id": team_id} | (item or {}))


def note_team(team_id: str, *, once: dict[str, str] | None = None, **what: str) -> TransactItem:
    """Write attributes of a team, and list it; those of `once` only if there are none yet."""
    listed = {"gsi2pk": f"TEAMS#{shard_of(team_id):02}", "gsi2sk": team_id}
    return update(team_key(team_id), set=what, set_once=listed | (once or {}))


def shard_of(team_id: str) -> int:
    """Return the shard in which a team is listed."""
    return zlib.crc32(team_id.encode()) % SHARDS


def list_teams(table: Table, shard: int, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
    """Return the ids of some teams of a shard, and the cursor of the next ones."""
    page = table.query(f"TEAMS#{shard:02}", index="gsi2", limit=limit, cursor=cursor)
    return [item["gsi2sk"] for item in page.items], page.next_cursor


def hand_over(after: Team, before: Team) -> TransactItem:
    """Write who owns a team as of a revision; refused with Stale if another owner was written in between."""
    known = Attr("owner_revision")
    unchanged = known.eq(before.owner_revision) if before.owner_revision else known.not_exists()
    owner = {"owner_id": after.owner_id, "owner_revision": after.owner_revision}
    return update(team_key(after.team_id), set=owner, only_if=unchanged, on_conflict=Stale())


def still_owned(team_id: str, owner_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the team is this account's, and is not dissolved."""
    is_owned = Attr("owner_id").eq(owner_id) & Attr("heir").not_exists()
    return check(team_key(team_id), is_owned, on_conflict=Stale())


def _as_loaded(person: Person) -> Condition:
    return Attr("version").eq(person.version) if person.version else absent()


def same_lock(person: Person) -> TransactItem:
    """Refuse with Stale unless the person's money is locked until when it was as loaded, or not at all (I14)."""
    return check(key(person.account_id), _has_same_lock(person), on_conflict=Stale())


def _has_same_right(person: Person) -> Condition:
    if not person.version:
        return absent()
    team = Attr("team_id").eq(person.team_id) if person.team_id else Attr("team_id").not_exists()
    return (
        team
        & Attr("role").eq(person.role)
        & Attr("status").eq(person.status)
        & Attr("closed").eq(False)
        & Attr("second_factor_required_of").eq(person.second_factor_required_of)
        & Attr("has_second_factor").eq(person.has_second_factor)
        & _has_same_lock(person)
    )


def _has_same_lock(person: Person) -> Condition:
    lock = Attr("money_locked_until")
    return lock.eq(clock.to_text(person.money_locked_until)) if person.money_locked_until else lock.not_exists()
