"""The list of porting orders: filtered, sorted and paged in the form of the carrier's document."""

import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from simulators.telnyx.porting.errors import Objection, RefusedError, malformed
from simulators.telnyx.porting.records import PortingOrder

Json = dict[str, Any]
_SORTS = ("created_at", "activation_settings.foc_datetime_requested")
_EQUAL = (
    "customer_reference",
    "customer_group_reference",
    "parent_support_key",
    "phone_numbers.country_code",
    "phone_numbers.carrier_name",
    "misc.type",
    "end_user.admin.entity_name",
    "end_user.admin.auth_person_name",
    "activation_settings.fast_port_eligible",
)
_DAY, _CONTAINS = "activation_settings.foc_datetime_requested", "phone_numbers.phone_number.contains"
_OTHERS = (_CONTAINS, f"{_DAY}.gt", f"{_DAY}.lt")


def list_orders(query: Mapping[str, str], orders: list[PortingOrder]) -> web.Response:
    """Return the page of orders that is asked for. Raises RefusedError."""
    with_numbers = query.get("include_phone_numbers") != "false"
    wanted = {_path(name): value for name, value in query.items() if name.startswith("filter")}
    if strange := wanted.keys() - {*_EQUAL, *_OTHERS}:
        detail = f"The request filter {strange.pop()} is invalid."
        raise RefusedError(Objection("10031", "Invalid request filter", detail))
    found = [it for it in orders if all(_fits(it, path, value) for path, value in wanted.items())]
    rows = _sorted([it.shown(with_numbers=with_numbers) for it in found], query.get("sort[value]", "-created_at"))
    return page_of(query, rows)


def page_of(query: Mapping[str, str], rows: list[Json]) -> web.Response:
    """Return one page of these rows. Raises RefusedError."""
    try:
        number, size = (int(query.get(f"page[{name}]", usual)) for name, usual in (("number", 1), ("size", 20)))
    except ValueError:
        raise RefusedError(malformed("A page is a number.", "/page")) from None
    if number < 1 or not 1 <= size <= 250:
        raise RefusedError(Objection("10033", "Value outside of range", "There is no such page.", "/page"))
    meta = {"page_number": number, "page_size": size, "total_results": len(rows), "total_pages": -(-len(rows) // size)}
    return web.json_response({"data": rows[(number - 1) * size : number * size], "meta": meta})


def _path(name: str) -> str:
    """Return the path of a filter: `filter[misc][type]` is written `filter[misc.type]` as well."""
    return ".".join(re.findall(r"\[([^\]]*)\]", name))


def _fits(order: PortingOrder, path: str, value: str) -> bool:
    shown = order.shown() | {"phone_numbers": {"country_code": "US", "carrier_name": "Unreal Communications"}}
    if path == _CONTAINS:
        return any(value.strip().replace(" ", "+") in it for it in order.phone_numbers)
    if path.startswith(_DAY):
        day = str(_at(shown, _DAY) or "")
        return bool(day) and (day > value if path.endswith("gt") else day < value)
    held = _at(shown, path)
    return (str(held).lower() if isinstance(held, bool) else held) == value


def _at(row: Json, path: str) -> Any:
    found: Any = row
    for step in path.split("."):
        found = (found or {}).get(step)
    return found


def _sorted(rows: list[Json], by: str) -> list[Json]:
    if by.removeprefix("-") not in _SORTS:
        raise RefusedError(Objection("10032", "Invalid enumerated value", "The value must be one of the sorts."))
    return sorted(rows, key=lambda row: str(_at(row, by.removeprefix("-")) or ""), reverse=by.startswith("-"))
