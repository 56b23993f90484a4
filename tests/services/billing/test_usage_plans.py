"""What number plans cost is seen beside usage, from the payer's invoices and notes (B12, B13)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.usage_forecast import forecast
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import TooManyRowsError
from services.billing.http.record_cursor import PLANS, RecordCursor
from services.billing.stores import people
from services.billing.use_cases.usage.see_usage import Scope
from services.billing.use_cases.usage.sum_usage import sum_team
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness
from tests.services.billing.metering import ask_usage, csv_of, meter, rows, used
from tests.services.billing.planning import number_requested, plan_of, running
from tests.services.billing.test_invoices import refund

__all__ = ["running"]

TODAY = f"{clock.now():%Y-%m-%d}"
NEW_YORK = ZoneInfo("America/New_York")


def test_plans_are_a_kind(running: BillingHarness) -> None:
    """On the day of the invoice; with the number, and no user while the number has none."""
    meter(running, used(clock.now(), 20_000))
    today = {"first": TODAY, "last": TODAY}
    assert rows(running, "day", "kind", group_by="day,kind", **today) == [
        (TODAY, "call", "0.02"),
        (TODAY, "plan", "1.00"),
    ]
    columns = ("user_name", "number_id", "phone_number", "country")
    assert rows(running, *columns, group_by="user,number,country", **today) == [
        ("member", "num_1", "+14155551000", "US", "0.02"),
        ("Number plans", "num_1", "+14155551000", "none", "1.00"),
    ]
    total = ask_usage(running, **today).body["total"]
    assert (total["amount"]["amount"], total["count"]) == ("1.02", 1), "a plan is no call and no text"


def test_what_plans_cost_counts_among_the_rows_of_a_report(running: BillingHarness) -> None:
    """A summary that has too many rows only with theirs is refused as well."""
    meter(running, used(clock.now(), 20_000))
    work = UnitOfWork(running.table, RequestContext("system", clock.now(), "cor"))
    team, today = Scope(people.find(running.table, OWNER), TEAM), clock.now().date()
    period = UsagePeriod(today, today, UTC)
    assert len(sum_team(work, team, period, ("kind",), 2).rows) == 2
    with pytest.raises(TooManyRowsError):
        sum_team(work, team, period, ("kind",), 1)


def test_plans_are_filtered(running: BillingHarness) -> None:
    """By kind, number, user and country, as usage is."""
    meter(running, used(clock.now(), 20_000))
    today = {"first": TODAY, "last": TODAY, "group_by": "kind"}
    assert rows(running, "kind", kind="plan", **today) == [("plan", "1.00")]
    assert rows(running, "kind", kind="call", **today) == [("call", "0.02")]
    assert rows(running, "kind", plans="false", **today) == [("call", "0.02")]
    assert rows(running, "kind", plans="false", kind="plan", **today) == []
    assert rows(running, "kind", user_id="none", **today) == [("plan", "1.00")]
    assert rows(running, "kind", number_id="num_1", **today) == [("call", "0.02"), ("plan", "1.00")]
    assert rows(running, "kind", number_id="num_2", **today) == []
    assert rows(running, "kind", country="US", **today) == [("call", "0.02")]
    assert rows(running, "kind", as_=MEMBER, **today) == [("call", "0.02")]


def test_what_was_paid_back_is_below_zero(running: BillingHarness) -> None:
    """A credit note counts against what the plans cost; credits that were bought are no plans."""
    payment_id = plan_of(running).paid_by
    running.record_payment_fact(payment_id, refund("r1", 1))
    running.buy("10.00")
    running.world.settle()
    assert rows(running, "kind", group_by="kind", first=TODAY, last=TODAY) == [("plan", "0.00")]
    by_number = rows(running, "phone_number", group_by="number", first=TODAY, last=TODAY)
    assert by_number == [(None, "-1.00"), ("+14155551000", "1.00")]


def test_a_number_that_was_bought_again_is_another_one(running: BillingHarness) -> None:
    """Though its phone number is the same: what each plan cost is at its own number, also where it was used."""
    running.deliver_events(number_requested("num_2"))
    running.world.settle()
    meter(running, used(clock.now(), 20_000))
    today = {"first": TODAY, "last": TODAY, "kind": "plan"}
    assert rows(running, "number_id", "phone_number", group_by="number", **today) == [
        ("num_1", "+14155551000", "1.00"),
        ("num_2", "+14155551000", "1.00"),
    ]
    for number_id in ("num_1", "num_2"):
        assert rows(running, "kind", number_id=number_id, group_by="kind", **today) == [("plan", "1.00")]
        assert len(_records(running, number_id=number_id, kind="plan")) == 1


@pytest.mark.parametrize("limit", ["1", "2", "3", "4", "25"])
def test_the_list_of_records_has_what_plans_cost(running: BillingHarness, limit: str) -> None:
    """After all people, newest document first: records add up to the sums, page by page, of all and of each filter."""
    running.deliver_events(number_requested("num_2"))
    running.record_payment_fact(plan_of(running).paid_by, refund("r1", 1))
    running.world.settle()
    meter(running, used(clock.now(), 20_000), used(clock.now(), 30_000, by=ADMIN))
    found = _records(running, limit=limit)
    assert [(it["kind"], it["user_name"], it["phone_number"], it["amount"]["amount"]) for it in found[2:]] == [
        ("plan", "Number plans", None, "-1.00"),
        ("plan", "Number plans", "+14155551000", "1.00"),
        ("plan", "Number plans", "+14155551000", "1.00"),
    ]
    numbers = [it["number"] for it in running.ask("GET /v1/invoices").body["items"]]
    assert [it["record_id"] for it in found[2:]] == [numbers[0], f"{numbers[1]}/1", f"{numbers[2]}/1"]
    for query in (
        {}, {"kind": "plan"}, {"plans": "false"}, {"kind": "call"}, {"user_id": "none"}, {"user_id": ADMIN},
        {"user_id": "me"},
        {"number_id": "num_1"}, {"number_id": "num_9"}, {"country": "none"}, {"country": "US"},
        {"user_id": "former"},
    ):  # fmt: skip
        total = ask_usage(running, first=TODAY, last=TODAY, **query).body["total"]["amount"]["amount"]
        listed = sum(Decimal(it["amount"]["amount"]) for it in _records(running, limit=limit, **query))
        assert listed == Decimal(total), query


def _records(harness: BillingHarness, **query: str) -> list[dict[str, Any]]:
    """Return today's records, of all pages."""
    found, cursor = list[dict[str, Any]](), dict[str, str]()
    while True:
        page = harness.ask("GET /v1/usage/records", query={"from": TODAY, "to": TODAY} | query | cursor).body
        assert page["items"] or not cursor, "a page after another is not empty"
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


def test_a_file_of_records_has_what_plans_cost(running: BillingHarness) -> None:
    """With the number of the invoice, and what the plan is."""
    query, headers = {"from": TODAY, "to": TODAY}, {"accept": "text/csv"}
    columns, line = csv_of(running.ask("GET /v1/usage/records", query=query, headers=headers))
    (invoice,) = running.ask("GET /v1/invoices").body["items"]
    said = dict(zip(columns, line, strict=True))
    assert (said["Kind"], said["Place"], said["Number"]) == ("Number plan", "US local number, monthly", "'+14155551000")
    assert (said["Record"], said["Amount (USD)"]) == (f"{invoice['number']}/1", "1.00")


@pytest.mark.parametrize("place", ["x", "1e3", "-1"])
def test_a_forged_place_among_charges_is_refused(running: BillingHarness, place: str) -> None:
    """It is bad input, and no fault of ours; so is that of another period."""
    for sk, place_in in ((f"{TODAY}T10:00:00.000000Z#1", place), ("2020-01-01T10:00:00.000000Z#1", "1")):
        forged = RecordCursor(f"{TEAM}/", PLANS, sk, place_in).text()
        reply = running.ask("GET /v1/usage/records", query={"from": TODAY, "to": TODAY, "cursor": forged})
        assert (reply.status, reply.body["code"]) == (422, "invalid_cursor")


def test_who_pays_alone_sees_their_plans(harness: BillingHarness) -> None:
    """As their own, and who runs the team does not."""
    harness.attach(STRANGER)
    harness.deliver_events(number_requested(holder=STRANGER, asked_by=STRANGER))
    today = {"first": TODAY, "last": TODAY, "group_by": "user"}
    assert rows(harness, "user_id", as_=STRANGER, **today) == [(STRANGER, "1.00")]
    assert rows(harness, "user_id", **today) == []
    query = {"from": TODAY, "to": TODAY}
    (line,) = harness.ask("GET /v1/usage/records", STRANGER, query=query).body["items"]
    assert (line["user_id"], line["amount"]["amount"]) == (STRANGER, "1.00")


@pytest.mark.parametrize(
    ("first", "last", "now", "expected"),
    [
        ("2026-11-01", "2026-11-11", "2026-11-11T05:00:00Z", 3 * 3 + 1),  # a third of the month is over
        ("2026-11-01", "2026-11-30", "2026-11-11T05:00:00Z", 3 * 3 + 1),
        ("2026-11-02", "2026-11-30", "2026-11-11T05:00:00Z", None),
        ("2026-11-01", "2026-12-01", "2026-11-11T05:00:00Z", None),
        ("2026-10-01", "2026-10-31", "2026-11-11T05:00:00Z", None),
        ("2026-11-01", "2026-11-30", "2026-11-02T03:59:00Z", None),  # the first day is not over there
    ],
)
def test_a_month_is_forecast(first: str, last: str, now: str, expected: int | None) -> None:
    """Usage goes on as it has begun, plans count once; only of the running month up to today or to its end."""
    period = UsagePeriod(date.fromisoformat(first), date.fromisoformat(last), NEW_YORK)
    found = forecast(3 * DOLLAR, DOLLAR, period, datetime.fromisoformat(now))
    hour_back = DOLLAR // 20  # November has an hour more there
    assert (found is None) if expected is None else abs(found - expected * DOLLAR) < hour_back


def test_the_running_month_has_its_forecast(harness: BillingHarness) -> None:
    """Once its first day is over."""
    body = harness.ask("GET /v1/usage").body
    is_first_day = datetime.now(UTC).day == 1
    assert (body["forecast"] is None) == is_first_day
    assert ask_usage(harness, first="2025-11-01", last="2025-11-30").body["forecast"] is None
