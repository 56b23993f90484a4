"""Changing the Login ID: proof, a code to the new number, notices with a link to undo it for 72 hours (I13)."""

import re

import pytest

from tests.in_process import Reply, mails, texts
from tests.services.api_keys import authorize, make_owners_key
from tests.services.identity.harness import ANN, BOB, CAT, HOME, PASSWORD, STRANGER, Harness, Person, person_in
from tests.services.identity.races import run_before_writes

MAIL = "ann@example.com"
_UNDO = re.compile(r"/undo-login-id\?token=([A-Za-z0-9_.-]+)")


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, whose email is confirmed."""
    person = harness.person()
    assert harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(MAIL)}).status == 204
    harness.settle()
    return person


def _start(harness: Harness, person: Person, number: str = BOB, **given: object) -> Reply:
    return harness.request_as(person, "POST /v1/profile/login-id", {"phone_number": number} | given)


def _confirm(harness: Harness, person: Person, change_id: str, code: str) -> Reply:
    path = {"id": change_id}
    return harness.request_as(person, "POST /v1/profile/login-id/{id}/confirm", {"code": code}, path=path)


def _change(harness: Harness, person: Person, number: str = BOB) -> Reply:
    change_id = _start(harness, person, number).body["change_id"]
    reply = _confirm(harness, person, change_id, harness.code(number))
    harness.settle()
    return reply


def _undo_token(number: str = ANN) -> str:
    return _UNDO.findall(texts(number)[-1])[0]


def _undo(harness: Harness, token: str, change_id: str | None = None) -> Reply:
    path = {"id": change_id or token.partition(".")[0]}
    return harness.request("POST /v1/profile/login-id/{id}/undo", {"token": token}, path=path, address=STRANGER)


def test_the_new_number_signs_in_and_the_old_one_does_not(harness: Harness, ann: Person) -> None:
    """The profile shows it, the password stays, and so does the session; other services get it by event."""
    reply = _change(harness, ann)
    assert (reply.status, reply.body["phone_number"]) == (200, BOB)
    assert harness.profile(ann)["phone_number"] == BOB
    assert harness.sign_in(BOB).status == 201
    assert harness.sign_in(ANN).body["code"] == "wrong_credentials"
    (event,) = [one.data for one in harness.published if one.type == "ProfileChanged" and one.data["revision"] > 3]
    assert event["phone_number"] == BOB


def test_old_number_and_confirmed_email_get_the_link_to_undo(harness: Harness, ann: Person) -> None:
    """Both have the same link; the new number gets nothing but its code."""
    _change(harness, ann)
    assert "Login ID of your account was changed" in texts(ANN)[-1]
    assert _UNDO.findall(mails(MAIL)[-1]) == [_undo_token()]
    assert len(texts(BOB)) == 1


def test_an_unconfirmed_email_gets_no_link(harness: Harness) -> None:
    """It may be anyone's; the old number is enough."""
    person = harness.person()
    sent = len(mails(MAIL))
    _change(harness, person)
    assert len(mails(MAIL)) == sent
    assert _undo_token()


def test_undoing_restores_the_old_number_and_ends_all_sessions(harness: Harness, ann: Person) -> None:
    """Also those that were begun with the new number; money is locked, and the new number is free at once."""
    _change(harness, ann)
    thief = harness.sign_in(BOB).body
    assert _undo(harness, _undo_token()).status == 204
    harness.settle()
    assert harness.published[-1].type in {"SecurityNoticeDue", "MoneyLocked"}
    assert "MoneyLocked" in {one.type for one in harness.published}
    for token in (thief["refresh_token"], ann.refresh_token):
        assert harness.refresh(token).status == 401
    assert harness.sign_in(BOB).body["code"] == "wrong_credentials"
    again = person_in(harness.sign_in(ANN), ANN)
    assert harness.profile(again)["phone_number"] == ANN
    assert "was undone" in texts(BOB)[-1]
    assert harness.register(harness.registration_token(BOB), email="bob@example.com").status == 201


def test_undoing_removes_second_factors_that_were_added_since(harness: Harness, ann: Person) -> None:
    """A thief's would lock the owner out; what was there before the change stays required (I11)."""
    _change(harness, ann)
    harness.add_authenticator(ann)
    assert _undo(harness, _undo_token()).status == 204
    assert harness.sign_in(ANN).status == 201


def test_undoing_restores_an_email_that_was_replaced_since(harness: Harness, ann: Person) -> None:
    """Its notices went to the new number; what was changed before stays (I14)."""
    harness.change(ann, email="ann.smith@example.com")
    harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token("ann.smith@example.com")})
    harness.clock.forward(hours=1)
    _change(harness, ann)
    harness.change(ann, email="thief@example.com")
    harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token("thief@example.com")})
    assert harness.profile(ann)["email"] == "thief@example.com"
    assert _undo(harness, _undo_token()).status == 204
    profile = harness.profile(person_in(harness.sign_in(ANN), ANN))
    assert (profile["email"], profile["email_confirmed"]) == ("ann.smith@example.com", True)


def test_undoing_ends_the_api_keys_that_a_thief_made(harness: Harness, ann: Person) -> None:
    """Their notices went to the thief; the doors know each as an ended session, though the gateway keeps an answer."""
    _change(harness, ann)
    secret = make_owners_key(harness, ann)
    key = authorize(harness.world, secret)["by_key"]
    assert _undo(harness, _undo_token()).status == 204
    assert authorize(harness.world, secret)["key_refusal"] == "api_key_revoked"
    harness.settle()
    assert key in {one.data.get("session_id") for one in harness.published if one.type == "SessionsEnded"}


def test_a_key_made_while_the_change_is_undone_ends_with_it(harness: Harness, ann: Person) -> None:
    """An account that has none as the undo reads it may have one as it writes: the undo is decided anew."""
    _change(harness, ann)
    made: list[str] = []
    with run_before_writes(lambda: made.append(make_owners_key(harness, ann))):
        assert _undo(harness, _undo_token()).status == 204
    assert authorize(harness.world, made[0])["key_refusal"] == "api_key_revoked"


def test_undoing_leaves_second_factors_from_before(harness: Harness, ann: Person) -> None:
    """The link alone must not take a second factor off an account (I11)."""
    secret, _ = harness.add_authenticator(ann)
    _change(harness, ann)
    assert _undo(harness, _undo_token()).status == 204
    assert harness.confirm(harness.begin_sign_in(), code=harness.app_code(secret)).status == 201


def test_an_undo_link_works_once_and_for_72_hours(harness: Harness, ann: Person) -> None:
    """410 for a second use, another id, another secret, and after the time."""
    change_id = _start(harness, ann).body["change_id"]
    assert _undo(harness, f"{change_id}.{'A' * 43}").status == 410  # nothing is changed yet
    _confirm(harness, ann, change_id, harness.code(BOB))
    harness.settle()
    token = _undo_token()
    for wrong, at in ((f"{change_id}.{'A' * 43}", None), (token, "lic_other"), ("nonsense", change_id)):
        assert _undo(harness, wrong, at).body["code"] == "link_expired"
    assert _undo(harness, token).status == 204
    assert _undo(harness, token).status == 410
    assert harness.sign_in(ANN).status == 201


def test_after_72_hours_the_old_number_is_free(harness: Harness, ann: Person) -> None:
    """Until then no one signs up with it, and its holder reads why; afterwards the link does nothing."""
    _change(harness, ann)
    token = _undo_token()
    harness.clock.forward(hours=71)
    signup = harness.sign_up(ANN, address=STRANGER)
    harness.settle()
    assert "was the Login ID" in texts(ANN)[-1]
    assert {harness.verify(signup.body["signup_id"], f"{n:06}").status for n in range(5)} == {422}
    harness.clock.forward(hours=2)
    assert _undo(harness, token).status == 410
    reply = harness.register(harness.registration_token(ANN), email="new@example.com")
    assert reply.status == 201
    assert harness.sign_in(BOB).status == 201


def test_a_sign_up_begun_before_takes_no_reserved_number(harness: Harness, ann: Person) -> None:
    """Uniqueness holds in the transaction: a token for the number that was just taken is refused."""
    token = harness.registration_token(BOB)
    harness.clock.forward(seconds=60)
    with run_before_writes(lambda: _change(harness, ann)):
        reply = harness.register(token, email="bob@example.com")
    assert (reply.status, reply.body["code"]) == (409, "account_exists")
    assert harness.sign_in(BOB).body["account_id"] == ann.account_id


def test_a_number_that_got_an_account_meanwhile_is_refused(harness: Harness, ann: Person) -> None:
    """The code was right, the number is taken: one account each."""
    change_id = _start(harness, ann).body["change_id"]
    code = harness.code(BOB)
    harness.clock.forward(seconds=60)
    assert harness.register(harness.registration_token(BOB), email="bob@example.com").status == 201
    reply = _confirm(harness, ann, change_id, code)
    assert (reply.status, reply.body["code"]) == (409, "login_id_taken")
    assert harness.sign_in(ANN).body["account_id"] == ann.account_id


def test_a_number_with_an_account_is_answered_like_any_other(harness: Harness, ann: Person) -> None:
    """202 with the same members; its holder is informed, and no code is right (I5)."""
    harness.person(CAT, email="cat@example.com")
    taken, free = _start(harness, ann, CAT), _start(harness, ann, BOB)
    assert (taken.status, sorted(taken.body)) == (free.status, sorted(free.body)) == (202, sorted(free.body))
    harness.settle()
    assert "You already have" in texts(CAT)[-1]
    assert _confirm(harness, ann, taken.body["change_id"], "123456").body["code"] in {"wrong_code"}


def test_voip_and_the_present_number_are_refused(harness: Harness, ann: Person) -> None:
    """As in a sign-up, before a code is sent."""
    harness.carrier.types[CAT] = "voip"
    assert _start(harness, ann, CAT).body["code"] == "virtual_number_not_accepted"
    assert _start(harness, ann, ANN).body["code"] == "same_login_id"
    assert _start(harness, ann, "12").body["code"] == "invalid_phone_number"


def test_one_change_at_a_time_can_be_undone(harness: Harness, ann: Person) -> None:
    """A thief cannot bury the link to undo under a second change."""
    _change(harness, ann)
    reply = _start(harness, ann, CAT)
    assert (reply.status, reply.body["code"]) == (409, "login_id_changed")


def test_two_changes_begun_at_once_leave_one(harness: Harness, ann: Person) -> None:
    """The second confirmation finds the first, and the number it was for stays free."""
    first, second = _start(harness, ann, BOB).body["change_id"], _start(harness, ann, CAT).body["change_id"]
    codes = harness.code(BOB), harness.code(CAT)
    with run_before_writes(lambda: _confirm(harness, ann, first, codes[0])):
        reply = _confirm(harness, ann, second, codes[1])
    assert reply.body["code"] == "login_id_changed"
    assert (harness.sign_in(BOB).status, harness.sign_in(CAT).status) == (201, 401)


def test_guesses_are_counted_and_codes_work_once(harness: Harness, ann: Person) -> None:
    """Five wrong codes kill the right one; a used one is used; another account's change is not there."""
    other = harness.person(CAT, email="cat@example.com")
    change_id = _start(harness, ann).body["change_id"]
    code = harness.code(BOB)
    assert _confirm(harness, other, change_id, code).body["code"] == "code_expired"
    wrong = "000000" if code != "000000" else "000001"
    left = [_confirm(harness, ann, change_id, wrong).body["attempts_left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert _confirm(harness, ann, change_id, code).body["code"] == "code_expired"


def test_an_undo_raced_by_another_use_happens_once(harness: Harness, ann: Person) -> None:
    """Two clicks at once: the old number signs in, and one click is answered 410 at most."""
    _change(harness, ann)
    token = _undo_token()
    replies: list[int] = []
    with run_before_writes(lambda: replies.append(_undo(harness, token).status)):
        replies.append(_undo(harness, token).status)
    assert sorted(replies) == [204, 410]
    assert harness.sign_in(ANN).status == 201


def test_a_second_factor_moves_with_the_login(harness: Harness, ann: Person) -> None:
    """One that is added while the Login ID changes is asked for at the new number too."""
    setup = harness.request_as(ann, "POST /v1/factors/options", {"kind": "totp"}).body
    secret = setup["authenticator"]["secret"]
    change_id = _start(harness, ann).body["change_id"]
    code = harness.code(BOB)
    given = {"setup_id": setup["setup_id"], "code": harness.app_code(secret)}
    with run_before_writes(lambda: _confirm(harness, ann, change_id, code)):
        assert harness.request_as(ann, "POST /v1/factors", given).status == 201
    assert harness.sign_in(BOB).body["code"] == "second_factor_required"


def test_a_former_number_resets_no_password(harness: Harness, ann: Person) -> None:
    """The answer is as ever, and no code is sent."""
    _change(harness, ann)
    sent = len(texts(ANN))
    assert harness.request("POST /v1/password-resets", {"phone_number": ANN}).status == 202
    harness.settle()
    assert len(texts(ANN)) == sent


def test_a_landline_without_a_confirmed_email_must_confirm_it_first(harness: Harness) -> None:
    """Else no link to undo could reach anyone."""
    harness.carrier.types[ANN] = "fixed line"
    person = harness.person()
    assert _start(harness, person).body["code"] == "confirm_email_first"


def test_a_new_landline_is_called_and_gets_no_texts(harness: Harness, ann: Person) -> None:
    """Its notices go by email; undoing brings the texts back."""
    harness.carrier.types[BOB] = "fixed line"
    assert _start(harness, ann).body["channel"] == "call"
    harness.clock.forward(seconds=31)
    reply = _change(harness, ann)
    assert reply.body["notices"] == ["email"]
    _undo(harness, _undo_token())
    assert harness.profile(person_in(harness.sign_in(ANN), ANN))["notices"] == ["text", "email"]


def test_a_mobile_may_be_called(harness: Harness, ann: Person) -> None:
    """As in a sign-up; a landline cannot be texted."""
    assert _start(harness, ann, BOB, channel="call").body["channel"] == "call"
    harness.carrier.types[CAT] = "fixed line"
    assert _start(harness, ann, CAT, channel="sms").body["code"] == "channel_not_possible"


def test_closing_frees_both_numbers(harness: Harness, ann: Person) -> None:
    """Nothing of the account is left, its former number included (I10)."""
    _change(harness, ann)
    token = _undo_token()
    assert harness.request_as(ann, "DELETE /v1/profile").status == 204
    harness.settle()
    assert _undo(harness, token).status == 410
    harness.clock.forward(seconds=60)
    for number in (ANN, BOB):
        reply = harness.register(harness.registration_token(number), email=f"x{number[-1]}@example.com")
        assert reply.status == 201


def test_a_session_that_ended_changes_nothing(harness: Harness, ann: Person) -> None:
    """Not even if it ends while the code is checked (E6)."""
    change_id = _start(harness, ann).body["change_id"]
    code = harness.code(BOB)
    path = {"id": "current"}
    with run_before_writes(lambda: harness.request_as(ann, "DELETE /v1/sessions/{id}", path=path)):
        assert _confirm(harness, ann, change_id, code).status == 401
    assert harness.sign_in(ANN, PASSWORD, address=HOME).status == 201
