"""Members, owners and former owners are notified of what happens on a team, by the channels they chose (T12, E1)."""

from datetime import timedelta
from typing import get_args

import pytest

from contracts.identity import AccountClosed, LineRefused, ProfileChanged
from contracts.teams import TeamNoticeDue
from kernel import clock
from kernel.dynamodb.notice_brake import MOST_AN_HOUR
from services.teams.domain.deputy import Deputy
from services.teams.domain.notices import NOTICES, OF_DEPUTIES
from services.teams.stores import deputies
from tests.in_process import mails, texts
from tests.services.teams.harness import ANN, ANNS, BOB, BOBS, CAT, CATS, PEOPLE, Harness
from tests.services.teams.test_expiry import Clock, sweep, time  # noqa: F401 (a fixture)
from tests.spanish import assert_spanish

_SENT = [kind for kind in NOTICES if kind != "invited"]  # that is the invitation, see test_delivery


def choose(harness: Harness, account: str, *channels: str, language: str = "en", revision: int = 100) -> None:
    """Have a person choose these channels; everyone has a mailbox of their own in each test."""
    name, _ = PEOPLE[account]
    email = f"{account}-{id(harness)}@example.com"
    harness.deliver(
        ProfileChanged(
            account_id=account,
            revision=revision,
            name=name,
            email=email,
            email_confirmed=True,
            time_zone="UTC",
            notices=list(channels),  # type: ignore[arg-type]
            language=language,  # type: ignore[arg-type]
        )
    )


@pytest.fixture
def chosen(harness: Harness) -> Harness:
    """Return Ann's team with Bob and Cat; Ann and Bob chose texts, and Cat nothing."""
    harness.open_team(ANN)
    harness.join(BOB)
    harness.join(CAT)
    choose(harness, ANN, "text")
    choose(harness, BOB, "text", "email")
    choose(harness, CAT)
    return harness


def newest(number: str) -> str:
    return texts(number)[-1]


def test_each_notice_of_the_table_can_be_requested() -> None:
    """The event names exactly the kinds that the table has words for."""
    assert list(get_args(TeamNoticeDue.model_fields["kind"].annotation)) == _SENT


@pytest.mark.parametrize("kind", _SENT)
def test_each_notice_is_sent(chosen: Harness, kind: str) -> None:
    """Each goes out by text and mail, in whole words, to the person that the table names."""
    number, before = (ANNS, len(texts(ANNS))) if NOTICES[kind].to == "the owner" else (BOBS, len(texts(BOBS)))
    have_sent(chosen, kind)
    assert len(texts(number)) == before + 1
    assert newest(number).startswith("Teamline: ")
    assert not set("{}") & set(newest(number))
    assert "Ann Smith's team" in newest(number)
    if number == BOBS:
        (mail,) = mails(f"{BOB}-{id(chosen)}@example.com")
        assert mail


@pytest.mark.parametrize("kind", _SENT)
def test_each_notice_is_sent_in_spanish(chosen: Harness, kind: str) -> None:
    """Who chose Spanish gets every word of it in Spanish; the name of a team or person stays."""
    choose(chosen, ANN, "text", language="es", revision=101)
    choose(chosen, BOB, "text", "email", language="es", revision=101)
    number = ANNS if NOTICES[kind].to == "the owner" else BOBS
    have_sent(chosen, kind)
    assert_spanish(newest(number).replace("Ann Smith's team", ""))
    if number == BOBS:
        assert_spanish(mails(f"{BOB}-{id(chosen)}@example.com")[-1].replace("Ann Smith's team", ""))


def have_sent(chosen: Harness, kind: str) -> None:
    """Have a notice sent: to Ann, who owns the team, or to Bob."""
    team_id = chosen.call("GET /v1/team", ANN).body["team_id"]
    about = {"account_id": BOB, "other_id": CAT if kind == "handed_over" else "", "numbers": "keep"}
    if kind in OF_DEPUTIES:
        chosen.table.commit([deputies.add(Deputy("dep_1", team_id, ANN, BOB, "kim", clock.now()))])
    if kind in ("invitation_expired", "cannot_sign_up"):
        chosen.invite("+14155550142", name="Zoë")
        about = {"invitation_id": chosen.call("GET /v1/team/users", ANN).body["items"][-1]["invitation_id"]}
        chosen.table.client.update_item(
            TableName=chosen.table.name,
            Key={"pk": {"S": f"TEAM#{team_id}"}, "sk": {"S": f"INV#{about['invitation_id']}"}},
            UpdateExpression="SET #s = :s",
            ExpressionAttributeNames={"#s": "status"},
            ExpressionAttributeValues={":s": {"S": "expired"}},
        )
        about["phone_number"] = "+14155550142"
    chosen.deliver(TeamNoticeDue.model_validate({"team_id": team_id, "kind": kind, **about}))


def test_a_persons_whole_time_on_a_team(chosen: Harness) -> None:
    """Each change reaches the person once; who chose no channel gets nothing."""
    bob, cat = {"user_id": BOB}, {"user_id": CAT}
    before = len(texts(CATS))
    for body, words in (
        ({"role": "admin"}, "You're an admin of"),
        ({"role": "member"}, "You're no longer an admin"),
        ({"status": "suspended"}, "is suspended"),
        ({"status": "active"}, "is restored"),
    ):
        assert chosen.call("PATCH /v1/team/users/{user_id}", ANN, path=bob, body=body).status == 200
        assert chosen.call("PATCH /v1/team/users/{user_id}", ANN, path=cat, body=body).status == 200
        assert words in newest(BOBS)
    assert chosen.call("DELETE /v1/team/users/{user_id}", ANN, path=bob, query={"numbers": "hand_over"}).status == 204
    assert "You've been removed from Ann Smith's team." in newest(BOBS)
    assert "become yours" in newest(BOBS)
    assert len(mails(f"{BOB}-{id(chosen)}@example.com")) == 5
    assert len(texts(CATS)) == before


def test_joining_and_leaving(chosen: Harness) -> None:
    """The owner is notified of who joins and leaves, and the new member of the team."""
    assert chosen.call("POST /v1/team/leave", BOB).status == 204
    assert newest(ANNS).startswith("Teamline: Bob Jones has left Ann Smith's team.")
    assert chosen.invite(BOBS).status == 201
    assert chosen.redeem(BOB, chosen.code(BOBS)).status == 200
    assert "You've joined Ann Smith's team" in newest(BOBS)
    assert "Bob Jones has joined" in newest(ANNS)
    chosen.deliver(AccountClosed(account_id=BOB))
    assert "A member of Ann Smith's team has closed their account" in newest(ANNS)


def test_a_hand_over(chosen: Harness) -> None:
    """Both parties are notified, once each, of the hand-over and not of their roles."""
    counts = len(texts(ANNS)), len(texts(BOBS))
    assert chosen.call("POST /v1/team/owner", ANN, body={"user_id": BOB}).status == 200
    assert (len(texts(ANNS)), len(texts(BOBS))) == (counts[0] + 1, counts[1] + 1)
    assert "Bob Jones owns Ann Smith's team now" in newest(ANNS)
    assert "your PayPal wallet pays" in newest(BOBS)


def test_dissolving(chosen: Harness) -> None:
    """The members learn that the team is gone."""
    assert chosen.call("DELETE /v1/team", ANN, query={"numbers": "hand_over"}).status == 204
    assert "Ann Smith's team was dissolved" in newest(BOBS)


def test_an_invitation_that_expired(chosen: Harness, time: Clock) -> None:  # noqa: F811
    """The owner learns whose; not of one that was replaced by a newer one."""
    chosen.invite("+14155550142", name="Zoë")
    chosen.invite("+14155550143")
    time.ahead = timedelta(days=14, minutes=1)
    chosen.invite("+14155550143")
    sweep(chosen)
    chosen.settle()
    said = [text for text in texts(ANNS) if "has expired" in text]
    assert len(said) == 1
    assert "The invitation of Zoë" in said[0]


def test_a_line_that_cannot_sign_up(chosen: Harness) -> None:
    """Each team with an open invitation of this number learns it once; a stranger's number is of no interest."""
    chosen.invite("+14155550142", name="Zoë")
    for _ in range(2):
        chosen.deliver(LineRefused(phone_number="+14155550142", line="virtual"))
    chosen.deliver(LineRefused(phone_number="+14155550149", line="virtual"))
    said = [text for text in texts(ANNS) if "can't sign up" in text]
    assert len(said) == 1
    assert said[0].startswith("Teamline: Zoë, whom Ann Smith's team has invited, tried to sign up with +14155550142.")


def test_a_revoked_invitation_is_of_no_interest(chosen: Harness) -> None:
    """No notice is sent about an invitation that is gone."""
    made = {"id": chosen.invite("+14155550142").body["invitation_id"]}
    chosen.call("DELETE /v1/team/invitations/{id}", ANN, path=made)
    before = len(texts(ANNS))
    chosen.deliver(LineRefused(phone_number="+14155550142", line="virtual"))
    assert len(texts(ANNS)) == before


def test_no_one_is_flooded_by_what_is_done_and_undone(chosen: Harness) -> None:
    """A member who is suspended and restored over and over is sent each notice five times an hour, and others still."""
    before = len(texts(BOBS))
    for _ in range(8):
        for status in ("suspended", "active"):
            assert chosen.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": BOB}, body={"status": status})
    assert len(texts(BOBS)) - before == 2 * MOST_AN_HOUR
    chosen.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": BOB}, body={"role": "admin"})
    assert "You're an admin" in newest(BOBS)
