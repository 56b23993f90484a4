"""What the simulated App Store does by itself as time goes on."""

from datetime import datetime

from simulators.apple.state import (
    ACTIVE,
    GRACE,
    RETRIED_FOR,
    RETRYING,
    SANDBOX_RENEWALS,
    AppStoreState,
    Subscription,
)
from simulators.stores.commands import Command, next_by


def next_due(state: AppStoreState, as_of: datetime) -> Command | None:
    """Return the earliest of what is due by then: a renewal, the end of a subscription or of a grace period."""
    due = [command for one in state.subscriptions if (command := _next(one))]
    return next_by(due, as_of)


def _next(one: Subscription) -> Command | None:
    if one.status == ACTIVE and one.renews and one.sandbox and len(one.transactions) > SANDBOX_RENEWALS:
        return Command("renewal_off", max(one.at, one.latest.ends), subscription_id=one.id)
    if one.status == ACTIVE:
        return Command("renewed" if one.renews else "expired", max(one.at, one.latest.ends), subscription_id=one.id)
    if one.status == GRACE and one.grace_ends:
        return Command("grace_expired", max(one.at, one.grace_ends), subscription_id=one.id)
    if one.status == RETRYING:
        return Command("expired", max(one.at, one.latest.ends + RETRIED_FOR), subscription_id=one.id)
    return None
