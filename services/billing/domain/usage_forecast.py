"""Forecasts what a month will have cost at its end, if it goes on as it has begun (B12). Pure."""

from datetime import datetime, timedelta

from contracts.months import months_after
from services.billing.domain.usage_period import UsagePeriod, first_instant

_SOONEST = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)


def forecast(used: int, plans: int, period: UsagePeriod, now: datetime) -> int | None:
    """Return the forecast in micro-dollars, or None unless the period is the running month up to today or its end.

    Usage goes on as in the time that is over; `plans` are charged once, so they count as they are. On the first day of
    a month it is too soon to say.
    """
    today = now.astimezone(period.zone).date()
    first = today.replace(day=1)
    month_after = months_after(datetime(first.year, first.month, 1), 1).date()  # noqa: DTZ001 (a date)
    if period.first != first or not today <= period.last < month_after:
        return None
    start, end = period.start, first_instant(month_after, period.zone)
    if now - start < _SOONEST:
        return None
    return plans + used * ((end - start) // _MICROSECOND) // ((now - start) // _MICROSECOND)
