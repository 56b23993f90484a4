"""Recovering an account without its phone: email and second factor at once, email alone after three days (I13)."""

import re

import pytest

from kernel import aws
from tests.faults import counted
from tests.in_process import Reply, mails, texts
from tests.services.api_keys import authorize, make_owners_key
from tests.services.identity.harness import ANN, BOB, CAT, HOME, PASSWORD, STRANGER, Harness, Person
from tests.services.identity.races import run_before_writes

MAIL, NEW_PASSWORD = "ann@example.com", "nine violet trumpets"
_STOP = re.compile(r"/stop-recovery\?token=([A-Za-z0-9_.-]+)")
_CODE = re.compile(r"\b[0-9]{6}\b")


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, whose email is confirmed."""
    person = harness.person()
    assert harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(MAIL)}).status == 204
    harness.settle()
    return person


def _start(harness: Harness, phone_number: str = ANN, email: str = MAIL, address: str = STRANGER) -> Reply:
    body = {"phone_number": phone_number, "email": email}
    reply = harness.request("POST /v1/recoveries", body, address=address)
    harness.settle()
    return reply


def _step(harness: Harness, token: str, step: str, **given: object) -> Reply:
    path = {"id": token.partition(".")[0]}
    reply = harness.request(f"POST /v1/recoveries/{{id}}/{step}", {"token": token} | given, path=path, address=STRANGER)
    harness.settle()
    return reply


def _mailed_code() -> str:
    return _CODE.findall(next(mail for mail in reversed(mails(MAIL)) if "to recover your" in mail))[0]


def _verified(harness: Harness, phone_number: str = ANN) -> str:
    """Return the token of a recovery whose email is proved."""
    token = str(_start(harness, phone_number).body["token"])
    reply = _step(harness, token, "verify", code=_mailed_code())
    assert reply.status == 200, reply
    return token


def _new_number(harness: Harness, token: str, number: str = BOB) -> dict[str, str]:
    """Return what completes a ready recovery."""
    reply = _step(harness, token, "login-id", phone_number=number)
    assert reply.status == 202, reply
    return {"change_id": reply.body["change_id"], "code": harness.code(number), "new_password": NEW_PASSWORD}


def _complete(harness: Harness, token: str, number: str = BOB) -> Reply:
    return _step(harness, token, "complete", **_new_number(harness, token, number))


def _stop_token(number: str = ANN) -> str:
    return str(_STOP.findall(" ".join(texts(number)))[-1])


def test_email_alone_opens_the_account_after_three_days(harness: Harness, ann: Person) -> None:
    """New Login ID, new password, every session ends, and every channel of before is notified."""
    token = _verified(harness)
    state = _step(harness, token, "status").body
    assert (state["is_ready"], state["accepts"]) == (False, [])
    assert _step(harness, token, "login-id", phone_number=BOB).body["code"] == "recovery_waits"
    harness.clock.forward(hours=71)
    assert _step(harness, token, "login-id", phone_number=BOB).status == 409
    harness.clock.forward(hours=2)
    assert _step(harness, token, "status").body["is_ready"] is True
    assert _complete(harness, token).status == 204
    assert harness.refresh(ann.refresh_token).status == 401
    assert harness.sign_in(ANN, PASSWORD).status == 401
    assert harness.sign_in(BOB, PASSWORD).status == 401
    assert harness.sign_in(BOB, NEW_PASSWORD).body["account_id"] == ann.account_id
    for said in (texts(ANN)[-1], " ".join(mails(MAIL)[-2:])):
        assert "was recovered without your phone" in said
    assert harness.register(harness.registration_token(ANN), email="new@example.com").status == 201


def test_a_completed_recovery_ends_all_api_keys(harness: Harness, ann: Person) -> None:
    """A person who held the account until now may have made one (decision 093)."""
    secret = make_owners_key(harness, ann)
    token = _verified(harness)
    harness.clock.forward(hours=73)
    assert authorize(harness.world, secret).get("key_refusal") is None
    assert _complete(harness, token).status == 204
    assert authorize(harness.world, secret)["key_refusal"] == "api_key_revoked"


def test_every_channel_gets_the_link_that_stops_it_at_the_beginning(harness: Harness, ann: Person) -> None:
    """Text and mail have the same link; it works once, and the recovery never goes on."""
    token = _verified(harness)
    stop = _stop_token()
    assert _STOP.findall(mails(MAIL)[-1]) == [stop]
    assert _step(harness, stop, "stop").status == 204
    assert _step(harness, stop, "stop").body["code"] == "link_expired"
    harness.clock.forward(hours=73)
    for step in ("status", "second-factor/options"):
        assert _step(harness, token, step).body["code"] == "recovery_over"
    assert _step(harness, token, "login-id", phone_number=BOB).status == 410
    assert harness.sign_in(ANN).status == 201


@pytest.mark.parametrize("method", ["totp", "recovery_code"])
def test_a_second_factor_ends_the_wait_and_stays(harness: Harness, ann: Person, method: str) -> None:
    """A recovery code is used up; the next sign-in asks for the second factor as before."""
    secret, codes = harness.add_authenticator(ann)
    token = _verified(harness)
    assert _step(harness, token, "status").body["accepts"] == ["totp", "recovery_code"]
    code = codes[0] if method == "recovery_code" else harness.app_code(secret)
    reply = _step(harness, token, "second-factor", method=method, code=code)
    assert (reply.status, reply.body["is_ready"]) == (200, True)
    assert _complete(harness, token).status == 204
    challenge = harness.begin_sign_in(BOB, NEW_PASSWORD)
    assert harness.confirm(challenge, method, code=code).body["code"] == "wrong_proof"
    harness.clock.forward(seconds=30)
    assert harness.confirm(harness.begin_sign_in(BOB, NEW_PASSWORD), code=harness.app_code(secret)).status == 201


def test_wrong_factors_are_counted_and_the_password_is_none(harness: Harness, ann: Person) -> None:
    """Without a second factor there is nothing to prove by."""
    token = _verified(harness)
    assert _step(harness, token, "second-factor", method="password", password=PASSWORD).body["code"] == (
        "no_second_factor"
    )
    harness.add_authenticator(ann)
    for method, given in (("password", {"password": PASSWORD}), ("passkey", {"credential": {}})):
        assert _step(harness, token, "second-factor", method=method, **given).body["code"] == "method_not_accepted"
    tried = {_step(harness, token, "second-factor", method="totp", code=f"{n:06}").body["code"] for n in range(12)}
    assert tried == {"wrong_proof", "too_many_tries"}
    assert _step(harness, token, "login-id", phone_number=BOB).body["code"] == "recovery_waits"


def test_the_answer_does_not_reveal_an_account(harness: Harness, ann: Person) -> None:
    """The same members, reads, writes and events; nothing is mailed, and the tries end alike (I5)."""
    harness.person(CAT, email="cat@example.com")  # not confirmed
    emails = (MAIL, "cat@example.com", "other@example.com")
    sent = [len(mails(email)) for email in emails]
    shapes = set()
    for number, email in ((ANN, MAIL), (ANN, "other@example.com"), (CAT, "cat@example.com"), ("+14155550190", MAIL)):
        with counted(aws.client("dynamodb")) as calls:
            reply = harness.request("POST /v1/recoveries", {"phone_number": number, "email": email}, address=STRANGER)
        shapes.add((reply.status, tuple(sorted(reply.body)), len(reply.body["token"]), tuple(calls.made)))
        token = reply.body["token"]
        assert harness.settle() == ["RecoveryCodeRequested"]
        if (number, email) != (ANN, MAIL):
            tried = [_step(harness, token, "verify", code=f"{n:06}").body["code"] for n in range(6)]
            assert tried == ["wrong_code"] * 5 + ["code_expired"]
        harness.clock.forward(minutes=61)
    assert [shape[3] for shape in shapes] == [("BatchGetItem", "GetItem", "TransactWriteItems")]
    assert [len(mails(email)) for email in emails] == [sent[0] + 1, *sent[1:]]


def test_an_email_is_mailed_only_as_the_account_has_it(harness: Harness) -> None:
    """An address that only looks equal when folded ("ß" and "ss") is another person's."""
    person = harness.person(email="strasse@example.com")
    harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token("strasse@example.com")})
    assert person.account_id
    _start(harness, ANN, "STRASSE@example.com")
    assert "to recover your" in mails("strasse@example.com")[-1]


def test_starts_are_limited_by_number_and_address(harness: Harness, ann: Person) -> None:
    """A second start must wait; then the hour's limits of the number and of the network hold."""
    assert _start(harness).status == 202
    assert _start(harness).body["code"] == "too_soon"
    statuses = set()
    for _ in range(12):
        harness.clock.forward(seconds=31)
        statuses.add(_start(harness).body.get("code"))
    assert "too_many_codes" in statuses
    spread = {_start(harness, f"+1415555{n:04}").body.get("code") for n in range(200, 330)}
    assert "too_many_codes" in spread


def test_five_wrong_codes_end_it(harness: Harness, ann: Person) -> None:
    """The right code is of no use afterwards, nor is it twice."""
    token = _start(harness).body["token"]
    code = _mailed_code()
    wrong = [f"{n:06}" for n in range(7) if f"{n:06}" != code][:5]
    left = [_step(harness, token, "verify", code=each).body["attempts_left"] for each in wrong]
    assert left == [4, 3, 2, 1, 0]
    assert _step(harness, token, "verify", code=code).body["code"] == "code_expired"
    harness.clock.forward(seconds=31)
    token = _verified(harness)
    assert _step(harness, token, "verify", code=_mailed_code()).body["code"] == "code_expired"


def test_only_the_starter_may_go_on(harness: Harness, ann: Person) -> None:
    """Neither the id, another secret, another recovery's token nor the link that stops it is the starter's token."""
    token = _verified(harness)
    recovery_id = token.partition(".")[0]
    harness.clock.forward(hours=73)
    for wrong in (recovery_id, f"{recovery_id}.{'A' * 43}", _stop_token(), f"rec_other.{token.partition('.')[2]}"):
        for step in ("status", "second-factor/options"):
            assert _step(harness, wrong, step).body["code"] == "recovery_over"
        assert _step(harness, wrong, "login-id", phone_number=BOB).status == 410
    assert _step(harness, token, "stop").body["code"] == "link_expired"
    assert _complete(harness, token).status == 204


def test_a_completed_recovery_cannot_be_replayed(harness: Harness, ann: Person) -> None:
    """Neither with the same code nor by its token; the link that stops it is of no use either."""
    token = _verified(harness)
    harness.clock.forward(hours=73)
    given = _new_number(harness, token)
    assert _step(harness, token, "complete", **given).status == 204
    assert _step(harness, token, "complete", **given).body["code"] == "recovery_over"
    assert _step(harness, _stop_token(), "stop").status == 410
    assert harness.sign_in(BOB, NEW_PASSWORD).status == 201


def test_a_stop_that_races_a_completion_is_decided_by_the_write(harness: Harness, ann: Person) -> None:
    """Stopped in between, nothing changes; completed in between, there is nothing to stop."""
    token = _verified(harness)
    stop = _stop_token()
    harness.clock.forward(hours=73)
    given = _new_number(harness, token)
    with run_before_writes(lambda: _step(harness, stop, "stop")):
        assert _step(harness, token, "complete", **given).body["code"] == "recovery_over"
    assert harness.sign_in(ANN, PASSWORD).status == 201
    assert harness.sign_in(BOB, NEW_PASSWORD).status == 401
    token = _verified(harness)
    stop = _stop_token()
    harness.clock.forward(hours=73)
    given = _new_number(harness, token)
    with run_before_writes(lambda: _step(harness, token, "complete", **given)):
        assert _step(harness, stop, "stop").body["code"] == "link_expired"
    assert harness.sign_in(BOB, NEW_PASSWORD).status == 201


def test_a_newer_recovery_replaces_the_older_and_cannot_bury_its_link(harness: Harness, ann: Person) -> None:
    """Only the newest goes on; the first notice's link stops that one too."""
    first = _verified(harness)
    stop = _stop_token()
    harness.clock.forward(hours=60)
    second = _verified(harness)
    assert _step(harness, first, "status").status == 410
    harness.clock.forward(hours=13)
    assert _step(harness, second, "login-id", phone_number=BOB).body["code"] == "recovery_waits"
    assert _step(harness, stop, "stop").status == 204
    assert _step(harness, second, "status").body["code"] == "recovery_over"


@pytest.mark.parametrize("ends_sessions", ["reset", "denial"])
def test_a_password_reset_or_a_denial_ends_it(harness: Harness, ann: Person, ends_sessions: str) -> None:
    """Who has the phone needs no recovery, and "It wasn't me" holds for a recovery too."""
    harness.sign_in(address="192.0.2.44")
    harness.settle()
    denial = re.findall(r"/not-me\?token=([A-Za-z0-9_.-]+)", texts(ANN)[-1])[0]
    token = _verified(harness)
    if ends_sessions == "denial":
        assert harness.request("POST /v1/security/denials", {"token": denial}).status == 204
    else:
        reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}, address=HOME).body["reset_id"]
        given = {"code": harness.code(ANN), "new_password": NEW_PASSWORD}
        assert harness.request("POST /v1/password-resets/{id}", given, path={"id": reset}, address=HOME).status == 204
    harness.clock.forward(hours=73)
    assert _step(harness, token, "status").body["code"] == "recovery_over"


def test_guesses_at_the_same_moment_are_each_counted(harness: Harness, ann: Person) -> None:
    """Two wrong codes at once are two tries, and a right one that lost the race is decided again."""
    token = _start(harness).body["token"]
    code = _mailed_code()
    wrong = "000000" if code != "000000" else "111111"
    with run_before_writes(lambda: _step(harness, token, "verify", code=wrong)):
        assert _step(harness, token, "verify", code=wrong).body["attempts_left"] == 3
    with run_before_writes(lambda: _step(harness, token, "verify", code=code)):
        assert _step(harness, token, "verify", code=code).body["code"] == "code_expired"


def test_a_change_of_the_login_id_ends_a_recovery_begun_before(harness: Harness, ann: Person) -> None:
    """Who changes it has proved more than the email; the recovery's own number is free."""
    token = _verified(harness)
    _change_login_id(harness, ann, BOB)
    harness.clock.forward(hours=73)
    assert _step(harness, token, "status").body["code"] == "recovery_over"


def test_a_recovery_supersedes_a_thiefs_change_of_the_login_id(harness: Harness, ann: Person) -> None:
    """It is begun with the former Login ID, notifies both numbers, and may take the former one back."""
    secret, _ = harness.add_authenticator(ann)
    _change_login_id(harness, ann, BOB)
    undo = re.findall(r"/undo-login-id\?token=([A-Za-z0-9_.-]+)", " ".join(texts(ANN)))[-1]
    token = _verified(harness, ANN)
    assert _stop_token(ANN) == _stop_token(BOB)
    assert _step(harness, token, "second-factor", method="totp", code=harness.app_code(secret)).status == 200
    assert _complete(harness, token, ANN).status == 204
    reply = harness.request("POST /v1/profile/login-id/{id}/undo", {"token": undo}, path={"id": undo.partition(".")[0]})
    assert reply.status == 410
    assert harness.sign_in(BOB, PASSWORD).status == 401
    assert harness.begin_sign_in(ANN, NEW_PASSWORD)
    assert harness.register(harness.registration_token(BOB), email="bob@example.com").status == 201


def test_superseding_with_a_third_number_frees_the_former_one(harness: Harness, ann: Person) -> None:
    """The link to undo is over, so nothing is reserved any more."""
    secret, _ = harness.add_authenticator(ann)
    _change_login_id(harness, ann, BOB)
    token = _verified(harness, BOB)
    _step(harness, token, "second-factor", method="totp", code=harness.app_code(secret))
    assert _complete(harness, token, CAT).status == 204
    harness.clock.forward(seconds=60)
    assert harness.register(harness.registration_token(ANN), email="new@example.com").status == 201


def test_the_number_of_another_account_is_not_taken(harness: Harness, ann: Person) -> None:
    """The answer is the same, its holder is informed, and no code is right; weak passwords are refused."""
    harness.person(CAT, email="cat@example.com")
    token = _verified(harness)
    harness.clock.forward(hours=73)
    taken = _step(harness, token, "login-id", phone_number=CAT)
    assert taken.status == 202
    assert "You already have" in texts(CAT)[-1]
    given = {"change_id": taken.body["change_id"], "code": "123456", "new_password": NEW_PASSWORD}
    assert _step(harness, token, "complete", **given).body["code"] == "wrong_code"
    assert _step(harness, token, "login-id", phone_number=ANN).body["code"] == "same_login_id"
    weak = _new_number(harness, token) | {"new_password": "ann smith"}
    assert _step(harness, token, "complete", **weak).body["code"] in {"weak_password", "validation_failed"}


def _change_login_id(harness: Harness, person: Person, number: str) -> None:
    change = harness.request_as(person, "POST /v1/profile/login-id", {"phone_number": number}).body["change_id"]
    path = {"id": change}
    body = {"code": harness.code(number)}
    assert harness.request_as(person, "POST /v1/profile/login-id/{id}/confirm", body, path=path).status == 200
    harness.settle()
