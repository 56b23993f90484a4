"""Deliveries: one event on its way to one endpoint, with each attempt and the waits between. Pure: no clock, no AWS.

The waits are those that Standard Webhooks recommends, three days in all; the shortest lasts up to a minute, as a clock
looks each minute for what is due.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from contracts.public_event_types import VERSION

KEPT = timedelta(days=30)  # in the log
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
LONGEST_WAIT = timedelta(hours=24)  # that an endpoint may ask for
SENDING = timedelta(minutes=15)  # until what was to be sent at once is looked at again: longer than the queue's tries
MOST_SHOWN = 20  # attempts
_JITTER = 0.1  # of a wait, at most, so that what failed together does not come again together

DeliveryStatus = Literal["waiting", "delivered", "failed", "missed"]


@dataclass(frozen=True)
class Attempt:
    """One sending: when, what was answered, if anything was, or what went wrong, and how long it took."""

    at: datetime
    ms: int
    code: int | None = None
    fault: str = ""

    @property
    def succeeded(self) -> bool:
        """Return whether the endpoint took the event."""
        return self.code is not None and 200 <= self.code < 300


@dataclass(frozen=True)
class Delivery:
    """An event on its way to an endpoint; `tries` counts those since it was created or requested again.

    `missed` is what happened while the endpoint was paused; `failed` what ten tries did not deliver.
    """

    delivery_id: str
    endpoint_id: str
    team_id: str
    type: str
    body: str
    created_at: datetime
    due_at: datetime | None = None
    status: DeliveryStatus = "waiting"
    tries: int = 0
    attempts: tuple[Attempt, ...] = ()
    revision: int = 1

    def after(self, attempt: Attempt, *, jitter: float, retry_after: timedelta | None) -> "Delivery":
        """Return it after an attempt; `jitter` is a part of 1, `retry_after` the wait that the endpoint asked for."""
        tried = replace(
            self,
            attempts=(*self.attempts, attempt)[-MOST_SHOWN:],
            tries=self.tries + 1,
            revision=self.revision + 1,
            due_at=None,
        )
        if attempt.succeeded:
            return replace(tried, status="delivered")
        if tried.tries > len(WAITS):
            return replace(tried, status="failed")
        wait = WAITS[tried.tries - 1] * (1 + _JITTER * jitter)
        return replace(tried, due_at=attempt.at + max(wait, min(retry_after or wait, LONGEST_WAIT)))

    def again(self, now: datetime) -> "Delivery":
        """Return it to be sent at once, with all of its tries before it."""
        return replace(self, status="waiting", tries=0, due_at=now + SENDING, revision=self.revision + 1)

    def sent_at(self, now: datetime) -> "Delivery":
        """Return it as it is while a due try is under way."""
        return replace(self, due_at=now + SENDING, revision=self.revision + 1)

    def missed(self) -> "Delivery":
        """Return it as what a paused endpoint missed."""
        return replace(self, status="missed", due_at=None, revision=self.revision + 1)


def body_of(kind: str, happened_at: str, data: object) -> dict[str, object]:
    """Return the body of a webhook as Standard Webhooks recommends it, with the version of its events."""
    return {"type": kind, "version": VERSION, "timestamp": happened_at, "data": data}
