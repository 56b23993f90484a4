"""List calls that have ended: the caller's and of numbers they share, or the team's, without any content (N9, N10)."""

from functools import partial
from typing import Any

from kernel.dynamodb.table import ItemPage, Keep
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.person import Person
from services.numbers.http.call_log_schemas import CallsQuery
from services.numbers.http.call_log_views import CallView
from services.numbers.stores import call_entries, people
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.list_numbers import find_answerable_number, find_visible_number
from services.numbers.use_cases.shared_lists import open_list


def list_calls(work: UnitOfWork, *, query: CallsQuery) -> Page[CallView]:
    """Return a page of the team's calls to those who run it, else of the caller and numbers they share, newest first.

    `user_id` narrows it to one person, `number_id` to one number. Raises NotFound for a person on another team, and for
    a number that is not the caller's to see and that they never called with.
    """
    person = callers.read_caller(work)
    user_id = person.meant(query.user_id) if query.user_id else None
    if user_id is None and person.runs is None:
        user_id = person.account_id
    if user_id not in (None, person.account_id) and not _is_managed(work, person, str(user_id)):
        raise NotFound
    page = _read_page(work, person, user_id, query)
    if query.number_id and not page.items and not query.cursor:
        find_answerable_number(work, query.number_id)
    shown = [CallView.of(call_entries.read(item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def _read_page(work: UnitOfWork, person: Person, user_id: str | None, query: CallsQuery) -> ItemPage:
    how: dict[str, Any] = {"limit": query.limit, "cursor": query.cursor, "span": query.span(work.now)}
    if user_id:
        if user_id == person.account_id:
            how["keep"] = partial(_open_own, work, person, query.number_id)
        else:
            how["keep"] = _kept(team_id=person.runs, number_id=query.number_id)
        return call_entries.query_user(work.table, user_id, **how)
    if query.number_id:
        find_visible_number(work, query.number_id)  # before a long list of others' calls is read for nothing
        return call_entries.query_number(work.table, query.number_id, keep=_kept(team_id=person.runs), **how)
    return call_entries.query_list(work.table, str(person.runs), **how)


def _open_own(work: UnitOfWork, person: Person, number_id: str | None, items: list[Item]) -> list[Item]:
    """Return the calls of the person, of this number if it is given, with those of colleagues that they may see."""
    return open_list(work.table, person, _filter({"number_id": number_id}, items))


def _kept(*, team_id: str | None, number_id: str | None = None) -> Keep:
    """Return the filter of calls: those that were of this team, and of this number."""
    return partial(_filter, {"team_id": team_id, "number_id": number_id})


def _filter(wanted: dict[str, str | None], items: list[Item]) -> list[Item]:
    return [it for it in items if all(value is None or it.get(name) == value for name, value in wanted.items())]


def _is_managed(work: UnitOfWork, person: Person, user_id: str) -> bool:
    """Return whether the person runs the team that the user is on."""
    return person.runs is not None and people.find(work.table, user_id).is_on(person.runs)
