"""What is used around a change of the rate deck costs what it was quoted at, whatever is reported how often (B11)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.calls import CallArrived, CallEnded
from contracts.event import Event
from contracts.messages import MessageRequested
from contracts.rates import deck_at
from kernel import clock, ids
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.person import Person
from services.billing.stores import people
from tests.decks import NEXT, deck_changes
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import door
from tests.services.billing.calling import arrived, ended, has, used_by
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness

CHANGE = datetime(2026, 12, 1, tzinfo=UTC)
MINUTES = timedelta(minutes=2)
PLACES = ("+14155550188", "+447400123456", "+4915112345678")
FUNDS = 10_000 * DOLLAR
offsets = st.one_of(
    st.sampled_from([timedelta(0), -timedelta(microseconds=1)]), st.timedeltas(-MINUTES, MINUTES)
)  # many at the very change
calls = st.tuples(st.just("call"), offsets, st.sampled_from(PLACES), st.integers(0, 250))
texts = st.tuples(st.just("text"), offsets, st.sampled_from(PLACES), st.integers(1, 10))


@dataclass(frozen=True)
class Use:
    """A call of so many seconds or a text of so many parts, and what it costs by the deck of its beginning."""

    its_id: str
    events: tuple[Event, ...]
    deck: str
    price: int


def call(who: str, at: datetime, to: str, seconds: int) -> Use:
    """Return a call that is quoted as it begins, and ends later, maybe in the time of another deck."""
    deck, its_id = deck_at(at), ids.new_id("call")
    rate = deck.find(to.removeprefix("+"))
    assert rate
    assert rate.call
    about: dict[str, Any] = {"call_id": its_id, "number_id": "num_1", "user_id": who, "kind": "forwarding"}
    about |= {"place": rate.place, "deck": deck.version, "rate": rate.call, "rounding": rate.rounding}
    ends = {"started_at": at, "ended_at": at + timedelta(seconds=seconds), "seconds": seconds, "direction": "in"}
    events = CallArrived(**about), CallEnded(**about, **ends, answered_by="forwarding" if seconds else "none")
    return Use(its_id, events, deck.version, rate.cost_of_call(seconds))


def text(who: str, at: datetime, to: str, parts: int) -> Use:
    """Return a text."""
    deck, its_id = deck_at(at), ids.new_id("msg")
    rate = deck.find(to.removeprefix("+"))
    assert rate
    assert rate.text
    wanted = MessageRequested(
        message_id=its_id, number_id="num_1", user_id=who, parts=parts, amount=parts * rate.text, place=rate.place,
        deck=deck.version, country=rate.country, requested_at=at,
    )  # fmt: skip
    return Use(its_id, (wanted,), deck.version, parts * rate.text)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(st.one_of(calls, texts), min_size=1, max_size=8), data=st.data())
def test_each_use_costs_what_the_deck_of_its_beginning_says(
    harness: BillingHarness, made: list[tuple[str, timedelta, str, int]], data: st.DataObject
) -> None:
    """In whichever order and batches the reports come, and come again."""
    who = ids.new_id("acc")
    join(harness, who)
    with deck_changes(CHANGE):
        uses = [{"call": call, "text": text}[kind](who, CHANGE + offset, to, size) for kind, offset, to, size in made]
        events = [event for use in uses for event in use.events]
        report(harness, data.draw(st.permutations([*events, *events])), data.draw(st.integers(1, 5)))
    found = {it.record_id: (it.deck, it.amount) for it in used_by(harness, who)}
    assert found == {use.its_id: (use.deck, use.price) for use in uses if use.price}
    assert harness.parts(who) == {"own": FUNDS - sum(use.price for use in uses)}


def join(harness: BillingHarness, account_id: str) -> None:
    """Have one more person, whom the limits of new ones do not concern, with credits."""
    work = UnitOfWork(harness.table, RequestContext(account_id, clock.now(), "cor"))
    work.save([people.save(Person(account_id, since=datetime(2020, 1, 1, tzinfo=UTC)))])
    work.commit()
    has(harness, account_id, own=FUNDS)


def report(harness: BillingHarness, events: list[Event], size: int) -> None:
    """Have the doors take these, so many at once, as their queues bring them."""
    with harness.world.inside("billing"):
        for name, taken in (("metering", MessageRequested), ("funding", (CallArrived, CallEnded))):
            of_door = [enveloped(event) for event in events if isinstance(event, taken)]
            for at in range(0, len(of_door), size):
                batch = queue_batch(*of_door[at : at + size])
                assert deliver(door("billing", name).handler, batch) == {"batchItemFailures": []}


@pytest.mark.parametrize("seconds", [1, 59, 60, 61])
def test_a_call_costs_what_its_hold_was_quoted_with(harness: BillingHarness, seconds: int) -> None:
    """Whatever the event of its end says that a minute costs."""
    has(harness, own=DOLLAR)
    quoted = arrived(rate=600, rounding="second")
    harness.deliver_events(quoted, ended(seconds, rate=70_000, rounding="minute").model_copy(update={"deck": NEXT}))
    (record,) = used_by(harness)
    assert (record.deck, record.amount) == (quoted.deck, seconds * 10)
    assert harness.parts(MEMBER) == {"own": DOLLAR - seconds * 10}
    assert clock.now() - record.counted_at < MINUTES
    harness.assert_books_right()
