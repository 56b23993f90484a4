"""However large a team is, its usage is summed part by part, and adds up to what the page shows (B12, E5)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bench.units import counting
from contracts.bookkeeping import TeamUsageFoldDue
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import Filter, Group, TooManyRowsError
from services.billing.stores import people, usage_days, usage_folds
from services.billing.use_cases.usage import fold_usage
from services.billing.use_cases.usage.see_usage import Scope
from services.billing.use_cases.usage.sum_usage import sum_team, sum_usage
from tests.in_process import mails
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.metering import meter, used
from tests.services.billing.reporting import choose, reachable

NIGHT = datetime(2026, 11, 20, 0, 45, tzinfo=UTC)
GROUPS: tuple[Group, ...] = ("day", "user", "kind")


def test_parts_are_read_as_they_are_summed(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows are those of the page, folded or not; who wants fewer rows than there are reads no further."""
    monkeypatch.setattr(usage_folds, "MOST_PACKED", 90)
    monkeypatch.setattr(usage_days, "_DAYS_AT_ONCE", 1)
    days = (1, 2, 3, 19, 20)
    meter(harness, *(used(f"2026-11-{day:02}T10:00:00Z", day, by=by) for day in days for by in (MEMBER, ADMIN)))
    harness.run("fold_usage", NIGHT)
    work = UnitOfWork(harness.table, RequestContext("system", clock.now(), "cor"))
    team = Scope(people.find(harness.table, OWNER), TEAM)
    period = UsagePeriod(date(2026, 11, 2), date(2026, 11, 20), UTC)
    with counting(aws.client("dynamodb")) as whole:
        summed = sum_team(work, team, period, GROUPS, 8)
    assert summed == sum_usage(work, team, period, Filter(), GROUPS)
    assert len(summed.rows) == 8
    with counting(aws.client("dynamodb")) as part, pytest.raises(TooManyRowsError):
        sum_team(work, team, period, GROUPS, 3)
    assert part.calls < whole.calls


def test_a_report_reads_again_what_is_folded_meanwhile(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is counted twice, and nothing is left out."""
    email, due = reachable(harness), choose(harness)
    meter(harness, *(used(due - timedelta(days=days), DOLLAR) for days in (2, 3)))
    read, folds = usage_days._pages, iter([True])

    def folding(table: Any, pk: str, **how: Any) -> Any:
        found = list(read(table, pk, **how))
        if how.get("begins") == "acc_" and next(folds, False):
            work = UnitOfWork(harness.table, RequestContext("system", due, "cor"))
            month = f"{due - timedelta(days=3):%Y-%m}"
            fold_usage.fold_team(work, TeamUsageFoldDue(team_id=TEAM, month=month, before=due.date()))
            work.commit()
        return found

    monkeypatch.setattr(usage_days, "_pages", folding)
    monkeypatch.setattr(clock, "now", lambda: due)
    harness.run("start_usage_reports", due)
    (mail,) = mails(email)
    assert "Total: 2.00 USD" in mail
