"""The way in, as people go it: sign up, verify, register, sign in, manage a team."""

from tests.services.identity.stage import ANN, BOB, PASSWORD, Stage, claims_of, person_in
from tests.world import mails, texts


def test_sign_up_register_sign_in_and_manage_a_team(stage: Stage) -> None:
    """The whole way from a phone number to a team (I1, I3, I6, I7, I9)."""
    started = stage.sign_up("(415) 555-0100")
    assert (started.status, started.body["phone_number"], started.body["channel"]) == (202, ANN, "sms")
    assert started.body["resend_after_seconds"] == 30
    code = stage.code()
    verified = stage.verify(started.body["signup_id"], code)
    assert verified.status == 200
    registered = stage.register(verified.body["registration_token"])
    assert registered.status == 201
    assert registered.body["expires_in"] == 600
    assert registered.body["account"]["phone_number"] == ANN
    assert stage.settle() == ["AccountRegistered", "ProfileChanged", "EmailConfirmationRequested"]
    assert "https://portal.teamline.example/confirm-email?token=" in mails("ann@example.com")[-1]
    signed_in = stage.sign_in()
    assert signed_in.status == 201
    person = person_in(signed_in, ANN)
    assert claims_of(signed_in.body["access_token"])["iss"] == "https://portal.teamline.example"
    changed = stage.change(person, manages_team=True)
    assert (changed.status, changed.body["manages_team"]) == (200, True)
    assert stage.settle() == ["TeamManagementEnabled"]


def test_the_text_names_the_app_and_warns(stage: Stage) -> None:
    """The text says what it is for, how long it works, and that nobody asks for it (I3)."""
    stage.sign_up(BOB)
    code = stage.code(BOB)
    assert texts(BOB) == [
        f"{code} is your Teamline code to sign up. It works once, for 10 minutes. "
        "Don't share it. We'll never ask for it."
    ]


def test_a_landline_is_called_with_the_code(stage: Stage) -> None:
    """A landline gets a call that speaks the code, and no text (I3)."""
    stage.carrier.types[ANN] = "fixed line"
    started = stage.sign_up()
    assert (started.body["channel"], started.body["channels"]) == ("call", ["call"])
    assert stage.verify(started.body["signup_id"], stage.code()).status == 200
    assert texts(ANN) == []
    assert stage.carrier.calls == [{"phone_number": ANN, "verify_profile_id": "a profile", "custom_code": stage.code()}]


def test_somebody_of_a_landline_is_told_by_mail(stage: Stage) -> None:
    """Where texts do not go, notices go by mail; the password works as anywhere."""
    stage.carrier.types[ANN] = "fixed line"
    person = stage.person()
    assert stage.profile(person)["notices"] == ["email"]
    assert stage.sign_in(password=PASSWORD).status == 201
