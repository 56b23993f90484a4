"""What some seconds of a call cost, and how many seconds some credits pay for: the one place that rounds (B11)."""

from typing import Literal

Rounding = Literal["minute", "second"]
_SECONDS = 60


def price_of(seconds: int, rate: int, rounding: Rounding) -> int:
    """Return the price in micro-dollars of a call of so many seconds, by whole minutes up or by the second."""
    if rounding == "minute":
        return -(-seconds // _SECONDS) * rate
    return -(-seconds * rate // _SECONDS)


def seconds_for(amount: int, rate: int, rounding: Rounding, *, most: int) -> int:
    """Return how many seconds, `most` at the most, the amount pays for at this rate of a minute."""
    if rate <= 0 or amount <= 0:
        return most if rate <= 0 else 0
    return min(most, amount // rate * _SECONDS if rounding == "minute" else amount * _SECONDS // rate)
