"""How accounts and teams lie in the table, as numbers knows them from events.

| question | key | index |
|---|---|---|
| who is this, on which team, as what, does their wallet pay | ACCOUNT#account / ACCOUNT | |
| whose team is it, and who got what it had | TEAM#team / TEAM | |
"""

from collections.abc import Iterable
from dataclasses import replace

from contracts.membership import Ownership
from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, put, update
from kernel.problems import Stale
from services.numbers.domain.person import Person
from services.numbers.domain.problems import UserClosed, UserSuspended


def key(account_id: str) -> dict[str, str]:
    """The key of an account."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}


def team_key(team_id: str) -> dict[str, str]:
    """The key of a team."""
    return {"pk": f"TEAM#{team_id}", "sk": "TEAM"}


def find(table: Table, account_id: str) -> Person:
    """Return the account; one of which no event has arrived is on no team."""
    return loaded(account_id, table.get(**key(account_id)))


def find_many(table: Table, account_ids: Iterable[str]) -> list[Person]:
    """Return these accounts, up to 100, in one read."""
    known = list(account_ids)
    return [loaded(its_id, item) for its_id, item in zip(known, table.get_each(map(key, known)), strict=True)]


def loaded(account_id: str, item: Item | None) -> Person:
    """Return the account of an item that was read together with others."""
    return from_item(Person, item) if item else Person(account_id)


def save(person: Person) -> TransactItem:
    """Write the account as decided from what was loaded; refused with Stale if it changed in between."""
    item = key(person.account_id) | to_item(replace(person, version=person.version + 1))
    unchanged: Condition = Attr("version").eq(person.version) if person.version else absent()
    return put(item, only_if=unchanged, on_conflict=Stale())


def same_right(person: Person, signed_in: Condition) -> TransactItem:
    """Refuse with Stale unless the account is signed in with the rights that were loaded (E6)."""
    return check(key(person.account_id), _has_same_right(person) & signed_in, on_conflict=Stale())


def still_on(account_id: str, team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the account is on this team at the commit."""
    return check(key(account_id), Attr("team_id").eq(team_id), on_conflict=Stale())


def still_there(account_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if the account is closed at the commit."""
    return check(key(account_id), _is_there(), on_conflict=Stale())


def still_reads(account_id: str, team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the account is open and on this team at the commit."""
    return check(key(account_id), _is_there() & Attr("team_id").eq(team_id), on_conflict=Stale())


def reads_not(account_id: str, team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if the account is open and on this team at the commit."""
    team = Attr("team_id")
    is_off = team.not_exists() | team.ne(team_id) | Attr("closed").eq(True)
    return check(key(account_id), is_off, on_conflict=Stale())


def not_closed(account_id: str) -> TransactItem:
    """Refuse with UserClosed if the account is closed at the commit."""
    return check(key(account_id), _is_there(), on_conflict=UserClosed())


def not_suspended(account_id: str) -> TransactItem:
    """Refuse with UserSuspended if the account is suspended on its team at the commit."""
    status = Attr("status")
    return check(key(account_id), status.not_exists() | status.eq("active"), on_conflict=UserSuspended())


def find_team(table: Table, team_id: str) -> Ownership:
    """Return who owns a team, or got what it had; one of which no event has arrived has no owner."""
    return from_item(Ownership, {"team_id": team_id} | (table.get(**team_key(team_id)) or {}))


def note_heir(team_id: str, account_id: str) -> TransactItem:
    """Write that the team is no more, and that this account has what it had."""
    return update(team_key(team_id), set={"heir": account_id})


def hand_over(after: Ownership, before: Ownership) -> TransactItem:
    """Write who owns a team as of a revision; refused with Stale if another owner was written in between."""
    known = Attr("owner_revision")
    unchanged = known.eq(before.owner_revision) if before.owner_revision else known.not_exists()
    owner = {"owner_id": after.owner_id, "owner_revision": after.owner_revision}
    return update(team_key(after.team_id), set=owner, only_if=unchanged, on_conflict=Stale())


def note_owner(team_id: str, owner_id: str) -> TransactItem:
    """Write whose team it was at first, unless a later owner is known."""
    return update(team_key(team_id), set_once={"owner_id": owner_id})


def same_lock(person: Person) -> TransactItem:
    """Refuse with Stale unless the person's money is locked until when it was as loaded, or not at all (I14)."""
    return check(key(person.account_id), _has_same_lock(person), on_conflict=Stale())


def _is_there() -> Condition:
    return Attr("closed").not_exists() | Attr("closed").eq(False)


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
