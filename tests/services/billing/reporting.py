"""What tests do with usage reports: choose them, and read the files that are mailed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from contracts.identity import ProfileChanged
from contracts.usage_reports import UsageReportDue
from kernel import aws, clock
from tests.moto_tables import items_to_change
from tests.services.billing.harness import OWNER, TEAM, BillingHarness

_numbers = count(1)
_CALL = "provide-client-params.sesv2.SendEmail"


def reachable(harness: BillingHarness, account: str = OWNER, **changed: Any) -> str:
    """Give a person an email that no other test uses, and return it."""
    email, number = f"{account}-{next(_numbers)}-{id(harness)}@example.com", 100 + next(_numbers)
    profile = {"account_id": account, "revision": number, "name": account, "email": email, "email_confirmed": True}
    given = profile | {"time_zone": "UTC", "notices": ["email"]} | changed
    harness.deliver_event(ProfileChanged.model_validate(given))
    return email


def choose(harness: BillingHarness, every: str = "weekly") -> datetime:
    """Choose a report, and return when it is due: of the week or month that is not over yet."""
    reply = harness.ask("PUT /v1/usage/reports", body={"every": every})
    return clock.from_text(reply.body["next_at"])


def days_of(due: datetime) -> tuple[str, str]:
    """Return the first and the last day of the week that a report is of."""
    return str(due.date() - timedelta(days=7)), str(due.date() - timedelta(days=1))


def report_due(harness: BillingHarness) -> UsageReportDue:
    """Choose a report, and return the event by which it is sent, which is not delivered yet."""
    due = choose(harness)
    first, last = map(date.fromisoformat, days_of(due))
    return UsageReportDue(team_id=TEAM, every="weekly", first=first, last=last, time_zone="UTC")


@contextmanager
def mailed_files() -> Iterator[list[dict[str, Any]]]:
    """Note the files that are mailed: moto forgets them."""
    found: list[dict[str, Any]] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        found.extend(params["Content"]["Simple"].get("Attachments", []))

    events = aws.client("sesv2").meta.events
    events.register(_CALL, note)
    try:
        yield found
    finally:
        events.unregister(_CALL, note)


def let_a_try_be_over(harness: BillingHarness) -> None:
    """Have the reports that were begun begun a while ago, so that another delivery may try."""
    for item in items_to_change(harness.table.name):
        if "begun_at" in item.attrs:
            begun = clock.from_text(item.attrs["begun_at"].value)
            item.attrs["begun_at"].value = clock.to_text(begun - timedelta(minutes=1))


def miss_a_week(harness: BillingHarness, last: str) -> None:
    """Have the week that ends on a day not reported yet, though it is over."""
    for item in items_to_change(harness.table.name):
        if "reported" in item.attrs:
            item.attrs["reported"].value = str(date.fromisoformat(last) - timedelta(days=7))
