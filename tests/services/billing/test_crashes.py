"""Killed between any two AWS calls: after the retry and the scheduled questions the ledger is as without the crash."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.event import Event
from contracts.teams import MemberRemoved
from kernel import aws, clock
from tests.faults import Crash, counted, crashing
from tests.services.billing.shop import DOLLAR, MEMBER, OWNER, TEAM, Shop, invited, joined

Story = Callable[[Shop], object]


def killed_at(shop: Shop, story: Story, at_call: int, *, after: bool) -> bool:
    """Play a story whose function is killed at a call; return whether it was killed at all."""
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        story(shop)
        return False
    return True


def calls_of(shop: Shop, story: Story) -> int:
    """Return how many calls the story makes when nothing fails."""
    with counted(aws.client("dynamodb")) as calls:
        story(shop)
    return len(calls.made)


def come_to_rest(shop: Shop) -> None:
    """Deliver all events, and ask PayPal about open payments."""
    shop.world.settle()
    for minutes in (10, 120):
        shop.run("resolve_payments", clock.now() + timedelta(minutes=minutes))


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 9))
@pytest.mark.parametrize("retried", [True, False], ids=["retried", "abandoned"])
def test_a_purchase_survives_a_crash(shop: Shop, at_call: int, retried: bool, after: bool) -> None:
    """Whether the buyer comes again or not: as much is granted as PayPal has taken, and never twice."""
    shop.attach()
    killed_at(shop, lambda it: it.buy("10.00", key="k1"), at_call, after=after)
    if retried:
        shop.age_payments(timedelta(minutes=5))
        assert shop.buy("10.00", key="k1").status == 201
    shop.delivered(len(shop.paypal.captures()), "PAYMENT.CAPTURE.COMPLETED")
    come_to_rest(shop)
    taken = len(shop.paypal.captures())
    assert taken == 1 or (taken == 0 and not retried)
    assert shop.parts() == ({"available": 10 * DOLLAR} if taken else {})
    shop.assert_books_right()


def test_the_crashes_cover_every_call(shop: Shop) -> None:
    """A purchase makes no more calls than the test above crashes at."""
    shop.attach()
    assert calls_of(shop, lambda it: it.buy("10.00", key="k1")) <= 8


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, 13))
def test_an_allocation_with_a_charge_survives_a_crash(shop: Shop, at_call: int, after: bool) -> None:
    """The member has the credits once, and what PayPal took is in the books."""
    shop.attach()
    shop.buy("2.00")
    killed_at(shop, lambda it: it.give("5.00", key="k1"), at_call, after=after)
    shop.age_payments(timedelta(minutes=5))
    assert shop.give("5.00", key="k1").status == 201
    come_to_rest(shop)
    assert (shop.parts(MEMBER), shop.parts()) == ({"given:team_1": 5 * DOLLAR}, {})
    assert sorted(capture["amount"] for capture in shop.paypal.captures()) == ["2.00", "3.00"]
    shop.assert_books_right()


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
def test_a_reaction_survives_a_crash(shop: Shop, event: Event, at_call: int) -> None:
    """Redelivered, an event has its whole effect, once."""
    shop.attach()
    shop.buy("10.00")
    shop.give("1.00")
    shop.hear(invited("inv_0", 3 * DOLLAR))
    killed_at(shop, lambda it: it.hear_once(event, event_id="evt_1"), at_call, after=False)
    for _ in range(2):
        assert shop.hear_once(event, event_id="evt_1") == {"batchItemFailures": []}
    shop.world.settle()
    expected = {
        "InvitationSent": {"available": 2 * DOLLAR, "held": 7 * DOLLAR},
        "MemberJoined": {"available": 6 * DOLLAR},
        "MemberRemoved": {"available": 7 * DOLLAR, "held": 3 * DOLLAR},
    }
    assert shop.parts() == expected[type(event).__name__]
    shop.assert_books_right()
    assert shop.parts(OWNER) == {}
