"""The request bodies of identity's routes."""

from typing import Annotated

from pydantic import Field

from kernel.http.fields import Code, Email, Name
from kernel.http.models import RequestBody
from services.identity.domain.account import Notice
from services.identity.domain.line import Channel
from services.identity.domain.passwords import MAX_LENGTH, MIN_LENGTH

PhoneNumber = Annotated[str, Field(min_length=1, max_length=40, description="In any usual notation.")]
NewPassword = Annotated[str, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH)]
TimeZone = Annotated[str, Field(max_length=64, description="A name of the IANA database, such as Europe/Berlin.")]
Token = Annotated[str, Field(min_length=1, max_length=300)]


class NewSignUp(RequestBody):
    """The phone number to sign up with."""

    phone_number: PhoneNumber


class AnotherCode(RequestBody):
    """The channel of the next code; the same as before if left out."""

    channel: Channel | None = None


class TypedCode(RequestBody):
    """The code as typed."""

    code: Code


class Registration(RequestBody):
    """The account to open."""

    registration_token: Token
    name: Name
    email: Email
    password: NewPassword
    time_zone: TimeZone | None = None


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
    """The fields to change; fields left out stay as they are."""

    name: Name | None = None
    email: Email | None = None
    time_zone: TimeZone | None = None
    notices: Annotated[set[Notice], Field(min_length=1)] | None = None
    manages_team: bool | None = None


class EmailLink(RequestBody):
    """The token of the link that was mailed."""

    token: Token
