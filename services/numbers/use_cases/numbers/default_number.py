"""Which number is a user's default for outgoing calls: always one of their active ones, if there is any (N4)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.stores import numbers


def gained(work: UnitOfWork, number: Number) -> Number:
    """Somebody's number works now: it is their default if they have none."""
    if not (number.user_id and number.works) or numbers.default_of(work.table, number.user_id):
        return number
    work.save(numbers.set_default(number.user_id, number.number_id, None))
    return replace(number, is_default=True)


def lost(work: UnitOfWork, number: Number) -> Number:
    """Its user can use a number no more: if it was their default, another one is."""
    if not (number.is_default and number.user_id):
        return number
    heir = _heir(work, number)
    work.save(numbers.set_default(number.user_id, heir.number_id if heir else None, number.number_id))
    if heir:
        work.save(numbers.save(replace(heir, is_default=True), heir))
    return replace(number, is_default=False)


def chosen(work: UnitOfWork, number: Number, wanted: bool) -> Number:
    """Its user wants it to be their default, or not."""
    user_id = str(number.user_id)
    before = numbers.default_of(work.table, user_id)
    if wanted == (before == number.number_id):
        return replace(number, is_default=wanted)
    work.save(numbers.set_default(user_id, number.number_id if wanted else None, before))
    other = numbers.find(work.table, before) if wanted and before else None
    if other:
        work.save(numbers.save(replace(other, is_default=False), other))
    return replace(number, is_default=wanted)


def _heir(work: UnitOfWork, number: Number) -> Number | None:
    """The oldest other number of the user that works, as it is now and not as the index has it."""
    for other in numbers.used_by(work.table, str(number.user_id)):
        if other.number_id != number.number_id and other.works:
            now = numbers.find(work.table, other.number_id)
            if now and now.works and now.user_id == number.user_id:
                return now
    return None
