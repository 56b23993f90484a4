"""Change a number: assign it, move it, unassign it, label it, make it its user's default (N4)."""

from dataclasses import replace
from typing import Any

from contracts.numbers import NumberAssigned, NumberLabeled, NumberMoved, NumberUnassigned
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Forbidden
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.problems import DefaultNeedsUser, NumberNotRunning, OwnNumber, UserNotOnTeam
from services.numbers.http.schemas import NumberChange
from services.numbers.http.views import NumberView
from services.numbers.stores import numbers, people
from services.numbers.use_cases.notices.notify_people import notify_user
from services.numbers.use_cases.numbers.list_numbers import find_visible_number
from services.numbers.use_cases.numbers.set_default_number import (
    become_default_if_none,
    pass_default_on,
    set_default_number,
)
from services.numbers.use_cases.numbers.view_numbers import view_afresh, view_number


def change_number(work: UnitOfWork, *, number_id: str, change: NumberChange) -> NumberView:
    """Change the fields that are given, and leave the others.

    Raises NotFound, OwnNumber, Forbidden, NumberNotRunning, UserNotOnTeam and DefaultNeedsUser.
    """
    person, before = find_visible_number(work, number_id)
    if person.account_id != before.user_id:
        require_holder(person, before)
    after = before
    if "user_id" in change.model_fields_set:
        user_id = person.meant(change.user_id) if change.user_id else None
        after = _change_user(work, person, after, user_id, keeps_default=change.is_default is None)
    if change.label is not None:
        after = _change_label(work, after, change.label)
    if change.is_default is not None:
        after = _change_default(work, after, change.is_default)
    if after != before:
        work.save(numbers.save(after, before))
    has_moved = after.user_id != before.user_id
    return view_afresh(work, after.stored_after(before)) if has_moved else view_number(work, person, after)


def require_holder(person: Person, number: Number) -> None:
    """Raise OwnNumber or Forbidden unless the person holds the number, or runs the team that holds it."""
    if number.holder in (person.account_id, person.runs):
        return
    if not is_team(number.holder):
        raise OwnNumber
    raise Forbidden("Only the team's owner and admins can do this.")


def unassign_number(work: UnitOfWork, number: Number) -> Number:
    """Return the number without its user, and publish that it is unassigned."""
    if number.user_id is None:
        return number
    work.publish(NumberUnassigned(**_event_fields(number), from_user_id=number.user_id))
    notify_user(work, number, "user_unassigned", number.user_id)
    return replace(pass_default_on(work, number), user_id=None)


def _change_user(
    work: UnitOfWork, person: Person, number: Number, user_id: str | None, *, keeps_default: bool
) -> Number:
    require_holder(person, number)
    if user_id == number.user_id:
        return number
    if not is_team(number.holder):
        raise OwnNumber("A number of your own can't be assigned to anyone else.")
    if not number.has_running_plan:
        raise NumberNotRunning
    if user_id is None:
        return unassign_number(work, number)
    if not people.find(work.table, user_id).is_on(number.holder):
        raise UserNotOnTeam(field="user_id")
    work.save([people.still_on(user_id, number.holder)])
    after = replace(pass_default_on(work, number), user_id=user_id)
    _publish_assignment(work, number, user_id)
    return become_default_if_none(work, after) if keeps_default else after


def _change_label(work: UnitOfWork, number: Number, label: str) -> Number:
    if label != number.label and is_team(number.holder):
        work.publish(NumberLabeled(**_event_fields(number), label=label))
    return replace(number, label=label)


def _publish_assignment(work: UnitOfWork, before: Number, user_id: str) -> None:
    if before.user_id is None:
        work.publish(NumberAssigned(**_event_fields(before), user_id=user_id))
    else:
        work.publish(NumberMoved(**_event_fields(before), from_user_id=before.user_id, to_user_id=user_id))
        notify_user(work, before, "user_unassigned", before.user_id)
    notify_user(work, before, "user_assigned", user_id)


def _event_fields(number: Number) -> dict[str, Any]:
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    return about | {"revision": number.next_version}


def _change_default(work: UnitOfWork, number: Number, is_default: bool) -> Number:
    if is_default and not (number.user_id and number.is_active):
        raise DefaultNeedsUser(field="is_default")
    return set_default_number(work, number, is_default=is_default) if number.user_id else number
