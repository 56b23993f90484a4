"""The owner is mailed what the team used in the week or month that is over, once, as the page shows it (B12)."""

import base64
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from contracts.teams import TeamDissolved
from contracts.usage_reports import UsageReportDue
from kernel import aws, clock
from services.billing.domain.usage import UsageKind
from services.billing.stores import usage_reports
from services.billing.use_cases.usage import compose_report
from tests.faults import Crash, crashing, refused
from tests.in_process import mails
from tests.services.billing.harness import ADMIN, DOLLAR, TEAM, BillingHarness, handed_over
from tests.services.billing.metering import ask_usage, meter, used
from tests.services.billing.reporting import (
    choose,
    days_of,
    let_a_try_be_over,
    mailed_files,
    miss_a_week,
    reachable,
    report_due,
)

_WEEK = timedelta(days=7)


@pytest.fixture
def files() -> Iterator[list[dict[str, Any]]]:
    """Return the files that are mailed."""
    with mailed_files() as found:
        yield found


def test_the_report_is_what_the_page_shows(harness: BillingHarness, files: list[dict[str, Any]]) -> None:
    """Its file has the rows of the CSV, its total is theirs to the micro-dollar; what came after is in neither."""
    email, due = reachable(harness), choose(harness)
    meter(
        harness,
        used(due - timedelta(days=2), 2 * DOLLAR + 1),
        used(due - timedelta(days=3), 7_500, kind=UsageKind.TEXT, country="DE", seconds=0),
        used(due - timedelta(days=3), DOLLAR, by=ADMIN),
        used(due, 9 * DOLLAR),
        used(due - timedelta(days=9), 2 * DOLLAR),
    )
    harness.run("start_usage_reports", due)
    (mail,), (file,) = mails(email), files
    first, last = days_of(due)
    page = ask_usage(harness, first=first, last=last, group_by="day,user,kind", accept="text/csv")
    total = ask_usage(harness, first=first, last=last).body["total"]["amount"]["amount"]
    assert base64.b64decode(page.body) == file["RawContent"]
    assert file["FileName"] == f"teamline-usage-{first}-{last}.csv"
    assert total == "3.007501"
    assert f"Total: {total} USD\n1.007501 USD (50%) more than in the week before" in mail
    assert "Calls and texts: 3.007501 USD (3 in all)" in mail
    assert "Who used the most:\n- member: 2.007501 USD\n- admin: 1.00 USD" in mail
    assert f"/usage?from={first}&to={last}" in mail


def test_a_report_is_mailed_once(harness: BillingHarness) -> None:
    """Though the job runs again and again, and its events are delivered twice; the next is of the next week."""
    email, due = reachable(harness), choose(harness)
    for hours in (-1, 0, 0, 1, 30):
        harness.run("start_usage_reports", due + timedelta(hours=hours))
    (event,) = harness.events("UsageReportDue")
    harness.deliver_events(UsageReportDue.model_validate(event))
    assert len(mails(email)) == 1
    harness.run("start_usage_reports", due + _WEEK)
    assert len(mails(email)) == 2


@pytest.mark.parametrize("after", [False, True])
def test_a_report_survives_a_crash_between_any_two_calls(harness: BillingHarness, after: bool) -> None:
    """Before or after each call of DynamoDB: delivered again, and once more afterwards, exactly one is mailed."""
    email, event = reachable(harness), report_due(harness)
    for week in count(1):
        event = event.model_copy(update={"first": event.first + _WEEK, "last": event.last + _WEEK})
        with crashing(aws.client("dynamodb"), at_call=week, after=after), suppress(Crash):
            harness.deliver_event(event, f"evt_{week}")
            break
        let_a_try_be_over(harness)
        for _ in range(2):
            harness.deliver_event(event, f"evt_{week}")
        assert len(mails(email)) == week
    assert week > 10


def test_a_report_is_rather_sent_twice_than_never(harness: BillingHarness) -> None:
    """SES knows no key: ended before it answers or right after, before that is noted, the report is sent again."""
    email, event = reachable(harness), report_due(harness)
    for after, sent in ((False, 0), (True, 1)):
        with crashing(aws.client("sesv2"), at_call=1, after=after):
            _deliver(harness, event)
        assert len(mails(email)) == sent
        let_a_try_be_over(harness)
    harness.deliver_event(event, "evt_report")
    assert len(mails(email)) == 2


def test_a_report_that_is_being_sent_waits(harness: BillingHarness) -> None:
    """Another delivery at the same moment sends none, and is delivered again; then it is done with."""
    email, event = reachable(harness), report_due(harness)
    with crashing(aws.client("sesv2"), at_call=1, after=False):
        _deliver(harness, event)
    assert harness.deliver_event(event, "evt_other") != {"batchItemFailures": []}
    assert mails(email) == []
    let_a_try_be_over(harness)
    assert harness.deliver_event(event, "evt_other") == {"batchItemFailures": []}
    assert len(mails(email)) == 1


def test_a_report_is_being_sent_for_as_long_as_ses_may_take() -> None:
    """No other delivery sends it while the first one may still wait for an answer: of the mail, or without its file."""
    config = aws.client("sesv2").meta.config
    assert usage_reports.SENDS.total_seconds() > 2 * (config.connect_timeout + config.read_timeout)


@pytest.mark.parametrize("code", ["BadRequestException", "MessageRejected"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_report_that_ses_refuses_is_sent_without_its_file(harness: BillingHarness, code: str, times: int) -> None:
    """Once more, with the words that it is in the portal; what is refused without a file as well is done with."""
    email, event = reachable(harness), report_due(harness)
    meter(harness, used(clock.from_text(f"{event.first}T12:00:00Z"), DOLLAR))
    error = {"Error": {"Code": code, "Message": "no"}}
    with refused(aws.client("sesv2"), "SendEmail", times=times, error=error), mailed_files() as tried:
        assert harness.deliver_event(event, "evt_report") == {"batchItemFailures": []}
    sent = mails(email)
    assert (len(sent), len(tried)) == (2 - times, 1)
    for mail in sent:
        assert "Total: 1.00 USD" in mail
        assert "The file could not be attached. Filter and download it in the portal.\n\nSee it in the portal: " in mail
        assert "attached file" not in mail


def test_a_busy_ses_is_asked_again(harness: BillingHarness) -> None:
    """A report that it throttles is delivered again."""
    email, event = reachable(harness), report_due(harness)
    error = {"Error": {"Code": "TooManyRequestsException", "Message": "slow down"}}
    with refused(aws.client("sesv2"), "SendEmail", times=9, error=error, status=429):
        assert harness.deliver_event(event, "evt_report") != {"batchItemFailures": []}
    let_a_try_be_over(harness)
    harness.deliver_event(event, "evt_report")
    assert len(mails(email)) == 1


def test_after_a_silence_the_latest_is_mailed_and_the_others_named(harness: BillingHarness) -> None:
    """Of three weeks that were missed there is one mail, with a link to the two before."""
    email, due = reachable(harness), choose(harness)
    harness.run("start_usage_reports", due + 2 * _WEEK)
    (mail,) = mails(email)
    first, missed = days_of(due + 2 * _WEEK)[0], days_of(due)[0]
    assert f"/usage?from={first}" in mail
    assert f"/usage?from={missed}&to={date.fromisoformat(first) - timedelta(days=1)}" in mail
    assert "Nothing was used in this week." in mail


def test_a_month_is_reported(harness: BillingHarness) -> None:
    """From its first to its last day, in the owner's zone, and compared with the month before."""
    email = reachable(harness, time_zone="Asia/Kathmandu")
    due = choose(harness, "monthly")
    end = due - timedelta(hours=6)
    meter(harness, used(end - timedelta(minutes=1), DOLLAR), used(end, 2 * DOLLAR))
    harness.run("start_usage_reports", due)
    (mail,) = mails(email)
    assert "Total: 1.00 USD\n1.00 USD more than in the month before" in mail
    assert "(Asia/Kathmandu)" in mail


@pytest.mark.parametrize("changed", [{"email": ""}, {"email_state": "bounced"}, {"notices": ["text"]}])
def test_who_cannot_be_mailed_is_not(harness: BillingHarness, changed: dict[str, Any]) -> None:
    """No text replaces a report; it is not sent later either."""
    email, due = reachable(harness, **changed), choose(harness)
    harness.run("start_usage_reports", due)
    assert reachable(harness) != email
    harness.run("start_usage_reports", due + timedelta(days=1))
    assert mails(email) == []


def test_what_is_not_wanted_any_more_is_not_mailed(harness: BillingHarness) -> None:
    """Off by the time at which the report is to be sent: it is not, and no other one is."""
    email, event = reachable(harness), report_due(harness)
    harness.ask("PUT /v1/usage/reports", body={"every": "off"})
    harness.deliver_event(event)
    harness.run("start_usage_reports", clock.now() + timedelta(days=40))
    assert mails(email) == []


def test_what_was_over_is_mailed_though_another_rhythm_is_chosen(harness: BillingHarness) -> None:
    """Once: with the choice if it was not started, and also if it was; what comes next is in the new rhythm."""
    email, due = reachable(harness), choose(harness)
    _, last = days_of(due - _WEEK)
    miss_a_week(harness, last)
    harness.ask("PUT /v1/usage/reports", body={"every": "monthly"})
    (event,) = harness.events("UsageReportDue")
    harness.deliver_events(*[UsageReportDue.model_validate(event)] * 2)
    assert (event["every"], event["last"]) == ("weekly", last)
    assert len(mails(email)) == 1
    assert harness.ask("GET /v1/usage/reports").body["every"] == "monthly"


def test_the_owner_of_the_day_is_mailed(harness: BillingHarness) -> None:
    """After a hand-over the new owner; of a team that was dissolved no one, and the choice is forgotten."""
    former, email = reachable(harness), reachable(harness, ADMIN)
    due = choose(harness)
    harness.deliver_events(*handed_over())
    harness.run("start_usage_reports", due)
    assert (len(mails(former)), len(mails(email))) == (0, 1)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=ADMIN, revision=9))
    harness.run("start_usage_reports", due + _WEEK)
    assert len(mails(email)) == 1
    assert [it for it in harness.items("USAGE_REPORT") if it["sk"] == "USAGE_REPORT"] == []


@pytest.mark.parametrize(("most", "columns"), [(2, 8), (1, 7), (0, 0)])
def test_what_is_too_large_for_a_file_is_summed_or_linked(
    harness: BillingHarness, files: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, most: int, columns: int
) -> None:
    """By person and kind where days have too many rows; without a file where that has too many as well."""
    monkeypatch.setattr(compose_report, "_MOST_ROWS", most)
    email, due = reachable(harness), choose(harness)
    meter(harness, *(used(due - timedelta(days=days), DOLLAR) for days in (1, 2)))
    harness.run("start_usage_reports", due)
    (mail,) = mails(email)
    assert [len(lines) for lines in map(_lines, files)] == ([1 + most] if columns else [])
    assert ("It has too many rows for an attachment." in mail) == (columns == 0)
    assert ("by day, it would have too many" in mail) == (most == 1)
    assert "- member: 2.00 USD" in mail


def _deliver(harness: BillingHarness, event: UsageReportDue) -> None:
    with pytest.raises(Crash):
        harness.deliver_event(event, "evt_report")


def _lines(file: dict[str, Any]) -> list[bytes]:
    return file["RawContent"].splitlines()  # type: ignore[no-any-return]
