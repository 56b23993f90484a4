"""Types of fields that people fill in, the same in every service: emails, names, and codes in any digits.

Each refusal has a code of its own and a sentence of ours; the libraries are loaded with the first such field.
"""

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from kernel.http.forms import Form

if TYPE_CHECKING:
    from contracts.names import NameRules

_NO_EMAIL = "Enter an email address such as ana@example.com."


def read_email(text: str) -> str:
    """Return the address as mail is sent to it: by RFC 5321, its domain in ASCII and small letters."""
    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(text, check_deliverability=False, strict=True).ascii_email
    except EmailNotValidError as error:
        raise PydanticCustomError("invalid_email", _NO_EMAIL) from error
    if address is None:
        raise PydanticCustomError("invalid_email", "Use an email address with letters of A to Z before the @.")
    return address


def read_name(text: str) -> str:
    """Return the name of a person or team as it is kept (`contracts.names`)."""
    from contracts.names import ANY_NAME

    return _read_name(text, ANY_NAME)


def read_label(text: str) -> str:
    """Return a label as it is kept; an empty one is none."""
    from contracts.names import LABEL

    return _read_name(text, LABEL) if text.strip() else ""


def digits_only(typed: object) -> object:
    """Return a typed code in ASCII digits, without the spaces, dashes and invisible signs of where it was copied."""
    return "".join(as_printed(typed).replace("-", "").split()) if isinstance(typed, str) else typed


def as_printed(typed: str) -> str:
    """Return text with the digits, spaces and dashes of ASCII, and without invisible signs: as it is on paper."""
    import unicodedata

    plain = {"Pd": "-", "Zs": " ", "Cf": ""}
    signs = unicodedata.normalize("NFKC", typed)
    return "".join(plain.get(unicodedata.category(sign), str(unicodedata.decimal(sign, sign))) for sign in signs)


def printed_line(typed: object) -> object:
    """Return a typed number of a bill as it is printed, without spaces around it."""
    return as_printed(typed).strip() if isinstance(typed, str) else typed


def upper(typed: object) -> object:
    """Return typed text in capitals, such as the code of a state."""
    return typed.strip().upper() if isinstance(typed, str) else typed


def _read_name(text: str, rules: "NameRules") -> str:
    from contracts.names import UnfitNameError
    from contracts.names import read_name as read

    try:
        return read(text, rules)
    except UnfitNameError as unfit:
        raise PydanticCustomError(unfit.code, "{sentence}", {"sentence": str(unfit)}) from unfit


Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(read_email)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(read_name)]
TeamName = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(read_name)]
Label = Annotated[str, StringConstraints(max_length=60), AfterValidator(read_label)]
Code = Annotated[str, Form(r"^[0-9]{6}$", "A code has six digits."), BeforeValidator(digits_only)]
