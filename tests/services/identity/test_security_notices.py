"""Security notices: who is sent what by which channel (I14)."""

import pytest

from kernel.dynamodb.notice_brake import MOST_AN_HOUR
from tests.in_process import mails, texts
from tests.services.identity.harness import ANN, BOB, HOME, PASSWORD, STRANGER, Harness, Person

MAIL = "ann@example.com"


@pytest.fixture
def ann(harness: Harness) -> Person:
    """Return Ann, who has an account and has read all that was sent to her."""
    return harness.person()


def _fresh(harness: Harness, before: tuple[int, int]) -> tuple[list[str], list[str]]:
    harness.settle()
    return texts(ANN)[before[0] :], mails(MAIL)[before[1] :]


def _so_far() -> tuple[int, int]:
    return len(texts(ANN)), len(mails(MAIL))


def test_a_sign_in_from_a_new_place_is_noticed_by_every_channel(harness: Harness, ann: Person) -> None:
    """By text and mail, with time, address and device; the same place again is silent."""
    before = _so_far()
    harness.sign_in(address=STRANGER, headers={"user-agent": "Firefox 140"})
    by_text, by_mail = _fresh(harness, before)
    assert [len(by_text), len(by_mail)] == [1, 1]
    assert "new device or place" in by_text[0]
    assert STRANGER in by_mail[0]
    assert "Firefox 140" in by_mail[0]
    before = _so_far()
    harness.sign_in(address=STRANGER)
    harness.sign_in(address=HOME)
    assert _fresh(harness, before) == ([], [])


def test_a_step_up_makes_no_place_known(harness: Harness, ann: Person) -> None:
    """A thief with a stolen session and the password steps up: their own sign-in from there is noticed all the same."""
    proof = {"method": "password", "password": PASSWORD}
    assert harness.request_as(ann, "POST /v1/sessions/step-up", proof, address=STRANGER).status == 200
    before = _so_far()
    assert harness.sign_in(address=STRANGER).status == 201
    assert [len(sent) for sent in _fresh(harness, before)] == [1, 1]


def test_a_sign_in_that_lacks_its_second_factor_is_no_sign_in(harness: Harness, ann: Person) -> None:
    """Only the completed one is noticed, and only it makes the place known."""
    secret, _ = harness.add_authenticator(ann)
    harness.settle()
    before = _so_far()
    challenge = harness.sign_in(address=STRANGER).body["challenge"]
    assert _fresh(harness, before) == ([], [])
    proof = {"challenge": challenge, "method": "totp", "code": harness.app_code(secret)}
    assert harness.request("POST /v1/sessions/second-factor", proof, address=STRANGER).status == 201
    assert "new device" in _fresh(harness, before)[0][0]


def test_a_changed_email_is_noticed_by_the_old_one(harness: Harness, ann: Person) -> None:
    """A thief who changes the email cannot hide it (I14)."""
    before = _so_far()
    assert harness.change(ann, email="thief@example.com").status == 200
    by_text, by_mail = _fresh(harness, before)
    assert "email of your account was changed" in by_text[0]
    assert "email of your account was changed" in by_mail[0]
    assert not [mail for mail in mails("thief@example.com") if "not-me" in mail]


def test_a_confirmed_email_is_noticed_when_another_is_entered_and_when_it_counts(harness: Harness, ann: Person) -> None:
    """Both go to the one that it replaces: before the new one is confirmed nothing has changed (I9, E1)."""
    assert harness.request("POST /v1/profile/email/confirm", {"token": harness.link_token(MAIL)}).status == 204
    before = _so_far()
    assert harness.change(ann, email="ann.smith@example.com").status == 200
    by_text, by_mail = _fresh(harness, before)
    assert ["Another email was entered" in sent for sent in (*by_text, *by_mail)] == [True, True]
    link, before = harness.link_token("ann.smith@example.com"), _so_far()
    for _ in range(2):
        assert harness.request("POST /v1/profile/email/confirm", {"token": link}).status == 204
    by_text, by_mail = _fresh(harness, before)
    assert ["email of your account was changed" in sent for sent in (*by_text, *by_mail)] == [True, True]


def test_a_reset_password_is_noticed(harness: Harness, ann: Person) -> None:
    """Also if the phone was in another hand: the mail says so."""
    reset = harness.request("POST /v1/password-resets", {"phone_number": ANN}).body["reset_id"]
    given = {"code": harness.code(), "new_password": "a better one 42"}
    before = _so_far()
    harness.request("POST /v1/password-resets/{id}", given, path={"id": reset})
    by_text, by_mail = _fresh(harness, before)
    assert ["password was changed" in sent for sent in (*by_text, *by_mail)] == [True, True]


def test_factors_are_noticed(harness: Harness, ann: Person) -> None:
    """Added, removed, and new recovery codes."""
    before = _so_far()
    harness.add_authenticator(ann)
    assert harness.request_as(ann, "POST /v1/factors/recovery-codes").status == 201
    factor = harness.request_as(ann, "GET /v1/factors").body["items"][0]["factor_id"]
    assert harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor}).status == 204
    by_text, by_mail = _fresh(harness, before)
    for word, sent in zip(("was added", "recovery codes were made", "was removed"), by_text, strict=True):
        assert word in sent
    assert len(by_mail) == 3


def test_a_reused_token_is_noticed(harness: Harness, ann: Person) -> None:
    """The session ends, and its owner learns why."""
    harness.refresh(ann.refresh_token)
    harness.clock.forward(minutes=1)
    before = _so_far()
    assert harness.refresh(ann.refresh_token).status == 401
    assert "used from two places" in _fresh(harness, before)[0][0]


def test_a_closing_is_noticed_after_the_account_is_gone(harness: Harness, ann: Person) -> None:
    """It has no link that protects the account, as nothing is left, but the one that shows what was erased."""
    before = _so_far()
    harness.request_as(ann, "DELETE /v1/profile")
    by_text, by_mail = _fresh(harness, before)
    assert "was closed" in by_text[0]
    assert "was closed" in by_mail[0]
    assert "not-me" not in by_text[0] + by_mail[0]
    assert "/erasure?token=" in by_text[0]
    assert "/erasure?token=" in by_mail[0]


def test_another_account_does_not_use_up_the_notices_of_this_one(harness: Harness, ann: Person) -> None:
    """A thief's own account with the owner's email causes the same notices first: the owner's is still mailed (I14)."""
    other = harness.person(BOB, email=MAIL)
    for caller in range(MOST_AN_HOUR + 1):
        assert harness.sign_in(BOB, address=f"192.0.2.{caller}").status == 201
    assert other.account_id != ann.account_id
    harness.settle()
    before = _so_far()
    harness.sign_in(address=STRANGER)
    assert [len(sent) for sent in _fresh(harness, before)] == [1, 1]


def test_no_one_has_texts_sent_without_end(harness: Harness, ann: Person) -> None:
    """Of one happening each channel is used five times an hour; the first of another happening is still sent (I4)."""
    harness.add_authenticator(ann)
    harness.settle()
    before = _so_far()
    for _ in range(8):
        assert harness.request_as(ann, "POST /v1/factors/recovery-codes").status == 201
    by_text, by_mail = _fresh(harness, before)
    assert (len(by_text), len(by_mail)) == (MOST_AN_HOUR, MOST_AN_HOUR)
    before = _so_far()
    factor = harness.request_as(ann, "GET /v1/factors").body["items"][0]["factor_id"]
    harness.request_as(ann, "DELETE /v1/factors/{id}", path={"id": factor})
    assert "removed" in _fresh(harness, before)[0][0]
    harness.clock.forward(hours=1)
    before = _so_far()
    harness.sign_in(address=STRANGER)
    assert len(_fresh(harness, before)[0]) == 1
