"""How the simulated PayPal behaves: what becomes of charges, and how its webhooks travel."""

from dataclasses import dataclass, field

CHARGES = (
    "completed", "pending", "declined", "declined_capture", "payer_action", "error_after_charge",
    "error_before_charge", "no_id", "timeout", "rate_limited",
)  # fmt: skip


@dataclass
class Mood:
    """What becomes of the next charges."""

    charge: str = "completed"
    times: int = 0
    issue: str = "INSTRUMENT_DECLINED"  # of a declined one
    reason: str = "ECHECK"  # of a pending one
    seconds: float = 30.0  # that a `timeout` lasts, unless the mood changes before

    def next(self) -> str:
        """What becomes of this charge; the mood passes when its times are used up."""
        if self.times <= 0:
            return "completed"
        self.times -= 1
        return self.charge


@dataclass
class Delivery:
    """How webhooks travel from now on."""

    duplicate: int = 0  # how often each comes again
    at_once: int = 10  # how many of them travel at the same time
    delay_seconds: float = 0.0
    reorder: bool = False  # each waits for the next and comes after it
    drop: bool = False  # none comes, though the list has them
    odd_bytes: bool = False  # JSON that changes when it is read and written again
    retry_seconds: float = 1.0  # before the first new try; PayPal waits longer


@dataclass
class Moods:
    """Both."""

    charges: Mood = field(default_factory=Mood)
    delivery: Delivery = field(default_factory=Delivery)
