"""The whole way in: sign up, verify, register, sign in, manage a team."""

from tests.in_process import mails, texts
from tests.services.identity.harness import ANN, BOB, PASSWORD, Harness, claims_of, person_in


def test_sign_up_register_sign_in_and_manage_a_team(harness: Harness) -> None:
    """A person gets from a phone number to a team (I1, I3, I6, I7, I9)."""
    started = harness.sign_up("(415) 555-0100")
    assert (started.status, started.body["phone_number"], started.body["channel"]) == (202, ANN, "sms")
    assert started.body["resend_after_seconds"] == 30
    code = harness.code()
    verified = harness.verify(started.body["signup_id"], code)
    assert verified.status == 200
    registered = harness.register(verified.body["registration_token"])
    assert registered.status == 201
    assert registered.body["expires_in"] == 600
    assert registered.body["account"]["phone_number"] == ANN
    first = ["AccountRegistered", "ProfileChanged", "EmailConfirmationRequested", "AccountActive"]
    assert harness.settle() == first
    assert "https://portal.teamline.example/confirm-email?token=" in mails("ann@example.com")[-1]
    signed_in = harness.sign_in()
    assert signed_in.status == 201
    person = person_in(signed_in, ANN)
    assert claims_of(signed_in.body["access_token"])["iss"] == "https://portal.teamline.example"
    changed = harness.change(person, manages_team=True)
    assert (changed.status, changed.body["manages_team"]) == (200, True)
    assert harness.settle() == ["AccountActive", "TeamManagementEnabled"]


def test_the_text_names_the_app_and_warns(harness: Harness) -> None:
    """The text says what it is for, how long it works, and that we never ask for it (I3)."""
    harness.sign_up(BOB)
    code = harness.code(BOB)
    assert texts(BOB) == [
        f"{code} is your Teamline code to sign up. It works once, for 10 minutes. "
        "Don't share it. We'll never ask for it."
    ]


def test_a_landline_is_called_with_the_code(harness: Harness) -> None:
    """A landline gets a call that speaks the code, and no text (I3)."""
    harness.carrier.types[ANN] = "fixed line"
    started = harness.sign_up()
    assert (started.body["channel"], started.body["channels"]) == ("call", ["call"])
    assert harness.verify(started.body["signup_id"], harness.code()).status == 200
    assert texts(ANN) == []
    assert harness.carrier.calls == [
        {"phone_number": ANN, "verify_profile_id": "a profile", "custom_code": harness.code()}
    ]


def test_notices_for_a_landline_go_by_mail(harness: Harness) -> None:
    """Where texts do not arrive, notices go by mail; the password works as anywhere."""
    harness.carrier.types[ANN] = "fixed line"
    person = harness.person()
    assert harness.profile(person)["notices"] == ["email"]
    assert harness.sign_in(password=PASSWORD).status == 201
