"""What holds in both simulated stores, whatever happens in whichever order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.apple.due import next_due as next_due_at_apple
from simulators.apple.purchases import PURCHASES as BOUGHT_AT_APPLE
from simulators.apple.refunds import REFUNDS
from simulators.apple.renewals import RENEWALS as RENEWED_AT_APPLE
from simulators.apple.state import AppStoreState
from simulators.apple.truth import truth_of as truth_at_apple
from simulators.google.due import next_due as next_due_at_google
from simulators.google.purchases import PURCHASES as BOUGHT_AT_GOOGLE
from simulators.google.renewals import RENEWALS as RENEWED_AT_GOOGLE
from simulators.google.state import GooglePlayState
from simulators.google.truth import truth_of as truth_at_google
from simulators.stores.catalog import MONTHLY, PRODUCTS, YEARLY
from simulators.stores.commands import Command, Json

_START = datetime(2027, 1, 31, tzinfo=UTC)
# A reversed refund gives back a period although another was bought since; an extension is no payment.
_NOT_ADJOINING = {"refund_reversed", "extended"}


class _Apple:
    """The App Store without its HTTP."""

    events = BOUGHT_AT_APPLE | RENEWED_AT_APPLE | REFUNDS
    next_due = staticmethod(next_due_at_apple)

    def __init__(self) -> None:
        self.state = AppStoreState()

    def happen(self, command: Command) -> None:
        """Let an event happen. Raises ValueError."""
        self.events[command.event](self.state, command)

    def truth(self) -> list[Json]:
        """Return all subscriptions."""
        return [truth_at_apple(one) for one in self.state.subscriptions]


class _Google:
    """Google Play without its HTTP."""

    events = BOUGHT_AT_GOOGLE | RENEWED_AT_GOOGLE
    next_due = staticmethod(next_due_at_google)

    def __init__(self) -> None:
        self.state = GooglePlayState()

    def happen(self, command: Command) -> None:
        """Let an event happen. Raises ValueError."""
        self.events[command.event](self.state, command)

    def truth(self) -> list[Json]:
        """Return all purchases."""
        return [truth_at_google(self.state, one) for one in self.state.purchases]


STORES: list[type] = [_Apple, _Google]


def _periods(store: Any) -> list[Json]:
    return [period for one in store.truth() for period in one["periods"]]


def _paid_spans(one: Json) -> list[tuple[str, str]]:
    """Return from when to when each period of a subscription counts: not refunded, and until it was replaced."""
    kept = [period for period in one["periods"] if period["refunded_percent"] < 100]
    spans = [(period["starts"], min(period["ends"], period["replaced_at"] or period["ends"])) for period in kept]
    return sorted(span for span in spans if span[0] < span[1])


def _facts(period: Json) -> tuple[str, ...]:
    return tuple(str(period[name]) for name in ("period", "product", "starts", "price"))


def _commands(kind: type) -> st.SearchStrategy[list[tuple[str, int, str, bool, int]]]:
    """Return events with the days since the one before, a product, where it was bought, and what was refunded."""
    events = st.sampled_from(sorted(set(kind.events) - _NOT_ADJOINING))  # type: ignore[attr-defined]
    return st.lists(
        st.tuples(events, st.integers(0, 40), st.sampled_from(sorted(PRODUCTS)), st.booleans(), st.integers(1, 100)),
        max_size=25,
    )


def _play(kind: type, data: st.DataObject) -> Any:
    """Return a store in which all of it happened that could."""
    store, at = kind(), _START
    store.happen(Command("subscribed", at, "+14155550100", "token", product=MONTHLY))
    for event, days, product, outside, percent in data.draw(_commands(kind)):
        at += timedelta(days=days)
        if event == "renewed":
            at = max([at, *(datetime.fromisoformat(one["paid_through"]) for one in store.truth())])
        command = Command(event, at, "+14155550100", "token", "", "", PRODUCTS[product], False, outside, 7, percent)
        before = store.truth()
        try:
            store.happen(command)
        except ValueError:
            assert store.truth() == before
    return store


@pytest.mark.parametrize("kind", STORES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_day_is_paid_twice(kind: type, data: st.DataObject) -> None:
    """What counts of the periods of a subscription never overlaps. What cannot happen changes nothing."""
    store = _play(kind, data)
    periods = _periods(store)
    assert len({period["period"] for period in periods}) == len(periods)
    for one in store.truth():
        assert all(first[1] <= second[0] for first, second in pairwise(_paid_spans(one)))
    assert all(one["starts"] < one["ends"] for one in periods)


@pytest.mark.parametrize("kind", STORES)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_time_comes_to_rest(kind: type, data: st.DataObject) -> None:
    """Whatever happened, the store's own doings up to a day end, and never change what was paid before."""
    store = _play(kind, data)
    before = {_facts(period) for period in _periods(store)}
    as_of = _START + timedelta(days=3 * 365)
    for _ in range(500):
        command = store.next_due(store.state, as_of)
        if command is None:
            break
        store.happen(command)
    else:
        pytest.fail("the store never comes to rest")
    assert before <= {_facts(period) for period in _periods(store)}


@pytest.mark.parametrize(
    ("starts", "product", "ends"),
    [
        ("2027-01-31", MONTHLY, "2027-02-28"),
        ("2027-02-28", MONTHLY, "2027-03-31"),
        ("2027-12-31", MONTHLY, "2028-01-31"),
        ("2028-02-29", YEARLY, "2029-02-28"),
    ],
)
def test_a_period_ends_on_the_billing_day(starts: str, product: Any, ends: str) -> None:
    """Or on the last day of a shorter month."""
    begins = datetime.fromisoformat(f"{starts}T10:00:00+00:00")
    assert product.end(begins, 31).isoformat()[:10] == ends
