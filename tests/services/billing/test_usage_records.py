"""Calls and texts one by one, page by page, as JSON and as parts of one CSV file (B12)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from kernel import clock
from kernel.dynamodb.transact_items import put
from services.billing.domain.usage import UsageKind
from services.billing.http.record_cursor import RecordCursor
from services.billing.stores import usage_packs
from tests.in_process import Reply
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, BillingHarness
from tests.services.billing.metering import ask_usage, csv_of, meter, used

Row = dict[str, Any]


def ask(harness: BillingHarness, as_: str = OWNER, accept: str = "", **query: str) -> Reply:
    """Ask for a page of records of November 2026."""
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    return harness.ask("GET /v1/usage/records", as_, query=days | query, headers={"accept": accept} if accept else {})


def listed(harness: BillingHarness, as_: str = OWNER, **query: str) -> list[Row]:
    """Return the records of all pages."""
    found, cursor = list[Row](), dict[str, str]()
    while True:
        page = ask(harness, as_, **query, **cursor).body
        found += page["items"]
        assert page["items"] or not cursor, "a page after another is not empty"
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize("limit", ["1", "2", "3", "4", "7", "1000"])
def test_pages_have_every_record_once(harness: BillingHarness, limit: str) -> None:
    """Person by person, each person's newest first, also those of one minute and those that were counted late."""
    records = meter(
        harness,
        *(used(f"2026-11-03T10:00:{second:02}Z", 10_000 + second) for second in range(4)),
        used("2026-11-04T00:00:00Z", by=ADMIN),
        used("2026-10-31T23:50:00Z", counted_at="2026-11-01T00:01:00Z"),
        used("2026-09-03T10:00:00Z", counted_at="2026-11-03T10:00:30Z"),
        used("2026-11-30T23:59:00Z", counted_at="2026-12-01T00:00:00Z"),
        used("2026-11-29T10:00:00Z", counted_at="2026-12-29T00:00:00Z"),
    )
    found = listed(harness, limit=limit)
    expected = sorted(
        (record for record in records if record.counted_at.month == 11), key=lambda it: it.counted_at, reverse=True
    )
    assert sorted(it["record_id"] for it in found) == sorted(it.record_id for it in expected)
    assert [it["user_id"] for it in found] == [ADMIN, *[MEMBER] * 6]
    days = [it["counted_at"][:10] for it in found[1:]]
    assert days == sorted(days, reverse=True)
    total = ask_usage(harness).body["total"]
    assert (total["count"], total["amount"]["amount"]) == (7, f"{sum(it.amount for it in expected) / DOLLAR:.6f}")


def test_records_are_filtered(harness: BillingHarness) -> None:
    """By user, kind, number and country."""
    meter(
        harness,
        used(amount=1),
        used(amount=2, kind=UsageKind.TEXT),
        used(amount=3, number_id="num_2"),
        used(amount=4, country=""),
        used(amount=5, by=ADMIN),
    )
    for query, amount in (
        ({"kind": "text"}, "0.000002"),
        ({"number_id": "num_2"}, "0.000003"),
        ({"country": "none"}, "0.000004"),
        ({"user_id": ADMIN}, "0.000005"),
    ):
        assert [it["amount"]["amount"] for it in listed(harness, **query)] == [amount]
        assert [it["amount"]["amount"] for it in ask_usage(harness, **query).body["rows"]] == [amount]
    assert listed(harness, kind="plan") == []


def test_a_text_and_its_refund_are_listed(harness: BillingHarness) -> None:
    """In the team's list as in its user's, also of who used nothing else, and after the fold."""
    text = used("2026-11-03T10:00:00Z", kind=UsageKind.TEXT, seconds=0)
    meter(harness, text)
    meter(harness, text.refunded(text.counted_at + timedelta(minutes=1)))
    for _ in range(2):
        for query in ({}, {"user_id": MEMBER}, {"kind": "text"}, {"from": "2026-11-03", "to": "2026-11-03"}):
            assert [it["amount"]["amount"] for it in listed(harness, **query)] == ["-0.01", "0.01"], query
        assert listed(harness, kind="call") == listed(harness, **{"from": "2026-11-04"}) == []
        assert ask_usage(harness).body["total"]["amount"]["amount"] == "0.00"
        harness.run("fold_usage", datetime(2026, 11, 4, 0, 45, tzinfo=UTC))


def test_what_happened_later_than_it_was_counted_is_listed(harness: BillingHarness) -> None:
    """The carrier's clock may be ahead: a record is listed in the period that the sums have it in, once."""
    for ahead in (timedelta(minutes=29), timedelta(minutes=30), timedelta(hours=3), timedelta(days=40)):
        record = used("2026-11-30T23:55:00Z")
        meter(harness, replace(record, at=record.counted_at + ahead))
    assert len(listed(harness)) == ask_usage(harness).body["total"]["count"] == 4
    assert listed(harness, **{"from": "2026-12-01", "to": "2027-01-31"}) == []


def test_records_of_before_instants_were_numbers_are_listed(harness: BillingHarness) -> None:
    """They were texts, and a record was late after 15 minutes: each is listed once, and found again."""
    record = used("2026-11-03T10:00:00Z", counted_at="2026-11-03T10:20:00Z")
    meter(harness, record)
    key = usage_packs.pack_key(MEMBER, record.at)
    item = harness.table.get(**key) or {}
    (name,) = (name for name in item if name.startswith("r:"))
    item[name][7:9] = [clock.to_text(record.at), clock.to_text(record.counted_at)]
    late = item | usage_packs.pack_key(MEMBER, record.counted_at)
    late["sk"] += "#late"
    harness.table.commit([put(item), put(late)])
    assert [(it["at"], it["counted_at"]) for it in listed(harness)] == [
        ("2026-11-03T10:00:00Z", "2026-11-03T10:20:00Z")
    ]
    assert usage_packs.records_in(MEMBER, item) == [record]


def test_parts_of_a_csv_file_make_one(harness: BillingHarness) -> None:
    """The first has the byte order mark and the columns; each says where the next is, and formulas are defused."""
    meter(harness, *(used(f"2026-11-0{day}T10:00:00Z", day, place="=cmd()") for day in range(1, 6)))
    meter(harness, used("2026-11-06T10:00:00Z", 0, kind=UsageKind.VOICEMAIL))
    parts, query = list[Reply](), dict[str, str](limit="2")
    while not parts or "link" in parts[-1].headers:
        parts.append(ask(harness, accept="text/csv", **query))
        link = parts[-1].headers.get("link", "")
        query = dict(parse_qsl(link.partition("?")[2].removesuffix('>; rel="next"')))
        assert not link or link.startswith("</v1/usage/records?")
    lines = csv_of(*parts)
    assert (len(parts), len(lines)) == (3, 7)
    assert lines[1][:5] == ["2026-11-06T10:00:00+00:00"] * 2 + ["member", MEMBER, "Voicemail"]
    assert {line[8] for line in lines[2:]} == {"'=cmd()"}
    assert [line[-1] for line in lines[1:]] == ["0.00", "0.000005", "0.000004", "0.000003", "0.000002", "0.000001"]


def test_a_cursor_of_another_list_is_refused(harness: BillingHarness) -> None:
    """That of another team, user or period, one that is forged to read another's records, and what is none."""
    meter(harness, used("2026-11-03T10:00:00Z"), used("2026-11-03T10:01:00Z"), used(by=STRANGER, holder=STRANGER))
    of_team = ask(harness, limit="1").body["next_cursor"]
    of_member = ask(harness, MEMBER, limit="1").body["next_cursor"]
    forged = RecordCursor(f"{MEMBER}/", STRANGER, "2026-11-20T12:00~").text()
    for as_, query in (
        (MEMBER, {"cursor": of_team}),
        (OWNER, {"cursor": of_member}),
        (OWNER, {"cursor": of_team, "user_id": MEMBER}),
        (OWNER, {"cursor": of_team, "from": "2026-11-10"}),
        (MEMBER, {"cursor": forged}),
        (OWNER, {"cursor": "e30"}),
        (OWNER, {"cursor": "{"}),
    ):
        reply = ask(harness, as_, **query)
        assert (reply.status, reply.body["code"]) == (422, "invalid_cursor"), query


@pytest.mark.parametrize("minute", ["2026-13-01T00:00", "2026-00-01T00:00~", "2026-99-99T99:99#late"])
def test_a_forged_cursor_of_no_month_is_refused(harness: BillingHarness, minute: str) -> None:
    """Whatever is written in it: it is bad input, and no fault of ours."""
    forged = RecordCursor(f"{MEMBER}/", MEMBER, minute).text()
    reply = ask(harness, MEMBER, **{"cursor": forged, "from": "2025-12-31", "to": "2026-12-31"})
    assert (reply.status, reply.body["code"]) == (422, "invalid_cursor")
