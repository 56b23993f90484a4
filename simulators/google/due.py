"""What the simulated Google Play does by itself as time goes on."""

from datetime import datetime

from simulators.google.state import (
    ACKNOWLEDGE_WITHIN,
    ACTIVE,
    CANCELED,
    EXPIRED,
    GRACE,
    HOLD_LASTS,
    ON_HOLD,
    PAUSED,
    SANDBOX_RENEWALS,
    GooglePlayState,
    Purchase,
)
from simulators.stores.commands import Command, next_by


def next_due(state: GooglePlayState, as_of: datetime) -> Command | None:
    """Return the earliest of what is due by then: a renewal, an end, or the revocation of what was not acknowledged."""
    return next_by([command for one in state.purchases for command in _due(one)], as_of)


def _due(one: Purchase) -> list[Command]:
    due = []
    if one.orders and not one.acknowledged and one.state != EXPIRED:
        unacknowledged = one.orders[0].starts + ACKNOWLEDGE_WITHIN
        due.append(Command("revoked", max(one.at, unacknowledged), subscription_id=one.id))
    event = _next_event(one)
    ends = one.resumes or (one.ends + HOLD_LASTS if one.state == ON_HOLD else one.ends)
    return [*due, Command(event, max(one.at, ends), subscription_id=one.id)] if event else due


def _next_event(one: Purchase) -> str:
    if one.state == ACTIVE and one.sandbox and len(one.orders) > SANDBOX_RENEWALS:
        return "renewal_off"
    events = {ACTIVE: "renewed", GRACE: "on_hold", PAUSED: "recovered", ON_HOLD: "expired", CANCELED: "expired"}
    return events.get(one.state, "")
