"""What the simulated App Store takes back: refunds, their reversal, and the end of family sharing."""

from simulators.apple.happened import Event, Happened, find_in, latest
from simulators.apple.state import ACTIVE, EXPIRED, REVOKED, AppStoreState, Subscription
from simulators.stores.commands import Command
from simulators.stores.instants import to_ms

_ALL, _IN_MILLIUNITS = 100, 1000
_FOR_ANOTHER_REASON = 0


def _refund(state: AppStoreState, command: Command) -> Happened:
    """Give back the price of one period, or a part of it; the running one ends by that if all of it is given back."""
    one = find_in(state, command)
    period = one.of_period(command.period)
    if period[-1].revocation or not 0 < command.percent <= _ALL:
        raise ValueError("this period was refunded before, or percent is not 1 to 100")
    for transaction in period:
        transaction.revocation = {
            "revocationDate": to_ms(one.at),
            "revocationReason": _FOR_ANOTHER_REASON,
            "revocationType": "REFUND_FULL" if command.percent == _ALL else "REFUND_PRORATED",
            "revocationPercentage": command.percent * _IN_MILLIUNITS,
        }
    if period[-1] is one.latest and command.percent == _ALL:
        one.status, one.renews = REVOKED, False
    return Happened(one, period[-1], "REFUND")


def _reverse(state: AppStoreState, command: Command) -> Happened:
    """Take the money back after all: the period is the customer's again."""
    one = find_in(state, command)
    refunded = [it for it in one.transactions if it.revocation and it.ownership == "PURCHASED"]
    key = command.period or (refunded[-1].period_key if refunded else "")
    period = [it for it in refunded if key in (it.period_key, it.id)]
    if not period:
        raise ValueError("no such period was refunded")
    for transaction in period:
        transaction.revocation = {}
    if one.status == REVOKED and period[-1] is one.latest:
        over = one.latest.ends <= one.at
        one.status, one.renews = EXPIRED if over else ACTIVE, not over
    return Happened(one, period[-1], "REFUND_REVERSED")


def _decline(state: AppStoreState, command: Command) -> Happened:
    return _about_period(find_in(state, command), command, "REFUND_DECLINED")


def _ask_consumption(state: AppStoreState, command: Command) -> Happened:
    return _about_period(find_in(state, command), command, "CONSUMPTION_REQUEST")


def _about_period(one: Subscription, command: Command, kind: str) -> Happened:
    return Happened(one, one.of_period(command.period)[-1], kind)


def _revoke(state: AppStoreState, command: Command) -> Happened:
    """End family sharing: what a relative shared is no longer this customer's."""
    one = find_in(state, command, ACTIVE)
    one.status, one.latest.ownership, one.latest.account_token = REVOKED, "FAMILY_SHARED", ""
    one.latest.revocation = {"revocationDate": to_ms(one.at), "revocationType": "FAMILY_REVOKE"}
    return Happened(one, one.latest, "REVOKE", has_renewal=False)


def _be_unknown(state: AppStoreState, command: Command) -> Happened:
    """Send a type that is newer than every library."""
    return latest(find_in(state, command), "SOMETHING_NEW", "BRAND_NEW")


REFUNDS: dict[str, Event] = {
    "refunded": _refund,
    "refund_reversed": _reverse,
    "refund_declined": _decline,
    "consumption_requested": _ask_consumption,
    "revoked": _revoke,
    "unknown": _be_unknown,
}
