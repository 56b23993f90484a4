"""Phone numbers: read in any usual notation, kept as E.164 (I1).

The first call loads the library: most requests never need it, and loading it takes a tenth of a cold start.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

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


def read_phone_number(text: str, *, refuse: Callable[[str | None], Exception], region: str = "US") -> str:
    """Return the number as E.164, such as `+14155550100`; without a country code it belongs to `region`.

    Raise `refuse(detail)` if it is malformed, too long, short or emergency, or has an extension.
    """
    if len(text) > _MAX_LENGTH:
        raise refuse("This is too long for a phone number.")
    library = _library()
    try:
        number = library.parse(text, region)
    except library.NumberParseException as error:
        raise refuse(None) from error
    if number.extension:
        raise refuse("Leave the extension out: the number itself must be called.")
    if not library.is_valid_number(number):
        raise refuse(None)
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def kind_of(phone_number: str) -> Kind:
    """Return the kind by the numbering plan; `ordinary` may still be virtual, which only a carrier knows."""
    number_type = _library().number_type(_parsed(phone_number))
    return _KINDS.get(_library().PhoneNumberType.to_string(number_type), "other")


def country_of(phone_number: str) -> str:
    """Return the ISO country, such as US or CA: `+1` alone is 25 of them."""
    return _library().region_code_for_number(_parsed(phone_number)) or ""


def as_written(phone_number: str) -> str:
    """Return the number in the notation of its own country."""
    national = _library().PhoneNumberFormat.NATIONAL
    return str(_library().format_number(_parsed(phone_number), national))


def _parsed(phone_number: str) -> "PhoneNumber":
    number: PhoneNumber = _library().parse(phone_number)
    return number


@cache
def _library() -> Any:
    import phonenumbers

    return phonenumbers
