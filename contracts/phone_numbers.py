"""Phone numbers: read in any usual notation, kept as E.164 (I1).

Every spelling of a number is one number: Mexican mobiles without the former `1`, Argentine ones with their `9`.
The first call loads the library and compiles the patterns: most requests never need them.
"""

import re
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
# People there say that they are in the country; the rate deck prices each by its own prefix.
_SERVED_WITH = {"PR": "US", "VI": "US", "GU": "US", "AS": "US", "MP": "US", "JE": "GB", "GG": "GB", "IM": "GB"}
_NOTATION = r"[\d\s+()\[\]./~-]*"
_NORTH_AMERICAN = r"(?!.11)[2-9]\d\d(?!.11)[2-9]\d{6}"
_MEXICAN = r"(?:1|01|0?4[45])(\d{10})"
_AS_REPORTED = r"\+(?!52|54)[1-9]\d{7,14}"  # of these countries carriers know one spelling each
_NORTH_AMERICA, _MEXICO, _ARGENTINA = 1, 52, 54
_DASHES, _UNSEEN = "Pd", "Cf"


def read_phone_number(text: str, *, refuse: Callable[[str | None], Exception], region: str = "US") -> str:
    """Return the number as E.164, such as `+14155550100`; without a country code it belongs to `region`.

    Raise `refuse(detail)` if it is malformed, too long, short or emergency, or has letters or an extension.
    """
    if len(text) > _MAX_LENGTH:
        raise refuse("This is too long for a phone number.")
    typed = _plain(text)
    wrong = (
        None if re.fullmatch(_NOTATION, typed) else "Type the phone number in digits, without letters or other text."
    )
    try:
        number = _parsed(typed, region)
    except _library().NumberParseException as error:
        raise refuse(wrong) from error
    if number.extension:
        raise refuse("Leave the extension out: the number itself must be called.")
    if wrong or not _is_possible(number):
        raise refuse(wrong)
    return _as_e164(number)


def read_sender(text: str) -> str:
    """Return the number that a text came from as E.164, to be answered; a short code or a name stays as it is."""
    if re.fullmatch(_AS_REPORTED, text):
        return text
    try:
        return as_texted(read_phone_number(text, refuse=ValueError))
    except ValueError:
        return text


def as_texted(phone_number: str) -> str:
    """Return the number that a text goes to: in Argentina that of a mobile, which without its 9 is a landline's."""
    landline = f"+{_ARGENTINA}"
    if phone_number.startswith(landline) and not phone_number.startswith(f"{landline}9"):
        return f"{landline}9{phone_number.removeprefix(landline)}"
    return phone_number


def without_mobile_digit(phone_number: str) -> str:
    """Return the number by which two spellings of one are compared: in Mexico and Argentina mobiles may have a digit
    more, which carriers report or leave out.
    """
    return re.sub(rf"^\+({_MEXICO}(?=1)|{_ARGENTINA}(?=9))\d(?=\d{{10}}$)", r"+\1", phone_number)


def kind_of(phone_number: str) -> Kind:
    """Return the kind by the numbering plan; `ordinary` may still be virtual, which only a carrier knows."""
    number = _parsed(phone_number)
    kind = _library().PhoneNumberType.to_string(_library().number_type(number))
    if kind == "UNKNOWN" and _has_north_american_form(number):
        return "ordinary" if _country_by_rate(phone_number) else "other"
    return _KINDS.get(kind, "other")


def is_landline(phone_number: str) -> bool:
    """Return whether the numbering plan says that the number is a landline; in North America no plan says so.

    Anyone can call with a made-up number: what is in no plan is no landline.
    """
    try:
        number = _parsed(phone_number)
    except _library().NumberParseException:
        return False
    return bool(_library().number_type(number) == _library().PhoneNumberType.FIXED_LINE)


def country_of(phone_number: str) -> str:
    """Return the ISO country, such as US or CA: `+1` alone is 25 of them. The rate deck knows newer area codes."""
    number = _parsed(phone_number)
    known = _library().region_code_for_number(number)
    return known or (_country_by_rate(phone_number) if _has_north_american_form(number) else "")


def is_served(phone_number: str, countries: frozenset[str]) -> bool:
    """Return whether the number's country is among these, or the country that its territory belongs to."""
    country = country_of(phone_number)
    return country in countries or _SERVED_WITH.get(country) in countries


def as_written(phone_number: str) -> str:
    """Return the number in the notation of its own country."""
    national = _library().PhoneNumberFormat.NATIONAL
    return str(_library().format_number(_parsed(phone_number), national))


def _plain(text: str) -> str:
    """Return the text in ASCII as far as it has a counterpart: digits, spaces and dashes; invisible signs removed.

    `00` is the international prefix of most of the world, and begins no number of a plan.
    """
    seen = text.strip().removeprefix("tel:")
    plain = "".join(_plain_sign(sign) for sign in seen).strip()
    return re.sub(r"^0\s*0", "+", plain)


def _plain_sign(sign: str) -> str:
    import unicodedata

    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == _DASHES:
        return "-"
    if category == _UNSEEN:
        return ""
    return {"\uff0b": "+", "\uff08": "(", "\uff09": ")", "\uff0e": "."}.get(sign, " " if sign.isspace() else sign)


def _parsed(text: str, region: str | None = None) -> "PhoneNumber":
    number: PhoneNumber = _library().parse(text, region)
    return _canonical(number)


def _canonical(number: "PhoneNumber") -> "PhoneNumber":
    """Return the number as its plan writes it today: one for each spelling that is still in use."""
    national = str(number.national_number)
    if number.country_code == _MEXICO and (old := re.fullmatch(_MEXICAN, national)):
        number = _library().PhoneNumber(country_code=_MEXICO, national_number=int(old[1]))
    if number.country_code == _ARGENTINA and len(national) == 13 and national.startswith("9"):
        return _canonical(_library().parse(f"+{_ARGENTINA}{national[1:]}"))
    return number


def _is_possible(number: "PhoneNumber") -> bool:
    """Return whether a carrier may know the number: area codes of +1 are newer than any table of them."""
    return _has_north_american_form(number) or _library().is_valid_number(number)


def _has_north_american_form(number: "PhoneNumber") -> bool:
    national = str(number.national_number)
    return number.country_code == _NORTH_AMERICA and bool(re.fullmatch(_NORTH_AMERICAN, national))


def _country_by_rate(phone_number: str) -> str:
    """Return the country by whose prefix the rate deck prices the number; empty where it is not served."""
    from contracts.rates import decks

    rate = decks()[-1].find(phone_number.removeprefix("+"))
    return rate.country if rate and rate.is_served else ""


def _as_e164(number: "PhoneNumber") -> str:
    return str(_library().format_number(number, _library().PhoneNumberFormat.E164))


@cache
def _library() -> Any:
    import phonenumbers

    return phonenumbers
