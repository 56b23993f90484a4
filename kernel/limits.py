"""How often a caller may do one kind of action: limits as data, which each service declares in `domain/limits.py`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from kernel.problems import TooManyRequests

Scope = Literal["account", "address", "number"]

REQUEST_COST = 30  # micro-dollars: a refused or answered request, with its function and its writes, rounded up
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """How much of one kind one account, address or number may use within a window of the clock.

    Each window starts from zero, so that a caller never waits longer than it lasts. `unit_cost` is what one use costs
    us in micro-dollars at most; `unit` is what is counted. What an API key does counts for its owner's account, unless
    the limit is `of_each_key`: then each key has its own count, and a system never uses up what its owner may.
    """

    name: str
    scope: Scope
    most: int
    window: timedelta
    refusal: type[TooManyRequests]
    unit: str
    unit_cost: int = 0
    of_each_key: bool = False

    def begin(self, now: datetime) -> datetime:
        """Return when the window began that this instant lies in."""
        return datetime.fromtimestamp(now.timestamp() // self._seconds * self._seconds, now.tzinfo)

    def seconds_left(self, now: datetime) -> int:
        """Return the whole seconds until the next window."""
        return int((self.begin(now) + self.window - now).total_seconds()) + 1

    def refuse(self, now: datetime) -> TooManyRequests:
        """Return the refusal, which says how long to wait."""
        return self.refusal(retry_after=self.seconds_left(now))

    @property
    def cost_a_day(self) -> int:
        """Return what a day at this limit costs us, in micro-dollars."""
        return int(self.most * self.unit_cost * (DAY / self.window))

    @property
    def _seconds(self) -> float:
        return self.window.total_seconds()


def networks_of(address: str) -> list[str]:
    """Return the networks of an address, the smallest first: an IPv4 address, or the /64, /56 and /48 of an IPv6 one.

    A household or a phone has a /64 or a /56, a company or a rented server often a /48 with its 65,536 /64s. What is
    no address, as in a test, is a network of its own.
    """
    import ipaddress

    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return [address]
    mapped = read.ipv4_mapped if isinstance(read, ipaddress.IPv6Address) else None
    if mapped or read.version == 4:
        return [str(mapped or read)]
    return [str(ipaddress.ip_network((read, prefix), strict=False)) for prefix in (64, 56, 48)]
