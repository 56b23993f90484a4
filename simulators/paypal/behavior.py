"""The behavior of the simulated PayPal: the outcome of charges, and how webhooks are delivered."""

from dataclasses import dataclass, field

CHARGES = (
    "completed",
    "pending",
    "declined",
    "declined_capture",
    "payer_action",
    "error_after_charge",
    "error_before_charge",
    "no_id",
    "timeout",
    "rate_limited",
)


@dataclass
class ChargeBehavior:
    """The outcome of the next `times` charges."""

    charge: str = "completed"
    times: int = 0
    issue: str = "INSTRUMENT_DECLINED"  # of a declined one
    reason: str = "ECHECK"  # of a pending one
    seconds: float = 30.0  # that a `timeout` lasts, unless the behavior changes before

    def next(self) -> str:
        """Return the outcome of this charge, and count it; afterward charges are completed again."""
        if self.times <= 0:
            return "completed"
        self.times -= 1
        return self.charge


@dataclass
class WebhookDelivery:
    """How webhooks are delivered from now on."""

    duplicate: int = 0  # how often each comes again
    at_once: int = 10  # how many of them travel at the same time
    delay_seconds: float = 0.0
    reorder: bool = False  # each waits for the next and comes after it
    drop: bool = False  # none comes, though the list has them
    odd_bytes: bool = False  # JSON that changes when it is read and written again
    retry_seconds: float = 1.0  # before the first new try; PayPal waits longer


@dataclass
class Behavior:
    """The behavior of charges and of webhooks."""

    charges: ChargeBehavior = field(default_factory=ChargeBehavior)
    delivery: WebhookDelivery = field(default_factory=WebhookDelivery)
