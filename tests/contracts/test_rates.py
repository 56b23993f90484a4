"""Tests of the rate deck against the numbering plans of the world (B11, N6)."""

from datetime import UTC, datetime
from itertools import product

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType

from contracts.rates import Rate, deck_at, decks, rate_for

DECK = decks()[-1]
NOW = DECK.begins
SERVED = sorted({rate.country for rate in DECK.rates if rate.is_served and rate.country})
CLOSED = ("premium_rate", "personal_number", "pager", "shared_cost")
# No prefix tells these from ordinary numbers, which cost the same.
AMONG_OTHERS = {
    ("CN", "shared_cost"), ("CL", "shared_cost"), ("IE", "shared_cost"), ("HK", "pager"), ("JP", "personal_number"),
}  # fmt: skip
MOBILE_APART = sorted({rate.country for rate in DECK.rates if rate.place.endswith(", mobile") and rate.country})
CLOSED_RANGES = [(country, kind) for country in SERVED for kind in CLOSED if (country, kind) not in AMONG_OTHERS]
# A Thai or Dublin landline of eight digits may begin as a premium number of ten does.
PREMIUM_IF_LONGER = tuple(f"+{p}" for rate in DECK.rates for p in rate.prefixes if p.startswith(("661900", "35315")))


def e164(country: str, national: str) -> str:
    """Return the E.164 form of a number in national notation."""
    return f"+{phonenumbers.country_code_for_region(country)}{national}"


def numbers(country: str, kind: str) -> st.SearchStrategy[str]:
    """Return a strategy for the numbers of a kind that a country's numbering plan allows."""
    pattern = getattr(PhoneMetadata.metadata_for_region(country), kind)
    if pattern is None or not pattern.national_number_pattern:
        return st.nothing()
    digits = st.from_regex(pattern.national_number_pattern, fullmatch=True, alphabet="0123456789")
    return digits.map(lambda national: e164(country, national))


def example(country: str, kind: int) -> str:
    """Return an example number of a kind in a country."""
    number: PhoneNumber = phonenumbers.example_number_for_type(country, kind)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


@given(st.text("0123456789", min_size=1, max_size=15))
def test_the_longest_prefix_wins(digits: str) -> None:
    """The rate of a number is that of the longest prefix in the deck that the number begins with."""
    found = DECK.find(digits)
    fitting = [(len(p), rate) for rate in DECK.rates for p in rate.prefixes if digits.startswith(p)]
    assert found == (max(fitting, key=lambda it: it[0])[1] if fitting else None)
    assert rate_for(f"+{digits}", NOW) == (found if found and found.is_served else None)


def test_a_prefix_has_one_rate() -> None:
    """The deck has no prefix and no place twice."""
    prefixes = [prefix for rate in DECK.rates for prefix in rate.prefixes]
    assert len(prefixes) == len(set(prefixes))
    assert len({rate.place for rate in DECK.rates}) == len(DECK.rates)


@given(st.data())
def test_numbers_with_special_prices_are_not_served(data: st.DataObject) -> None:
    """Premium, personal, pager and shared-cost numbers are not served in any country."""
    country, kind = data.draw(st.sampled_from(CLOSED_RANGES))
    possible = numbers(country, kind)
    assume(not possible.is_empty)
    assert rate_for(data.draw(possible), NOW) is None


@pytest.mark.parametrize("country", SERVED)
def test_ordinary_numbers_of_every_served_country_have_a_rate_of_it(country: str) -> None:
    """Landlines and mobiles have a rate of their own country, and mobiles the mobile rate if there is one."""
    landline = rate_for(example(country, PhoneNumberType.FIXED_LINE), NOW)
    mobile = rate_for(example(country, PhoneNumberType.MOBILE), NOW)
    assert landline
    assert mobile
    assert {landline.country, mobile.country} == {country}
    assert mobile.place.endswith(", mobile") == (country in MOBILE_APART)
    assert not landline.place.endswith(", mobile")
    assert mobile.text is not None


@given(st.sampled_from(SERVED), st.data())
def test_every_ordinary_number_is_served(country: str, data: st.DataObject) -> None:
    """Every landline and mobile of a served country, by its numbering plan, can be called."""
    number = data.draw(numbers(country, data.draw(st.sampled_from(["fixed_line", "mobile"]))))
    assert rate_for(number, NOW) is not None or number.startswith(PREMIUM_IF_LONGER)


def test_plus_one_is_many_countries() -> None:
    """Every valid number behind +1 has the rate of its own country, area code by area code."""
    for area_code, line in product(range(200, 1000), ("2000000", "2345678", "5550123", "9876543")):
        number = phonenumbers.parse(f"+1{area_code}{line}")
        rate = DECK.find(f"1{area_code}{line}")
        if phonenumbers.is_valid_number(number) and rate and rate.country:
            assert rate.country == phonenumbers.region_code_for_number(number)


def test_satellite_and_unassigned_numbers_are_not_served() -> None:
    """Satellite numbers, unassigned prefixes and an empty number have no rate."""
    for number in ("+8816123456789", "+882161234567", "+979123456789", "+5351234567", "+", ""):
        assert rate_for(number, NOW) is None


@given(st.sampled_from([rate for rate in DECK.rates if rate.is_served]), st.integers(0, 100_000))
def test_a_call_costs_at_least_its_time_and_never_a_unit_more(rate: Rate, seconds: int) -> None:
    """A call is rounded up to a whole minute or second, and a call of zero seconds is free."""
    assert rate.call
    exact, unit = seconds * rate.call / 60, rate.call if rate.rounding == "minute" else 1
    assert exact <= rate.cost_of_call(seconds) < exact + unit
    assert rate.cost_of_call(seconds) <= rate.cost_of_call(seconds + 1)


def test_a_call_of_a_minute_and_a_second() -> None:
    """A call of 61 seconds costs two minutes at a rate by the minute, and 61 sixtieths at a rate by the second."""
    germany, home = rate_for("+4915112345678", NOW), rate_for("+14155550100", NOW)
    assert germany
    assert home
    assert (germany.cost_of_call(61), home.cost_of_call(61)) == (90_000, 10_167)


def test_what_a_call_at_home_leaves_of_the_carriers_price() -> None:
    """A minute pays for the outbound leg, of which the carrier bills 60 seconds at least; a call of under 42 does not.

    Known, and no price of ours: decision 056.
    """
    home = rate_for("+14155550100", NOW)
    assert home
    outbound = 7_000  # micro-dollars a minute, about: ../shared/outside/telnyx/FACTS.md, second-hand
    assert home.cost_of_call(60) - outbound == 3_000
    assert home.cost_of_call(41) < outbound <= home.cost_of_call(42)


def test_usage_is_rated_by_the_deck_of_its_time() -> None:
    """Usage is rated by the deck in force at its time; usage before the first deck, by the first."""
    assert deck_at(datetime(2027, 1, 1, tzinfo=UTC)) is decks()[-1]
    assert deck_at(datetime(2020, 1, 1, tzinfo=UTC)) is decks()[0]
