"""The request bodies of identity's routes."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from contracts.consequences import Action
from contracts.languages import Language
from contracts.mail import TextNotices
from kernel.http.fields import Code, Email, Name, printed_line, read_label
from kernel.http.models import RequestBody
from services.identity.domain.account import Notice
from services.identity.domain.line import Channel
from services.identity.domain.passwords import MAX_LENGTH, MIN_LENGTH
from services.identity.domain.second_factors import Kind, Method

PhoneNumber = Annotated[str, Field(min_length=1, max_length=40, description="In any usual notation.")]
NewPassword = Annotated[str, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH)]
TimeZone = Annotated[str, Field(max_length=64, description="A name of the IANA database, such as Europe/Berlin.")]
Token = Annotated[str, Field(min_length=1, max_length=300)]
FactorCode = Annotated[str, StringConstraints(min_length=1, max_length=40), BeforeValidator(printed_line)]
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(read_label)
]
Credential = Annotated[dict[str, Any], Field(description="What `navigator.credentials` returned, as `toJSON()`.")]


class ConsequencesQuery(RequestBody):
    """The action whose consequences for the caller are asked for."""

    action: Action


class NewSignUp(RequestBody):
    """The phone number to sign up with."""

    phone_number: PhoneNumber


class AnotherCode(RequestBody):
    """The channel of the next code; the same as before if left out."""

    channel: Channel | None = None


class TypedCode(RequestBody):
    """The code as typed."""

    code: Code


class NewLoginId(RequestBody):
    """The phone number to sign in with from now on; a mobile phone can be called instead of texted."""

    phone_number: PhoneNumber
    channel: Channel | None = None


class UndoLink(RequestBody):
    """The token of the link that undoes a change of the Login ID."""

    token: Token


class Registration(RequestBody):
    """The account to open. Its `language` is by default the one that Accept-Language asks for."""

    registration_token: Token
    name: Name
    email: Email
    password: NewPassword
    time_zone: TimeZone | None = None
    language: Language | None = None


class Credentials(RequestBody):
    """Login ID and password."""

    phone_number: PhoneNumber
    password: str = Field(min_length=1, max_length=MAX_LENGTH)


class Refresh(RequestBody):
    """The refresh token; browsers leave it out and send their cookie."""

    refresh_token: Token | None = None


class ResetWanted(RequestBody):
    """The phone number whose password was forgotten."""

    phone_number: PhoneNumber


class NewPasswordByCode(RequestBody):
    """The code that was sent, and the new password."""

    code: Code
    new_password: NewPassword


class ProfileChange(RequestBody):
    """The fields to change; fields left out stay as they are.

    `text_notices`: whether new texts are mailed, by their `sender` alone or with their `words`.
    `language`: the one that we write to the person in.
    """

    name: Name | None = None
    email: Email | None = None
    time_zone: TimeZone | None = None
    language: Language | None = None
    notices: Annotated[set[Notice], Field(min_length=1)] | None = None
    text_notices: TextNotices | None = None
    manages_team: bool | None = None


def needs_proof(change: ProfileChange, query: None) -> bool:
    """Return whether a change of the profile needs a fresh proof of who makes it (I12).

    That of the email does, and closing the team account: it dissolves the team.
    """
    return change.email is not None or change.manages_team is False


class EmailLink(RequestBody):
    """The token of the link that was mailed."""

    token: Token


class FactorWanted(RequestBody):
    """The kind of second factor to set up."""

    kind: Kind


class NewFactor(RequestBody):
    """The first proof of a second factor that was set up: the app's code, or the passkey's credential."""

    setup_id: Token
    code: FactorCode | None = None
    credential: Credential | None = None
    label: Label | None = None


class Proof(RequestBody):
    """A proof of who the caller is, by one method; `code` is an authenticator's or a recovery code."""

    method: Method
    code: FactorCode | None = None
    password: str | None = Field(default=None, min_length=1, max_length=MAX_LENGTH)
    credential: Credential | None = None


class StepUpProof(Proof):
    """The proof that refreshes a session's; `challenge` is that of the options, for a passkey."""

    challenge: Token | None = None


class SignInChallenge(RequestBody):
    """The `challenge` of a sign-in that asks for a second factor."""

    challenge: Token


class SecondFactorProof(Proof):
    """The proof that completes a sign-in."""

    challenge: Token


class DenialLink(RequestBody):
    """The token of a security notice's "It wasn't me" link."""

    token: Token
