"""Show numbers, each with what its calls do to those who may set that up, and whether its user knows of 911 (N11)."""

from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call_settings import CallSettings, settings_of
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.waiting_text import is_waited_on
from services.numbers.http.views import NumberView
from services.numbers.stores import call_settings, emergency, waiting_texts


def view_numbers(work: UnitOfWork, person: Person, shown: list[Number]) -> list[NumberView]:
    """Return the views of numbers, with the settings of their calls and what their users know, read together."""
    theirs = [number for number in shown if not number.is_gone and may_set_up(person, number)]
    settings_at = {number.number_id: _place(call_settings.key(number.phone_number)) for number in theirs}
    known_at = {number.user_id: _place(emergency.key(number.user_id)) for number in shown if number.user_id}
    waited_on = [number for number in shown if number.holder == person.runs and is_waited_on(number)]
    waiting_at = {it.number_id: waiting_texts.count_place(it.number_id, it.holder) for it in waited_on}
    found = work.table.get_many([*settings_at.values(), *known_at.values(), *waiting_at.values()])

    def view(number: Number) -> NumberView:
        place, user_id = settings_at.get(number.number_id), number.user_id
        settings = _settings(number, found.get(place)) if place else None
        known = emergency.loaded(user_id, found.get(known_at[user_id])) if user_id else None
        waiting_place = waiting_at.get(number.number_id)
        waiting = waiting_texts.counted(found.get(waiting_place)) if waiting_place else 0
        return NumberView.of(number, settings, known, waiting)

    return [view(number) for number in shown]


def view_number(work: UnitOfWork, person: Person, number: Number) -> NumberView:
    """Return the view of a number."""
    return view_numbers(work, person, [number])[0]


def view_afresh(work: UnitOfWork, number: Number) -> NumberView:
    """Return the view of a number that is new, or whose user is: nothing is set up for its calls."""
    known = emergency.find(work.table, number.user_id) if number.user_id else None
    return NumberView.of(number, settings_of(number), known)


def may_set_up(person: Person, number: Number) -> bool:
    """Return whether a person may set up the calls of a number: its user, its holder, or who runs the team it is of."""
    is_theirs = number.user_id == person.account_id and number.holder == person.team
    return is_theirs or number.holder in (person.account_id, person.runs)


def _settings(number: Number, item: Item | None) -> CallSettings:
    """Return the settings of a number, those that are usual if there are none, or only those of another number."""
    settings = call_settings.loaded(item) if item else None
    return settings if settings and settings.number_id == number.number_id else settings_of(number)


def _place(key: dict[str, str]) -> tuple[str, str]:
    return key["pk"], key["sk"]
