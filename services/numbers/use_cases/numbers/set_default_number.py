"""Set a user's default number for outgoing calls: always one of their active ones, if there is any (N4)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.stores import numbers


def set_default_number(work: UnitOfWork, number: Number, *, is_default: bool) -> Number:
    """Make the number its user's default, or not; the former default is unset. Return the number as it is then."""
    user_id = str(number.user_id)
    before = numbers.find_default(work.table, user_id)
    if is_default == (before == number.number_id):
        return replace(number, is_default=is_default)
    work.save(numbers.set_default(user_id, number.number_id if is_default else None, before))
    other = numbers.find(work.table, before) if is_default and before else None
    if other:
        work.save(numbers.save(replace(other, is_default=False), other))
    return replace(number, is_default=is_default)


def become_default_if_none(work: UnitOfWork, number: Number) -> Number:
    """Make a number that has become active its user's default if they have none. Return the number as it is then."""
    if not (number.user_id and number.is_active) or numbers.find_default(work.table, number.user_id):
        return number
    work.save(numbers.set_default(number.user_id, number.number_id, None))
    return replace(number, is_default=True)


def pass_default_on(work: UnitOfWork, number: Number) -> Number:
    """Make another active number the default of a user who loses this one, if it was the default.

    Returns the number as it is then.
    """
    if not (number.is_default and number.user_id):
        return number
    successor = _find_successor(work, number)
    work.save(numbers.set_default(number.user_id, successor.number_id if successor else None, number.number_id))
    if successor:
        work.save(numbers.save(replace(successor, is_default=True), successor))
    return replace(number, is_default=False)


def _find_successor(work: UnitOfWork, number: Number) -> Number | None:
    """Return the user's oldest other active number, as it is now and not as the index has it."""
    for other in numbers.load_all_of_user(work.table, str(number.user_id)):
        if other.number_id != number.number_id and other.is_active:
            now = numbers.find(work.table, other.number_id)
            if now and now.is_active and now.user_id == number.user_id:
                return now
    return None
