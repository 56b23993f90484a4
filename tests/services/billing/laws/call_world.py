"""Calls in the world around billing: they arrive, run on and end, and what is said of them comes in any order."""

from dataclasses import dataclass, field

from contracts.call_prices import Rounding, price_of
from tests.services.billing.laws.grant_world import GrantWorld
from tests.services.billing.laws.world import CENT

RATES: list[tuple[int, Rounding]] = [(7 * CENT, "second"), (40 * CENT, "minute"), (300 * CENT, "minute")]


@dataclass
class Call:
    """A call in the carrier's books; it has no `seconds` until it has ended."""

    account: str
    rate: int
    rounding: Rounding
    slices: int = 1
    seconds: int | None = None

    @property
    def price(self) -> int:
        """Return what it costs, once it has ended."""
        return price_of(self.seconds or 0, self.rate, self.rounding)


@dataclass
class CallWorld(GrantWorld):
    """A world with calls."""

    calls: dict[str, Call] = field(default_factory=dict)

    def arrives(self, account: str, rate: int, rounding: Rounding) -> None:
        """Let a call arrive for which a person pays."""
        call_id = self.fresh("call")
        self.calls[call_id] = Call(account, rate, rounding)
        self.tell("call_arrived", call_id, account, rate, rounding)

    def runs_on(self, call_id: str) -> None:
        """Ask for another slice of a call, or for the last one again."""
        call = self.calls[call_id]
        if call.seconds is None:
            call.slices += 1
            self.tell("slice_due", call_id, call.account, call.slices)

    def ends(self, call_id: str, seconds: int) -> None:
        """End a call, whether it was funded for so long or not: what has happened is paid."""
        call = self.calls[call_id]
        if call.seconds is None:
            call.seconds = seconds
            self.tell("call_ended", call_id, call.account, call.rate, call.rounding, seconds)

    def quiet(self) -> None:
        """Let every call end, and everything arrive."""
        for call_id in self.calls:
            self.ends(call_id, 61)
        super().quiet()
