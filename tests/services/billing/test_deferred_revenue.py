"""Each night the deferred revenue of what moved that day is compared with what its plans have not earned (B16, B19)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contracts.months import months_after
from kernel import clock
from kernel.dynamodb.transact_items import delete, update
from services.billing.domain.earning import not_earned
from services.billing.stores import earnings
from tests.services.billing.harness import DOLLAR, BillingHarness
from tests.services.billing.planning import number_requested
from tests.services.billing.test_closing import close, later
from tests.services.billing.test_earning import AT, earn_all, line_of, paid_for

ALARM = "billing.deferred.difference"
Meddling = Callable[[BillingHarness, str], None]


def test_right_books_raise_no_alarm(harness: BillingHarness, caplog: pytest.LogCaptureFixture) -> None:
    """Of a payment for two plans, on the day that it is paid and after each month that is earned, nothing differs."""
    began, _ = bought(harness), close_today(harness)
    for month in (1, 2, 12, 13):
        earn_all(months_after(began, month) + timedelta(hours=1), harness)
        close_today(harness)
    assert {it for event in harness.events("DeferredCheckDue") for it in event["payment_ids"]} == {
        item["payment_id"] for item in harness.items("PAYMENT")
    }
    assert ALARM not in caplog.text


def says_more_is_earned(harness: BillingHarness, payment_id: str) -> None:
    """Have a payment say that it earned a dollar more than any journal."""
    harness.table.commit([update({"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"}, set={"earned": DOLLAR})])


def forgets_its_months(harness: BillingHarness, payment_id: str) -> None:
    """Have a payment looked at next when its first month is long over."""
    harness.table.commit([earnings.set_next(payment_id, months_after(clock.now(), 7))])


def forgets_the_rest(harness: BillingHarness, payment_id: str) -> None:
    """Have a payment never looked at again."""
    harness.table.commit([earnings.set_next(payment_id, None)])


def changes_its_journal(harness: BillingHarness, payment_id: str) -> None:
    """Have a journal defer a dollar less."""
    (journal,) = [it for it in harness.items("JOURNAL") if it["lines"][-1][:2] == ["deferred", payment_id]]
    lines = [*journal["lines"][:-1], ["deferred", payment_id, 9 * DOLLAR], ["revenue", "plans", DOLLAR]]
    harness.table.commit([update({"pk": journal["pk"], "sk": journal["sk"]}, set={"lines": lines})])


@pytest.mark.parametrize("meddle", [says_more_is_earned, forgets_its_months, forgets_the_rest, changes_its_journal])
def test_what_its_plans_have_not_earned_must_be_deferred(
    harness: BillingHarness, caplog: pytest.LogCaptureFixture, meddle: Meddling
) -> None:
    """A payment whose journals, whose own sums or whose months say something else is an alarm."""
    bought(harness)
    (payment,) = harness.items("PAYMENT")
    meddle(harness, payment["payment_id"])
    close_today(harness)
    assert ALARM in caplog.text


def test_what_is_about_to_be_reviewed_has_no_amount_yet() -> None:
    """While money goes back, or before the next run looks at the lines, they do not say what must be deferred."""
    line = line_of("local_yearly", AT)
    payment = paid_for(line)
    assert not_earned(payment, [line], months_after(AT, 1), AT) == 10 * DOLLAR
    assert not_earned(payment, [line], months_after(AT, 7), AT) == 5 * DOLLAR
    assert not_earned(payment, [line], None, AT) == 0
    assert not_earned(payment, [line], AT + timedelta(hours=1), AT) is None
    assert not_earned(replace(payment, unearned=DOLLAR), [line], None, AT) is None


def bought(harness: BillingHarness) -> Any:
    """Buy a number for a year; return when."""
    began = clock.now()
    harness.attach()
    harness.deliver_events(number_requested(plan_id="local_yearly"))
    return began


def close_today(harness: BillingHarness) -> None:
    """Close today, again if it is closed already."""
    today = f"{clock.now():%Y-%m-%d}"
    for item in harness.items("DAY#"):
        if item["pk"] == "BOOKS" and item["day"] == today:
            harness.table.commit([delete({"pk": item["pk"], "sk": item["sk"]})])
    close(harness, today, later(today))
