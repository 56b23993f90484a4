"""Which language a caller asks for."""

import pytest

from contracts.identity import ProfileChanged
from kernel.languages import wanted_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("ES-us", "es"),
        ("es-419,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("fr-CA,fr;q=0.9,es;q=0.5", "es"),
        ("fr", "en"),
        ("en;q=0.4, es;q=0.6", "es"),
        ("es;q=0, en;q=0.1", "en"),
        ("es;q=0", "en"),
        ("*", "en"),
        ("*;q=0.1, es ; q = 0.2", "es"),
        ("es, en", "es"),
        ("est", "en"),
        ("es;q=9", "en"),
        ("es;q=1.1, en;q=0.1", "en"),
        ("es;level=1", "en"),
        (";;;,,\x00,es", "es"),
        ("fr," * 500 + "es", "en"),
    ],
)
def test_the_preferred_language_of_ours_is_found(header: str, language: str) -> None:
    """The highest weight wins, then the order; regions do not matter, and what cannot be read is passed over."""
    assert wanted_language(header) == language


def test_a_profile_from_before_languages_is_english() -> None:
    """An event that was published before the language could be chosen is still read."""
    old = {"account_id": "acc_1", "revision": 1, "name": "Ann", "email": "a@example.com", "email_confirmed": True}
    assert ProfileChanged.model_validate(old | {"time_zone": "UTC", "notices": []}).language == "en"
