"""The activity log: who did what, when, and from where (T10)."""

from typing import Any

from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness

_LOG = "GET /v1/team/activity"
_USER = "/v1/team/users/{user_id}"


def log(harness: Harness, as_: str = ANN, **query: str) -> list[dict[str, Any]]:
    return list(harness.call(_LOG, as_, query=query | {"limit": "100"}).body["items"])


def test_everything_an_owner_or_admin_does_is_in_the_log(team: Harness) -> None:
    """Each action writes a line, newest first, with actor, subject and address (T10)."""
    cat: dict[str, Any] = {"path": {"user_id": CAT}}
    made = {"id": team.invite("+14155550177", as_=BOB, name="Zoe").body["invitation_id"]}
    team.call("POST /v1/team/invitations/{id}/resend", ANN, path=made, address="198.51.100.9")
    team.call("DELETE /v1/team/invitations/{id}", ANN, path=made)
    team.call(f"PATCH {_USER}", ANN, body={"role": "admin"}, **cat)
    team.call(f"PATCH {_USER}", ANN, body={"status": "suspended"}, **cat)
    team.call(f"PATCH {_USER}", ANN, body={"status": "active"}, **cat)
    team.call("PATCH /v1/team", ANN, body={"name": "Smiths"})
    team.call(f"DELETE {_USER}", ANN, query={"numbers": "hand_over"}, **cat)
    team.call("POST /v1/team/owner", ANN, body={"user_id": BOB})
    team.call("POST /v1/team/leave", ANN)
    lines = log(team, BOB)
    assert [line["action"] for line in lines] == [
        "member_left",
        "team_handed_over",
        "member_removed",
        "team_renamed",
        "member_restored",
        "member_suspended",
        "role_changed",
        "invitation_revoked",
        "invitation_sent_again",
        "invitation_sent",
        "member_joined",
        "invitation_sent",
        "member_joined",
        "invitation_sent",
        "team_opened",
    ]
    assert lines[9]["actor"] == {"user_id": BOB, "name": "Bob Jones"}
    assert (lines[9]["subject"]["name"], lines[9]["subject"]["phone_number"]) == ("Zoe", "+14155550177")
    assert lines[8]["address"] == "198.51.100.9"
    assert lines[6]["details"] == {"from": "member", "to": "admin"}
    assert lines[3]["details"] == {"from": "Ann Smith's team", "to": "Smiths"}
    assert lines[2]["details"] == {"numbers": "hand_over"}


def test_only_managers_have_an_address_in_the_log(team: Harness) -> None:
    """A member's address is private: joining and leaving show only actor and time (T10)."""
    team.call("POST /v1/team/leave", CAT)
    assert [line["address"] for line in log(team) if line["actor"]["user_id"] == CAT] == [None, None]


def test_the_log_is_read_by_pages_and_filters(team: Harness) -> None:
    """The log is filtered by actor, including `me`, and by action, page after page (T10, E4)."""
    assert {line["actor"]["user_id"] for line in log(team, actor="me")} == {ANN}
    assert {line["action"] for line in log(team, action="member_joined")} == {"member_joined"}
    assert log(team, actor=BOB, action="invitation_sent") == []
    whole, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        reply = team.call(_LOG, ANN, query={"limit": "2"} | ({"cursor": cursor} if cursor else {})).body
        whole, cursor, pages = [*whole, *reply["items"]], reply["next_cursor"], pages + 1
    assert whole == log(team)


def test_another_teams_log_is_not_shown(team: Harness) -> None:
    """A log and its cursors belong to one team (E3)."""
    cursor = team.call(_LOG, ANN, query={"limit": "1"}).body["next_cursor"]
    assert team.call(_LOG, DAN, query={"cursor": cursor}).status == 422
    assert {line["actor"]["user_id"] for line in log(team, DAN)} == {DAN}


def test_a_refused_action_leaves_no_line(team: Harness) -> None:
    """The line is written with the change, or not at all."""
    before = log(team)
    team.invite("+14155550101")
    team.call(f"PATCH {_USER}", BOB, path={"user_id": ANN}, body={"role": "member"})
    assert log(team) == before
