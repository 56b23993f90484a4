"""A second rate deck for tests: from an instant on, everything costs something else, and rounds otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from contracts import rates
from contracts.rates import Deck, Rate

NEXT = "next"


@contextmanager
def deck_changes(at: datetime) -> Iterator[tuple[Deck, Deck]]:
    """Have the deck of today end at an instant, and return it and the one that follows."""
    before = rates.decks()[-1]
    after = Deck(NEXT, at, tuple(map(_dearer, before.rates)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rates, "decks", lambda: (before, after))
        yield before, after


def _dearer(rate: Rate) -> Rate:
    if rate.call is None:
        return rate
    rounding = rates.Rounding.__args__[rate.rounding == "minute"]
    return replace(rate, call=rate.call * 3 + 7, rounding=rounding, text=rate.text and rate.text * 2 + 1)
