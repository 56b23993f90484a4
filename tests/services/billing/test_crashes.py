"""Killed between any two AWS calls: after the retry and the scheduled questions the ledger is as without the crash."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.event import Event
from contracts.teams import MemberRemoved
from kernel import aws, clock
from tests.faults import Crash, counted, crashing
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, invited, joined

Story = Callable[[BillingHarness], object]


def killed_at(harness: BillingHarness, story: Story, at_call: int, *, after: bool) -> bool:
    """Play a story whose function is killed at a call; return whether it was killed at all."""
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        story(harness)
        return False
    return True


def calls_of(harness: BillingHarness, story: Story) -> int:
    """Return how many calls the story makes when nothing fails."""
    with counted(aws.client("dynamodb")) as calls:
        story(harness)
    return len(calls.made)


def come_to_rest(harness: BillingHarness) -> None:
    """Deliver all events, and ask PayPal about open payments."""
    harness.world.settle()
    for minutes in (10, 120):
        harness.run("resolve_payments", clock.now() + timedelta(minutes=minutes))


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 9))
@pytest.mark.parametrize("retried", [True, False], ids=["retried", "abandoned"])
def test_a_purchase_survives_a_crash(harness: BillingHarness, at_call: int, retried: bool, after: bool) -> None:
    """Whether the buyer comes again or not: as much is granted as PayPal has taken, and never twice."""
    harness.attach()
    killed_at(harness, lambda it: it.buy("10.00", key="k1"), at_call, after=after)
    if retried:
        harness.age_payments(timedelta(minutes=5))
        assert harness.buy("10.00", key="k1").status == 201
    harness.delivered(len(harness.paypal.captures()), "PAYMENT.CAPTURE.COMPLETED")
    come_to_rest(harness)
    taken = len(harness.paypal.captures())
    assert taken == 1 or (taken == 0 and not retried)
    assert harness.parts() == ({"available": 10 * DOLLAR} if taken else {})
    harness.assert_books_right()


def test_the_crashes_cover_every_call(harness: BillingHarness) -> None:
    """A purchase makes no more calls than the test above crashes at."""
    harness.attach()
    assert calls_of(harness, lambda it: it.buy("10.00", key="k1")) <= 8


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 13))
def test_an_allocation_with_a_charge_survives_a_crash(harness: BillingHarness, at_call: int, after: bool) -> None:
    """The member has the credits once, and what PayPal took is in the books."""
    harness.attach()
    harness.buy("2.00")
    killed_at(harness, lambda it: it.give("5.00", key="k1"), at_call, after=after)
    harness.age_payments(timedelta(minutes=5))
    assert harness.give("5.00", key="k1").status == 201
    come_to_rest(harness)
    assert (harness.parts(MEMBER), harness.parts()) == ({"given:team_1": 5 * DOLLAR}, {})
    assert sorted(capture["amount"] for capture in harness.paypal.captures()) == ["2.00", "3.00"]
    harness.assert_books_right()


@pytest.mark.parametrize("at_call", range(1, 6))
@pytest.mark.parametrize(
    "event",
    [
        invited("inv_1", 4 * DOLLAR),
        joined("acc_new", invitation="inv_0", amount=3 * DOLLAR),
        MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2),
    ],
    ids=lambda event: type(event).__name__,
)
def test_a_reaction_survives_a_crash(harness: BillingHarness, event: Event, at_call: int) -> None:
    """Redelivered, an event has its whole effect, once."""
    harness.attach()
    harness.buy("10.00")
    harness.give("1.00")
    harness.deliver_events(invited("inv_0", 3 * DOLLAR))
    killed_at(harness, lambda it: it.deliver_event(event, event_id="evt_1"), at_call, after=False)
    for _ in range(2):
        assert harness.deliver_event(event, event_id="evt_1") == {"batchItemFailures": []}
    harness.world.settle()
    expected = {
        "InvitationSent": {"available": 2 * DOLLAR, "held": 7 * DOLLAR},
        "MemberJoined": {"available": 6 * DOLLAR},
        "MemberRemoved": {"available": 7 * DOLLAR, "held": 3 * DOLLAR},
    }
    assert harness.parts() == expected[type(event).__name__]
    harness.assert_books_right()
    assert harness.parts(OWNER) == {}
