"""What has happened to a subscription in the simulated App Store: what its notification will say."""

from collections.abc import Callable
from dataclasses import dataclass

from simulators.apple.state import AppStoreState, Subscription, Transaction
from simulators.stores.commands import Command, find


@dataclass(frozen=True)
class Happened:
    """The content of a notification."""

    subscription: Subscription
    transaction: Transaction
    kind: str
    subtype: str = ""
    has_renewal: bool = True


Event = Callable[[AppStoreState, Command], Happened]


def find_in(state: AppStoreState, command: Command, *statuses: int, renews: bool | None = None) -> Subscription:
    """Return the subscription that a command means, in one of these states if any are given. Raises ValueError."""

    def can(one: Subscription) -> bool:
        return (not statuses or one.status in statuses) and renews in (None, one.renews)

    return find(state.subscriptions, command, can)


def latest(one: Subscription, kind: str, subtype: str = "") -> Happened:
    """Return what happened to its latest transaction."""
    return Happened(one, one.latest, kind, subtype)
