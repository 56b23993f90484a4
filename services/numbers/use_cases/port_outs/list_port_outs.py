"""List port-outs: of one number, or of the caller's numbers, or of the team that the caller runs (N13)."""

from functools import partial
from typing import Any

from kernel.dynamodb.items import from_item
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.port_out import PortOut
from services.numbers.http.port_out_views import PortOutsQuery, PortOutView
from services.numbers.stores import numbers, port_outs
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.list_numbers import find_visible_number, may_see


def list_port_outs(work: UnitOfWork, *, query: PortOutsQuery) -> Page[PortOutView]:
    """Return a page of port-outs of numbers that the caller may see as of now, newest first. Raises NotFound."""
    how: dict[str, Any] = {"limit": query.limit, "cursor": query.cursor}
    if query.number_id:
        _, number = find_visible_number(work, query.number_id)
        page = port_outs.query_number(work.table, number.number_id, **how)
    else:
        person = callers.read_caller(work)
        listed_under = person.runs or person.account_id
        page = port_outs.query_list(work.table, listed_under, keep=partial(_visible, work, person), **how)
    shown = [PortOutView.of(from_item(PortOut, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def _visible(work: UnitOfWork, person: Person, items: list[Item]) -> list[Item]:
    """Return those of numbers that the person may see now: one may have been handed over since it was listed."""
    found = numbers.find_items(work.table, dict.fromkeys(item["number_id"] for item in items))
    seen = {item["number_id"] for item in found if may_see(person, from_item(Number, item))}
    return [item for item in items if item["number_id"] in seen]
