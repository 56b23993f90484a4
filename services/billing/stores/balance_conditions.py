"""What a balance must hold for a write: its parts, and the alert that was judged by it."""

from kernel.dynamodb.conditions import Attr, Condition
from services.billing.domain.alert import Alert
from services.billing.domain.parts import OWED

MONEY = "m:"
REVISION = "alert_revision"
SPENT = "spent:"


def as_judged(alert: Alert) -> Condition:
    """Return the condition that the alert, its level and what is left are still what the alert was decided by."""
    holds = _is("alert", alert.before or None) & _is("low_at", alert.low_at)
    if alert.rose:
        holds &= _is(REVISION, alert.revision - 1 or None)
    if alert.least is not None:
        enough = Attr("free").gte(alert.least)
        holds &= enough if alert.least > 0 else Attr("free").not_exists() | enough
    if alert.below is not None:
        holds &= Attr("free").not_exists() | Attr("free").lt(alert.below)
    return holds


def _is(attribute: str, value: str | int | None) -> Condition:
    return Attr(attribute).not_exists() if value is None else Attr(attribute).eq(value)


def at_least(part: str, least: int) -> Condition:
    """Return the condition that a part holds this at least; of `owed`, which is below zero, that so much is owed."""
    return Attr(MONEY + part).lte(-least) if part == OWED else Attr(MONEY + part).gte(least)


def spent_at_most(name: str, most: int) -> Condition:
    """Return the condition that no more than this is counted as spent of a month or day, or nothing yet."""
    return Attr(SPENT + name).not_exists() | Attr(SPENT + name).lte(most)


def at_most(part: str, most: int) -> Condition:
    """Return the condition that a part holds this at most, or was never used."""
    amount = Attr(MONEY + part)
    return amount.not_exists() | (amount.gte(-most) if part == OWED else amount.lte(most))
