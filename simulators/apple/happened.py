"""What has happened to a subscription in the simulated App Store: what its notification will say."""

from collections.abc import Callable
from dataclasses import dataclass

from simulators.apple.state import AppStoreState, Subscription, Transaction
from simulators.stores.commands import Command, find, instant


@dataclass(frozen=True)
class Happened:
    """The content of a notification."""

    subscription: Subscription
    transaction: Transaction
    kind: str
    subtype: str = ""
    has_renewal: bool = True


Event = Callable[[AppStoreState, Command], Happened]


def find_in(
    state: AppStoreState, command: Command, *statuses: int, renews: bool | None = None, is_over: bool = False
) -> Subscription:
    """Return the subscription that a command means, with its clock moved on to then. Raises ValueError.

    It is in one of these states if any are given; `is_over` if what is paid must be over by then.
    """

    def can(one: Subscription) -> bool:
        return (not statuses or one.status in statuses) and renews in (None, one.renews)

    found = find(state.subscriptions, command, can)
    found.at = instant(command, max(found.at, found.latest.ends) if is_over else found.at)
    return found


def latest(one: Subscription, kind: str, subtype: str = "") -> Happened:
    """Return what happened to its latest transaction."""
    return Happened(one, one.latest, kind, subtype)
