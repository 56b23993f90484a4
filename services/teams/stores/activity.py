"""The activity log of a team in the table (T10)."""

from collections.abc import Mapping
from typing import Any

from kernel import clock, ids
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import TransactItem, delete, put
from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.domain.team import Team
from services.teams.stores.lists import continued

BY_TEAMLINE = Account(account_id=SYSTEM, name="Teamline")


def note(
    work: UnitOfWork,
    team_id: str,
    actor: Account,
    action: str,
    subject: Mapping[str, str | None],
    details: Mapping[str, Any] | None = None,
) -> TransactItem:
    """Who did what to whom, when, and for those who manage the team: from where."""
    item = {
        "pk": f"TEAM#{team_id}",
        "sk": f"ACTIVITY#{ids.new_id('act')}",
        "at": clock.to_text(work.now),
        "actor": {"user_id": actor.account_id, "name": actor.name},
        "by": actor.account_id,
        "action": action,
        "subject": dict(subject),
        "details": dict(details or {}),
        "address": (work.context.address or None) if actor.manages else None,
    }
    return put(item)


def person(of: Member | Invitation) -> dict[str, str | None]:
    """A person as the subject of what was done."""
    identity = of.account_id if isinstance(of, Member) else of.invitation_id
    kind = "member" if isinstance(of, Member) else "invitation"
    return {"kind": kind, "id": identity, "name": of.name, "phone_number": of.phone_number}


def number(its_id: str, phone_number: str) -> dict[str, str | None]:
    """A number, or its transfer from another carrier, as the subject of what was done."""
    kind = "port_in" if its_id.startswith("port_") else "number"
    return {"kind": kind, "id": its_id, "name": None, "phone_number": phone_number or None}


def whole(team: Team) -> dict[str, str | None]:
    """The team as the subject of what was done."""
    return {"kind": "team", "id": team.team_id, "name": team.name}


def read(
    table: Table, team_id: str, *, limit: int, cursor: str | None, actor: str | None, action: str | None
) -> ItemPage:
    """A page of the log, newest first."""
    only: Condition | None = None
    for name, value in (("by", actor), ("action", action)):
        if value is not None:
            wanted = Attr(name).eq(value)
            only = wanted if only is None else only & wanted
    pk, begins = f"TEAM#{team_id}", "ACTIVITY#"
    return table.query(
        pk,
        begins=begins,
        limit=limit,
        cursor=continued(cursor, None, pk, begins),
        newest_first=True,
        only=only,
    )


def forget_some(table: Table, team_id: str, limit: int) -> list[TransactItem]:
    """Take away some lines of a team's log; none once there are none."""
    page = table.query(f"TEAM#{team_id}", begins="ACTIVITY#", limit=limit)
    return [delete({"pk": item["pk"], "sk": item["sk"]}) for item in page.items]
