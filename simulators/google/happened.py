"""What has happened to a purchase at the simulated Google Play: what its notifications will say."""

from collections.abc import Callable
from dataclasses import dataclass

from simulators.google.bodies import subscription_event
from simulators.google.state import GooglePlayState, Json, Purchase
from simulators.stores.commands import Command, find, instant


@dataclass(frozen=True)
class Happened:
    """The contents of notifications."""

    purchase: Purchase
    contents: tuple[Json, ...]


Event = Callable[[GooglePlayState, Command], Happened]


def find_in(state: GooglePlayState, command: Command, *states: str, is_over: bool = False) -> Purchase:
    """Return the purchase that a command means, with its clock moved on to then. Raises ValueError.

    It is in one of these states if any are given; `is_over` if its time must be over by then.
    """

    def can(one: Purchase) -> bool:
        has_order = not command.period or any(order.id == command.period for order in one.orders)
        return has_order and (not states or one.state in states)

    found = find(state.purchases, command, can)
    found.at = instant(command, max(found.at, found.ends) if is_over else found.at)
    return found


def changed(one: Purchase, code: int) -> Happened:
    """Return that it changed, with the code of how."""
    return Happened(one, (subscription_event(code, one),))
