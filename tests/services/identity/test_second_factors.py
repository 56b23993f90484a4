"""Second factors: what the password alone no longer opens, and every way around it (I11)."""

import json

import pytest

from tests.services.identity.harness import ANN, BOB, PASSWORD, STRANGER, Harness, Person, person_in
from tests.services.identity.races import run_before_writes


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, who has an account."""
    return harness.person()


def test_an_authenticator_completes_a_sign_in(harness: Harness, ann: Person) -> None:
    """The password alone gives 401 with what is accepted; the code of the app opens the session."""
    secret, _ = harness.add_authenticator(ann)
    asked = harness.sign_in()
    assert (asked.status, asked.body["code"]) == (401, "second_factor_required")
    assert asked.body["accepts"] == ["totp", "recovery_code"]
    reply = harness.confirm(asked.body["challenge"], code=harness.app_code(secret))
    assert reply.status == 201, reply
    assert harness.profile(person_in(reply, ANN))["phone_number"] == ANN
    assert harness.refresh(reply.body["refresh_token"]).status == 200


def test_without_a_right_proof_there_is_no_session(harness: Harness, ann: Person) -> None:
    """No proof, a wrong one or an invented challenge opens nothing."""
    secret, _ = harness.add_authenticator(ann)
    challenge = harness.begin_sign_in()
    replies = [
        harness.confirm(challenge, code="000000"),
        harness.confirm(challenge),
        harness.confirm(challenge, "recovery_code", code="AAAAA-AAAAA"),
        harness.confirm(f"{challenge}x", code=harness.app_code(secret)),
        harness.confirm("nonsense", code=harness.app_code(secret)),
        harness.confirm(challenge, "password", password=PASSWORD),
        harness.confirm(challenge, "passkey", credential={"id": "AAAA"}),
    ]
    assert [reply.status for reply in replies] == [422, 422, 422, 410, 410, 422, 422]
    harness.clock.forward(minutes=2)
    assert harness.confirm(challenge, code=harness.app_code(secret)).status == 201


def test_a_code_of_the_app_works_once(harness: Harness, ann: Person) -> None:
    """A code that was seen over a shoulder, and the code before it, open nothing (replay)."""
    secret, _ = harness.add_authenticator(ann)
    earlier = harness.app_code(secret)
    harness.clock.forward(seconds=30)
    code = harness.app_code(secret)
    assert harness.confirm(harness.begin_sign_in(), code=code).status == 201
    assert harness.confirm(harness.begin_sign_in(), code=code).body["code"] == "wrong_proof"
    assert harness.confirm(harness.begin_sign_in(), code=earlier).body["code"] == "wrong_proof"


def test_of_two_uses_of_a_code_at_once_one_succeeds(harness: Harness, ann: Person) -> None:
    """Two sign-ins with the same code at the same moment: one session (raced replay)."""
    secret, _ = harness.add_authenticator(ann)
    one, other, code = harness.begin_sign_in(), harness.begin_sign_in(), harness.app_code(secret)
    met = []
    with run_before_writes(lambda: met.append(harness.confirm(other, code=code).status)):
        late = harness.confirm(one, code=code)
    assert (met, late.body["code"]) == ([201], "wrong_proof")


def test_a_challenge_works_once(harness: Harness, ann: Person) -> None:
    """The challenge of a sign-in that was completed is gone."""
    secret, codes = harness.add_authenticator(ann)
    challenge = harness.begin_sign_in()
    assert harness.confirm(challenge, code=harness.app_code(secret)).status == 201
    assert harness.confirm(challenge, "recovery_code", code=codes[0]).body["code"] == "proof_expired"


def test_a_challenge_lives_ten_minutes(harness: Harness, ann: Person) -> None:
    """After that the password is asked for again."""
    secret, _ = harness.add_authenticator(ann)
    challenge = harness.begin_sign_in()
    harness.clock.forward(minutes=10)
    assert harness.confirm(challenge, code=harness.app_code(secret)).body["code"] == "proof_expired"


def test_codes_of_the_app_cannot_be_guessed(harness: Harness, ann: Person) -> None:
    """Wrong codes slow down and lock like passwords, over all sign-ins of the account."""
    secret, codes = harness.add_authenticator(ann)
    statuses = [harness.confirm(harness.begin_sign_in(), code="000000").status for _ in range(5)]
    assert statuses == [422, 422, 422, 429, 429]
    assert harness.confirm(harness.begin_sign_in(), code=harness.app_code(secret)).status == 429
    harness.clock.forward(minutes=16)
    assert harness.confirm(harness.begin_sign_in(), "recovery_code", code=codes[0]).status == 201


def test_guesses_at_once_are_counted_exactly(harness: Harness, ann: Person) -> None:
    """A guess that another one overtakes is judged again, against the count with the other in it."""
    secret, _ = harness.add_authenticator(ann)
    challenge = harness.begin_sign_in()
    wrong = [lambda: harness.confirm(challenge, code="000000")] * 3
    with run_before_writes(*wrong):
        late = harness.confirm(challenge, code=harness.app_code(secret))
    assert late.status == 429


def test_a_recovery_code_works_once(harness: Harness, ann: Person) -> None:
    """In any notation; then it is gone, and one fewer is left."""
    _, codes = harness.add_authenticator(ann)
    assert len(set(codes)) == 10
    typed = codes[0].lower().replace("-", " ")
    assert harness.confirm(harness.begin_sign_in(), "recovery_code", code=typed).status == 201
    assert harness.confirm(harness.begin_sign_in(), "recovery_code", code=codes[0]).body["code"] == "wrong_proof"
    assert harness.request_as(ann, "GET /v1/factors").body["recovery_codes_left"] == 9


def test_new_recovery_codes_replace_the_old(harness: Harness, ann: Person) -> None:
    """The old ones no longer work; without a factor there are none."""
    assert harness.request_as(ann, "POST /v1/factors/recovery-codes").body["code"] == "no_second_factor"
    _, old = harness.add_authenticator(ann)
    new = harness.request_as(ann, "POST /v1/factors/recovery-codes").body["recovery_codes"]
    assert not set(old) & set(new)
    assert harness.confirm(harness.begin_sign_in(), "recovery_code", code=old[0]).status == 422
    assert harness.confirm(harness.begin_sign_in(), "recovery_code", code=new[0]).status == 201


def test_a_password_reset_by_text_does_not_remove_the_factor(harness: Harness, ann: Person) -> None:
    """A thief who has only the phone number still lacks the second factor (I11)."""
    secret, _ = harness.add_authenticator(ann)
    begun = harness.begin_sign_in()
    reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given = {"code": harness.code(), "new_password": "a better one 42"}
    assert harness.request("POST /v1/password-resets/{id}", given, path={"id": reset}).status == 204
    assert harness.confirm(begun, code=harness.app_code(secret)).body["code"] == "proof_expired"
    assert harness.confirm(harness.begin_sign_in(ANN, "a better one 42"), code=harness.app_code(secret)).status == 201


def test_a_wrong_password_reveals_no_factor(harness: Harness, ann: Person) -> None:
    """With a wrong password, an account with a second factor and an unknown number are answered alike."""
    harness.add_authenticator(ann)
    known, unknown = (harness.sign_in(number, "not the password") for number in (ANN, BOB))
    hidden = {"request_id"}
    assert {key: known.body[key] for key in known.body.keys() - hidden} == {
        key: unknown.body[key] for key in unknown.body.keys() - hidden
    }


def test_guesses_of_a_password_at_once_get_one_answer_here_too(harness: Harness, ann: Person) -> None:
    """The right password of an account with a factor is confirmed only against the count of wrong ones."""
    harness.add_authenticator(ann)
    with run_before_writes(lambda: harness.sign_in(password="not the password")):
        assert harness.sign_in().body["code"] == "too_many_tries"


def test_a_removed_factor_ends_the_other_sessions(harness: Harness, ann: Person) -> None:
    """The session that asks goes on with a refreshed token; the password alone signs in again (I8)."""
    secret, _ = harness.add_authenticator(ann)
    other = harness.confirm(harness.begin_sign_in(), code=harness.app_code(secret)).body["refresh_token"]
    factor = harness.request_as(ann, "GET /v1/factors").body["items"][0]["factor_id"]
    assert harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor}).status == 204
    assert harness.refresh(other).status == 401
    assert harness.request_as(ann, "GET /v1/factors").status == 401
    ann = person_in(harness.refresh(ann.refresh_token), ANN)
    assert harness.sign_in().status == 201
    assert harness.request_as(ann, "GET /v1/factors").body["items"] == []
    assert harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor}).status == 404


def test_a_sign_in_that_races_the_removal_has_no_session_left(harness: Harness, ann: Person) -> None:
    """A second step that is given while the factor is being removed is judged by what is there then."""
    secret, _ = harness.add_authenticator(ann)
    challenge, code = harness.begin_sign_in(), harness.app_code(secret)
    factor = harness.request_as(ann, "GET /v1/factors").body["items"][0]["factor_id"]
    with run_before_writes(lambda: harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor})):
        reply = harness.confirm(challenge, code=code)
    assert reply.body["code"] == "proof_expired"


def test_two_removals_at_once_leave_a_consistent_account(harness: Harness, ann: Person) -> None:
    """The second is a 401 until its token is refreshed, and the sign-in asks for no factor that is gone."""
    harness.add_authenticator(ann)
    factor = harness.request_as(ann, "GET /v1/factors").body["items"][0]["factor_id"]
    with run_before_writes(lambda: harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor})):
        late = harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor})
    assert late.status == 401
    assert harness.sign_in().status == 201


def test_a_setup_is_of_one_account_and_used_once(harness: Harness, ann: Person) -> None:
    """Another account cannot complete it, a wrong code does not, and it adds one factor only."""
    bob = harness.person(BOB, email="bob@example.com")
    setup = harness.request_as(ann, "POST /v1/factors/options", {"kind": "totp"}).body
    given = {"setup_id": setup["setup_id"], "code": harness.app_code(setup["authenticator"]["secret"])}
    assert harness.request_as(bob, "POST /v1/factors", given).body["code"] == "proof_expired"
    assert harness.request_as(ann, "POST /v1/factors", given | {"code": "000000"}).body["code"] == "wrong_proof"
    assert harness.request_as(ann, "POST /v1/factors", given).status == 201
    assert harness.request_as(ann, "POST /v1/factors", given).body["code"] == "proof_expired"
    another = harness.request_as(ann, "POST /v1/factors/options", {"kind": "totp"})
    assert another.body["code"] == "factor_already_added"


def test_secrets_are_stored_sealed_or_hashed(harness: Harness, ann: Person) -> None:
    """Neither the app's secret nor a recovery code is in any item."""
    secret, codes = harness.add_authenticator(ann)
    challenge = harness.begin_sign_in()
    everything = json.dumps(harness.items(), default=str)
    assert not [each for each in (secret, *codes, challenge.split(".")[2]) if each in everything]


def test_a_sign_in_that_was_not_completed_leaves_nothing_for_good(harness: Harness, ann: Person) -> None:
    """The number and the network that tried it are forgotten by themselves (I10)."""
    harness.add_authenticator(ann)
    assert harness.sign_in(address=STRANGER).body["code"] == "second_factor_required"
    left = [item for item in harness.items() if item["pk"].startswith("ATTEMPTS#")]
    assert len(left) == 2
    assert [item for item in left if "ttl" not in item] == []


def test_a_closed_account_keeps_no_factor(harness: Harness, ann: Person) -> None:
    """The factors go with the account (I10)."""
    harness.add_authenticator(ann)
    assert harness.request_as(ann, "DELETE /v1/profile").status == 204
    harness.settle()
    assert not [item for item in harness.items() if item["sk"] == "FACTORS"]
