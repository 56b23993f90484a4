"""Odd dates are 422 with the field named, wherever a route takes a date: found from what each route declares (E3)."""

from datetime import date, datetime
from typing import Any, get_args

import pytest
from pydantic import AwareDatetime

from kernel.http.routes import Route
from tests.services.cast import Cast
from tests.services.rows import ROWS, Row
from tests.services.test_inputs import of_key

ODD = {
    "date-time": [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T00:00:00+99:00",
        "2026-01-01T00:00:00",
        "yesterday",
        "",
    ],
    "date": ["0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "yesterday", ""],
}

KINDS = {"date-time": {datetime, AwareDatetime}, "date": {date}}


def dates_of(route: Route, part: str) -> dict[str, str]:
    """Return the dates that a route takes in its query or body, with their formats."""
    model = getattr(route, part)
    fields = model.model_fields if model else {}
    found = {field.alias or name: types_in(field.annotation) for name, field in fields.items()}
    return {name: kind for name, types in found.items() for kind in ODD if KINDS[kind] & types}


def types_in(annotation: Any) -> set[Any]:
    """Return every type that an annotation names."""
    return {annotation if isinstance(annotation, type) else None}.union(
        *(types_in(each) for each in get_args(annotation)), set()
    )


CASES = [
    pytest.param(row, part, name, odd, id=f"{row} {name} {odd}")
    for row in ROWS
    for part in ("query", "body")
    for name, kind in dates_of(of_key(row), part).items()
    for odd in ODD[kind]
]


def test_there_are_dates() -> None:
    """The table finds the dates of statements, upcoming charges and port-ins."""
    found = {(case.values[0].key, case.values[2]) for case in CASES}  # type: ignore[union-attr]
    assert found >= {("GET /v1/ledger", "from"), ("GET /v1/ledger", "to"), ("GET /v1/billing/upcoming", "until")}
    assert found >= {("POST /v1/port-ins", "wanted_on"), ("PATCH /v1/port-ins/{id}", "wanted_on")}


@pytest.mark.parametrize(("row", "part", "name", "odd"), CASES)
def test_an_odd_date_is_refused(cast: Cast, row: Row, part: str, name: str, odd: str) -> None:
    """The ends of the calendar, days that there are not, and offsets that overflow: the field is named."""
    given = {part: (getattr(row, part) or {}) | {name: odd}}
    request = {"query": row.query, "body": row.body} | given
    reply = cast.send("owner", Row(row.key, row.expected, path=row.path, **request))
    assert reply.status == 422, reply
    assert [fault["field"] for fault in reply.body["errors"]] == [name]
    assert cast.is_unchanged()


@pytest.mark.parametrize(
    "window",
    [{"from": "2026-02-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}, {"from": "2190-01-01T00:00:00Z"}],
    ids=["after to", "in the future"],
)
def test_a_window_that_ends_before_it_starts_is_refused(cast: Cast, window: dict[str, str]) -> None:
    """`from` after `to`, or after now, is no empty page and no 500."""
    reply = cast.send("owner", Row("GET /v1/ledger", (), query={"user_id": "{other}"} | window))
    assert (reply.status, [fault["field"] for fault in reply.body["errors"]]) == (422, ["from"])
