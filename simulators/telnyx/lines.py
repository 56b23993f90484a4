"""The type of a phone line, by the last digits of its number unless the control has set it."""

from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException

LineType = Literal[
    "fixed line",
    "mobile",
    "voip",
    "fixed line or mobile",
    "toll free",
    "premium rate",
    "shared cost",
    "personal number",
    "pager",
    "uan",
    "voicemail",
    "unknown",
]


@dataclass(frozen=True)
class Line:
    """A line as its carrier knows it."""

    type: LineType
    carrier: str


def default_line(phone_number: str) -> Line:
    """Return a mobile line; but 555-02xx is a landline, and 555-03xx is virtual."""
    fiction = phone_number[-7:-2]
    if fiction == "55502":
        return Line("fixed line", "Simulated Telephone Company")
    if fiction == "55503":
        return Line("voip", "Simulated Internet Telephony")
    return Line("mobile", "Simulated Wireless")


def is_valid(phone_number: str) -> bool:
    """Return whether this is E.164 and a number that could exist."""
    try:
        number = phonenumbers.parse(phone_number, None)
    except NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) and phone_number.startswith("+")


def is_toll_free(phone_number: str) -> bool:
    """Return whether this is a toll-free number."""
    kind = phonenumbers.number_type(phonenumbers.parse(phone_number, None))
    return bool(kind == phonenumbers.PhoneNumberType.TOLL_FREE)


def is_in_us(phone_number: str) -> bool:
    """Return whether this is a number of the United States."""
    return bool(phonenumbers.region_code_for_number(phonenumbers.parse(phone_number, None)) == "US")
