"""How the simulated carrier treats registrations: what becomes of them by themselves, which faults, which webhooks."""

from dataclasses import dataclass, fields
from typing import Any

FAULTS = ("ok", "down", "busy", "lost")


@dataclass
class RegistrationBehavior:
    """What becomes of what is registered from now on; `waits` leaves it to the control.

    `identity`: of a brand, `campaign`: its status in the end, `assignment` and `verification` likewise; each after
    `delay_seconds`. With a `reason` for what is refused. Each webhook is sent `webhook` times, 0 is never. The `fault`
    is of the next `times` changes: `down` answers 503 and does nothing, `busy` 429, `lost` does it and gives no answer.
    """

    identity: str = "VERIFIED"
    campaign: str = "MNO_PROVISIONED"
    assignment: str = "ASSIGNED"
    verification: str = "Verified"
    reason: str = ""
    delay_seconds: float = 0.05
    webhook: int = 1
    fault: str = "ok"
    times: int = 1

    def next_fault(self) -> str:
        """Return the fault for this change, and count it."""
        if self.fault == "ok" or self.times <= 0:
            return "ok"
        self.times -= 1
        return self.fault

    @classmethod
    def read(cls, said: dict[str, Any]) -> "RegistrationBehavior":
        """Return the behavior that the control asks for. Raises ValueError for what there is not."""
        known = {it.name for it in fields(cls)}
        if not said.keys() <= known or said.get("fault", "ok") not in FAULTS:
            raise ValueError(f"there are {', '.join(sorted(known))}; fault is one of: {', '.join(FAULTS)}")
        return cls(**said)
