"""Purchases in the simulated App Store: what begins, changes or prolongs a paid period."""

from datetime import timedelta

from simulators.apple.happened import Event, Happened, find_in, latest
from simulators.apple.state import ACTIVE, EXPIRED, REVOKED, AppStoreState, Subscription, make_id
from simulators.stores.catalog import MONTHLY, Product
from simulators.stores.commands import Command
from simulators.stores.instants import now


def _subscribe(state: AppStoreState, command: Command) -> Happened:
    """Buy for the first time. A customer has one of our products at a time."""
    owned = [one for one in state.subscriptions if one.customer and one.customer == command.customer]
    if any(one.sandbox == command.sandbox for one in owned):
        raise ValueError("this customer has bought before: see resubscribed, upgraded")
    product, at = command.product or MONTHLY, command.at or now()
    made = Subscription(
        make_id(sandbox=command.sandbox),
        command.customer,
        command.sandbox,
        at.day,
        at,
        product,
        make_id(sandbox=command.sandbox),
        at,
    )
    made.pay(product, at, "PURCHASE", command.account_token)
    state.subscriptions.append(made)
    return latest(made, "SUBSCRIBED", "INITIAL_BUY")


def _resubscribe(state: AppStoreState, command: Command) -> Happened:
    """Buy again what is over; the store's own settings give no account token."""
    one = find_in(state, command, EXPIRED, REVOKED)
    one.billing_day, one.began = one.at.day, one.at
    account_token = "" if command.outside else command.account_token
    one.pay(command.product or one.latest.product, one.at, "PURCHASE", account_token)
    return latest(one, "SUBSCRIBED", "RESUBSCRIBE")


def _renew(state: AppStoreState, command: Command) -> Happened:
    """Pay for the period after the last one, before that is over or when it is."""
    one = find_in(state, command, ACTIVE, renews=True)
    one.pay(one.renews_to, one.latest.ends, "RENEWAL", one.account_token)
    return latest(one, "DID_RENEW")


def _repeat(state: AppStoreState, command: Command) -> Happened:
    """Say once more, in another notification and with another transaction, that the last period was paid."""
    one = find_in(state, command, ACTIVE)
    one.restore()
    return latest(one, "DID_RENEW")


def _upgrade(state: AppStoreState, command: Command) -> Happened:
    """Change to another product at once: the store pays back what is left of the old period."""
    one = find_in(state, command, ACTIVE)
    product = _another(one, command)
    for running in (it for it in one.transactions if it.ends > one.at and not it.replaced_at):
        running.replaced_at = one.at
    one.billing_day = one.at.day
    one.pay(product, one.at, "PURCHASE", one.account_token)
    return latest(one, "DID_CHANGE_RENEWAL_PREF", "UPGRADE")


def _downgrade(state: AppStoreState, command: Command) -> Happened:
    """Change to another product at the next renewal."""
    one = find_in(state, command, ACTIVE)
    one.renews_to = _another(one, command)
    return latest(one, "DID_CHANGE_RENEWAL_PREF", "DOWNGRADE")


def _another(one: Subscription, command: Command) -> Product:
    if command.product is None or command.product == one.latest.product:
        raise ValueError("product is another one than now")
    return command.product


def _extend(state: AppStoreState, command: Command) -> Happened:
    """Move the end of the paid period without a payment."""
    one = find_in(state, command, ACTIVE)
    ends = one.latest.ends + timedelta(days=command.days)
    one.billing_day = ends.day
    for same in one.of_period(one.latest.period_key):
        same.ends = ends
    return latest(one, "RENEWAL_EXTENDED")


PURCHASES: dict[str, Event] = {
    "subscribed": _subscribe,
    "resubscribed": _resubscribe,
    "renewed": _renew,
    "repeated": _repeat,
    "upgraded": _upgrade,
    "downgraded": _downgrade,
    "extended": _extend,
}
