"""Every refusal of api.md has its code and changes nothing."""

from typing import Any

import pytest

from contracts.identity import AccountClosed
from tests.in_process import texts
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, CATS, DAN, Harness


def codes_of(reply: Any) -> tuple[int, str]:
    return reply.status, reply.body["code"]


def test_callers_without_a_team_get_no_team(harness: Harness) -> None:
    """Without a team every route about it answers 404 `no_team`."""
    harness.sign_up(BOB)
    for key in ("GET /v1/team", "GET /v1/team/users", "GET /v1/team/activity", "POST /v1/team/leave"):
        assert codes_of(harness.call(key, BOB)) == (404, "no_team")
    assert codes_of(harness.call("GET /v1/team", "acc_unheard_of")) == (404, "no_team")


def test_a_member_is_not_invited_again(harness: Harness) -> None:
    """A number that is on the team is refused, and so is the caller's own (T2)."""
    harness.open_team()
    harness.join(BOB)
    before = harness.items()
    assert codes_of(harness.invite(BOBS)) == (409, "already_on_team")
    assert codes_of(harness.invite("+14155550100")) == (409, "already_on_team")
    assert harness.items() == before


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"phone_number": "12"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "+1 800 555 0199"}, "phone_number", "number_not_accepted"),
        ({"phone_number": "+44 7640 123456"}, "phone_number", "number_not_accepted"),
        ({"phone_number": "+49 30 123456 abc"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "+18094441234"}, "phone_number", "country_not_served"),
        ({"email": "ann..smith@example.com"}, "email", "invalid_email"),
        ({"phone_number": "+33612345678"}, "phone_number", "country_not_served"),
        ({"email": "nobody"}, "email", "invalid_email"),
        ({"role": "owner"}, "role", "not_a_choice"),
        ({"name": "a\nb"}, "name", "name_invisible"),
        ({"credits": {"amount": "-1"}}, "credits.amount", "invalid_amount"),
        ({"surprise": 1}, "surprise", "unknown_field"),
    ],
)
def test_a_bad_invitation_names_the_field(harness: Harness, given: dict[str, Any], field: str, code: str) -> None:
    """An invalid field is named, and nothing changes (E3)."""
    harness.open_team()
    before = harness.items()
    reply = harness.invite(**({"number": given.pop("phone_number", BOBS)} | given))
    assert reply.status == 422
    assert [(fault["field"], fault["code"]) for fault in reply.body["errors"]] == [(field, code)]
    assert harness.items() == before


def test_phone_and_email_are_both_needed(harness: Harness) -> None:
    """An invitation without either names both (T2)."""
    harness.open_team()
    reply = harness.call("POST /v1/team/invitations", ANN, body={})
    assert {fault["field"] for fault in reply.body["errors"]} == {"phone_number", "email"}


def test_an_unknown_code(harness: Harness) -> None:
    """An unknown code is 404 `unknown_code`; what cannot be a code is 422 and costs no try."""
    harness.sign_up(BOB)
    assert codes_of(harness.redeem(BOB, "00000-00000")) == (404, "unknown_code")
    for code in ("short", "UUUUU-UUUUU", "Hello"):
        for _ in range(12):
            assert codes_of(harness.redeem(BOB, code)) == (422, "not_a_code")
    assert codes_of(harness.redeem(BOB, "00000-00000")) == (404, "unknown_code")


def test_a_code_for_another_number(harness: Harness) -> None:
    """Only the invited Login ID can use a code (T6)."""
    harness.open_team()
    harness.sign_up(CAT)
    harness.invite(BOBS)
    assert codes_of(harness.redeem(CAT, harness.code(BOBS))) == (403, "code_for_another_number")
    preview = harness.call("POST /v1/transfers/preview", CAT, body={"code": harness.code(BOBS)})
    assert codes_of(preview) == (403, "code_for_another_number")


def test_a_member_cannot_join_another_team(harness: Harness) -> None:
    """The inviter gets no hint that the invitee is on another team; the invitee does (T1, E3)."""
    harness.open_team(ANN)
    harness.open_team(DAN)
    harness.join(BOB, ANN)
    assert harness.invite(BOBS, DAN).status == 201
    assert codes_of(harness.redeem(BOB, harness.code(BOBS))) == (409, "already_on_a_team")


def test_an_owner_learns_how_to_join_another_team(harness: Harness) -> None:
    """The owner of an empty team learns what to do before joining another (T1)."""
    harness.open_team(ANN)
    harness.open_team(BOB)
    harness.invite(BOBS, ANN)
    reply = harness.redeem(BOB, harness.code(BOBS))
    assert codes_of(reply) == (409, "already_on_a_team")
    assert "Manage other users in this account" in reply.body["detail"]


def test_a_superseded_code_is_refused(harness: Harness) -> None:
    """Resending makes a new code and invalidates the old one (T4)."""
    harness.open_team()
    harness.sign_up(BOB)
    first = harness.invite(BOBS).body
    old = harness.code(BOBS)
    again = harness.call("POST /v1/team/invitations/{id}/resend", ANN, path={"id": first["invitation_id"]})
    assert (again.status, again.body["invitation_id"]) == (200, first["invitation_id"])
    for _ in range(12):
        assert codes_of(harness.redeem(BOB, old)) == (410, "code_replaced")
    assert harness.redeem(BOB, harness.code(BOBS)).status == 200
    assert harness.redeem(BOB, old).status == 200


def test_a_superseded_code_says_nothing_to_strangers(harness: Harness) -> None:
    """To the account of another number an older code is unknown; revoked, it is unknown to the invited too."""
    harness.open_team()
    harness.sign_up(BOB, CAT)
    made = {"id": harness.invite(BOBS).body["invitation_id"]}
    old = harness.code(BOBS)
    harness.call("POST /v1/team/invitations/{id}/resend", ANN, path=made)
    assert codes_of(harness.redeem(CAT, old)) == (404, "unknown_code")
    assert harness.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 204
    assert codes_of(harness.redeem(BOB, old)) == (404, "unknown_code")


def test_a_code_is_read_from_the_whole_message(harness: Harness) -> None:
    """The text as it arrived, pasted whole, joins the team."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS)
    assert harness.redeem(BOB, texts(BOBS)[-1]).status == 200


def test_a_revoked_code_is_refused(harness: Harness) -> None:
    """A revoked invitation cannot be redeemed, and cannot be revoked twice (T5)."""
    harness.open_team()
    harness.sign_up(BOB)
    made = {"id": harness.invite(BOBS).body["invitation_id"]}
    assert harness.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 204
    assert codes_of(harness.redeem(BOB, harness.code(BOBS))) == (404, "unknown_code")
    assert harness.call("DELETE /v1/team/invitations/{id}", ANN, path=made).status == 404
    assert harness.call("POST /v1/team/invitations/{id}/resend", ANN, path=made).status == 404
    assert harness.call("GET /v1/team", ANN).body["counts"]["invited"] == 0


def test_too_many_wrong_codes(harness: Harness) -> None:
    """After ten wrong codes an account waits, even with the right one; others do not (T4)."""
    harness.open_team()
    harness.sign_up(BOB, CAT)
    harness.invite(BOBS)
    harness.invite(CATS)
    for _ in range(10):
        assert codes_of(harness.redeem(BOB, "00000-00000")) == (404, "unknown_code")
    for key in ("POST /v1/transfers", "POST /v1/transfers/preview"):
        reply = harness.call(key, BOB, body={"code": harness.code(BOBS)})
        assert codes_of(reply) == (429, "too_many_wrong_codes")
        assert 3500 < int(reply.headers["retry-after"]) <= 3600
    assert harness.redeem(CAT, harness.code(CATS)).status == 200


def test_an_account_that_is_not_known_yet_can_retry(harness: Harness) -> None:
    """Right after sign-up the account may not have arrived here: that is no wrong code."""
    assert codes_of(harness.redeem("acc_new", "00000-00000")) == (404, "account_not_ready")


def test_a_closed_account_opens_nothing(harness: Harness) -> None:
    """A token that outlives its account is of no use (I10)."""
    harness.open_team()
    harness.sign_up(BOB)
    harness.invite(BOBS)
    harness.deliver(AccountClosed(account_id=BOB))
    assert codes_of(harness.redeem(BOB, harness.code(BOBS))) == (401, "unauthenticated")
