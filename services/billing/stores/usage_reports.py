"""Stores which teams get usage reports by mail, and which reports were sent.

| question | key | index |
|---|---|---|
| what has the owner of a team chosen, when is the next one due | TEAM#team / USAGE_REPORT | |
| which are due by an instant (sweep) | USAGE_REPORTS#shard / instant#team | gsi2 |
| was this report sent, or is it being sent | TEAM#team / USAGE_REPORT#rhythm#last day | |
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, update
from kernel.problems import Stale
from services.billing.domain.usage_report import Rhythm, UsageReports
from services.billing.stores import people

SENDS = timedelta(seconds=60)  # in which a mail is sent, with its file or without: then another delivery may try
_KEPT = timedelta(days=400)


def key(team_id: str) -> dict[str, str]:
    """Return the key of what a team's owner has chosen."""
    return {"pk": f"TEAM#{team_id}", "sk": "USAGE_REPORT"}


def find(table: Table, team_id: str) -> UsageReports:
    """Return what a team's owner has chosen; off if nothing."""
    return loaded(team_id, table.get(**key(team_id)))


def loaded(team_id: str, item: Item | None) -> UsageReports:
    """Return what was chosen, of an item that was read together with others."""
    return from_item(UsageReports, item) if item else UsageReports(team_id)


def save(after: UsageReports, before: UsageReports) -> TransactItem:
    """Write it as decided from `before`; refuse with Stale if it changed since, by its owner or as one was started."""
    listed: Item = {}
    if after.due_at:
        shard = f"{people.shard_of(after.team_id):02}"
        listed = {"gsi2pk": f"USAGE_REPORTS#{shard}", "gsi2sk": f"{clock.to_text(after.due_at)}#{after.team_id}"}
    item = key(after.team_id) | to_item(after) | listed
    return put(item, only_if=_as_loaded(before), on_conflict=Stale())


def remove(known: UsageReports) -> TransactItem:
    """Delete what was chosen, as the team is dissolved; refuse with Stale if it changed since."""
    return delete(key(known.team_id), only_if=_as_loaded(known), on_conflict=Stale())


def list_due(table: Table, shard: int, by: datetime, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
    """Return some teams of a shard with a report that is due by an instant, and the cursor of the next ones.

    The index may be behind the table: what is due is read again by its key.
    """
    pk = f"USAGE_REPORTS#{shard:02}"
    page = table.query(pk, index="gsi2", up_to=f"{clock.to_text(by)}~", limit=limit, cursor=cursor)
    return [item["team_id"] for item in page.items], page.next_cursor


def find_many(table: Table, team_ids: Iterable[str]) -> list[UsageReports]:
    """Return what the owners of up to 100 teams have chosen, in one read; none of who has chosen nothing."""
    found = table.get_each(map(key, team_ids))
    return [from_item(UsageReports, item) for item in found if item]


def still_wanted(team_id: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if a team's owner wants no report any more."""
    return check(key(team_id), Attr("every").ne("off"), on_conflict=Stale())


def is_sent(table: Table, team_id: str, every: Rhythm, last: date) -> bool:
    """Return whether the report of a week or month was sent."""
    item = table.get(**_sent_key(team_id, every, last))
    return item is not None and "sent_at" in item


def begin(team_id: str, every: Rhythm, last: date, now: datetime) -> TransactItem:
    """Note that the report is being sent; refuse with Stale if it was sent, or another delivery is at it."""
    not_sent = Attr("sent_at").not_exists() & (Attr("begun_at").lt(clock.to_text(now - SENDS)))
    kept = {"begun_at": clock.to_text(now), "ttl": clock.to_epoch(now + _KEPT)}
    return update(_sent_key(team_id, every, last), set=kept, only_if=absent() | not_sent, on_conflict=Stale())


def note_sent(team_id: str, every: Rhythm, last: date, now: datetime) -> TransactItem:
    """Note that the report was sent."""
    return update(_sent_key(team_id, every, last), set={"sent_at": clock.to_text(now)})


def _sent_key(team_id: str, every: Rhythm, last: date) -> dict[str, str]:
    return {"pk": f"TEAM#{team_id}", "sk": f"USAGE_REPORT#{every}#{last}"}


def _as_loaded(known: UsageReports) -> Condition:
    if not known.version:
        return absent()
    due = Attr("due_at")
    same_due = due.eq(clock.to_text(known.due_at)) if known.due_at else due.not_exists()
    return Attr("version").eq(known.version) & same_due
