"""Report to the operator how our calls and the carrier's records differ, and what calls bring and cost (N9)."""

from datetime import timedelta
from functools import reduce
from typing import Any

from contracts.money import dollars
from kernel.dynamodb.table import Table
from services.numbers.domain.call_margin import Margin
from services.numbers.stores import call_comparisons

_DAYS = 10
_LINES = 100


def report_days(table: Table) -> dict[str, Any]:
    """Return up to when calls were compared, and the sums of the last days."""
    reached = call_comparisons.find_watermark(table)
    days = [str(reached - timedelta(days=back)) for back in range(_DAYS)] if reached else []
    return {"compared_until": str(reached) if reached else None, "days": [_day(table, day) for day in days]}


def report_day(table: Table, day: str, *, cursor: str | None) -> dict[str, Any]:
    """Return the sums of a day, the calls that lost the most, a page of differences, and the cursor of the next."""
    page, sums = call_comparisons.list_lines(table, day, _LINES, cursor), _sums(table, day)
    lost = [{"call_id": call_id, "lost": _usd(micros)} for call_id, micros in sums.losing]
    names = ("what", "about", "session_id", "ours", "theirs")
    lines = [{name: item[name] for name in names} for item in page.items]
    return _readable(day, sums) | {"losing": lost, "lines": lines, "cursor": page.next_cursor}


def _day(table: Table, day: str) -> dict[str, Any]:
    return _readable(day, _sums(table, day))


def _sums(table: Table, day: str) -> Margin:
    return reduce(Margin.plus, filter(None, call_comparisons.list_done(table, day).values()), Margin())


def _readable(day: str, sums: Margin) -> dict[str, Any]:
    counts = {name: getattr(sums, name) for name in ("calls", "seconds", "free", "losing_calls", "uncosted")}
    money = {name: _usd(getattr(sums, name)) for name in ("charged", "cost", "free_cost")}
    more = {"recorded_cost": _usd(sums.recorded_cost), "margin": _usd(sums.charged - sums.cost)}
    return {"day": day} | counts | money | more


def _usd(micros: int) -> str:
    return f"{dollars(micros)} USD"
