"""Killed between any two AWS calls, a number is ordered once."""

from contextlib import suppress

import pytest

from contracts.numbers import NumberOrderDue
from kernel import aws
from tests.faults import Crash, counted, crashing
from tests.services.numbers.desk import Desk, activated

MOST_CALLS = 9


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))
def test_an_order_survives_a_crash(desk: Desk, at_call: int, after: bool) -> None:
    """When the event is delivered again, there is one order at the carrier and one active number."""
    number_id = desk.wants().body["number_id"]
    desk.hear_once(activated(number_id))
    desk.carrier.behave(delay_seconds=0, webhook=0)
    word = NumberOrderDue(number_id=number_id)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        desk.try_once(word)
    desk.let_tries_pass(number_id)
    assert desk.try_once(word)
    desk.carrier_done()
    desk.let_tries_pass(number_id)
    assert desk.try_once(word)
    assert desk.see(number_id)["status"] == "active"
    assert (len(desk.carrier.books()["orders"]), len(desk.events("NumberActivated"))) == (1, 1)


def test_the_crashes_cover_every_call(desk: Desk) -> None:
    """An order makes no more calls than the test above crashes at."""
    number_id = desk.wants().body["number_id"]
    desk.hear_once(activated(number_id))
    with counted(aws.client("dynamodb")) as calls:
        assert desk.try_once(NumberOrderDue(number_id=number_id))
    assert len(calls.made) <= MOST_CALLS
