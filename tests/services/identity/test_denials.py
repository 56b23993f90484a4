"""Denials: what the "It wasn't me" link of a security notice ends, locks and takes back (I14)."""

import json
import re

import pytest

from tests.in_process import mails, texts
from tests.services.identity.harness import ANN, PASSWORD, STRANGER, Harness, Person, person_in
from tests.services.identity.races import run_before_writes

MAIL = "ann@example.com"
_TOKEN = re.compile(r"/not-me\?token=([A-Za-z0-9_.-]+)")


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, who has an account and has read all that was sent to her."""
    return harness.person()


def _fresh(harness: Harness, before: tuple[int, int]) -> tuple[list[str], list[str]]:
    harness.settle()
    return texts(ANN)[before[0] :], mails(MAIL)[before[1] :]


def _so_far() -> tuple[int, int]:
    return len(texts(ANN)), len(mails(MAIL))


def _denial(harness: Harness) -> str:
    """Return the token of the newest notice."""
    harness.settle()
    return _TOKEN.findall(texts(ANN)[-1])[0]


def test_a_denial_ends_all_sessions_and_locks_money(harness: Harness, ann: Person) -> None:
    """Also a sign-in that waits for its second factor; billing and numbers learn until when (I14)."""
    thief = person_in(harness.sign_in(address=STRANGER), ANN)
    token = _denial(harness)
    assert harness.request("POST /v1/security/denials", {"token": token}).status == 204
    assert harness.settle() == ["SessionsEnded", "MoneyLocked"]
    assert harness.refresh(thief.refresh_token).status == 401
    assert harness.refresh(ann.refresh_token).status == 401
    assert harness.sign_in().status == 201


def test_a_denial_works_once_and_for_seven_days(harness: Harness, ann: Person) -> None:
    """Later, twice, twice at once, or invented: 410, and nothing happens."""
    harness.sign_in(address=STRANGER)
    token = _denial(harness)
    send = lambda given: harness.request("POST /v1/security/denials", {"token": given})  # noqa: E731
    assert send(f"{token}x").status == 410
    with run_before_writes(lambda: send(token)):
        assert send(token).status == 410
    harness.sign_in(address="192.0.2.77")
    late = _denial(harness)
    harness.clock.forward(days=7)
    assert send(late).status == 410
    assert len([envelope for envelope in harness.published if envelope.type == "MoneyLocked"]) == 1


def test_after_a_denial_the_thief_is_noticed_again(harness: Harness, ann: Person) -> None:
    """Their place was known since their first sign-in; a denial makes every place unknown, once (I14)."""
    harness.sign_in(address=STRANGER)
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    harness.clock.forward(seconds=1)
    before = _so_far()
    assert harness.sign_in(address=STRANGER).status == 201
    assert [len(sent) for sent in _fresh(harness, before)] == [1, 1]
    before = _so_far()
    harness.sign_in(address=STRANGER)
    assert _fresh(harness, before) == ([], [])


def test_a_denied_change_of_email_cannot_be_completed(harness: Harness, ann: Person) -> None:
    """The link that the thief's mailbox got does nothing after the denial: the email would open a recovery (I13)."""
    _confirm_email(harness)
    assert harness.change(ann, email="thief@example.com").status == 200
    link, denial = harness.link_token("thief@example.com"), _denial(harness)
    assert harness.request("POST /v1/security/denials", {"token": denial}).status == 204
    assert harness.request("POST /v1/profile/email/confirm", {"token": link}).body["code"] == "link_expired"
    assert harness.profile(person_in(harness.sign_in(), ANN))["new_email"] is None


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_denied_change_of_email_restores_the_one_before(harness: Harness, ann: Person, *, confirmed: bool) -> None:
    """It took effect, at once or by the thief's link; from the denial on no mail of the account goes to the thief."""
    if confirmed:
        _confirm_email(harness)
    thief = f"thief{confirmed}@example.com"
    _replace_email(harness, ann, thief)
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    profile = harness.profile(person_in(harness.sign_in(), ANN))
    assert (profile["email"], profile["email_confirmed"], profile["new_email"]) == (MAIL, confirmed, None)
    harness.settle()
    (last,) = [one.data for one in harness.published if one.type == "ProfileChanged"][-1:]
    assert (last["email"], last["email_confirmed"]) == (MAIL, confirmed)
    sent, before = len(mails(thief)), _so_far()
    harness.sign_in(address="192.0.2.60")
    assert [len(fresh) for fresh in _fresh(harness, before)] == [1, 1]
    assert len(mails(thief)) == sent


def test_a_thief_who_changes_the_email_twice_keeps_neither(harness: Harness, ann: Person) -> None:
    """The newest notice is denied, of which only the phone has the link; nor do changes without end help."""
    for number in range(12):
        _replace_email(harness, ann, f"thief{number}@example.com")
        harness.clock.forward(hours=1)
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    assert harness.profile(person_in(harness.sign_in(), ANN))["email"] == MAIL


def test_a_denied_sign_in_takes_back_the_email_that_it_changed(harness: Harness, ann: Person) -> None:
    """What was changed before that sign-in is the owner's and stays."""
    _replace_email(harness, ann, "ann.smith@example.com")
    harness.clock.forward(hours=1)
    thief = person_in(harness.sign_in(address=STRANGER), ANN)
    denial = _denial(harness)
    _replace_email(harness, thief, "thief@example.com")
    assert harness.request("POST /v1/security/denials", {"token": denial}).status == 204
    assert harness.profile(person_in(harness.sign_in(), ANN))["email"] == "ann.smith@example.com"


def test_the_restored_email_is_the_only_one_that_its_links_confirm(harness: Harness, ann: Person) -> None:
    """The thief's link for the email that was taken back does nothing."""
    _replace_email(harness, ann, "thief@example.com", confirms=False)
    link = harness.link_token("thief@example.com")
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    assert harness.request("POST /v1/profile/email/confirm", {"token": link}).body["code"] == "link_expired"


def test_an_email_is_not_restored_after_seven_days(harness: Harness, ann: Person) -> None:
    """Longer than that no change can be denied; a later denial leaves the account's email as it is."""
    _replace_email(harness, ann, "ann.smith@example.com")
    harness.clock.forward(days=7)
    _replace_email(harness, ann, "thief@example.com")
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    assert harness.profile(person_in(harness.sign_in(), ANN))["email"] == "ann.smith@example.com"


def _replace_email(harness: Harness, person: Person, email: str, *, confirms: bool = True) -> None:
    assert harness.change(person, email=email).status == 200
    if confirms:
        assert harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(email)}).status == 204
    harness.settle()


def test_a_reset_password_ends_a_change_of_email_too(harness: Harness, ann: Person) -> None:
    """Who answers a notice by a new password, and not by its link, is as safe."""
    _confirm_email(harness)
    assert harness.change(ann, email="thief@example.com").status == 200
    link = harness.link_token("thief@example.com")
    reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given = {"code": harness.code(), "new_password": "a better one 42"}
    assert harness.request("POST /v1/password-resets/{id}", given, path={"id": reset}).status == 204
    assert harness.request("POST /v1/profile/email/confirm", {"token": link}).body["code"] == "link_expired"


def test_a_denied_second_factor_is_removed(harness: Harness, ann: Person) -> None:
    """A thief with the password adds one, which would lock the owner out for good: a reset never removes it (I11)."""
    harness.add_authenticator(ann)
    denial = _denial(harness)
    assert harness.request("POST /v1/security/denials", {"token": denial}).status == 204
    assert "SecondFactorChanged" in harness.settle()
    again = harness.sign_in()
    assert again.status == 201
    assert harness.request_as(person_in(again, ANN), "GET /v1/factors").body["items"] == []


def test_denied_recovery_codes_work_no_more(harness: Harness, ann: Person) -> None:
    """The factors stay: they were there before, and are the owner's (I11)."""
    secret, _ = harness.add_authenticator(ann)
    assert harness.request_as(ann, "POST /v1/factors/recovery-codes").status == 201
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    asked = harness.sign_in().body
    assert asked["accepts"] == ["totp"]  # the denied recovery codes are gone
    assert harness.confirm(asked["challenge"], code=harness.app_code(secret)).status == 201


def _confirm_email(harness: Harness) -> None:
    assert harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(MAIL)}).status == 204
    harness.settle()


def test_a_denied_account_is_not_closed_by_the_thief(harness: Harness, ann: Person) -> None:
    """A thief who knows the password must not give up its money in the 24 hours in which nothing moves (I14)."""
    harness.sign_in(address=STRANGER)
    assert harness.request("POST /v1/security/denials", {"token": _denial(harness)}).status == 204
    thief = person_in(harness.sign_in(address=STRANGER), ANN)
    refused = harness.request_as(thief, "DELETE /v1/profile")
    assert (refused.status, refused.body["code"]) == (403, "money_locked")
    harness.clock.forward(hours=24)
    owner = person_in(harness.sign_in(), ANN)
    assert harness.request_as(owner, "DELETE /v1/profile").status == 204


def test_no_denial_is_stored_or_published_in_plain_text(harness: Harness, ann: Person) -> None:
    """Its token is hashed in the table and sealed in the event."""
    harness.sign_in(address=STRANGER)
    token = _denial(harness)
    everything = json.dumps(harness.items(), default=str)
    assert token.split(".")[2] not in everything
    assert PASSWORD not in everything
