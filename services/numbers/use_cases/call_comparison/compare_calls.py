"""Compare a day's calls with what the carrier has recorded of them (N9, B11).

First the carrier's lists are read, page by page: its records, which are kept by shards of their calls, and the
webhooks that it could not deliver. Then each shard is compared with our calls. Any step may come again: it writes
what it has written before. A call that we think runs is settled by its facts, as if they had been reported.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

from contracts.calls import CallComparisonDue
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.call_events import CallEvent
from services.numbers.carrier.call_records import KINDS, CallRecords
from services.numbers.domain.call import Call
from services.numbers.domain.call_comparison import (
    REPORT_LOST,
    CarrierCall,
    Difference,
    compare,
    find_facts,
    group,
    is_all_over,
)
from services.numbers.domain.call_margin import Margin
from services.numbers.stores import call_comparisons, call_sessions, calls
from services.numbers.use_cases.call_comparison.findings import differs, found_facts

_UNDELIVERED, _LISTED, _COMPARED = "undelivered", "listed", "compared"
_LISTS = (*KINDS, _UNDELIVERED)
_AROUND = timedelta(hours=1)  # all legs of a call begin within it
_AT_ONCE = 100
_MOST_PAGES = 20_000  # a million legs in a day: a list that goes on beyond it has no end

Gateway = Callable[[], CallRecords]


def compare_calls(work: UnitOfWork, carrier: Gateway, event: CallComparisonDue) -> None:
    """Do one step of the comparison of a day, and publish the next. Raises ProviderDownError: again later."""
    if not event.part:
        _publish(work, event, _LISTS)
    elif event.part in KINDS:
        _keep_records(work, carrier(), event)
    elif event.part == _UNDELIVERED:
        _find_lost_reports(work, carrier(), event)
    elif event.part == _LISTED:
        _begin_shards(work, event)
    elif event.part == _COMPARED:
        _end_day(work, event)
    else:
        _compare_shard(work, event)


def _publish(work: UnitOfWork, event: CallComparisonDue, parts: Iterable[str]) -> None:
    work.publish(*(event.model_copy(update={"part": part, "page": 1}) for part in parts))


def _turn_page(work: UnitOfWork, event: CallComparisonDue, *, has_more: bool) -> None:
    """Publish the next page of a list, or that the list is read.

    The day of a list without an end stays open, so that the next night raises the alarm.
    """
    if has_more and event.page >= _MOST_PAGES:
        log().error("carrier.comparison.endless", extra={"day": event.day, "part": event.part})
    elif has_more:
        work.publish(event.model_copy(update={"page": event.page + 1}))
    else:
        work.save([call_comparisons.save_part(event.day, event.part)])
        _publish(work, event, [_LISTED])


def _keep_records(work: UnitOfWork, carrier: CallRecords, event: CallComparisonDue) -> None:
    since, until = _span(event.day)
    page = carrier.list_ended(event.part, since, until, event.page)
    work.save(call_comparisons.save_records(event.day, event.part, event.page, page.records, work.now))
    _turn_page(work, event, has_more=page.has_more)


def _find_lost_reports(work: UnitOfWork, carrier: CallRecords, event: CallComparisonDue) -> None:
    """Apply the facts of reports that never came, and that are known by no other way."""
    since, until = _span(event.day)
    reports, has_more = carrier.list_failed(since + _AROUND, until - _AROUND, event.page)
    by_id = {(it.call_id or ids.derived_id("call", it.session_id)): it.session_id for it in reports}
    for call in calls.find_many(work.table, by_id):
        facts = [it.fact for it in reports if _is_of(it, call) and call.apply(it.fact) != call]
        if facts:
            lost = Difference(REPORT_LOST, 0, 0)
            differs(work, event.day, by_id[call.call_id], call, lost, found_facts(call, facts, is_over=False))
    _turn_page(work, event, has_more=has_more)


def _is_of(report: CallEvent, call: Call) -> bool:
    return call.call_id in (report.call_id, ids.derived_id("call", report.session_id))


def _begin_shards(work: UnitOfWork, event: CallComparisonDue) -> None:
    """Publish the shards that are not compared, once all lists are read."""
    done = call_comparisons.list_done(work.table, event.day)
    if any(part not in done for part in _LISTS):
        return
    left = [str(shard) for shard in range(call_sessions.SHARDS) if str(shard) not in done]
    _publish(work, event, left or [_COMPARED])


def _compare_shard(work: UnitOfWork, event: CallComparisonDue) -> None:
    shard, day, (since, until) = int(event.part), event.day, _span(event.day)
    theirs, sums = group(call_comparisons.list_records(work.table, day, shard)), Margin()
    ours = {its_id: session_id for session_id, its_id in call_sessions.list_between(work.table, shard, since, until)}
    for call in _load(work, list(ours)):
        session_id = ours[call.call_id]
        recorded = theirs.pop(session_id, None)
        if _day_of(call.started_at) == day:
            _compare_call(work, day, session_id, call, recorded)
            if call.is_settled:
                sums.add(call, recorded)
    for session_id, recorded in theirs.items():
        if _day_of(recorded.began_at) == day:
            _compare_call(work, day, session_id, None, recorded)
    work.save([call_comparisons.save_part(day, event.part, sums)])
    _publish(work, event, [_COMPARED])


def _compare_call(work: UnitOfWork, day: str, session_id: str, call: Call | None, theirs: CarrierCall | None) -> None:
    found = compare(call, theirs)
    if found is None:
        return
    facts = find_facts(call, theirs) if call and theirs and not call.is_settled else []
    causes = [found_facts(call, facts, is_over=is_all_over(call, theirs))] if call and theirs and facts else []
    differs(work, day, session_id, call, found, *causes)


def _load(work: UnitOfWork, call_ids: list[str]) -> Iterable[Call]:
    for first in range(0, len(call_ids), _AT_ONCE):
        yield from calls.find_many(work.table, call_ids[first : first + _AT_ONCE])


def _end_day(work: UnitOfWork, event: CallComparisonDue) -> None:
    """Move the watermark once all shards are compared, and begin the next day that is due."""
    done, day = call_comparisons.list_done(work.table, event.day), date.fromisoformat(event.day)
    reached = call_comparisons.find_watermark(work.table)
    if any(str(shard) not in done for shard in range(call_sessions.SHARDS)) or (reached and reached >= day):
        return
    work.save([call_comparisons.move_watermark(day)])
    if event.day < event.until:
        work.publish(CallComparisonDue(day=str(day + timedelta(days=1)), until=event.until))


def _span(day: str) -> tuple[datetime, datetime]:
    """Return when the legs of the calls of a day may have begun."""
    start = datetime.combine(date.fromisoformat(day), time(), UTC)
    return start - _AROUND, start + timedelta(days=1) + _AROUND


def _day_of(at: datetime) -> str:
    return str(at.astimezone(UTC).date())
