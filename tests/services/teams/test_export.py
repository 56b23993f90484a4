"""The users list as a CSV file (T7)."""

import base64
import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.identity import AccountActive, ProfileChanged
from kernel import clock
from services.teams.domain.member import Member
from services.teams.http.users_file import COLUMNS, file_rows
from services.teams.stores import people
from services.teams.use_cases.members import export_users
from tests.services.teams.harness import ANN, BOB, CAT, CATS, Harness

_LIST = "GET /v1/team/users"
_CSV = {"accept": "text/csv"}


def exported(harness: Harness, as_: str = ANN, **query: str) -> tuple[str, dict[str, str]]:
    """Return a file as text, and the headers of the response."""
    reply = harness.call(_LIST, as_, query=query, headers=_CSV)
    assert reply.status == 200, reply
    return base64.b64decode(reply.body).decode(), reply.headers


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_file_has_everyone_in_the_order_of_the_list(team: Harness) -> None:
    """A byte order mark, the columns, members and invitations."""
    team.invite("+14155550171", name="Zoë Müller-Lang", credits={"amount": "2.50"})
    text, headers = exported(team)
    assert text.startswith("\ufeff" + COLUMNS[0])
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["content-disposition"] == 'attachment; filename="users.csv"'
    rows = lines(text)
    assert [row["Name"] for row in rows] == ["Ann Smith", "Bob Jones", "Cat Brown", "Zoë Müller-Lang"]
    assert [row["Status"] for row in rows] == ["active", "active", "active", "invited"]
    assert (rows[3]["Credits promised (USD)"], rows[3]["Joined at"]) == ("2.50", "")
    assert rows[2]["Phone number"] == f"'{CATS}"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_defused(first: str) -> None:
    """A spreadsheet shows the text instead of calculating it; quotes, commas and line breaks stay what they are."""
    now = clock.now()
    member = Member(
        "team_1", "acc_1", "+14155550100", f'{first}cmd|" /C calc"!A0, x\ny', "a@example.com", "member", now, now
    )
    (row,) = csv.reader(io.StringIO(file_rows([member], now).decode(), newline=""))
    assert row[0] == f"'{member.name}"


def test_filters_and_search_are_those_of_the_list(team: Harness) -> None:
    """Status, role and search narrow the file."""
    team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": CAT}, body={"status": "suspended"})
    assert [row["Name"] for row in lines(exported(team, status="suspended")[0])] == ["Cat Brown"]
    assert [row["Name"] for row in lines(exported(team, role="admin")[0])] == ["Bob Jones"]
    assert [row["Name"] for row in lines(exported(team, q="ann")[0])] == ["Ann Smith"]
    assert team.call(_LIST, ANN, query={"role": "king"}, headers=_CSV).status == 422


def test_only_who_may_see_the_list_gets_the_file(team: Harness) -> None:
    """A member's request is refused like that for the list."""
    reply = team.call(_LIST, CAT, headers=_CSV)
    assert (reply.status, reply.body["code"]) == (403, "forbidden")


def test_a_long_file_goes_on_at_its_cursor(team: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parts, one after the other, are the file."""
    whole, _ = exported(team)
    monkeypatch.setattr(export_users, "_ROWS_AT_ONCE", 2)
    monkeypatch.setattr(export_users, "_MOST_ROWS", 2)
    first, headers = exported(team)
    second, last = exported(team, cursor=headers["teamline-next-cursor"])
    assert first + second == whole
    assert "teamline-next-cursor" not in last


def test_the_largest_response_fits_lambda() -> None:
    """A thousand of the largest rows beyond the bound still make less than 6 MB in base64."""
    now = clock.now()
    member = Member("team_1", "acc_1", "+14155550100", "é" * 100, "a" * 242 + "@example.com", "member", now, now)
    member = replace(member, invited_at=now, last_active_at=now)
    part = len(file_rows([member] * 1_000, now))
    assert (export_users._MOST_BYTES + part) * 4 / 3 < 6_000_000


def test_the_list_shows_when_a_member_was_active_last(team: Harness) -> None:
    """The latest time counts, in whatever order the events arrive; a change of the row keeps it."""
    later = clock.now().replace(microsecond=0) + timedelta(days=2)
    team.deliver(
        AccountActive(account_id=BOB, at=later),
        AccountActive(account_id=BOB, at=later - timedelta(days=1)),
        AccountActive(account_id="acc_unknown", at=later),
    )
    changed = {"email_confirmed": True, "time_zone": "UTC", "notices": ["text"]}
    team.deliver(ProfileChanged(account_id=BOB, revision=2, name="Robert Quill", email="rq@example.com", **changed))
    bob = team.call("GET /v1/team/users/{user_id}", ANN, path={"user_id": BOB}).body
    assert (bob["name"], clock.from_text(bob["last_active_at"])) == ("Robert Quill", later)
    assert team.call("GET /v1/team/users/{user_id}", ANN, path={"user_id": CAT}).body["last_active_at"]


def test_a_row_that_is_written_does_not_undo_a_later_activity(team: Harness) -> None:
    """Both are written under what was read, so that one of the two is decided anew."""
    team_id = str(team.call("GET /v1/team", ANN).body["team_id"])
    before = people.read_member(team.table, team_id, CAT)
    assert before
    team.deliver(AccountActive(account_id=CAT, at=clock.now() + timedelta(days=1)))
    with pytest.raises(people.Stale):
        team.table.commit(people.change(before.with_changes(role="admin"), before))
