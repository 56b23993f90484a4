"""Show numbers, each with what its calls do to those who may set that up."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call_settings import settings_of
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.http.views import NumberView
from services.numbers.stores import call_settings


def view_numbers(work: UnitOfWork, person: Person, shown: list[Number]) -> list[NumberView]:
    """Return the views of up to 100 numbers, with the settings of their calls in one read."""
    theirs = {number.number_id for number in shown if not number.is_gone and may_set_up(person, number)}
    keys = [call_settings.key(number.phone_number) for number in shown if number.number_id in theirs]
    items = filter(None, work.table.get_each(keys))
    found = {settings.number_id: settings for settings in map(call_settings.loaded, items)}
    return [
        NumberView.of(it, (found.get(it.number_id) or settings_of(it)) if it.number_id in theirs else None)
        for it in shown
    ]


def view_number(work: UnitOfWork, person: Person, number: Number) -> NumberView:
    """Return the view of a number."""
    return view_numbers(work, person, [number])[0]


def may_set_up(person: Person, number: Number) -> bool:
    """Return whether a person may set up the calls of a number: its user, its holder, or who runs the team it is of."""
    is_theirs = number.user_id == person.account_id and number.holder == person.team
    return is_theirs or number.holder in (person.account_id, person.runs)
