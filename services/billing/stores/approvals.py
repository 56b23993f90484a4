"""Stores what admins ask owners to approve (T11).

| question | key | index |
|---|---|---|
| what is asked, and how was it decided | APPROVAL#approval / APPROVAL | |
| what was asked on a team, by time | APPROVALS#team / time#approval | gsi1 |
| what is not decided on a team | APPROVALS_PENDING#team / time#approval | gsi2 |
"""

from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new
from kernel.problems import Stale
from services.billing.domain.approval_request import LIFETIME, ApprovalRequest, ApprovalStatus


def key(approval_id: str) -> dict[str, str]:
    """Return the key of a request for approval."""
    return {"pk": f"APPROVAL#{approval_id}", "sk": "APPROVAL"}


def find(table: Table, approval_id: str) -> ApprovalRequest | None:
    """Return the request, or None."""
    item = table.get(**key(approval_id))
    return from_item(ApprovalRequest, item) if item else None


def create(request: ApprovalRequest) -> TransactItem:
    """Write a new request; refuse with Stale if it is there by now."""
    return put_new(_item(request), on_conflict=Stale())


def save(request: ApprovalRequest) -> TransactItem:
    """Write it; refuse with Stale if it was decided since it was read."""
    return put(_item(request), only_if=Attr("version").eq(request.version - 1), on_conflict=Stale())


def list_by_team(table: Table, team_id: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of all that was asked on a team, newest first."""
    return table.query(f"APPROVALS#{team_id}", index="gsi1", limit=limit, cursor=cursor, newest_first=True)


def list_pending(table: Table, team_id: str, now: datetime, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of what waits for the owner, newest first; what has expired is left out."""
    is_open = Attr("created_at").gt(clock.to_text(now - LIFETIME))
    return table.query(
        f"APPROVALS_PENDING#{team_id}", index="gsi2", limit=limit, cursor=cursor, newest_first=True, only=is_open
    )


def _item(request: ApprovalRequest) -> Item:
    place = f"{clock.to_text(request.created_at)}#{request.approval_id}"
    item = key(request.approval_id) | to_item(request) | {"gsi1pk": f"APPROVALS#{request.team_id}", "gsi1sk": place}
    if request.stored is ApprovalStatus.PENDING:
        item |= {"gsi2pk": f"APPROVALS_PENDING#{request.team_id}", "gsi2sk": place}
    return item
