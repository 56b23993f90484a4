"""Whether a purchase at the simulated Google Play goes on: renewal on or off, failed payments, refunds, the end."""

from datetime import timedelta

from simulators.google.bodies import subscription_event, voided_event
from simulators.google.happened import Event, Happened, changed, find_in
from simulators.google.state import ACTIVE, CANCELED, GRACE, ON_HOLD, PAUSED, GooglePlayState, Purchase
from simulators.stores.commands import Command
from simulators.stores.instants import rfc3339

_RECOVERED, _CANCELED, _ON_HOLD, _GRACE, _RESTARTED = 1, 3, 5, 6, 7
_PAUSED, _REVOKED, _EXPIRED, _UNKNOWN = 10, 12, 13, 99
_BY_SYSTEM = "systemInitiatedCancellation"


def _turn_off(state: GooglePlayState, command: Command) -> Happened:
    one = find_in(state, command, ACTIVE, GRACE, ON_HOLD, PAUSED)
    return cancel(one, {"userInitiatedCancellation": {"cancelTime": rfc3339(one.at)}}, is_restorable=True)


def cancel(one: Purchase, cancellation: dict[str, object], *, is_restorable: bool) -> Happened:
    """Stop the renewals. Paid time stays; on hold or in a pause there is none, so that it ends."""
    one.cancellation, one.is_restorable, one.renews = cancellation, is_restorable, False
    if one.state in (ON_HOLD, PAUSED):
        one.end(cancellation)
    else:
        one.state = CANCELED
    return changed(one, _CANCELED)


def _turn_on(state: GooglePlayState, command: Command) -> Happened:
    one = find_in(state, command, CANCELED)
    if not one.is_restorable or one.ends <= one.at:
        raise ValueError("it cannot be restored")
    one.state, one.renews, one.cancellation = ACTIVE, True, {}
    return changed(one, _RESTARTED)


def _enter_grace(state: GooglePlayState, command: Command) -> Happened:
    """Fail to be paid, and go on for some days, of which none is paid; the expiry moves nevertheless."""
    one = find_in(state, command, ACTIVE, is_over=True)
    one.state, one.expires = GRACE, one.ends + timedelta(days=command.days)
    return changed(one, _GRACE)


def _hold(state: GooglePlayState, command: Command) -> Happened:
    """Fail to be paid, without service."""
    one = find_in(state, command, ACTIVE, GRACE, is_over=True)
    one.state = ON_HOLD
    return changed(one, _ON_HOLD)


def _pause(state: GooglePlayState, command: Command) -> Happened:
    """Pause for some days once the paid time is over, as the user has asked: without payment and service."""
    one = find_in(state, command, ACTIVE, is_over=True)
    one.state, one.resumes = PAUSED, one.at + timedelta(days=command.days)
    return changed(one, _PAUSED)


def _recover(state: GooglePlayState, command: Command) -> Happened:
    """Be paid late, or after a pause: the period begins when it was paid."""
    one = find_in(state, command, GRACE, ON_HOLD, PAUSED)
    one.pay(one.at)
    return changed(one, _RECOVERED)


def _expire(state: GooglePlayState, command: Command) -> Happened:
    one = find_in(state, command, CANCELED, ON_HOLD, is_over=True)
    one.end({_BY_SYSTEM: {}})
    return changed(one, _EXPIRED)


def _refund(state: GooglePlayState, command: Command) -> Happened:
    """Give back the price of one order. By itself that ends nothing."""
    one = find_in(state, command)
    order = one.order(command.period)
    if order.voided_at:
        raise ValueError("this order was refunded before")
    order.voided_at = one.at
    return Happened(one, (voided_event(one, order),))


def _revoke(state: GooglePlayState, command: Command) -> Happened:
    return revoke(find_in(state, command, ACTIVE, GRACE, ON_HOLD, PAUSED, CANCELED))


def revoke(one: Purchase, *, by_us: bool = False) -> Happened:
    """End it at once, and give back the price of the last order."""
    order = one.latest
    by_whom = "developerInitiatedCancellation" if by_us else _BY_SYSTEM
    one.cancellation = {by_whom: {}}
    one.end({})
    content = subscription_event(_REVOKED, one)
    if order.voided_at:
        return Happened(one, (content,))
    order.voided_at, order.voided_by_us = one.at, by_us
    return Happened(one, (content, voided_event(one, order)))


def _be_unknown(state: GooglePlayState, command: Command) -> Happened:
    """Send a code that is newer than every table."""
    return changed(find_in(state, command), _UNKNOWN)


RENEWALS: dict[str, Event] = {
    "renewal_off": _turn_off,
    "renewal_on": _turn_on,
    "grace": _enter_grace,
    "on_hold": _hold,
    "paused": _pause,
    "recovered": _recover,
    "expired": _expire,
    "refunded": _refund,
    "revoked": _revoke,
    "unknown": _be_unknown,
}
