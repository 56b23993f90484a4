"""Calendar months: the same day of another month, or its last day, and the month that a limit counts in."""

from calendar import monthrange
from datetime import datetime


def months_after(anchor: datetime, months: int) -> datetime:
    """Return the instant that many months after an anchor, at the same time of day.

    Count from the anchor each time, never from the result: 31 January, one month on, is the last of February; two
    months on, it is 31 March again.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    day = min(anchor.day, monthrange(year, month + 1)[1])
    return anchor.replace(year=year, month=month + 1, day=day)


def month_of(at: datetime) -> str:
    """Return the month that a monthly limit counts it in (UTC), such as 2027-01."""
    return f"{at:%Y-%m}"
