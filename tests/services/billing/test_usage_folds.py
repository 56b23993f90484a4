"""Days of a team's usage that are over are folded at night, and nothing that is summed changes by it (B12)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.units import counting
from contracts.bookkeeping import TeamUsageFoldDue
from kernel import aws, clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from services.billing.domain.usage import Cell, Used
from services.billing.domain.usage_days import Run, Strand, sum_days
from services.billing.domain.usage_fold import merge, pack, totals, unpack
from services.billing.stores import usage_days, usage_folds
from services.billing.use_cases.usage import fold_usage
from tests import usage_scan
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.metering import ask_usage, meter, rows, used

BEFORE = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 20, 0, 45, tzinfo=UTC)
QUESTIONS: tuple[dict[str, str], ...] = (
    {"group_by": "day,kind,country"},
    {"group_by": "day,user,number"},
    {"group_by": "user", "time_zone": "Asia/Kathmandu"},
    {"user_id": MEMBER, "group_by": "day"},
    {"country": "none", "group_by": "kind"},
    {"number_id": "num_2", "time_zone": "America/St_Johns"},
)

_RUNS = st.dictionaries(
    st.builds(Strand, st.sampled_from(["acc_1", "acc_2"]), st.sampled_from(["call", "text"]), st.just("US"), st.text()),
    st.dictionaries(
        st.integers(0, 95), st.builds(Used, *[st.integers(-(10**12), 10**12)] * 3), min_size=1, max_size=9
    ).map(Run.of),
)


@given(_RUNS, _RUNS)
def test_what_is_packed_is_unpacked(one: dict[Strand, Run], other: dict[Strand, Run]) -> None:
    """Names, quarters and amounts of either sign; merged days have the sum of both."""
    assert plain(unpack(pack(one))) == plain(one)
    both = merge(one, other)
    for runs in (both, totals(both)):
        of_all = [run.within(0, 96) for run in runs.values()]
        assert sum(of_all, Used()) == sum((run.within(0, 96) for day in (one, other) for run in day.values()), Used())


def plain(runs: dict[Strand, Run]) -> dict[Strand, tuple[Used, dict[int, Used]]]:
    """Return the sum of each run, and its quarters."""
    return {strand: (run.total, run.by_quarter()) for strand, run in runs.items()}


def answers(harness: BillingHarness) -> list[Any]:
    """Return what is answered to every question."""
    return [ask_usage(harness, **question).body for question in QUESTIONS]


def month(harness: BillingHarness) -> list[str]:
    """Return the keys of the team's November."""
    return sorted(it["sk"] for it in harness.items("") if it["pk"] == f"SUMS#{TEAM}#2026-11")


def test_a_fold_changes_no_answer(harness: BillingHarness) -> None:
    """Days that are over are few items, today's hours stay; what is added to a folded day later counts as well."""
    meter(
        harness,
        *(used(f"2026-11-{day:02}T{hour:02}:50:00Z", day * hour, by=by, country="" if day % 2 else "US",
               number_id=f"num_{hour % 3}")
          for day in (3, 4, 18, 19, 20) for hour in (0, 18, 23) for by in (MEMBER, ADMIN)),
    )  # fmt: skip
    before = answers(harness)
    harness.run("fold_usage", NIGHT)
    assert answers(harness) == before
    kept = month(harness)
    assert [key for key in kept if key.startswith("DAY#")] == ["DAY#03", "DAY#04", "DAY#18", "DAY#19"]
    assert [key for key in kept if key.startswith("acc_")] == [
        f"{by}#20#{hour}" for by in (ADMIN, MEMBER) for hour in ("00", "18", "23")
    ]
    meter(harness, used("2026-11-03T23:50:00Z", 1_000, number_id="num_2"))
    later = answers(harness)
    assert later != before
    assert usage_scan.find_faults(harness.items("")) == []
    harness.run("fold_usage", NIGHT)
    assert answers(harness) == later
    assert month(harness) == kept
    assert usage_scan.find_faults(harness.items("")) == []


def test_a_day_of_many_people_is_folded_in_parts(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few hours a transaction, and another part of details when one is full."""
    monkeypatch.setattr(fold_usage, "_HOURS", 4)
    monkeypatch.setattr(usage_folds, "MOST_PACKED", 90)
    meter(harness, *(used(f"2026-11-03T{hour:02}:00:00Z", hour, by=by) for hour in range(11) for by in (MEMBER, ADMIN)))
    before = answers(harness)
    harness.run("fold_usage", NIGHT)
    assert answers(harness) == before
    parts = [key for key in month(harness) if key.startswith("CUBE#")]
    assert len(parts) > 1
    assert month(harness) == [*parts, "DAY#03"]


def test_hours_are_found_behind_however_many_of_the_running_day(harness: BillingHarness) -> None:
    """Of a large team, that is used right after midnight, those of the day that is over are not left unfolded."""
    meter(harness, *(used(f"2026-11-20T{hour:02}:00:00Z", 1, by=ADMIN) for hour in range(24)))
    meter(harness, used("2026-11-19T10:00:00Z", 1))
    table = Table(harness.table.name, most_read=11)
    hours, is_more = usage_folds.list_hours(table, TEAM, "2026-11", BEFORE, 1)
    assert ([it["sk"] for it in hours], is_more) == ([f"{MEMBER}#19#10"], False)


def test_an_hour_that_changes_meanwhile_is_folded_again(harness: BillingHarness) -> None:
    """The fold is refused, so that it is decided again with what was added."""
    meter(harness, used("2026-11-03T10:00:00Z", 1))
    work = UnitOfWork(harness.table, RequestContext("system", clock.now(), "cor"))
    fold_usage.fold_team(work, TeamUsageFoldDue(team_id=TEAM, month="2026-11", before=BEFORE))
    meter(harness, used("2026-11-03T10:01:00Z", 2, country="DE"))
    with pytest.raises(Stale):
        work.commit()
    harness.run("fold_usage", NIGHT)
    assert rows(harness, "day") == [("2026-11-03", "0.000003")]


def test_a_fold_between_two_reads_counts_nothing_twice(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who saw hours and then their day reads again."""
    meter(harness, used("2026-11-03T10:00:00Z", 1), used("2026-11-04T10:00:00Z", 2))
    read, folds = usage_days._pages, iter([True])

    def folding(table: Any, pk: str, **how: Any) -> Any:
        found = list(read(table, pk, **how))
        if how.get("begins") == "acc_" and next(folds, False):
            harness.run("fold_usage", NIGHT)
        return found

    monkeypatch.setattr(usage_days, "_pages", folding)
    assert ask_usage(harness).body["total"]["amount"]["amount"] == "0.000003"


@pytest.mark.parametrize("records", [10, 300])
def test_a_folded_month_is_read_in_as_many_items_as_days(harness: BillingHarness, records: int) -> None:
    """However many records there were."""
    hours = (NIGHT - timedelta(days=10) + timedelta(minutes=47 * place) for place in range(records))
    meter(harness, *(used(at, 1) for at in hours if at < NIGHT - timedelta(hours=1)))
    harness.run("fold_usage", NIGHT)
    with counting(aws.client("dynamodb")) as seen:
        assert ask_usage(harness, group_by="day,user").status == 200
    assert seen.calls <= 5
    assert len(month(harness)) <= 2 * 11


def test_every_team_is_listed_for_the_fold(harness: BillingHarness) -> None:
    """By shards, page by page: a team is there since it was opened."""
    listed = [item["gsi2sk"] for item in harness.items("TEAM") if item["pk"] == f"TEAM#{TEAM}"]
    assert listed == [TEAM]
    assert ask_usage(harness, OWNER).status == 200


def test_cells_of_a_day_are_in_one_run_each() -> None:
    """Quarters are in order, whatever the order of the cells."""
    at = datetime(2026, 11, 3, 10, 45, tzinfo=UTC)
    cells = [(Cell(at - timedelta(minutes=15 * place), MEMBER, "call", "US", "num_1"), Used(place)) for place in (0, 2)]
    ((day),) = sum_days(cells)
    assert [[*run.by_quarter()] for run in day.runs.values()] == [[41, 43]]
