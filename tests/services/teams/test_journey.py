"""The way from an option in a profile to a person on a team."""

import re

from contracts.teams import InvitationSent, MemberJoined, TeamOccupancyChanged, TeamOpened
from tests.services.teams.stage import ANN, ANNS, BOB, BOBS, Stage
from tests.world import mails, texts


def test_who_wants_to_manage_others_has_a_team(stage: Stage) -> None:
    """The option opens a team of which the account is the owner (I9, T1)."""
    team_id = stage.open_team()
    reply = stage.call("GET /v1/team", ANN)
    assert (reply.status, reply.body["role"], reply.body["owner"]) == (
        200,
        "owner",
        {"user_id": ANN, "name": "Ann Smith"},
    )
    assert reply.body["counts"] == {"people": 1, "active": 1, "suspended": 0, "admins": 0, "invited": 0}
    assert stage.said(TeamOpened) == [{"team_id": team_id, "owner_id": ANN, "name": "Ann Smith's team"}]
    assert stage.said(MemberJoined)[0]["invitation_id"] is None


def test_an_invitation_reaches_phone_and_mailbox(stage: Stage) -> None:
    """Text and mail carry the team's name, the download link, the code, and a link with the code filled in (T3)."""
    stage.open_team()
    reply = stage.invite("(415) 555-0101", email="bob@work.example", name="Bob")
    assert (reply.status, reply.body["status"], reply.body["phone_number"]) == (201, "invited", BOBS)
    assert reply.body["credits"] == {"amount": "0.00", "currency": "USD", "state": "none"}
    code = stage.code(BOBS)
    for message in (texts(BOBS)[-1], mails("bob@work.example")[-1]):
        assert "Ann Smith's team" in message
        assert "https://get.teamline.example" in message
        assert f"teamline://join?code={code}" in message
    rows = stage.call("GET /v1/team/users", ANN).body["items"]
    assert rows[1]["delivery"] == {
        "text": {"state": "sent", "reason": None},
        "email": {"state": "sent", "reason": None},
    }


def test_the_invited_number_joins_with_its_code(stage: Stage) -> None:
    """Preview says what changes, redeeming makes an active member (T6)."""
    team_id = stage.open_team()
    stage.sign_up(BOB)
    stage.invite(BOBS, credits={"amount": "5", "currency": "USD"})
    code = stage.code(BOBS)
    preview = stage.call("POST /v1/transfers/preview", BOB, body={"code": code}).body
    assert (preview["team_name"], preview["owner_name"]) == ("Ann Smith's team", "Ann Smith")
    assert preview["credits"] == {"amount": "5.00", "currency": "USD", "state": "unfunded"}
    assert any("pays for your number plans" in said for said in preview["changes"])
    assert any("see your name" in said for said in preview["changes"])
    joined = stage.redeem(BOB, code.lower().replace("-", " "))
    assert joined.status == 200
    assert joined.body == {
        "team_id": team_id,
        "team_name": "Ann Smith's team",
        "user_id": BOB,
        "status": "active",
    }
    (_, event) = stage.said(MemberJoined)
    assert (event["account_id"], event["credits"]) == (BOB, 5_000_000)


def test_a_second_click_is_no_broken_page(stage: Stage) -> None:
    """Who has joined and opens the link again sees where they are, and joins as the first time (field 23)."""
    stage.open_team()
    stage.join(BOB)
    code = stage.code(BOBS)
    preview = stage.call("POST /v1/transfers/preview", BOB, body={"code": code})
    assert (preview.status, preview.body["changes"]) == (200, ["You are on Ann Smith's team already: nothing changes."])
    assert stage.redeem(BOB, code).body["status"] == "active"


def test_the_list_shows_owner_members_and_invited_in_one_order(stage: Stage) -> None:
    """Who joins keeps the place of the invitation, with the names of the account (T7)."""
    stage.open_team()
    stage.join(BOB)
    stage.invite("+14155550177", name="Zoe")
    rows = stage.call("GET /v1/team/users", ANN).body["items"]
    assert [(row["name"], row["status"], row["role"]) for row in rows] == [
        ("Ann Smith", "active", "owner"),
        ("Bob Jones", "active", "member"),
        ("Zoe", "invited", "member"),
    ]
    assert [row["user_id"] for row in rows] == [ANN, BOB, None]
    assert rows[0]["phone_number"] == ANNS


def test_identity_hears_who_is_on_the_team_and_invited(stage: Stage) -> None:
    """Each change of the others or the open invitations is told, with a growing revision (I9)."""
    stage.open_team()
    stage.join(BOB)
    told = [(e["revision"], e["others"], e["open_invitations"]) for e in stage.said(TeamOccupancyChanged)]
    assert (1, 0, 1) in told
    assert told[-1] == (2, 1, 0)


def test_no_code_ever_stands_in_clear(stage: Stage, capsys) -> None:
    """Neither an item, nor an event, nor a log line carries a transfer code (T4)."""
    stage.open_team()
    stage.join(BOB)
    stage.invite("+14155550177")
    published = "".join(envelope.model_dump_json() for envelope in stage.told)
    seen = stage.everything_stored() + published + "".join(capsys.readouterr())
    for number in (BOBS, "+14155550177"):
        code = stage.code(number)
        for form in (code, code.replace("-", "")):
            assert not re.search(form, seen, re.IGNORECASE)
    assert len(stage.said(InvitationSent)) == 2
