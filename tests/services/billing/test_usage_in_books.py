"""Usage in a closed day, a month's file, a statement and a list of entries: the same to the micro-dollar (B13, B19)."""

import csv
import io
from datetime import UTC, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from contracts.event import Event
from contracts.identity import AccountClosed, ProfileChanged
from contracts.teams import TeamDissolved
from kernel import clock
from kernel.dynamodb.transact_items import delete
from services.billing.domain.call_words import words_of_usage
from services.billing.domain.usage import UsageKind
from tests.in_process import door
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.test_closing import close, later, trial_balance
from tests.services.billing.test_statements import table
from tests.services.billing.using import bought, used, write

DAY = timedelta(days=1)
NOW = clock.now()
TODAY = f"{NOW:%Y-%m-%d}"


def test_a_closed_day_has_its_usage(harness: BillingHarness) -> None:
    """Its turnover is that of journals and records; it sums to zero, and the wallets hold what the accounts say."""
    bought(harness.table, NOW, DOLLAR)
    write(harness.table, used(NOW, 12_345), used(NOW, 50_000, UsageKind.CALL))
    write(harness.table, used(NOW, 1))
    close(harness, TODAY)
    report = trial_balance(harness, TODAY)
    balances = {row["name"]: row["balance"] for row in report["accounts"]}
    assert balances["Revenue from texts"] == "0.012346 credit"
    assert balances["Revenue from calls"] == "0.05 credit"
    assert balances["Credits that people bought"] == "0.937654 credit"
    assert (report["sum"], report["wallets_differ"]) == ("0.00", {})
    harness.assert_books_right()


def test_a_day_closed_again_has_its_usage_once(harness: BillingHarness) -> None:
    """However often a slice is summed and the day is closed, its turnover is what it was."""
    bought(harness.table, NOW, DOLLAR)
    write(harness.table, used(NOW))
    for _ in range(2):
        close(harness, TODAY)
    (row,) = [it for it in trial_balance(harness, TODAY)["accounts"] if it["name"] == "Revenue from texts"]
    assert (row["debited"], row["credited"]) == ("0.00", "0.01")


def test_a_record_that_the_books_lack_is_an_alarm(harness: BillingHarness) -> None:
    """If what a record took from a wallet is in no turnover, the wallets contradict the day (B19)."""
    bought(harness.table, NOW, DOLLAR)
    write(harness.table, used(NOW))
    for item in harness.items("USAGE#"):
        harness.table.commit([delete({"pk": item["pk"], "sk": item["sk"]})])
    close(harness, TODAY)
    assert trial_balance(harness, TODAY)["wallets_differ"] == {"own": "-0.01"}


def test_the_first_close_begins_with_the_first_usage(harness: BillingHarness) -> None:
    """A day with nothing but usage is not a day without anything."""
    bought(harness.table, NOW - 60 * DAY, DOLLAR)
    write(harness.table, used(NOW - 30 * DAY))
    harness.world.run_job("billing", "close_books", clock.to_text(later(TODAY)))
    due = sorted({event["day"] for event in harness.events("TurnoverDue")})
    assert due[0] == f"{NOW - 60 * DAY:%Y-%m-%d}"


def test_a_months_file_has_its_usage(harness: BillingHarness) -> None:
    """Revenue of texts and of calls are rows of the day, in whole cents that sum to zero (B19)."""
    bought(harness.table, NOW, DOLLAR)
    write(harness.table, used(NOW, 120_000), used(NOW, 256_000, UsageKind.FORWARDING))
    after = (NOW.replace(day=1, hour=0) + 32 * DAY).replace(day=1)
    harness.run("close_books", after + timedelta(hours=1))
    with harness.world.inside("billing"):
        file = door("billing", "reports").handler({"report": "month", "month": TODAY[:7]}, None)["file"]
    rows = list(csv.DictReader(io.StringIO(file)))
    credited = {row["Account code"]: row["Credit"] for row in rows}
    assert (credited["4010"], credited["4020"], credited["2040"]) == ("0.12", "0.26", "0.62")
    assert sum(Decimal(row["Debit"] or 0) - Decimal(row["Credit"] or 0) for row in rows) == 0


def test_a_list_of_entries_says_how_many(harness: BillingHarness) -> None:
    """Its own user and their team's admins see what a quarter of an hour cost, and the balance after it (B16)."""
    start = NOW - timedelta(hours=3)
    bought(harness.table, start, DOLLAR)
    write(harness.table, used(start, 20_000), used(start), used(start, 50_000, UsageKind.CALL))
    write(harness.table, used(NOW))
    for who, user_id in ((MEMBER, "me"), (ADMIN, MEMBER)):
        shown = harness.ask("GET /v1/ledger", who, query={"user_id": user_id}).body["items"]
        assert [(it["text"], it["amount"]["amount"], it["balance"]["amount"]) for it in shown] == [
            ("", "1.00", "1.00"),
            ("3 calls and texts", "-0.08", "0.92"),
            ("1 text", "-0.01", "0.91"),
        ]
        assert {it["by"]["user_id"] for it in shown} == {MEMBER}
        assert shown[2]["at"] <= clock.to_text(clock.now()), "what is used now is not in the future"


def test_a_statement_has_a_row_a_day_in_the_readers_zone(harness: BillingHarness) -> None:
    """In Nepal a day begins at a quarter to: what is used a minute before is in the month before (B13, B20)."""
    zone = ZoneInfo("Asia/Kathmandu")
    profile = {"name": "member", "email": "m@example.com", "email_confirmed": True, "time_zone": str(zone)}
    harness.deliver_event(ProfileChanged(account_id=MEMBER, revision=99, notices=["email"], **profile))
    end = NOW.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    start = (end - DAY).replace(day=1)
    minute = timedelta(minutes=1)
    bought(harness.table, start - DAY, DOLLAR)
    for at in (start - minute, start + minute, start + DAY - minute, start + DAY, end - minute, end):
        write(harness.table, used(at.astimezone(UTC)), used(at.astimezone(UTC), 0, UsageKind.TEXT_RECEIVED))
    rows = table(harness, f"{start:%Y-%m}", MEMBER)
    assert [(row[0], *row[4:6]) for row in rows[1:]] == [
        ("Opening balance", "", "0.99"),
        ("2 texts", "-0.02", "0.97"),
        ("1 text", "-0.01", "0.96"),
        ("1 text", "-0.01", "0.95"),
        ("Closing balance", "", "0.95"),
    ]


@pytest.mark.parametrize(
    ("counted", "words"),
    [((0, 0), ""), ((1, 0), "1 call"), ((0, 12), "12 texts"), ((2, 12), "14 calls and texts")],
)
def test_usage_is_named_in_plain_words(counted: tuple[int, int], words: str) -> None:
    """How many calls and texts these are."""
    assert words_of_usage(*counted) == words


@pytest.mark.parametrize(
    "event", [AccountClosed(account_id=MEMBER), TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9)]
)
def test_money_of_usage_stays(harness: BillingHarness, event: Event) -> None:
    """Of a closed account, and of a dissolved team: it names people by id only, and no one whom they called (I10)."""
    bought(harness.table, NOW, DOLLAR)
    write(harness.table, used(NOW))
    kept = [item for item in harness.items("") if "usage" in item["sk"] or item["pk"].startswith(("USAGE#", "SUMS#"))]
    assert len(kept) == 3
    harness.deliver_events(event)
    assert [item for item in harness.items("") if item in kept] == kept
    assert "+1" not in str(kept)
    harness.assert_books_right()
