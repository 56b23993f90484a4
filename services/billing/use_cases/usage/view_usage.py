"""Shows what was used in a period, summed by day, user, kind, number and country (B12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Response
from services.billing.domain.problems import UsageTooFine
from services.billing.domain.usage import Used
from services.billing.domain.usage_days import DaySums
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import NONE, Filter, Group, Row, summarize
from services.billing.http.usage_schemas import UsageQuery, UsageRow, UsageTotal, UsageView, money, zone_name
from services.billing.stores import plans, usage_days
from services.billing.use_cases.usage.see_usage import FORMER, FORMER_NAME, Scope, name_members, read_scope

_MOST_ROWS = 10_000
_NO_USER = "No user"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of users and the phone numbers of numbers, by id."""

    users: Mapping[str, str]
    numbers: Mapping[str, str]


def view_usage(work: UnitOfWork, *, query: UsageQuery, accept: str) -> Response:
    """Return the sums of a period, as CSV if `accept` names it. Raises Invalid, NotFound and UsageTooFine."""
    scope = read_scope(work, query.user_id)
    period = query.period(work.now, scope.reader.time_zone)
    rows, names = _rows(work, scope, period, query)
    shown = [_view(query.groups, row, used, names) for row, used in sorted(rows.items())]
    if "text/csv" in accept:
        from services.billing.http.usage_file import sums_file

        return file_of(sums_file(shown, query.groups), f"{period.first}-{period.last}")
    view = UsageView(
        first=period.first,
        last=period.last,
        time_zone=zone_name(query.time_zone, scope.reader.time_zone),
        rows=shown,
        total=_total(rows.values()),
    )
    return Response(200, view)


def file_of(content: bytes, name: str, **headers: str) -> Response:
    """Return a CSV file."""
    disposition = f'attachment; filename="teamline-usage-{name}.csv"'
    given = {"content-type": "text/csv; charset=utf-8", "content-disposition": disposition}
    return Response(200, content, given | headers)


def _rows(work: UnitOfWork, scope: Scope, period: UsagePeriod, query: UsageQuery) -> tuple[dict[Row, Used], Names]:
    by_user = "user" in query.groups or scope.user_id == FORMER
    groups: tuple[Group, ...] = ("user", *(it for it in query.groups if it != "user")) if by_user else query.groups
    wanted = replace(query.wanted, account_id=scope.account_id)
    rows = summarize(read_days(work, scope, period, wanted, groups), period, wanted, groups)
    users: dict[str, str] = {}
    if by_user:
        users = name_members(work, scope, {row[0] for row in rows})
        rows = _hide_former(rows, users, scope)
        rows = _regroup(rows, groups, query.groups)
    if len(rows) > _MOST_ROWS:
        raise UsageTooFine
    places = [place for place, group in enumerate(query.groups) if group == "number"]
    numbers = plans.find_phone_numbers(work.table, {row[place] for row in rows for place in places} - {NONE, ""})
    return rows, Names(users, numbers)


def read_days(
    work: UnitOfWork, scope: Scope, period: UsagePeriod, wanted: Filter, groups: Sequence[Group]
) -> list[DaySums]:
    """Return the sums of the days of UTC that the period is in, as fine as they are asked for."""
    start, end = period.start, period.end
    if scope.team_id is None:
        return usage_days.of_person(work.table, scope.reader.account_id, start, end)
    in_detail = bool({"user", "number"} & {*groups}) or (wanted.account_id or wanted.number_id) is not None
    return usage_days.of_team(
        work.table, scope.team_id, start, end,
        today=work.now.date(), in_detail=in_detail, account_id=wanted.account_id,
    )  # fmt: skip


def _hide_former(rows: Mapping[Row, Used], users: Mapping[str, str], scope: Scope) -> dict[Row, Used]:
    """Return the rows with those who are on the team no more as one; of these alone if they are asked for."""
    found: dict[Row, Used] = {}
    for row, used in rows.items():
        user = row[0] if row[0] in users or row[0] == NONE else FORMER
        if scope.user_id in (None, scope.reader.account_id, user):
            key = (user, *row[1:])
            found[key] = found.get(key, Used()) + used
    return found


def _regroup(rows: Mapping[Row, Used], groups: tuple[Group, ...], wanted: tuple[Group, ...]) -> dict[Row, Used]:
    """Return the rows with their names in the wanted order, and without those that are not wanted."""
    found: dict[Row, Used] = {}
    for row, used in rows.items():
        named = dict(zip(groups, row, strict=True))
        key = tuple(named[group] for group in wanted)
        found[key] = found.get(key, Used()) + used
    return found


def _view(groups: tuple[Group, ...], row: Row, used: Used, names: Names) -> UsageRow:
    named = dict(zip(groups, row, strict=True))
    user, number = named.get("user"), named.get("number")
    return UsageRow.model_validate(
        {
            "day": named.get("day"),
            "user_id": user,
            "user_name": {FORMER: FORMER_NAME, NONE: _NO_USER}.get(user, names.users.get(user, "")) if user else None,
            "kind": named.get("kind"),
            "number_id": number,
            "phone_number": names.numbers.get(number) if number else None,
            "country": named.get("country"),
            "amount": money(used.amount),
            "count": used.count,
            "seconds": used.seconds,
        }
    )


def _total(rows: Iterable[Used]) -> UsageTotal:
    total = sum(rows, Used())
    return UsageTotal(amount=money(total.amount), count=total.count, seconds=total.seconds)
