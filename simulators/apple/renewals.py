"""Whether a subscription in the simulated App Store goes on: renewal on or off, failed payments, the end."""

from datetime import timedelta

from simulators.apple.happened import Event, Happened, find_in, latest
from simulators.apple.state import ACTIVE, EXPIRED, GRACE, RETRYING, AppStoreState
from simulators.stores.commands import Command

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
    one = find_in(state, command, ACTIVE, renews=True)
    one.status, one.in_retry, one.intent = GRACE, True, _BY_BILLING
    one.grace_ends = one.latest.ends + _GRACE
    return latest(one, "DID_FAIL_TO_RENEW", "GRACE_PERIOD")


def _enter_retry(state: AppStoreState, command: Command) -> Happened:
    """Fail to be paid without a grace period."""
    one = find_in(state, command, ACTIVE, renews=True)
    one.status, one.in_retry, one.intent = RETRYING, True, _BY_BILLING
    return latest(one, "DID_FAIL_TO_RENEW")


def _end_grace(state: AppStoreState, command: Command) -> Happened:
    one = find_in(state, command, GRACE)
    one.status, one.grace_ends = RETRYING, None
    return latest(one, "GRACE_PERIOD_EXPIRED")


def _recover(state: AppStoreState, command: Command) -> Happened:
    """Be paid late: the period begins when it was paid."""
    one = find_in(state, command, GRACE, RETRYING)
    one.billing_day = command.at.day
    one.pay(one.renews_to, command.at, "RENEWAL", one.account_token)
    return latest(one, "DID_RENEW", "BILLING_RECOVERY")


def _expire(state: AppStoreState, command: Command) -> Happened:
    """End as the customer wanted, or as the payment failed for too long."""
    failed = find_in(state, command, ACTIVE, GRACE, RETRYING)
    unpaid = failed.status != ACTIVE
    if not unpaid:
        failed = find_in(state, command, ACTIVE, renews=False)
    failed.status, failed.renews, failed.grace_ends, failed.in_retry = EXPIRED, False, None, False
    failed.intent = _BY_BILLING if unpaid else _BY_CUSTOMER
    return latest(failed, "EXPIRED", "BILLING_RETRY" if unpaid else "VOLUNTARY")


RENEWALS: dict[str, Event] = {
    "renewal_off": _turn_off,
    "renewal_on": _turn_on,
    "grace": _enter_grace,
    "billing_retry": _enter_retry,
    "grace_expired": _end_grace,
    "recovered": _recover,
    "expired": _expire,
}
