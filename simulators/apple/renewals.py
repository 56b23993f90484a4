"""Whether a subscription in the simulated App Store goes on: renewal on or off, failed payments, the end."""

from datetime import timedelta

from simulators.apple.happened import Event, Happened, find_in, latest
from simulators.apple.state import ACTIVE, EXPIRED, GRACE, RETRYING, AppStoreState
from simulators.stores.commands import Command, instant

_BY_CUSTOMER, _BY_BILLING = 1, 2
_GRACE = timedelta(days=16)


def _turn_off(state: AppStoreState, command: Command) -> Happened:
    one = find_in(state, command, ACTIVE, GRACE, RETRYING, renews=True)
    one.renews = False
    return latest(one, "DID_CHANGE_RENEWAL_STATUS", "AUTO_RENEW_DISABLED")


def _turn_on(state: AppStoreState, command: Command) -> Happened:
    one = find_in(state, command, ACTIVE, GRACE, RETRYING, renews=False)
    one.renews = True
    return latest(one, "DID_CHANGE_RENEWAL_STATUS", "AUTO_RENEW_ENABLED")


def _enter_grace(state: AppStoreState, command: Command) -> Happened:
    """Fail to be paid, and go on for 16 days, of which none is paid."""
    one = find_in(state, command, ACTIVE, renews=True, is_over=True)
    one.status, one.in_retry, one.intent = GRACE, True, _BY_BILLING
    one.grace_ends = one.latest.ends + _GRACE
    return latest(one, "DID_FAIL_TO_RENEW", "GRACE_PERIOD")


def _enter_retry(state: AppStoreState, command: Command) -> Happened:
    """Fail to be paid without a grace period."""
    one = find_in(state, command, ACTIVE, renews=True, is_over=True)
    one.status, one.in_retry, one.intent = RETRYING, True, _BY_BILLING
    return latest(one, "DID_FAIL_TO_RENEW")


def _end_grace(state: AppStoreState, command: Command) -> Happened:
    one = find_in(state, command, GRACE)
    one.at = instant(command, one.grace_ends or one.at)
    one.status, one.grace_ends = RETRYING, None
    return latest(one, "GRACE_PERIOD_EXPIRED")


def _recover(state: AppStoreState, command: Command) -> Happened:
    """Be paid late: the period begins when it was paid."""
    one = find_in(state, command, GRACE, RETRYING)
    one.billing_day = one.at.day
    one.pay(one.renews_to, one.at, "RENEWAL", one.account_token)
    return latest(one, "DID_RENEW", "BILLING_RECOVERY")


def _expire(state: AppStoreState, command: Command) -> Happened:
    """End as the customer wanted, or as the payment failed for too long."""
    one = find_in(state, command, ACTIVE, GRACE, RETRYING, is_over=True)
    unpaid = one.status != ACTIVE
    if one.renews and not unpaid:
        raise ValueError("it renews itself: see renewal_off")
    one.status, one.renews, one.grace_ends, one.in_retry = EXPIRED, False, None, False
    one.intent = _BY_BILLING if unpaid else _BY_CUSTOMER
    return latest(one, "EXPIRED", "BILLING_RETRY" if unpaid else "VOLUNTARY")


RENEWALS: dict[str, Event] = {
    "renewal_off": _turn_off,
    "renewal_on": _turn_on,
    "grace": _enter_grace,
    "billing_retry": _enter_retry,
    "grace_expired": _end_grace,
    "recovered": _recover,
    "expired": _expire,
}
