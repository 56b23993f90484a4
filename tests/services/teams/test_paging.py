"""The lists of a team keep their order while one pages, whatever happens to the people on them (E4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.stores import lists, people
from services.teams.stores.lists import Row, RowPage, Wanted
from tests.moto_tables import moto_table

NOW = datetime(2027, 1, 1, tzinfo=UTC)
_KINDS = ("open", "due", "expired", "joined", "suspended")
_STATUS = {"open": "invited", "due": "expired", "expired": "expired", "joined": "active", "suspended": "suspended"}


def write(table: Table, *entries: TransactItem) -> None:
    """Put and delete without conditions; the puts without asking moto, which would take longer than the test."""
    for entry in entries:
        if "Item" in entry.params:
            moto_table(table.name).put_item(entry.params["Item"])
        elif "UpdateExpression" not in entry.params:
            table.client.delete_item(TableName=table.name, Key=entry.params["Key"])


def invited(team_id: str, number: int, kind: str, role: str) -> Invitation:
    """Return an invitation of one batch: all of them were listed at the same moment."""
    return people.with_search_words(
        Invitation(
            team_id=team_id,
            invitation_id=f"inv_{number:03}",
            phone_number=f"+1212{5_550_000 + number}",
            email=f"person{number:03}@example.com",
            name=f"Person {number:03}",
            role=role,  # type: ignore[arg-type]
            credits=0,
            code=f"code{number}",
            invited_by="acc_owner",
            invited_at=NOW,
            sent_at=NOW,
            expires_at=NOW + timedelta(days=-1 if kind in ("due", "expired") else 14),
            status="expired" if kind == "expired" else "open",
        )
    )


def joined(of: Invitation, kind: str) -> Member:
    """Return the member who redeems an invitation; ids and times say nothing of the order of invitations."""
    digit = (7 * int(of.invitation_id[-3:])) % 10
    member = Member(
        team_id=of.team_id,
        account_id=f"acc_{digit}{of.invitation_id}",
        phone_number=of.phone_number,
        name=of.name or "",
        email=of.email,
        role=of.role,
        joined_at=NOW + timedelta(hours=digit),
        listed_at=of.listed_at,
        invitation_id=of.invitation_id,
        status="suspended" if kind == "suspended" else "active",
    )
    return people.with_search_words(member)


def put_row(table: Table, of: Invitation, kind: str) -> Row:
    write(table, *people.add_invitation(of))
    if kind not in ("joined", "suspended"):
        return of
    member = joined(of, kind)
    write(table, *people.join(member, of))
    return member


def read(table: Table, team_id: str, wanted: Wanted, limit: int, cursor: str | None) -> RowPage:
    if wanted.beginnings:
        return lists.find_by_words(table, team_id, wanted, NOW, limit=limit, cursor=cursor)
    if wanted.is_filtered:
        return lists.list_filtered(table, team_id, NOW, wanted, limit=limit, cursor=cursor)
    return lists.list_all(table, team_id, limit=limit, cursor=cursor)


def number_of(row: Row) -> int:
    return int(str(row.invitation_id)[-3:])


_rows = st.lists(st.tuples(st.sampled_from(_KINDS), st.sampled_from(("admin", "member"))), max_size=14)
_wanted = st.builds(
    Wanted,
    st.sampled_from([None, "active", "invited", "suspended", "expired"]),
    st.sampled_from([None, "admin", "member", "owner"]),
    st.sampled_from([(), ("person",), ("person", "00"), ("example",)]),
)
_drawn = st.tuples(_rows, _wanted, st.integers(1, 5))
_slow: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=40, **_slow)
@given(_drawn)
def test_pages_hold_exactly_the_wanted_rows_in_order(table_name: str, drawn: Any) -> None:
    """Whatever the rows, filter and page size: no row is missing or twice, and no page before the end is empty."""
    rows, wanted, limit = drawn
    table, team_id = Table(table_name), f"team_{uuid4().hex}"
    for number, (kind, role) in enumerate(rows):
        put_row(table, invited(team_id, number, kind, role), kind)
    pages: list[list[int]] = []
    cursor = None
    while not pages or cursor:
        page = read(table, team_id, wanted, limit, cursor)
        pages.append([number_of(row) for row in page.items])
        cursor = page.next_cursor
    expected = [
        number
        for number, (kind, role) in enumerate(rows)
        if wanted.status in (None, _STATUS[kind]) and wanted.role in (None, role)
    ]
    found = [number for page in pages for number in page]
    assert found == expected if wanted.beginnings != ("person", "00") else sorted(found) == expected
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1] or len(pages) == 1


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(role="member"), Wanted(beginnings=("person",))])
def test_joins_between_pages_move_no_one(table_name: str, wanted: Wanted) -> None:
    """People of one batch who join, and members who are suspended, keep their places: each is listed once."""
    table, team_id = Table(table_name), "team_1"
    everyone: list[Row] = [put_row(table, invited(team_id, number, "open", "member"), "open") for number in range(12)]
    listed: list[int] = []
    cursor, turn = None, 0
    while turn == 0 or cursor:
        page = read(table, team_id, wanted, 2, cursor)
        listed += [number_of(row) for row in page.items]
        cursor, turn = page.next_cursor, turn + 1
        for at in (turn, (turn + 5) % 12):
            before = everyone[at]
            if isinstance(before, Invitation):
                everyone[at] = member = joined(before, "joined")
                write(table, *people.join(member, before))
            else:
                everyone[at] = replace(before, status="suspended")
                write(table, *people.change(everyone[at], before))
    assert listed == list(range(12))
