"""Shows what was used in a period, summed by day, user, kind, number and country (B12)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Response
from services.billing.domain.plan_charges import BY_PHONE
from services.billing.domain.usage import Used
from services.billing.domain.usage_forecast import forecast
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_problems import UsageTooFine
from services.billing.domain.usage_summary import NONE, Row
from services.billing.http.usage_schemas import UsageQuery, UsageRow, UsageTotal, UsageView, money, zone_name
from services.billing.use_cases.usage.see_usage import FORMER, FORMER_NAME, PLANS_NAME, read_scope
from services.billing.use_cases.usage.sum_usage import Summary, sum_usage

_MOST_ROWS = 10_000


def view_usage(work: UnitOfWork, *, query: UsageQuery, accept: str) -> Response:
    """Return the sums of a period, as CSV if `accept` names it. Raises Invalid, NotFound and UsageTooFine."""
    scope = read_scope(work, query.user_id)
    period = query.period(work.now, scope.reader.time_zone)
    wanted = replace(query.wanted, account_id=scope.account_id)
    summary = sum_usage(work, scope, period, wanted, query.groups)
    if len(summary.rows) > _MOST_ROWS:
        raise UsageTooFine
    if "text/csv" in accept:
        from services.billing.http.usage_file import sums_file

        return file_of(sums_file(rows_of(summary), query.groups), f"{period.first}-{period.last}")
    return Response(200, _view(work, query, period, zone_name(query.time_zone, scope.reader.time_zone), summary))


def file_of(content: bytes, name: str, **headers: str) -> Response:
    """Return a CSV file."""
    disposition = f'attachment; filename="teamline-usage-{name}.csv"'
    given = {"content-type": "text/csv; charset=utf-8", "content-disposition": disposition}
    return Response(200, content, given | headers)


def rows_of(summary: Summary) -> list[UsageRow]:
    """Return the rows of a summary as they are shown."""
    return [_row(summary, row, used) for row, used in summary.rows.items()]


def _view(work: UnitOfWork, query: UsageQuery, period: UsagePeriod, zone: str, summary: Summary) -> UsageView:
    total = summary.used + summary.plans
    expected = forecast(summary.used.amount, summary.plans.amount, period, work.now)
    return UsageView(
        first=period.first,
        last=period.last,
        time_zone=zone,
        rows=rows_of(summary),
        total=UsageTotal(amount=money(total.amount), count=total.count, seconds=total.seconds),
        forecast=None if expected is None else money(expected),
    )


def _row(summary: Summary, row: Row, used: Used) -> UsageRow:
    named = dict(zip(summary.groups, row, strict=True))
    user, number = named.get("user"), named.get("number", NONE)
    by_phone = number.startswith(BY_PHONE)
    return UsageRow.model_construct(
        day=named.get("day"),
        user_id=user,
        user_name=name_of(summary, user) if user else None,
        kind=named.get("kind"),
        number_id=None if by_phone or number == NONE else number,
        phone_number=number.removeprefix(BY_PHONE) if by_phone else summary.numbers.get(number),
        country=named.get("country"),
        amount=money(used.amount),
        count=used.count,
        seconds=used.seconds,
    )


def name_of(summary: Summary, user: str) -> str:
    """Return what a user of a summary is called."""
    return {FORMER: FORMER_NAME, NONE: PLANS_NAME}.get(user, summary.users.get(user, ""))
