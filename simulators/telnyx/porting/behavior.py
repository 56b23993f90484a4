"""The behavior of the simulated carrier's ports: faults of requests, delivery of webhooks, and pace."""

from dataclasses import dataclass, field

from simulators.telnyx import SLOW_SECONDS

FAULTS = ("ok", "down", "refused", "slow", "lost", "nonsense")


@dataclass
class RequestFault:
    """The fault of the next `times` requests: of all, or of those to `only` these operations.

    `down` does nothing and answers 503; `refused` does nothing and answers 422 with the error `code`; `slow` does it
    and answers after `seconds`; `lost` does it and closes the connection; `nonsense` does it and answers a web page.
    Only requests that change something are `lost`.
    """

    fault: str = "ok"
    times: int = 1
    only: list[str] = field(default_factory=list)
    seconds: float = SLOW_SECONDS
    code: str = "10015"

    def next(self, operation: str, *, changes: bool) -> str:
        """Return the fault for this request, and count it if it is meant; afterward there is none."""
        meant = operation in self.only if self.only else changes or self.fault != "lost"
        if self.times <= 0 or not meant:
            return "ok"
        self.times -= 1
        return self.fault


@dataclass
class WebhookDelivery:
    """How webhooks are delivered from now on."""

    duplicate: int = 0  # how often each comes again
    drop: bool = False  # none comes
    delay_seconds: float = 0.0


@dataclass
class Pace:
    """How fast the carrier works."""

    by_itself_seconds: float = 0.3  # until what happens by itself happens
    documents_kept_seconds: float = 30 * 60  # that no order names


@dataclass
class PortingBehavior:
    """Faults, delivery and pace."""

    request_fault: RequestFault = field(default_factory=RequestFault)
    delivery: WebhookDelivery = field(default_factory=WebhookDelivery)
    pace: Pace = field(default_factory=Pace)

    def forget(self) -> None:
        """Remove all faults, and restore delivery and pace."""
        self.request_fault, self.delivery, self.pace = RequestFault(), WebhookDelivery(), Pace()
