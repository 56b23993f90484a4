"""Sums what a usage report says, with the same sums and the same file as the page of usage (B12).

Nothing of it grows with the team but a sum for each person: the file has up to so many rows as the page shows at once.
"""

from dataclasses import replace

from contracts.usage_reports import UsageReportDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from kernel.providers.messaging import Attachment
from kernel.time_zones import zone_of
from services.billing.domain.person import Person
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_report import days_before
from services.billing.domain.usage_summary import NONE, Group, TooManyRowsError
from services.billing.http.usage_file import sums_file
from services.billing.use_cases.usage.report_words import Figures, write_report
from services.billing.use_cases.usage.see_usage import Scope
from services.billing.use_cases.usage.sum_usage import Summary, sum_team
from services.billing.use_cases.usage.view_usage import name_of, rows_of

_TRIES = 5
_MOST_ROWS = 10_000  # about a megabyte; SES takes mails of 40
_MOST_PEOPLE = 1_000_000
_BIGGEST = 5
_BY_DAY: tuple[Group, ...] = ("day", "user", "kind")
_BY_USER: tuple[Group, ...] = ("user", "kind")


def compose_report(
    work: UnitOfWork, event: UsageReportDue, owner: Person, portal: str
) -> tuple[str, Attachment | None]:
    """Return the words and the file of a report; no file if there is no row, or too many. Raises Stale."""
    zone, team = zone_of(event.time_zone), Scope(owner, event.team_id)
    period = UsagePeriod(event.first, event.last, zone)
    before = UsagePeriod(*days_before(event.every, event.first), zone)
    of_users = _sum(work, team, period, ("user",), _MOST_PEOPLE)
    earlier = _sum(work, team, before, ("kind",), _MOST_PEOPLE)
    groups, file = _file(work, team, period)
    figures = Figures(of_users.used, of_users.plans, earlier.used + earlier.plans, _biggest(of_users), groups)
    if file:
        file = replace(file, text_without=write_report(event, figures, portal, is_refused=True))
    return write_report(event, figures, portal), file


def _file(work: UnitOfWork, team: Scope, period: UsagePeriod) -> tuple[tuple[Group, ...] | None, Attachment | None]:
    """Return what the rows of the file are of, by day if they are few enough; without a row nothing, and no file."""
    for groups in (_BY_DAY, _BY_USER):
        try:
            rows = rows_of(_sum(work, team, period, groups, _MOST_ROWS))
        except TooManyRowsError:
            continue
        if not rows:
            return None, None
        name = f"teamline-usage-{period.first}-{period.last}.csv"
        return groups, Attachment(name, "text/csv", sums_file(rows, groups))
    return (), None


def _biggest(of_users: Summary) -> list[tuple[str, int]]:
    """Return who used the most, by name, and what it cost."""
    paid = [(user, used.amount) for (user,), used in of_users.rows.items() if user != NONE and used.amount > 0]
    paid.sort(key=lambda it: (-it[1], it[0]))
    return [(name_of(of_users, user), amount) for user, amount in paid[:_BIGGEST]]


def _sum(work: UnitOfWork, team: Scope, period: UsagePeriod, groups: tuple[Group, ...], most: int) -> Summary:
    """Return the sums; a day that is folded meanwhile is read again."""
    for _ in range(_TRIES - 1):
        try:
            return sum_team(work, team, period, groups, most)
        except Stale:
            continue
    return sum_team(work, team, period, groups, most)
