"""A call holds the price of its slices, and is settled once when it ends, whatever arrives when (B4, B11, B12)."""

from contextlib import suppress
from itertools import permutations

import pytest

from kernel import aws
from services.billing.domain.ledger import LedgerAccount, Line
from tests.books_scan import find_faults
from tests.faults import Crash, counted, crashing
from tests.services.billing.calling import (
    CALLING,
    CENT,
    GIVEN,
    arrived,
    ended,
    funded,
    has,
    slice_due,
    spent_of,
    unfunded,
    used_by,
)
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness

STEPS = {"arrival": arrived(), "slice": slice_due(2), "end": ended(90)}
CRASHES = [*(("arrival", at) for at in (1, 2)), *(("slice", at) for at in (1, 2)), *(("end", at) for at in (1, 2, 3))]
SLICE = 15 * CENT
PRICE = CENT + CENT // 2  # of 90 seconds


@pytest.fixture
def rich(harness: BillingHarness) -> BillingHarness:
    """Return the harness with a member who has ten cents of the team's, and five dollars of their own."""
    has(harness, **{GIVEN: 10 * CENT, "own": 5 * DOLLAR})
    return harness


def test_a_call_holds_a_slice_and_pays_its_seconds(rich: BillingHarness) -> None:
    """The team's part pays first; what the call did not cost goes back to where it came from."""
    rich.deliver_events(arrived())
    assert rich.parts(MEMBER) == {"own": 5 * DOLLAR - 5 * CENT, CALLING: SLICE}
    assert funded(rich) == [("call_1", 1, 900, 14_400)]
    rich.deliver_events(ended(90))
    assert rich.parts(MEMBER) == {GIVEN: 10 * CENT - PRICE, "own": 5 * DOLLAR}
    (record,) = used_by(rich)
    assert (record.record_id, record.kind, record.seconds, record.amount) == ("call_1", "forwarding", 90, PRICE)
    assert Line(LedgerAccount("revenue", "calls"), PRICE) in record.lines
    assert spent_of(rich) == [PRICE]
    rich.assert_books_right()


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_events_in_any_order_and_twice_cost_the_same(rich: BillingHarness, order: tuple[int, ...]) -> None:
    """Arrival, another slice and the end, each twice: the call costs its seconds once, and nothing stays held."""
    events = (arrived(), slice_due(2), ended(90))
    rich.deliver_events(*(events[at] for at in (*order, *order)))
    assert rich.parts(MEMBER) == {GIVEN: 10 * CENT - PRICE, "own": 5 * DOLLAR}
    assert spent_of(rich) == [PRICE]
    rich.assert_books_right()


def test_a_call_that_ended_before_it_arrived_is_not_connected(rich: BillingHarness) -> None:
    """Nothing is held for it: its caller has gone, and no end would free what a late arrival holds."""
    rich.deliver_events(ended(0), arrived(), slice_due(2))
    assert (funded(rich), unfunded(rich)) == ([], [("call_1", 1, "call_ended"), ("call_1", 2, "call_ended")])
    assert rich.parts(MEMBER) == {GIVEN: 10 * CENT, "own": 5 * DOLLAR}
    assert not [it for it in rich.items("JOURNAL") if "call_1" in it["pk"]]


def test_a_slice_asked_twice_is_held_once_and_answered_the_same(rich: BillingHarness) -> None:
    """Whatever the wallet has by then."""
    rich.deliver_events(arrived(), slice_due(2))
    has(rich, **{"granted:2099-01-01:grt_1": DOLLAR})
    rich.deliver_events(arrived(), slice_due(2), slice_due(2))
    answers = funded(rich)
    assert set(answers) == {("call_1", 1, 900, 14_400), ("call_1", 2, 1_800, 14_400)}
    assert len(answers) == 5
    assert rich.parts(MEMBER)[CALLING] == 2 * SLICE


def test_what_is_left_is_held_if_it_is_a_minute(harness: BillingHarness) -> None:
    """A call on less than a slice gets less; of whole minutes only whole ones; under a minute it is refused."""
    has(harness, own=7 * CENT)
    harness.deliver_events(arrived("call_1", rate=2 * CENT, rounding="minute"))
    assert funded(harness) == [("call_1", 1, 180, 180)]
    assert harness.parts(MEMBER) == {"own": CENT, CALLING: 6 * CENT}
    harness.deliver_events(arrived("call_2", rate=2 * CENT), slice_due(2))
    assert unfunded(harness) == [("call_2", 1, "insufficient_credits"), ("call_1", 2, "insufficient_credits")]


def test_a_refused_call_stays_refused_and_a_refused_slice_may_be_held_later(harness: BillingHarness) -> None:
    """A call that was not connected is over; one that runs goes on with what was bought meanwhile."""
    has(harness, own=15 * CENT)
    harness.deliver_events(arrived("call_1"), arrived("call_2"), slice_due(2))
    has(harness, **{GIVEN: DOLLAR})
    harness.deliver_events(arrived("call_2"), slice_due(2))
    refused = [("call_2", 1), ("call_1", 2), ("call_2", 1)]
    assert unfunded(harness) == [(*it, "insufficient_credits") for it in refused]
    assert [it[:3] for it in funded(harness)] == [("call_1", 1, 900), ("call_1", 2, 1_800)]


def test_a_call_cut_late_takes_the_rest_from_what_is_free_and_is_owed_beyond(harness: BillingHarness) -> None:
    """What has happened is never refused; the debt is repaid by what comes next (B11)."""
    has(harness, own=16 * CENT)
    harness.deliver_events(arrived(), ended(18 * 60))
    assert harness.parts(MEMBER) == {"owed": -2 * CENT}
    assert spent_of(harness) == [18 * CENT]
    assert [it["wallet"] for it in harness.items("DEBT")] == [MEMBER]
    harness.assert_books_right()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("which", "at_call"), CRASHES)
def test_a_call_survives_a_crash(rich: BillingHarness, which: str, at_call: int, after: bool) -> None:
    """Killed between any two calls of AWS and delivered again, everything is held and paid once."""
    for name, event in STEPS.items():
        if name == which:
            with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
                rich.deliver_event(event, f"evt_{name}")
        rich.deliver_event(event, f"evt_{name}")
        assert find_faults(rich.items("")) == []
    assert sum(rich.parts(MEMBER).values()) == 5 * DOLLAR + 10 * CENT - PRICE
    assert [it[:3] for it in funded(rich)] == [("call_1", 1, 900), ("call_1", 2, 1_800)]


def test_what_a_call_writes(rich: BillingHarness) -> None:
    """A hold is one read and one transaction, and so is the end of a call but for one read; the crashes cover each."""
    made, written = [], []
    for event in (*STEPS.values(), arrived("call_2"), ended(90, "call_2")):
        with counted(aws.client("dynamodb")) as calls:
            rich.deliver_event(event)
        made.append(calls.made)
        written += calls.written
    hold, settlement = ["BatchGetItem", "TransactWriteItems"], ["GetItem", "BatchGetItem", "TransactWriteItems"]
    assert made == [hold, hold, settlement, hold, settlement]
    assert written == [6, 6, 9, 6, 9]
