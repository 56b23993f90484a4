"""What identity sends is in the language of the account, or of the request where there is no account yet (I3, I14)."""

from datetime import UTC, datetime

import pytest

from kernel.languages import in_language
from services.identity.domain import letters, security_letters
from services.identity.domain.export import Export
from services.identity.domain.export_letters import about
from tests.in_process import mails, texts
from tests.services.identity.harness import ANN, STRANGER, Harness
from tests.spanish import assert_spanish

_SPANISH = {"accept-language": "es-MX"}
_AT = datetime(2027, 5, 4, 9, 5, tzinfo=UTC)


def test_a_code_before_there_is_an_account_is_in_the_language_of_the_request(harness: Harness) -> None:
    """The browser or app says which; the account that is opened with it has that language too."""
    harness.sign_up(headers=_SPANISH)
    harness.settle()
    assert_spanish(texts(ANN)[-1])
    assert "es tu código de Teamline para registrarte" in texts(ANN)[-1]


def test_everything_after_that_is_in_the_language_of_the_account(harness: Harness) -> None:
    """Whichever browser a sign-in, a reset or another sign-up with the number comes from."""
    harness.person(headers=_SPANISH)
    assert_spanish(mails("ann@example.com")[-1])
    harness.sign_in(address=STRANGER, headers={"user-agent": "Firefox 140", "accept-language": "en"})
    harness.settle()
    assert_spanish(texts(ANN)[-1])
    assert_spanish(mails("ann@example.com")[-1])
    harness.request("POST /v1/password-resets", {"phone_number": ANN}, headers={"accept-language": "en"})
    harness.settle()
    assert "para crear una contraseña nueva" in texts(ANN)[-1]
    harness.sign_up(headers={"accept-language": "en"})
    harness.settle()
    assert "Ya tienes una cuenta de Teamline" in texts(ANN)[-1]


@pytest.mark.parametrize("happening", security_letters.WHAT)
@pytest.mark.parametrize("link", ["https://example.com/not-me?token=abc", None])
def test_each_security_notice_has_spanish_words(happening: security_letters.Happening, link: str | None) -> None:
    """By text and mail, with and without a link."""
    mail = security_letters.security_mail(happening, name="Ana", device="", address="", at=_AT, link=link)
    for sentence in (mail, security_letters.security_text(happening, link), security_letters.SUBJECT):
        assert_spanish(in_language(sentence, "es"))
    assert "4 de mayo de 2027 a las 09:05 UTC" in in_language(mail, "es")


def test_every_letter_has_spanish_words() -> None:
    """Those that the journeys above do not send."""
    portal = "https://example.com"
    for sentence in (
        letters.recovery_mail("123456"),
        letters.reserved_number_text(_AT),
        letters.reserved_number_mail("Ana", _AT),
        letters.known_number_mail("Ana", portal, "sign_up"),
        letters.known_number_mail("Ana", portal, "login_id"),
        letters.confirmation_mail("Ana", "abc", portal),
        letters.code_text("123456", "login_id"),
        letters.RECOVERY_SUBJECT,
        letters.RESERVED_NUMBER_SUBJECT,
        letters.KNOWN_NUMBER_SUBJECT,
        letters.CONFIRMATION_SUBJECT,
    ):
        assert_spanish(in_language(sentence, "es"))


def test_the_page_of_an_export_has_spanish_words() -> None:
    """For one's own data, and a team's."""
    for of in ("me", "team"):
        assert_spanish(in_language(about(Export("exp_1", "acc_1", of, "team_1", _AT)), "es"))  # type: ignore[arg-type]
