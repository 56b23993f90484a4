"""Purchases at the simulated Google Play: what begins, changes or prolongs a paid period."""

from datetime import timedelta

from simulators.google.bodies import expired_context
from simulators.google.happened import Event, Happened, changed, find_in
from simulators.google.state import (
    ACTIVE,
    CANCELED,
    EXPIRED,
    PENDING,
    PENDING_CANCELED,
    GooglePlayState,
    Purchase,
    make_token,
)
from simulators.stores.catalog import MONTHLY
from simulators.stores.commands import Command
from simulators.stores.instants import now

_RENEWED, _PURCHASED, _DEFERRED, _PENDING_CANCELED = 2, 4, 9, 20


def _buy(state: GooglePlayState, command: Command) -> Purchase:
    """Add a purchase that is yet to be paid. A customer has one of our products at a time."""
    owned = [one for one in state.purchases if one.customer and one.customer == command.customer]
    if any(one.sandbox == command.sandbox and one.state != PENDING_CANCELED for one in owned):
        raise ValueError("this customer has bought before: see resubscribed, upgraded")
    product = command.product or MONTHLY
    made = Purchase(
        make_token(), command.customer, command.sandbox, product, command.account_token, command.at or now()
    )
    state.purchases.append(made)
    return made


def _subscribe(state: GooglePlayState, command: Command) -> Happened:
    made = _buy(state, command)
    made.pay(made.at)
    return changed(made, _PURCHASED)


def _wait(state: GooglePlayState, command: Command) -> Happened:
    """Buy, but pay in cash or by a transfer later."""
    return changed(_buy(state, command), _PURCHASED)


def _complete(state: GooglePlayState, command: Command) -> Happened:
    """Pay what was pending."""
    one = find_in(state, command, PENDING)
    one.pay(one.at)
    return changed(one, _PURCHASED)


def _cancel_pending(state: GooglePlayState, command: Command) -> Happened:
    one = find_in(state, command, PENDING)
    one.state, one.renews = PENDING_CANCELED, True
    return changed(one, _PENDING_CANCELED)


def _resubscribe(state: GooglePlayState, command: Command) -> Happened:
    """Buy again what was canceled or has expired.

    In the app, what still has time is linked, and its time comes first. Outside, in Google's own center, only an
    expired one can be bought again: nothing is linked, and the owner is named by the expired token.
    """
    old = find_in(state, command, EXPIRED) if command.outside else find_in(state, command, CANCELED, EXPIRED)
    made = _follow(old, command)
    if command.outside:
        made.account_token, made.outside = "", expired_context(old)
    elif old.state == CANCELED:
        made.linked, old.cancellation = old.id, {"replacementCancellation": {}}
        old.is_restorable = False
    made.pay(max(old.at, old.ends))
    state.purchases.append(made)
    return changed(made, _PURCHASED)


def _upgrade(state: GooglePlayState, command: Command) -> Happened:
    """Change to another product at once. The old token is valid to its end, but only the new one counts."""
    old = find_in(state, command, ACTIVE)
    if command.product is None or command.product == old.product:
        raise ValueError("product is another one than now")
    made = _follow(old, command)
    made.linked = old.id
    for running in (it for it in old.orders if it.ends > old.at and not it.replaced_at):
        running.replaced_at = old.at
    old.state, old.renews, old.is_restorable = CANCELED, False, False
    old.cancellation = {"replacementCancellation": {}}
    made.pay(old.at)
    state.purchases.append(made)
    return changed(made, _PURCHASED)


def _follow(old: Purchase, command: Command) -> Purchase:
    product = command.product or old.product
    return Purchase(
        make_token(), old.customer, old.sandbox, product, command.account_token or old.account_token, old.at
    )


def _renew(state: GooglePlayState, command: Command) -> Happened:
    """Pay for the period after the last one, before that is over or when it is."""
    one = find_in(state, command, ACTIVE)
    one.pay(one.ends)
    return changed(one, _RENEWED)


def _repeat(state: GooglePlayState, command: Command) -> Happened:
    """Say once more, in another message, that the last period was paid."""
    return changed(find_in(state, command, ACTIVE), _RENEWED)


def _extend(state: GooglePlayState, command: Command) -> Happened:
    """Move the end without a payment."""
    one = find_in(state, command, ACTIVE)
    one.expires = one.ends + timedelta(days=command.days)
    return changed(one, _DEFERRED)


PURCHASES: dict[str, Event] = {
    "subscribed": _subscribe,
    "pending": _wait,
    "completed": _complete,
    "pending_canceled": _cancel_pending,
    "resubscribed": _resubscribe,
    "upgraded": _upgrade,
    "renewed": _renew,
    "repeated": _repeat,
    "extended": _extend,
}
