"""Every refusal of api.md, by its name, and that it changes nothing."""

from typing import Any

import pytest

from contracts.identity import AccountClosed
from tests.services.teams.stage import ANN, BOB, BOBS, CAT, CATS, DAN, Stage


def codes_of(reply: Any) -> tuple[int, str]:
    return reply.status, reply.body["code"]


def test_who_is_on_no_team_is_told_so(stage: Stage) -> None:
    """Without a team every route about it answers 404 `no_team`."""
    stage.sign_up(BOB)
    for key in ("GET /v1/team", "GET /v1/team/users", "GET /v1/team/activity", "POST /v1/team/leave"):
        assert codes_of(stage.call(key, BOB)) == (404, "no_team")
    assert codes_of(stage.call("GET /v1/team", "acc_unheard_of")) == (404, "no_team")


def test_a_member_is_not_invited_again(stage: Stage) -> None:
    """A number that is on the team is refused, and so is one's own (T2)."""
    stage.open_team()
    stage.join(BOB)
    before = stage.items()
    assert codes_of(stage.invite(BOBS)) == (409, "already_on_team")
    assert codes_of(stage.invite("+14155550100")) == (409, "already_on_team")
    assert stage.items() == before


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"phone_number": "12"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "+1 800 555 0199"}, "phone_number", "number_not_accepted"),
        ({"phone_number": "+44 7640 123456"}, "phone_number", "number_not_accepted"),
        ({"phone_number": "+33612345678"}, "phone_number", "country_not_served"),
        ({"email": "nobody"}, "email", "string_pattern_mismatch"),
        ({"role": "owner"}, "role", "literal_error"),
        ({"name": "a\nb"}, "name", "string_pattern_mismatch"),
        ({"credits": {"amount": "-1"}}, "credits.amount", "invalid_amount"),
        ({"surprise": 1}, "surprise", "extra_forbidden"),
    ],
)
def test_a_bad_invitation_names_the_field(stage: Stage, given: dict[str, Any], field: str, code: str) -> None:
    """What is not acceptable is named with its field, and nothing changes (E3)."""
    stage.open_team()
    before = stage.items()
    reply = stage.invite(**({"number": given.pop("phone_number", BOBS)} | given))
    assert reply.status == 422
    assert [(fault["field"], fault["code"]) for fault in reply.body["errors"]] == [(field, code)]
    assert stage.items() == before


def test_phone_and_email_are_both_needed(stage: Stage) -> None:
    """An invitation without either names both (T2)."""
    stage.open_team()
    reply = stage.call("POST /v1/team/invitations", ANN, body={})
    assert {fault["field"] for fault in reply.body["errors"]} == {"phone_number", "email"}


def test_an_unknown_code(stage: Stage) -> None:
    """A code that there is not, or that cannot be one, is 404 `unknown_code`."""
    stage.sign_up(BOB)
    for code in ("00000-00000", "short", "UUUUU-UUUUU"):
        assert codes_of(stage.redeem(BOB, code)) == (404, "unknown_code")


def test_a_code_for_another_number(stage: Stage) -> None:
    """Only the invited Login ID may use a code (T6)."""
    stage.open_team()
    stage.sign_up(CAT)
    stage.invite(BOBS)
    assert codes_of(stage.redeem(CAT, stage.code(BOBS))) == (403, "code_for_another_number")
    preview = stage.call("POST /v1/transfers/preview", CAT, body={"code": stage.code(BOBS)})
    assert codes_of(preview) == (403, "code_for_another_number")


def test_who_is_on_a_team_cannot_join_another(stage: Stage) -> None:
    """The inviter gets no hint that the invitee is on another team; the invitee hears it (T1, E3)."""
    stage.open_team(ANN)
    stage.open_team(DAN)
    stage.join(BOB, ANN)
    assert stage.invite(BOBS, DAN).status == 201
    assert codes_of(stage.redeem(BOB, stage.code(BOBS))) == (409, "already_on_a_team")


def test_an_owner_hears_how_to_get_free(stage: Stage) -> None:
    """Who has an empty team of their own is told what to do before they can join another (T1)."""
    stage.open_team(ANN)
    stage.open_team(BOB)
    stage.invite(BOBS, ANN)
    reply = stage.redeem(BOB, stage.code(BOBS))
    assert codes_of(reply) == (409, "already_on_a_team")
    assert "Manage other users in this account" in reply.body["detail"]


def test_a_superseded_code_is_dead(stage: Stage) -> None:
    """Sending again makes a new code and kills the old one (T4)."""
    stage.open_team()
    stage.sign_up(BOB)
    first = stage.invite(BOBS).body
    old = stage.code(BOBS)
    again = stage.call("POST /v1/team/invitations/{id}/resend", ANN, path={"id": first["invitation_id"]})
    assert (again.status, again.body["invitation_id"]) == (200, first["invitation_id"])
    assert codes_of(stage.redeem(BOB, old)) == (404, "unknown_code")
    assert stage.redeem(BOB, stage.code(BOBS)).status == 200


def test_a_revoked_code_is_dead(stage: Stage) -> None:
    """An invitation that was taken back opens nothing, and cannot be taken back twice (T5)."""
    stage.open_team()
    stage.sign_up(BOB)
    made = {"id": stage.invite(BOBS).body["invitation_id"]}
    assert stage.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 204
    assert codes_of(stage.redeem(BOB, stage.code(BOBS))) == (404, "unknown_code")
    assert stage.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 404
    assert stage.call("POST /v1/team/invitations/{id}/resend", ANN, path=made).status == 404
    assert stage.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_too_many_wrong_codes(stage: Stage) -> None:
    """After ten wrong codes an account waits, even with the right one; others do not (T4)."""
    stage.open_team()
    stage.sign_up(BOB, CAT)
    stage.invite(BOBS)
    stage.invite(CATS)
    for _ in range(10):
        assert codes_of(stage.redeem(BOB, "00000-00000")) == (404, "unknown_code")
    for key in ("POST /v1/transfers", "POST /v1/transfers/preview"):
        reply = stage.call(key, BOB, body={"code": stage.code(BOBS)})
        assert codes_of(reply) == (429, "too_many_wrong_codes")
        assert 3500 < int(reply.headers["retry-after"]) <= 3600
    assert stage.redeem(CAT, stage.code(CATS)).status == 200


def test_an_account_that_we_do_not_know_yet_comes_again(stage: Stage) -> None:
    """Right after sign-up the account may not have arrived here: that is no wrong code."""
    assert codes_of(stage.redeem("acc_new", "00000-00000")) == (404, "account_not_ready")


def test_a_closed_account_opens_nothing(stage: Stage) -> None:
    """A token that outlives its account is of no use here (I10)."""
    stage.open_team()
    stage.sign_up(BOB)
    stage.invite(BOBS)
    stage.happens(AccountClosed(account_id=BOB))
    assert codes_of(stage.redeem(BOB, stage.code(BOBS))) == (404, "account_not_ready")
