"""See numbers: one's own, or those of the team that one runs (N4)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.http.schemas import NumbersQuery
from services.numbers.http.views import NumberView
from services.numbers.stores import numbers, people


def see_numbers(work: UnitOfWork, query: NumbersQuery) -> Page[NumberView]:
    """A page of the team's numbers for those who run it, else of one's own; `user_id` narrows it to one person."""
    person = people.find(work.table, work.context.actor)
    user_id = person.meant(query.user_id) if query.user_id else None
    if user_id is None and person.runs is None:
        user_id = person.account_id
    if user_id and user_id != person.account_id:
        _must_run_team_of(work, person, user_id)
    read = numbers.of_user if user_id else numbers.of_list
    page = read(work.table, user_id or str(person.runs), query.status, query.limit, query.cursor)
    shown = [NumberView.of(number) for number in map(numbers.loaded, page.items) if may_see(person, number)]
    return Page(items=shown, next_cursor=page.next_cursor)


def see_number(work: UnitOfWork, number_id: str) -> NumberView:
    """One number, as it stands now."""
    return NumberView.of(seen(work, number_id)[1])


def seen(work: UnitOfWork, number_id: str) -> tuple[Person, Number]:
    """The caller and a number that they may see, in one read. Raises NotFound, also for what is somebody else's."""
    keys = [people.key(work.context.actor), numbers.key(number_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    person, item = people.loaded(work.context.actor, found.get(read[0])), found.get(read[1])
    number = numbers.loaded(item) if item else None
    if number is None or not may_see(person, number):
        raise NotFound
    return person, number


def may_see(person: Person, number: Number) -> bool:
    """Whether somebody may see a number: who runs the team that it is listed on, whose it is, and who uses it.

    Who is suspended uses nothing of the team's.
    """
    if number.team_id is not None and number.team_id == person.runs:
        return True
    return number.holder == person.account_id or (number.user_id == person.account_id and number.holder == person.team)


def _must_run_team_of(work: UnitOfWork, person: Person, user_id: str) -> None:
    if person.runs is None or not people.find(work.table, user_id).is_on(person.runs):
        raise NotFound
