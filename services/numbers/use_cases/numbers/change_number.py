"""Assign a number, move it, take it from its user, name it, make it their default (N4)."""

from dataclasses import replace
from typing import Any

from contracts.numbers import NumberAssigned, NumberMoved, NumberUnassigned
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Forbidden
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.problems import DefaultNeedsUser, NumberNotRunning, OwnNumber, UserNotOnTeam
from services.numbers.http.schemas import NumberChange
from services.numbers.http.views import NumberView
from services.numbers.stores import numbers, people
from services.numbers.use_cases.numbers import default_number
from services.numbers.use_cases.numbers.list_numbers import seen


def change_number(work: UnitOfWork, number_id: str, change: NumberChange) -> NumberView:
    """Change what was said, and leave the rest."""
    person, before = seen(work, number_id)
    _may_change(person, before)
    after = before
    if "user_id" in change.model_fields_set:
        wanted = person.meant(change.user_id) if change.user_id else None
        after = _given_to(work, person, after, wanted, keeps_default=change.is_default is None)
    if change.label is not None:
        after = replace(after, label=change.label)
    if change.is_default is not None:
        after = _default(work, after, change.is_default)
    if after != before:
        work.save(numbers.save(after, before))
    return NumberView.of(after)


def holds(person: Person, number: Number) -> None:
    """Let pass whose number it is, or who runs the team whose it is. Raises OwnNumber and Forbidden."""
    if number.holder in (person.account_id, person.runs):
        return
    if not is_team(number.holder):
        raise OwnNumber
    raise Forbidden("Only the team's owner and admins may do this.")


def unassigned(work: UnitOfWork, number: Number) -> Number:
    """The number without its user."""
    if number.user_id is None:
        return number
    work.publish(NumberUnassigned(**_told(number), from_user_id=number.user_id))
    return replace(default_number.lost(work, number), user_id=None)


def _may_change(person: Person, number: Number) -> None:
    if person.account_id != number.user_id:
        holds(person, number)


def _given_to(work: UnitOfWork, person: Person, number: Number, user_id: str | None, *, keeps_default: bool) -> Number:
    holds(person, number)
    if user_id == number.user_id:
        return number
    if not is_team(number.holder):
        raise OwnNumber("A number of your own stays with you.")
    if not number.runs:
        raise NumberNotRunning
    if user_id is None:
        return unassigned(work, number)
    if not people.find(work.table, user_id).is_on(number.holder):
        raise UserNotOnTeam(field="user_id")
    work.save([people.still_on(user_id, number.holder)])
    after = replace(default_number.lost(work, number), user_id=user_id)
    _tell(work, number, user_id)
    return default_number.gained(work, after) if keeps_default else after


def _tell(work: UnitOfWork, before: Number, user_id: str) -> None:
    if before.user_id is None:
        work.publish(NumberAssigned(**_told(before), user_id=user_id))
    else:
        work.publish(NumberMoved(**_told(before), from_user_id=before.user_id, to_user_id=user_id))


def _told(number: Number) -> dict[str, Any]:
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    return about | {"revision": number.next_version}


def _default(work: UnitOfWork, number: Number, wanted: bool) -> Number:
    if wanted and not (number.user_id and number.works):
        raise DefaultNeedsUser(field="is_default")
    return default_number.chosen(work, number, wanted) if number.user_id else number
