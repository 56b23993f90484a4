"""How a simulated store behaves: faults of its API, and how its notifications are delivered."""

import asyncio
from dataclasses import dataclass, field

FAULTS = ("rate_limited", "error", "error_after", "unavailable", "unauthenticated", "timeout")


@dataclass
class ApiBehavior:
    """The fault of the next `times` requests to the API."""

    fault: str = ""
    times: int = 0
    seconds: float = 30.0  # that a `timeout` lasts

    def next(self) -> str:
        """Return the fault of this request, if any, and count it."""
        if self.times <= 0:
            return ""
        self.times -= 1
        return self.fault

    async def wait(self) -> None:
        """Let a request wait for longer than its sender will."""
        await asyncio.sleep(self.seconds)


@dataclass
class Delivery:
    """How notifications are delivered from now on."""

    duplicate: int = 0  # how often each comes again
    delay_seconds: float = 0.0
    reorder: bool = False  # each waits for the next and comes after it
    drop: bool = False  # none comes, though the store says so where it is asked
    retry_seconds: float = 1.0  # before the first new try; the stores wait longer


@dataclass
class Behavior:
    """The behavior of the API and of notifications."""

    api: ApiBehavior = field(default_factory=ApiBehavior)
    delivery: Delivery = field(default_factory=Delivery)

    def reset(self) -> None:
        """Behave well."""
        self.api, self.delivery = ApiBehavior(), Delivery()
