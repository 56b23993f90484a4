"""Numbers that are neither called nor texted through us, as they are typed; and where texts go (N6)."""

import re
from datetime import datetime

_LONGEST_SHORT_CODE = 6
_EMERGENCY = frozenset(["911", "112", "933", "988", "999", "000", "110", "119"])
_CROWN = {"GG", "IM", "JE"}  # the deck has one rate for them, under no country
_PAY_PER_CALL = re.compile(r"\+1\d{3}(976\d{4}|5551212)")


def is_emergency(typed: str) -> bool:
    """Return whether this is a number of emergency services, here or abroad, or of a crisis line."""
    digits = _digits(typed)
    return not _EMERGENCY.isdisjoint({digits, digits.removeprefix("1")})


def is_short(typed: str) -> bool:
    """Return whether this is a short code, or a service of a carrier such as 411."""
    return 0 < len(_digits(typed)) <= _LONGEST_SHORT_CODE


def is_pay_per_call(phone_number: str) -> bool:
    """Return whether the caller of this number, in E.164, pays it: an exchange 976, or directory assistance.

    Every area code of North America has them, so that no prefix of the rate deck covers them.
    """
    return bool(_PAY_PER_CALL.fullmatch(phone_number))


def list_texted_countries(now: datetime) -> set[str]:
    """Return the countries that have a price for texts, in two letters, with the territories that share one."""
    from contracts.rates import deck_at

    return {rate.country for rate in deck_at(now).rates if rate.text is not None and rate.country} | _CROWN


def _digits(typed: str) -> str:
    return "".join(filter(str.isdigit, typed))
