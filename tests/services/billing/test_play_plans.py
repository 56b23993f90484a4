"""A number that Google Play is paid for: on hold, recovered, in grace, paused, revoked (B9)."""

from datetime import timedelta

import pytest

from services.billing.domain.plan import PlanStatus, Subscription
from services.billing.stores import store_subscriptions
from tests.services.billing.planning import number_requested, plan_of, renew
from tests.services.billing.playing import PlayHarness


@pytest.fixture
def numbered(play: PlayHarness) -> PlayHarness:
    """Return Google Play with what Rosa has bought, and a number that it pays for."""
    play.buy()
    event = number_requested(holder=play.rosa, asked_by=play.rosa)
    paying = {"store_subscription_id": store_subscriptions.id_of(play.only())}
    play.billing.deliver_events(event.model_copy(update=paying))
    assert plan(play).status is PlanStatus.ACTIVE
    return play


def plan(play: PlayHarness) -> Subscription:
    """Return the number's plan."""
    return plan_of(play.billing)


def test_a_hold_is_past_due_until_it_is_paid(numbered: PlayHarness) -> None:
    """The late payment's period is paid, and the plan runs through its end."""
    numbered.happen("on_hold")
    renew(numbered.billing, plan(numbered).paid_through + timedelta(hours=1))
    assert plan(numbered).status is PlanStatus.PAST_DUE
    numbered.happen("recovered")
    assert (plan(numbered).status, plan(numbered).paid_through) == (PlanStatus.ACTIVE, numbered.only().paid_through)


def test_grace_is_no_paid_time(numbered: PlayHarness) -> None:
    """The expiry that Google moves in grace is waited for, and adds nothing."""
    end = plan(numbered).paid_through
    numbered.happen("grace", days=6)
    assert (plan(numbered).paid_through, plan(numbered).grace_until) == (end, end + timedelta(days=6))
    renew(numbered.billing, end + timedelta(days=5))
    assert plan(numbered).status is PlanStatus.ACTIVE


def test_what_is_revoked_ends_at_once(numbered: PlayHarness) -> None:
    """Google has ended it and paid it back."""
    numbered.happen("revoked")
    assert plan(numbered).status is PlanStatus.ENDED
    assert numbered.only().plan == ""


def test_a_renewal_that_was_never_reported_is_found_when_it_is_due(numbered: PlayHarness) -> None:
    """No push has come: the sweep has Google asked, and the plan is renewed, never past due."""
    end = plan(numbered).paid_through
    numbered.google.happen("renewed", account_id=numbered.rosa)
    renew(numbered.billing, end + timedelta(hours=1))
    assert plan(numbered).paid_through > end + timedelta(days=27)
    assert numbered.billing.events("PlanPastDue") == []


def test_a_store_that_is_served_no_more_is_not_asked(numbered: PlayHarness) -> None:
    """What is known holds: the plan is past due when its time is over."""
    with numbered.set(GOOGLE_PLAY_PACKAGE=""):
        renew(numbered.billing, plan(numbered).paid_through + timedelta(hours=1))
    assert plan(numbered).status is PlanStatus.PAST_DUE
