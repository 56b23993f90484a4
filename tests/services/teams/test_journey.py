"""The whole way from the option in a profile to a person on a team."""

import re

from contracts.teams import InvitationSent, MemberJoined, TeamOccupancyChanged, TeamOpened
from tests.in_process import mails, texts
from tests.services.teams.harness import ANN, ANNS, BOB, BOBS, Harness


def test_the_option_opens_a_team(harness: Harness) -> None:
    """The option opens a team that the account owns (I9, T1)."""
    team_id = harness.open_team()
    reply = harness.call("GET /v1/team", ANN)
    assert (reply.status, reply.body["role"], reply.body["owner"]) == (
        200,
        "owner",
        {"user_id": ANN, "name": "Ann Smith"},
    )
    assert reply.body["counts"] == {"people": 1, "active": 1, "suspended": 0, "admins": 0, "invited": 0}
    assert harness.published_data(TeamOpened) == [{"team_id": team_id, "owner_id": ANN, "name": "Ann Smith's team"}]
    assert harness.published_data(MemberJoined)[0]["invitation_id"] is None


def test_an_invitation_reaches_phone_and_mailbox(harness: Harness) -> None:
    """Text and mail have the team's name, the code, and a page of ours that leads to the app with the code (T3)."""
    harness.open_team()
    reply = harness.invite("(415) 555-0101", email="bob@work.example", name="Bob")
    assert (reply.status, reply.body["status"], reply.body["phone_number"]) == (201, "invited", BOBS)
    assert reply.body["credits"] == {"amount": "0.00", "currency": "USD", "state": "none"}
    code = harness.code(BOBS)
    for message in (texts(BOBS)[-1], mails("bob@work.example")[-1]):
        assert "Ann Smith's team" in message
        assert f"https://portal.teamline.example/join#code={code}" in message
    links = harness.call("GET /v1/app-links", None).body
    assert links == {"download": "https://get.teamline.example", "open": "teamline://join"}
    rows = harness.call("GET /v1/team/users", ANN).body["items"]
    assert rows[1]["delivery"] == {
        "text": {"state": "sent", "reason": None},
        "email": {"state": "sent", "reason": None},
    }


def test_the_invited_number_joins_with_its_code(harness: Harness) -> None:
    """The preview says what changes, redeeming makes an active member (T6)."""
    team_id = harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS, credits={"amount": "5", "currency": "USD"})
    code = harness.code(BOBS)
    preview = harness.call("POST /v1/transfers/preview", BOB, body={"code": code}).body
    assert (preview["team_name"], preview["owner_name"]) == ("Ann Smith's team", "Ann Smith")
    assert preview["credits"] == {"amount": "5.00", "currency": "USD", "state": "unfunded"}
    assert any("pays for your number plans" in said for said in preview["changes"])
    assert any("see your name" in said for said in preview["changes"])
    joined = harness.redeem(BOB, code.lower().replace("-", " "))
    assert joined.status == 200
    assert joined.body == {
        "team_id": team_id,
        "team_name": "Ann Smith's team",
        "user_id": BOB,
        "status": "active",
    }
    (_, event) = harness.published_data(MemberJoined)
    assert (event["account_id"], event["credits"]) == (BOB, 5_000_000)


def test_a_second_click_is_no_broken_page(harness: Harness) -> None:
    """A member who opens the link again sees the team, and joins as the first time (field 23)."""
    harness.open_team()
    harness.join(BOB)
    code = harness.code(BOBS)
    preview = harness.call("POST /v1/transfers/preview", BOB, body={"code": code})
    assert (preview.status, preview.body["changes"]) == (200, ["You're already on Ann Smith's team. Nothing changes."])
    assert harness.redeem(BOB, code).body["status"] == "active"


def test_the_list_shows_owner_members_and_invited_in_one_order(harness: Harness) -> None:
    """A person who joins keeps the place of the invitation, with the account's name (T7)."""
    harness.open_team()
    harness.join(BOB)
    harness.invite("+14155550177", name="Zoe")
    rows = harness.call("GET /v1/team/users", ANN).body["items"]
    assert [(row["name"], row["status"], row["role"]) for row in rows] == [
        ("Ann Smith", "active", "owner"),
        ("Bob Jones", "active", "member"),
        ("Zoe", "invited", "member"),
    ]
    assert [row["user_id"] for row in rows] == [ANN, BOB, None]
    assert rows[0]["phone_number"] == ANNS


def test_occupancy_is_published(harness: Harness) -> None:
    """Each change of members or open invitations is published, with a growing revision (I9)."""
    harness.open_team()
    harness.join(BOB)
    told = [(e["revision"], e["others"], e["open_invitations"]) for e in harness.published_data(TeamOccupancyChanged)]
    assert (1, 0, 1) in told
    assert told[-1] == (2, 1, 0)


def test_no_code_is_stored_or_logged_in_plain_text(harness: Harness, capsys) -> None:
    """No item, event or log line contains a transfer code (T4)."""
    harness.open_team()
    harness.join(BOB)
    harness.invite("+14155550177")
    published = "".join(envelope.model_dump_json() for envelope in harness.published)
    seen = harness.stored_text() + published + "".join(capsys.readouterr())
    for number in (BOBS, "+14155550177"):
        code = harness.code(number)
        for form in (code, code.replace("-", "")):
            assert not re.search(form, seen, re.IGNORECASE)
    assert len(harness.published_data(InvitationSent)) == 2
