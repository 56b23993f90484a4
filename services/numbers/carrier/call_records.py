"""The carrier's records of calls: legs that have ended, and webhooks that it could not deliver (N9).

The carrier's document has no schema for records of calls. What they contain was seen by others, under two names for
some: both are read, and a record that has none of them is counted, not passed over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from kernel.log import count, log
from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.call_events import CallEvent, read_instant, read_number
from services.numbers.carrier.responses import read_rows, report_refusal
from services.numbers.domain.call_comparison import CLOSE, CallRecord

PAGE = 50  # the most that the carrier lists at once
KINDS = ("call-control", "sip-trunking")  # each has its own part of what a leg costs
_ALWAYS = KINDS[0]
_MICROS = 1_000_000
_MOST = 1_000_000  # dollars: a leg does not cost as much
_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of records, and whether another one follows."""

    records: list[CallRecord]
    has_more: bool


class CallRecords:
    """Telnyx's records. Every method may raise ProviderDownError: ask again."""

    def __init__(self, provider: Provider, connection_ids: tuple[str, ...]) -> None:
        self._provider = provider
        self._connection_ids = frozenset(filter(None, connection_ids))

    def list_ended(self, kind: str, since: datetime, until: datetime, page: int) -> RecordPage:
        """Return a page of the records of legs that began then, in an order that stays."""
        span = {"filter[started_at][gte]": _written(since), "filter[started_at][lte]": _written(until)}
        asked = {"filter[record_type]": kind, "sort": "started_at"} | span | _page(page)
        try:
            rows = read_rows(self._provider.ask("GET", "detail_records", params=asked))
        except ProviderRefusedError as refusal:
            if refusal.status == _BAD_REQUEST and kind != _ALWAYS:
                return RecordPage([], has_more=False)  # the carrier refuses a kind of which the account has none
            raise report_refusal(refusal) from refusal
        own = [row for row in rows if self._is_own(row)]
        return RecordPage([record for row in own if (record := _read(row))], len(rows) == PAGE)

    def list_failed(self, since: datetime, until: datetime, page: int) -> tuple[list[CallEvent], bool]:
        """Return what a page of webhooks about calls says that could not be delivered, and whether more follow."""
        span = {"filter[started_at][gte]": _written(since), "filter[started_at][lte]": _written(until)}
        asked = {"filter[status][eq]": "failed"} | span | _page(page)
        try:
            rows = read_rows(self._provider.ask("GET", "webhook_deliveries", params=asked))
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        webhooks = [row["webhook"] for row in rows if isinstance(row.get("webhook"), dict)]
        return [event for content in webhooks if (event := CallEvent.read(content))], len(rows) == PAGE

    def _is_own(self, row: dict[str, Any]) -> bool:
        """Return whether a record is of our applications; one that does not say is."""
        connection_id = str(row.get("connection_id") or "")
        return not (connection_id and self._connection_ids) or connection_id in self._connection_ids


def _read(row: dict[str, Any]) -> CallRecord | None:
    session_id = row.get("telnyx_session_id") or row.get("call_session_id")
    leg_id = row.get("telnyx_leg_id") or row.get("call_leg_id")
    started_at, ended_at = read_instant(row.get("started_at")), _read_end(row)
    seconds = row.get("call_sec") or 0
    if not (session_id and leg_id and started_at and ended_at and _can_be(seconds, ended_at - started_at)):
        log().error("carrier.record.unreadable", extra={"members": sorted(row)})
        count("CarrierRecordUnreadable")
        return None
    return CallRecord(
        str(session_id),
        str(leg_id),
        read_number(row.get("cld") or row.get("to")) or str(row.get("cld") or row.get("to") or ""),
        started_at,
        ended_at,
        seconds,
        _read_cost(row),
    )


def _can_be(seconds: object, length: timedelta) -> bool:
    """Return whether a leg of this length can have talked so long: a record that is misread charges no one."""
    most = length.total_seconds() + CLOSE
    return isinstance(seconds, int) and not isinstance(seconds, bool) and 0 <= seconds <= most


def _read_end(row: dict[str, Any]) -> datetime | None:
    return read_instant(row.get("finished_at") or row.get("ended_at"))


def _read_cost(row: dict[str, Any]) -> int | None:
    """Return the cost in micro-dollars; None if it is not said, or in another currency."""
    try:
        cost = Decimal(str(row.get("cost")))
    except InvalidOperation:
        return None
    can_be = cost.is_finite() and abs(cost) < _MOST and row.get("currency", "USD") == "USD"
    return int(cost * _MICROS) if can_be else None


def _page(number: int) -> dict[str, str]:
    return {"page[number]": str(number), "page[size]": str(PAGE)}


def _written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
