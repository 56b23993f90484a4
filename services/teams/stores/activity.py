"""The activity log of a team in the table (T10)."""

from collections.abc import Iterator, Mapping
from typing import Any

from kernel import clock, ids
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, delete, present, put, update
from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.domain.team import Team
from services.teams.stores.lists import check_cursor

_BEGINS = "ACTIVITY#"
TEAMLINE = Account(account_id=SYSTEM)


def add_line(
    work: UnitOfWork,
    team_id: str,
    actor: Account,
    action: str,
    subject: Mapping[str, str | None],
    details: Mapping[str, Any] | None = None,
) -> TransactItem:
    """Write who did what to whom and when; for owners and admins also from which address.

    `by_key` is the API key by which they did it, if one was used. A line holds no personal data: people are ids, in
    `details` as references of `domain.log_line`.
    """
    sk = f"ACTIVITY#{ids.new_id('act')}"
    item = {
        "pk": f"TEAM#{team_id}",
        "sk": sk,
        "gsi1pk": _by(team_id, actor.account_id),
        "gsi1sk": sk,
        "gsi2pk": _did(team_id, action),
        "gsi2sk": sk,
        "at": clock.to_text(work.now),
        "by": actor.account_id,
        "action": action,
        "subject": dict(subject),
        "details": dict(details or {}),
        "by_key": (work.context.by_key or None) if actor.account_id == work.context.actor else None,
        "address": (work.context.address or None) if actor.manages and actor.account_id == work.context.actor else None,
    }
    return put(item)


def person_subject(of: Member | Invitation) -> dict[str, str | None]:
    """Return a person as the subject of a line."""
    identity = of.account_id if isinstance(of, Member) else of.invitation_id
    kind = "member" if isinstance(of, Member) else "invitation"
    return {"kind": kind, "id": identity}


def member_subject(account_id: str) -> dict[str, str | None]:
    """Return a member, of whom only the id is known, as the subject of a line."""
    return {"kind": "member", "id": account_id}


def number_subject(its_id: str, phone_number: str) -> dict[str, str | None]:
    """Return a number, or its port-in, as the subject of a line."""
    kind = "port_in" if its_id.startswith("port_") else "number"
    return {"kind": kind, "id": its_id, "phone_number": phone_number or None}


def endpoint_subject(endpoint_id: str, host: str) -> dict[str, str | None]:
    """Return an endpoint for webhooks as the subject of a line."""
    return {"kind": "endpoint", "id": endpoint_id, "name": host}


def key_subject(key_id: str, name: str) -> dict[str, str | None]:
    """Return an API key as the subject of a line."""
    return {"kind": "api_key", "id": key_id, "name": name}


def team_subject(team: Team) -> dict[str, str | None]:
    """Return the team as the subject of a line."""
    return {"kind": "team", "id": team.team_id}


def read_page(
    table: Table, team_id: str, *, limit: int, cursor: str | None, actor: str | None, action: str | None
) -> ItemPage:
    """Return a page of the log, newest first: by the index of the actor if one is asked for, else of the action."""
    pk, index, only = f"TEAM#{team_id}", None, None
    if actor is not None:
        pk, index, only = _by(team_id, actor), "gsi1", Attr("action").eq(action) if action else None
    elif action is not None:
        pk, index = _did(team_id, action), "gsi2"
    check_cursor(cursor, index, pk, _BEGINS)
    return table.query(pk, index=index, begins=_BEGINS, limit=limit, cursor=cursor, newest_first=True, only=only)


def _by(team_id: str, account_id: str) -> str:
    return f"TEAM#{team_id}#BY#{account_id}"


def _did(team_id: str, action: str) -> str:
    return f"TEAM#{team_id}#DID#{action}"


def pages_by(table: Table, team_id: str, account_id: str) -> Iterator[list[Item]]:
    """Yield the lines of what an account did on a team, some at a time."""
    yield from table.query_pages(_by(team_id, account_id), index="gsi1", begins=_BEGINS)


def forget_address(line: Item) -> TransactItem:
    """Erase the network address of a line; raise Stale if it is gone by then."""
    place = {"pk": line["pk"], "sk": line["sk"]}
    return update(place, remove=("address",), only_if=present(), on_conflict=Stale())


def remove_some(table: Table, team_id: str, limit: int) -> list[TransactItem]:
    """Delete some lines of a team's log, then who is in them, then its endpoints; return no items once all are gone."""
    for begins in (_BEGINS, "KNOWN#", "ENDPOINT"):
        page = table.query(f"TEAM#{team_id}", begins=begins, limit=limit)
        if page.items:
            return [delete({"pk": item["pk"], "sk": item["sk"]}) for item in page.items]
    return []
