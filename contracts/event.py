"""The base class of every published event, and the envelope that it travels in.

An envelope carries the caller's address, so that the activity log can say where a change in another service was caused
(T10); the outbox forgets it after a week. `by_key` is the API key by which the actor acted, if one was used.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Event(BaseModel):
    """A fact that one service publishes and others may react to.

    The class name is the detail-type on the bus. A published schema only grows: fields may be added
    with a default, never removed, renamed or re-typed (`published.json`, `tests/contracts`).
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    source: ClassVar[str]
    version: ClassVar[int] = 1


class IdentityEvent(Event):
    """An event that identity publishes."""

    source: ClassVar[str] = "identity"


class TeamsEvent(Event):
    """An event whose publisher is teams."""

    source: ClassVar[str] = "teams"


class BillingEvent(Event):
    """An event that billing publishes. Amounts are micro-dollars."""

    source: ClassVar[str] = "billing"


class NumbersEvent(Event):
    """An event that numbers publishes."""

    source: ClassVar[str] = "numbers"


class Envelope(BaseModel):
    """An event with its id, time, source, actor and correlation id."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: str
    type: str
    time: AwareDatetime
    source: str
    version: int
    correlation_id: str
    actor: str
    address: str = ""
    by_key: str = ""
    data: dict[str, Any]

    @classmethod
    def around(
        cls,
        event: Event,
        *,
        event_id: str,
        at: datetime,
        correlation_id: str,
        actor: str,
        address: str = "",
        by_key: str = "",
    ) -> Self:
        """Return the envelope of one event."""
        return cls(
            id=event_id,
            type=type(event).__name__,
            time=at,
            source=event.source,
            version=event.version,
            correlation_id=correlation_id,
            actor=actor,
            address=address,
            by_key=by_key,
            data=event.model_dump(mode="json"),
        )
