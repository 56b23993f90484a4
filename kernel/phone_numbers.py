"""Phone numbers: read in any usual notation, kept as E.164 (I1)."""

from typing import ClassVar, Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

from kernel.problems import Invalid

Kind = Literal["ordinary", "toll_free", "premium", "virtual", "other"]
_MAX_LENGTH = 40
_KINDS: dict[int, Kind] = {
    PhoneNumberType.MOBILE: "ordinary",
    PhoneNumberType.FIXED_LINE: "ordinary",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "ordinary",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.VOIP: "virtual",
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
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as error:
        raise InvalidPhoneNumber(field=field) from error
    if number.extension:
        raise InvalidPhoneNumber("Leave the extension out: the number itself must be called.", field=field)
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhoneNumber(field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def kind_of(phone_number: str) -> Kind:
    """What the numbering plan alone tells; `ordinary` still may be virtual, which only a carrier knows."""
    return _KINDS.get(phonenumbers.number_type(_parsed(phone_number)), "other")


def country_of(phone_number: str) -> str:
    """The ISO country, such as US or CA: `+1` alone is 25 of them."""
    return phonenumbers.region_code_for_number(_parsed(phone_number)) or ""


def as_written(phone_number: str) -> str:
    """The number as people write it in its own country."""
    return phonenumbers.format_number(_parsed(phone_number), phonenumbers.PhoneNumberFormat.NATIONAL)


def _parsed(phone_number: str) -> PhoneNumber:
    return phonenumbers.parse(phone_number)
