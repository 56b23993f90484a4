"""Remind of a yearly renewal, and of the end of a reserve, once each (N5, B8)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain import reminders
from services.numbers.stores import numbers
from services.numbers.use_cases.notices.notify_people import notify_payer, notify_user


def remind(work: UnitOfWork, number_id: str) -> None:
    """Have the last reminder that is due sent, unless its date has passed; those before it are done too."""
    number = numbers.find(work.table, number_id)
    reminder = reminders.pick(number, work.now) if number else None
    if number is None or reminder is None:
        return
    work.save(numbers.save(replace(number, reminded_until=reminder.due_at), number))
    if reminder.on <= work.now:
        return
    notify_payer(work, number, reminder.kind, until=reminder.on)
    if reminder.kind == "released_soon":
        notify_user(work, number, "user_released_soon", number.user_id, until=reminder.on)
