"""Sums what was used in a period, and what number plans cost in it, by what is asked for (B12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.plan_charges import BY_PHONE
from services.billing.domain.usage import Used
from services.billing.domain.usage_days import DaySums
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import NONE, Filter, Group, Row, TooManyRowsError, summarize
from services.billing.stores import phone_numbers, usage_days
from services.billing.use_cases.usage.read_plan_charges import read_plan_charges
from services.billing.use_cases.usage.see_usage import FORMER, Scope, name_members


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of a period in the order of what they are grouped by, the names in them, and two sums.

    `users` are names by ids of people, `numbers` phone numbers by ids; `used` and `plans` add up to all rows.
    """

    groups: tuple[Group, ...]
    rows: Mapping[Row, Used]
    users: Mapping[str, str]
    numbers: Mapping[str, str]
    used: Used
    plans: Used


def sum_usage(
    work: UnitOfWork, scope: Scope, period: UsagePeriod, wanted: Filter, groups: tuple[Group, ...]
) -> Summary:
    """Return the sums of what the scope has in the period; who is on the team no more is one user, FORMER."""
    inner = _inner(scope, groups)
    days = read_days(work, scope, period, wanted, inner)
    numbers = _numbers(work, days, wanted, groups)
    used = summarize(days, period, wanted, inner)
    return _complete(work, scope, period, wanted, groups, used, numbers)


def sum_team(work: UnitOfWork, team: Scope, period: UsagePeriod, groups: tuple[Group, ...], most: int) -> Summary:
    """Return the same of all that a team used, in memory that its size does not raise: numbers are no group of it.

    Raises TooManyRowsError if there are more rows than `most`, those of plans among them, and Stale if a day was
    folded meanwhile.
    """
    days = usage_days.each_of_team(
        work.table, team.wallet, period.start, period.end, today=work.now.date(), in_detail="user" in groups
    )
    used = summarize(days, period, Filter(), _inner(team, groups), most=most)
    summary = _complete(work, team, period, Filter(), groups, used, {})
    if len(summary.rows) > most:
        raise TooManyRowsError
    return summary


def _inner(scope: Scope, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return by what is summed: users first if former ones are to be found."""
    by_user = "user" in groups or scope.user_id == FORMER
    return ("user", *(it for it in groups if it != "user")) if by_user else groups


def _complete(
    work: UnitOfWork,
    scope: Scope,
    period: UsagePeriod,
    wanted: Filter,
    groups: tuple[Group, ...],
    used: dict[Row, Used],
    numbers: Mapping[str, str],
) -> Summary:
    """Return the summary of what was used, with what plans cost and the names of users."""
    inner, users = _inner(scope, groups), dict[str, str]()
    charged = summarize(read_plan_charges(work, scope, period, wanted, numbers), period, wanted, inner)
    numbers = _with_charged(work, numbers, charged, inner)
    if "user" in inner:
        users = name_members(work, scope, {row[0] for row in (*used, *charged)})
        used, charged = (_regroup(_hide_former(it, users, scope), inner, groups) for it in (used, charged))
    both = {row: used.get(row, Used()) + charged.get(row, Used()) for row in sorted({*used, *charged})}
    return Summary(groups, both, users, numbers, sum(used.values(), Used()), sum(charged.values(), Used()))


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


def _numbers(work: UnitOfWork, days: Sequence[DaySums], wanted: Filter, groups: Sequence[Group]) -> dict[str, str]:
    """Return the phone numbers, by id, of what is grouped or filtered by number."""
    asked = {wanted.number_id} if wanted.number_id else set[str]()
    if "number" in groups:
        asked |= {strand.number_id for sums in days for strand in sums.runs if strand.number_id}
    return phone_numbers.find_phone_numbers(work.table, asked)


def _with_charged(
    work: UnitOfWork, numbers: Mapping[str, str], charged: Mapping[Row, Used], groups: Sequence[Group]
) -> Mapping[str, str]:
    """Return the phone numbers, by id, also of the numbers that were charged and not used, if it is by number."""
    if "number" not in groups:
        return numbers
    place = groups.index("number")
    more = {row[place] for row in charged if row[place] != NONE and not row[place].startswith(BY_PHONE)}
    return {**numbers, **phone_numbers.find_phone_numbers(work.table, more - {*numbers})}


def _hide_former(rows: Mapping[Row, Used], users: Mapping[str, str], scope: Scope) -> dict[Row, Used]:
    """Return the rows with those who are on the team no more as one; of these alone if they are asked for."""
    found: dict[Row, Used] = {}
    for row, used in rows.items():
        user = row[0] if row[0] in users or row[0] == NONE else FORMER
        if scope.user_id != FORMER or user == FORMER:
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
