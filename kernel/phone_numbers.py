"""Phone numbers: read in any usual notation, kept as E.164 (I1).

The library is loaded by the first who reads a number: most requests do not, and it is a tenth of a cold start.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from kernel.problems import Invalid

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

Kind = Literal["ordinary", "toll_free", "premium", "virtual", "other"]
_MAX_LENGTH = 40
_KINDS: dict[str, Kind] = {
    "MOBILE": "ordinary",
    "FIXED_LINE": "ordinary",
    "FIXED_LINE_OR_MOBILE": "ordinary",
    "TOLL_FREE": "toll_free",
    "PREMIUM_RATE": "premium",
    "VOIP": "virtual",
}


class InvalidPhoneNumber(Invalid):
    code: ClassVar[str] = "invalid_phone_number"
    title: ClassVar[str] = "This is not a phone number that can be called."


def read_phone_number(text: str, *, field: str = "phone_number", region: str = "US") -> str:
    """The number as E.164, such as `+14155550100`; without a country code it is taken as one of `region`.

    Raises InvalidPhoneNumber for what is malformed, too long, short or emergency, or has an extension.
    """
    if len(text) > _MAX_LENGTH:
        raise InvalidPhoneNumber("This is too long for a phone number.", field=field)
    library = _library()
    try:
        number = library.parse(text, region)
    except library.NumberParseException as error:
        raise InvalidPhoneNumber(field=field) from error
    if number.extension:
        raise InvalidPhoneNumber("Leave the extension out: the number itself must be called.", field=field)
    if not library.is_valid_number(number):
        raise InvalidPhoneNumber(field=field)
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def kind_of(phone_number: str) -> Kind:
    """What the numbering plan alone tells; `ordinary` still may be virtual, which only a carrier knows."""
    number_type = _library().number_type(_parsed(phone_number))
    return _KINDS.get(_library().PhoneNumberType.to_string(number_type), "other")


def country_of(phone_number: str) -> str:
    """The ISO country, such as US or CA: `+1` alone is 25 of them."""
    return _library().region_code_for_number(_parsed(phone_number)) or ""


def as_written(phone_number: str) -> str:
    """The number as people write it in its own country."""
    national = _library().PhoneNumberFormat.NATIONAL
    return str(_library().format_number(_parsed(phone_number), national))


def _parsed(phone_number: str) -> "PhoneNumber":
    number: PhoneNumber = _library().parse(phone_number)
    return number


@cache
def _library() -> Any:
    import phonenumbers  # noqa: PLC0415 (cold start)

    return phonenumbers
