"""Stepping up: a proof refreshes the session, and only its own (I12)."""

import pytest

from services.identity import authorizer
from tests.services.identity.harness import ANN, PASSWORD, Harness, Person, claims_of, person_in
from tests.services.identity.races import run_before_writes


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, who has an account."""
    return harness.person()


def _proved_at(harness: Harness, token: str) -> int:
    with harness.world.inside("identity"):
        answer = authorizer.handler({"headers": {"authorization": f"Bearer {token}"}}, None)
    return int(answer["context"]["proved_at"])


def test_a_registration_and_a_sign_in_are_proofs(harness: Harness, ann: Person) -> None:
    """The authorizer passes their time to every service."""
    harness.clock.forward(minutes=5)
    signed_in = harness.sign_in().body["access_token"]
    assert _proved_at(harness, signed_in) - claims_of(ann.access_token)["auth_time"] == pytest.approx(300, abs=2)


def test_a_refresh_is_no_proof(harness: Harness, ann: Person) -> None:
    """The time of the proof stays that of the sign-in."""
    harness.clock.forward(minutes=11)
    refreshed = harness.refresh(ann.refresh_token).body["access_token"]
    assert claims_of(refreshed)["auth_time"] == claims_of(ann.access_token)["auth_time"]


def test_the_password_steps_up_without_a_second_factor(harness: Harness, ann: Person) -> None:
    """The new token and those of later refreshes have the new time."""
    harness.clock.forward(minutes=11)
    assert harness.request_as(ann, "POST /v1/sessions/step-up/options").body["accepts"] == ["password"]
    reply = harness.step_up(ann, "password", password=PASSWORD)
    assert reply.status == 200
    fresh = claims_of(reply.body["access_token"])["auth_time"]
    assert fresh - claims_of(ann.access_token)["auth_time"] > 600
    assert claims_of(harness.refresh(ann.refresh_token).body["access_token"])["auth_time"] == fresh


def test_the_password_is_guessed_no_faster_than_at_sign_in(harness: Harness, ann: Person) -> None:
    """Wrong passwords count together with those of sign-ins (I7)."""
    statuses = [harness.step_up(ann, "password", password="not it").status for _ in range(4)]
    assert statuses == [422, 422, 422, 429]
    assert harness.sign_in().status == 429


def test_with_a_second_factor_the_password_is_not_enough(harness: Harness, ann: Person) -> None:
    """Someone who saw the password typed cannot remove the factor."""
    secret, codes = harness.add_authenticator(ann)
    assert harness.step_up(ann, "password", password=PASSWORD).body["code"] == "method_not_accepted"
    assert harness.step_up(ann, "totp", code=harness.app_code(secret)).status == 200
    assert harness.step_up(ann, "totp", code=harness.app_code(secret)).body["code"] == "wrong_proof"
    assert harness.step_up(ann, "recovery_code", code=codes[0]).status == 200


def test_a_password_does_not_step_up_while_a_factor_is_added(harness: Harness, ann: Person) -> None:
    """A proof by password holds only if there is still no second factor when it is written."""
    setup = harness.request_as(ann, "POST /v1/factors/options", {"kind": "totp"}).body
    given = {"setup_id": setup["setup_id"], "code": harness.app_code(setup["authenticator"]["secret"])}
    with run_before_writes(lambda: harness.request_as(ann, "POST /v1/factors", given)):
        assert harness.step_up(ann, "password", password=PASSWORD).body["code"] == "method_not_accepted"


def test_an_ended_session_cannot_step_up(harness: Harness, ann: Person) -> None:
    """Neither one that was signed out nor one that a password reset ended."""
    other = person_in(harness.sign_in(), ANN)
    assert harness.request_as(other, "DELETE /v1/sessions/{id}", path={"id": "current"}).status == 204
    assert harness.step_up(other, "password", password=PASSWORD).status == 401


def test_a_session_ended_meanwhile_does_not_come_back(harness: Harness, ann: Person) -> None:
    """A step-up that races the end of its session writes no session."""
    with run_before_writes(lambda: harness.request_as(ann, "DELETE /v1/sessions/{id}", path={"id": "current"})):
        assert harness.step_up(ann, "password", password=PASSWORD).status == 401
    assert not [item for item in harness.items() if item["sk"].startswith("SESSION#")]


def test_closing_the_team_account_asks_for_a_proof(harness: Harness, ann: Person) -> None:
    """It dissolves the team, which asks for one everywhere; opening it does not (I12)."""
    change = lambda on: harness.request_as(ann, "PATCH /v1/profile", {"manages_team": on}, proved_at=1)  # noqa: E731
    assert change(True).status == 200
    refused = change(False)
    assert (refused.status, refused.body["code"]) == (401, "step_up_required")
    assert harness.change(ann, manages_team=False).status == 200
