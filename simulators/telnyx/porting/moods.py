"""How the simulated carrier treats ports: what goes wrong with requests, how its webhooks travel, how fast it works."""

from dataclasses import dataclass, field

from simulators.telnyx import SLOW_SECONDS

MOODS = ("ok", "down", "slow", "lost", "nonsense")


@dataclass
class Trouble:
    """What goes wrong with the next `times` requests: with any, or with those to `only` these operations.

    `down` does nothing and answers 503; `slow` does it and answers after `seconds`; `lost` does it and hangs up;
    `nonsense` does it and answers a web page. A `lost` request changes something: reading is let through.
    """

    mood: str = "ok"
    times: int = 1
    only: list[str] = field(default_factory=list)
    seconds: float = SLOW_SECONDS

    def next(self, operation: str, *, changes: bool) -> str:
        """What goes wrong with this one; it passes when its times are used up."""
        meant = operation in self.only if self.only else changes or self.mood != "lost"
        if self.times <= 0 or not meant:
            return "ok"
        self.times -= 1
        return self.mood


@dataclass
class Delivery:
    """How webhooks travel from now on."""

    duplicate: int = 0  # how often each comes again
    drop: bool = False  # none comes
    delay_seconds: float = 0.0


@dataclass
class Pace:
    """How fast it works."""

    by_itself_seconds: float = 0.3  # until what happens by itself happens
    documents_kept_seconds: float = 30 * 60  # that no order names


@dataclass
class Moods:
    """All three."""

    trouble: Trouble = field(default_factory=Trouble)
    delivery: Delivery = field(default_factory=Delivery)
    pace: Pace = field(default_factory=Pace)

    def forget(self) -> None:
        """All is well again."""
        self.trouble, self.delivery, self.pace = Trouble(), Delivery(), Pace()
