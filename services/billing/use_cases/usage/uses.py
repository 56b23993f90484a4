"""What the events of numbers say was used, as a record that is not debited yet (B11, B20)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from contracts.calls import CallEnded
from contracts.event import Event
from contracts.messages import MessageReceived, MessageRequested
from services.billing.domain.usage import UsageKind, UsageRecord

_FREE_CALLS = {"app": UsageKind.CALL_RECEIVED, "voicemail": UsageKind.VOICEMAIL}


def use_of(event: Event, happened_at: datetime, now: datetime) -> UsageRecord | None:
    """Return what an event says was used; None for a call that was not taken, or whose settlement counts it."""
    return _READ[type(event)](event, happened_at, now)


def _text(event: MessageRequested, happened_at: datetime, now: datetime) -> UsageRecord:
    return UsageRecord(
        event.message_id, event.user_id, event.user_id, UsageKind.TEXT, event.number_id, event.country or "",
        event.place, event.deck, event.amount, event.requested_at or happened_at, now, units=event.parts,
    )  # fmt: skip


def _received_text(event: MessageReceived, happened_at: datetime, now: datetime) -> UsageRecord:
    return UsageRecord(
        event.message_id, event.user_id, event.user_id, UsageKind.TEXT_RECEIVED, event.number_id, event.country,
        "", "", 0, event.received_at, now, units=event.parts,
    )  # fmt: skip


def _free_call(event: CallEnded, happened_at: datetime, now: datetime) -> UsageRecord | None:
    kind = _FREE_CALLS.get(event.answered_by)
    is_paid = event.kind is not None and event.seconds > 0
    if kind is None or event.user_id is None or is_paid or event.direction == "out":
        return None
    return UsageRecord(
        event.call_id, event.user_id, event.user_id, kind, event.number_id, event.country, "", "", 0, event.ended_at,
        now, seconds=event.talked,
    )  # fmt: skip


_READ: Mapping[type[Event], Callable[[Any, datetime, datetime], UsageRecord | None]] = {
    MessageRequested: _text,
    MessageReceived: _received_text,
    CallEnded: _free_call,
}
