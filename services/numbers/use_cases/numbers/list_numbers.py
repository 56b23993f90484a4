"""List numbers: the caller's own, or those of the team that the caller runs (N4)."""

from functools import partial
from typing import Any

from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import ItemPage
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.sharing import may_share
from services.numbers.http.schemas import NumbersQuery
from services.numbers.http.views import NumberView
from services.numbers.stores import call_settings, numbers, people
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.view_numbers import view_number, view_numbers


def list_numbers(work: UnitOfWork, *, query: NumbersQuery) -> Page[NumberView]:
    """Return a page of the team's numbers to those who run it, else of the caller's own, oldest first.

    `user_id` narrows it to one person, and `shared` to the numbers that they share (N10). Raises NotFound for a person
    on another team.
    """
    person = callers.read_caller(work)
    user_id = person.meant(query.user_id) if query.user_id else None
    if user_id is None and (person.runs is None or query.shared):
        user_id = person.account_id
    if user_id and user_id != person.account_id:
        _require_manager_of(work, person, user_id)
    page = _read_page(work, person, user_id, query)
    shown = [from_item(Number, item) for item in page.items]
    return Page(items=view_numbers(work, person, shown), next_cursor=page.next_cursor)


def _read_page(work: UnitOfWork, person: Person, user_id: str | None, query: NumbersQuery) -> ItemPage:
    how: dict[str, Any] = {"limit": query.limit, "cursor": query.cursor}
    if user_id and query.shared:
        open_notes = partial(_open_notes, work, person, user_id, query)
        return call_settings.query_rung(work.table, user_id, keep=open_notes, **how)
    read = numbers.query_user if user_id else numbers.query_list
    listed_under = user_id or str(person.runs)
    return read(work.table, listed_under, query.status, lambda number: may_see(person, number), **how)


def _open_notes(work: UnitOfWork, person: Person, user_id: str, query: NumbersQuery, notes: list[Item]) -> list[Item]:
    """Return the numbers that notes are of, in one read: those that the user shares still."""

    def is_shown(number: Number) -> bool:
        is_shared = user_id in number.shared_with and query.status in (None, number.status)
        return is_shared and (may_see(person, number) or may_share(person, number))

    places = {note["number_id"]: {"pk": note["pk"], "sk": note["sk"]} for note in notes if "number_id" in note}
    found = numbers.find_items(work.table, places)  # in the place of their notes, of which cursors are made
    return [it | places[it["number_id"]] for it in found if is_shown(from_item(Number, it))]


def get_number(work: UnitOfWork, *, number_id: str) -> NumberView:
    """Return one number as it is now, also to those who share it. Raises NotFound."""
    return view_number(work, *find_answerable_number(work, number_id))


def find_visible_number(work: UnitOfWork, number_id: str) -> tuple[Person, Number]:
    """Return the caller and a number that they may see, in one read. Raises NotFound, also for others' numbers."""
    person, number, _ = _read_number(work, number_id)
    if not may_see(person, number):
        raise NotFound
    return person, number


def find_answerable_number(work: UnitOfWork, number_id: str) -> tuple[Person, Number]:
    """Return the caller and a number that they may see, or share, in one read. Raises NotFound."""
    person, number, _ = read_answerable_number(work, number_id)
    return person, number


def read_answerable_number(
    work: UnitOfWork, number_id: str, *others: tuple[str, str]
) -> tuple[Person, Number, dict[tuple[str, str], Item]]:
    """Return what `find_answerable_number` does, and all items found, those of the other keys too, in one read."""
    person, number, found = _read_number(work, number_id, *others)
    if not (may_see(person, number) or may_share(person, number)):
        raise NotFound
    return person, number, found


def _read_number(
    work: UnitOfWork, number_id: str, *others: tuple[str, str]
) -> tuple[Person, Number, dict[tuple[str, str], Item]]:
    keys = [people.key(work.context.actor), numbers.key(number_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many([*read, *others])
    person, item = callers.load_caller(work, found.get(read[0])), found.get(read[1])
    if item is None:
        raise NotFound
    return person, from_item(Number, item), found


def may_see(person: Person, number: Number) -> bool:
    """Return whether a person may see a number: as its holder, its user, or manager of the team that lists it.

    A suspended member uses nothing of the team's.
    """
    if number.team_id is not None and number.team_id == person.runs:
        return True
    return number.holder == person.account_id or (number.user_id == person.account_id and number.holder == person.team)


def _require_manager_of(work: UnitOfWork, person: Person, user_id: str) -> None:
    if person.runs is None or not people.find(work.table, user_id).is_on(person.runs):
        raise NotFound
