"""How accounts and teams lie in the table, as numbers knows them from events.

| question | key | index |
|---|---|---|
| who is this, on which team, as what, does their wallet pay | ACCOUNT#account / ACCOUNT | |
| whose team is it, and who got what it had | TEAM#team / TEAM | |
"""

from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, put, update
from kernel.problems import Stale
from services.numbers.domain.person import Person

_PLAIN = (
    "team_id",
    "role",
    "email",
    "phone_number",
    "profile",
    "closed",
    "pays",
    "pays_since",
    "placed",
    "stands",
    "version",
)


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
    plain = {name: item[name] for name in _PLAIN if name in item}
    return Person(account_id, on=item["on"], off=item["off"], notices=tuple(item["notices"]), **plain)


def save(person: Person) -> TransactItem:
    """Write the account as decided from what was loaded; refused with Stale if it changed in between."""
    item: Item = key(person.account_id) | {name: getattr(person, name) for name in _PLAIN}
    item |= {"on": dict(person.on), "off": dict(person.off), "notices": list(person.notices)}
    item["version"] = person.version + 1
    unchanged: Condition = Attr("version").eq(person.version) if person.version else absent()
    return put(item, only_if=unchanged, on_conflict=Stale())


def still_on(account_id: str, team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the account is on this team at the commit."""
    return check(key(account_id), Attr(f"on.{team_id}").gte(1), on_conflict=Stale())


def still_there(account_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if the account is closed at the commit."""
    return check(key(account_id), Attr("closed").not_exists() | Attr("closed").eq(False), on_conflict=Stale())


def owner_of(table: Table, team_id: str) -> str:
    """The account that owns a team; empty while nothing was heard of it."""
    item = table.get(**team_key(team_id)) or {}
    return str(item.get("owner_id", ""))


def heir_of(table: Table, team_id: str) -> str | None:
    """Who got what a dissolved team had; None while there is a team."""
    item = table.get(**team_key(team_id)) or {}
    return item.get("heir")


def note_heir(team_id: str, account_id: str) -> TransactItem:
    """The team is no more, and this account has what it had."""
    return update(team_key(team_id), set={"heir": account_id})


def hand_over(table: Table, team_id: str, owner_id: str, revision: int) -> list[TransactItem]:
    """Note who owns a team as of a revision, unless a later one is known; Stale if it was noted in between."""
    known = int((table.get(**team_key(team_id)) or {}).get("handed", 0))
    if known and revision <= known:
        return []
    still: Condition = Attr("handed").eq(known) if known else Attr("handed").not_exists()
    owner = {"owner_id": owner_id} | ({"handed": revision} if revision else {})
    return [update(team_key(team_id), set=owner, only_if=still, on_conflict=Stale())]


def note_owner(team_id: str, owner_id: str) -> TransactItem:
    """Note whose team it was at first, unless a later owner is known."""
    return update(team_key(team_id), set_once={"owner_id": owner_id})
