"""When something must be done about a call by itself: more money, a cut, or a question to the carrier. Pure.

The carrier may never report that a call has ended: it is asked, at longer and longer intervals, and nothing that is
held is freed on silence.
"""

from datetime import datetime, timedelta

from services.numbers.domain.call import Call
from services.numbers.domain.call_leg import REPORTED_WITHIN
from services.numbers.domain.call_progress import current_step
from services.numbers.domain.call_terms import ASKED_AGAIN, ASKED_BEFORE, CUT_BEFORE

LIMITS = {"notice": timedelta(seconds=60), "voicemail": timedelta(minutes=4)}  # from answered to hung up
LONGEST_CALL = timedelta(hours=4)
_LATE = timedelta(minutes=2)
_PAUSES = (1, 2, 5, 10, 60, 1440)  # minutes between two questions to the carrier


def due_of(call: Call) -> tuple[str, datetime] | None:
    """Return when a scheduled job must look at the call, as ("call", instant); None for never."""
    times = [at for at in (slice_due_at(call), _cut_due_at(call), look_at(call)) if at]
    return ("call", min(times)) if times else None


def slice_due_at(call: Call) -> datetime | None:
    """Return when another slice must be asked for; None if none must."""
    ends_at = _money_ends_at(call)
    if ends_at is None or not call.money.wants_more:
        return None
    return ends_at - ASKED_BEFORE + call.money.asks * ASKED_AGAIN


def cut_at(call: Call) -> datetime | None:
    """Return when the call must be hung up for want of credits; None if the carrier's time limit does it."""
    ends_at = _money_ends_at(call)
    return ends_at - CUT_BEFORE if ends_at and call.money.seconds < call.money.time_limit else None


def is_overdue(call: Call, now: datetime) -> bool:
    """Return whether it runs on beyond its time limit, as the carrier has said."""
    taker = call.taker
    return bool(taker and taker.took_at and call.looked_at and now >= taker.took_at + _limit(call) + _LATE)


def look_at(call: Call) -> datetime | None:
    """Return when the carrier must be asked about the call; None if all of it is known."""
    if call.is_settled and all(not leg.is_alive for leg in call.legs):
        return None
    at = _quiet_until(call)
    if call.looked_at is None:
        return at
    pause = timedelta(minutes=_PAUSES[min(call.looks, len(_PAUSES)) - 1])
    return max(at, call.looked_at + pause)


def _cut_due_at(call: Call) -> datetime | None:
    """Leave the question of another slice to come first: one due date at a time is moved."""
    return cut_at(call) if slice_due_at(call) is None else None


def _money_ends_at(call: Call) -> datetime | None:
    taker = call.taker
    if taker is None or taker.took_at is None or taker.role != "target":
        return None
    if not taker.is_alive or call.has_origin_left:
        return None
    return taker.took_at + timedelta(seconds=call.money.seconds)


def _limit(call: Call) -> timedelta:
    taker = call.taker
    is_limited = taker is not None and taker.role == "target"
    return timedelta(seconds=call.money.time_limit) if is_limited else LONGEST_CALL


def _quiet_until(call: Call) -> datetime:
    """Return until when it is no surprise that nothing new is reported."""
    origin, taker, step = call.origin, call.taker, current_step(call)
    ended = [leg.ended_at for leg in call.legs if leg.ended_at]
    if taker and taker.is_alive and not call.has_origin_left and taker.took_at:
        hung_up_at = call.asked.get(f"hangup:{taker.leg_id}")
        return hung_up_at + REPORTED_WITHIN if hung_up_at else taker.took_at + _limit(call) + _LATE
    if ended and (call.has_origin_left or taker or any(leg.is_unclear for leg in call.legs)):
        return max(ended) + REPORTED_WITHIN
    if origin and origin.answered_at and step and step.kind in LIMITS:
        return origin.answered_at + LIMITS[step.kind if origin.spoken_at else "notice"]
    rung_for = timedelta(seconds=step.seconds if step else 0)
    return max([call.started_at, *ended, *call.asked.values()]) + rung_for + REPORTED_WITHIN
