"""Killed between any two AWS calls, a number is ordered once."""

from contextlib import suppress

import pytest

from contracts.numbers import NumberOrderDue
from kernel import aws
from tests.faults import Crash, counted, crashing
from tests.services.numbers.harness import NumbersHarness, activated

MOST_CALLS = 9


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))
def test_an_order_survives_a_crash(harness: NumbersHarness, at_call: int, after: bool) -> None:
    """When the event is delivered again, there is one order at the carrier and one active number."""
    number_id = harness.wants().body["number_id"]
    harness.deliver_event(activated(number_id))
    harness.carrier.behave(delay_seconds=0, webhook=0)
    word = NumberOrderDue(number_id=number_id)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        harness.try_once(word)
    harness.let_tries_pass(number_id)
    assert harness.try_once(word)
    harness.carrier_done()
    harness.let_tries_pass(number_id)
    assert harness.try_once(word)
    assert harness.see(number_id)["status"] == "active"
    assert (len(harness.carrier.books()["orders"]), len(harness.events("NumberActivated"))) == (1, 1)


def test_the_crashes_cover_every_call(harness: NumbersHarness) -> None:
    """An order makes no more calls than the test above crashes at."""
    number_id = harness.wants().body["number_id"]
    harness.deliver_event(activated(number_id))
    with counted(aws.client("dynamodb")) as calls:
        assert harness.try_once(NumberOrderDue(number_id=number_id))
    assert len(calls.made) <= MOST_CALLS
