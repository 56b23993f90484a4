"""The cost of a team's size: the same operations at 10, at 1,000 and at 10,000 people (T7).

The `ratio` is that of the read units to those at 1,000 people, where every page is full; the bar leaves room for rows
that differ in length. Every search that people do is an operation: T7 asks that it is quick at 10,000 people.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bench.gathering import open_cast
from bench.units import Used, counting
from kernel import aws, clock
from services.teams.domain.consent import VERSION
from services.teams.domain.member import Member
from services.teams.domain.number import UsedNumber
from services.teams.stores import people
from tests.in_process import texts
from tests.moto_tables import moto_table
from tests.services.cast import Cast

SIZES = (10, 1_000, 10_000)
_FULL_PAGES = 1_000
_ONE_OF_ALL = 7  # the person whose name and number no other has
_BAR = 1.1


@dataclass(frozen=True)
class Cost:
    """The calls and units of an operation at a size, and the ratio of what it reads to that at 1,000 people."""

    operation: str
    people: int
    calls: int
    read_units: float
    write_units: float
    ratio: float | None = None
    bar: float | None = None


def measure(sizes: tuple[int, ...] = SIZES) -> list[Cost]:
    """Measure every operation at every size."""
    costs = [cost for size in sizes for cost in _at(size)]
    full = {cost.operation: cost.read_units for cost in costs if cost.people == _FULL_PAGES}
    return [_compared(cost, full.get(cost.operation)) for cost in costs]


def _compared(cost: Cost, full: float | None) -> Cost:
    if not full or cost.people <= _FULL_PAGES:
        return cost
    return replace(cost, ratio=round(cost.read_units / full, 3), bar=_BAR)


def _at(size: int) -> Iterator[Cost]:
    with open_cast() as cast:
        _fill(cast, size)
        for name, do in _OPERATIONS.items():
            with counting(aws.client("dynamodb")) as used:
                do(cast)
            yield _cost(name, size, used)
            cast.world.settle()


def _cost(name: str, size: int, used: Used) -> Cost:
    return Cost(name, size, used.calls, used.read_units, used.write_units)


def _fill(cast: Cast, size: int) -> None:
    """Put members, as the store writes them, directly into moto's table: requests would take minutes."""
    table = moto_table(cast.world.surroundings["teams"]["TABLE_NAME"])
    for number in range(size):
        for entry in people.add_member(people.with_search_words(_member(cast.ids["team"], number))):
            table.put_item(entry.params["Item"])


def _member(team_id: str, number: int) -> Member:
    return Member(
        team_id=team_id,
        account_id=f"acc_filled{number:06}",
        phone_number=f"+1212{5_550_000 + number:07}",
        name=f"Person {number:06}" + (" Anna-Łucja Zoltan" if number == _ONE_OF_ALL else ""),
        email=f"person{number}@example.com",
        role="member",
        joined_at=clock.now(),
        listed_at=clock.now(),
        numbers=(_number(2 * number), _number(2 * number + 1)),
    )


def _number(at: int) -> UsedNumber:
    return UsedNumber(f"num_filled{at:07}", f"+1312{5_550_000 + at:07}", "active")


def _search(words: str, found: int) -> Callable[[Cast], None]:
    """Return a search that must find this many people at least."""

    def search(cast: Cast) -> None:
        reply = cast.world.call("GET /v1/team/users", as_=cast.ids["owner"], query={"q": words})
        if reply.status != 200 or len(reply.body["items"]) < found:
            raise AssertionError(f"the search for {words} answered {reply}")

    return search


def _owner(cast: Cast, key: str, **request: Any) -> None:
    reply = cast.world.call(key, as_=cast.ids["owner"], **request)
    if reply.status >= 400:
        raise AssertionError(f"{key} answered {reply}")


def _invite(cast: Cast) -> None:
    _owner(cast, "POST /v1/team/invitations", body={"phone_number": "+14155550105", "email": "stranger@example.com"})


def _redeem(cast: Cast) -> None:
    code = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", " ".join(texts("+14155550106")))[-1]
    reply = cast.world.call("POST /v1/transfers", as_=cast.ids["newcomer"], body={"code": code, "consent": VERSION})
    if reply.status != 200:
        raise AssertionError(f"the redemption answered {reply}")


def _sign_up(cast: Cast) -> None:
    cast.ids["newcomer"] = cast.sign_up("invited")


_OPERATIONS: dict[str, Callable[[Cast], None]] = {
    "users list, first page": lambda cast: _owner(cast, "GET /v1/team/users"),
    "users list, active admins": lambda cast: _owner(
        cast, "GET /v1/team/users", query={"status": "active", "role": "admin"}
    ),
    "users list, admins": lambda cast: _owner(cast, "GET /v1/team/users", query={"role": "admin"}),
    "users list, search": lambda cast: _owner(cast, "GET /v1/team/users", query={"q": "person 0000"}),
    "users list, search by the last four digits": _search("0007", 1),
    "users list, search by a word of a name": _search("zoltan", 1),
    "users list, search by the second half of a name": _search("lucja", 1),
    "users list, search by two words": _search("person zoltan", 1),
    "users list, search by an email": _search("person7@example.com", 1),
    "users list, search by a domain": _search("example.com", 10),
    "users list, search for a person who is not there": _search("quetzalcoatl", 0),
    "users list, search among the suspended": lambda cast: _owner(
        cast, "GET /v1/team/users", query={"q": "example.com", "status": "suspended"}
    ),
    "activity log, an action": lambda cast: _owner(cast, "GET /v1/team/activity", query={"action": "team_renamed"}),
    "team with its counts": lambda cast: _owner(cast, "GET /v1/team"),
    "invitation": _invite,
    "sign-up, verify, register": _sign_up,
    "redemption": _redeem,
    "suspension": lambda cast: _owner(
        cast, "PATCH /v1/team/users/{user_id}", path={"user_id": cast.ids["other"]}, body={"status": "suspended"}
    ),
}
