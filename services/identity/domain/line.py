"""Phone lines: their kinds, and the channels by which a code can reach each (I2, I3)."""

from typing import Literal

Channel = Literal["sms", "call"]
Line = Literal["mobile", "landline", "either"]
LineType = Literal["mobile", "landline", "either", "virtual", "toll_free", "premium", "other", "invalid", "unknown"]


def channels(line: Line) -> tuple[Channel, ...]:
    """Return the channels by which a code can reach a line, the usual one first (I2, I3)."""
    return ("call",) if line == "landline" else ("sms", "call")
