"""Which reminder of a number is next: before a yearly renewal, and before a reserve is over (N5, B8). Pure.

A number keeps until which time its reminders are done. After missed looks only the last one counts, and none is sent
of a date that has passed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from contracts.plans import CATALOGUE
from services.numbers.domain.number import Number, NumberStatus

_DAY = timedelta(days=1)
RENEWAL_REMINDED, RELEASE_REMINDED = (30 * _DAY, 7 * _DAY), (7 * _DAY, 1 * _DAY)
_A_YEAR = 12  # months: a shorter period needs no reminder


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is reminded of, from when on, and the date that it is about."""

    kind: Literal["renews_soon", "released_soon"]
    due_at: datetime
    on: datetime


def list_reminders(number: Number) -> list[Reminder]:
    """Return the reminders of a number as it is now, the first first, also those that are done."""
    if number.status is NumberStatus.RELEASING and number.reserved_until and not number.request_id:
        on = number.reserved_until
        return [Reminder("released_soon", on - before, on) for before in RELEASE_REMINDED]
    plan = CATALOGUE.get(number.next_plan_id or number.plan_id)
    renews = number.status is NumberStatus.ACTIVE and not number.ends and not number.store
    if renews and number.paid_through and plan and plan.months >= _A_YEAR:
        on = number.paid_through
        return [Reminder("renews_soon", on - before, on) for before in RENEWAL_REMINDED]
    return []


def find_due(number: Number) -> tuple[str, datetime] | None:
    """Return from when its next reminder is due, in the form of what scheduled jobs do; None for none."""
    done = number.reminded_until
    left = [it.due_at for it in list_reminders(number) if done is None or it.due_at > done]
    return ("reminder", left[0]) if left else None


def pick(number: Number, now: datetime) -> Reminder | None:
    """Return the last reminder that is due by now and not done; None if there is none."""
    done = number.reminded_until
    due = [it for it in list_reminders(number) if it.due_at <= now and (done is None or it.due_at > done)]
    return due[-1] if due else None
