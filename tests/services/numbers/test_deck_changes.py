"""A call or text has one price, that of the deck of its beginning, whatever a minute costs by its end (B11)."""

from datetime import timedelta

from kernel import clock
from tests.decks import NEXT, deck_changes
from tests.services.numbers.calls_harness import CallsHarness
from tests.services.numbers.comparing import running_call
from tests.services.numbers.texts_harness import TextsHarness

HOUR = timedelta(hours=1)


def test_a_call_keeps_the_deck_that_it_began_with(calls: CallsHarness) -> None:
    """The prices change while it runs: what billing holds and settles, and the log, are by those of before."""
    with deck_changes(clock.now() + HOUR) as (before, _):
        call_id = running_call(calls)
    with deck_changes(clock.now()):
        calls.control(f"/{calls.sessions[call_id]}", event="wait", seconds=61)
        calls.control(f"/{calls.sessions[call_id]}", event="hang_up")
        calls.until(calls.is_over(call_id))
    (held,), (settled,) = calls.events("CallArrived"), calls.events("CallEnded")
    named = ("deck", "place", "rate", "rounding")
    assert {name: held[name] for name in named} == {name: settled[name] for name in named}
    rate = next(rate for rate in before.rates if rate.place == held["place"])
    assert (held["deck"], held["rate"], settled["seconds"]) == (before.version, rate.call, 61)
    assert [entry.price for entry in calls.entries()] == [rate.cost_of_call(61)]


def test_a_text_costs_what_the_deck_says_when_it_is_requested(texts: TextsHarness) -> None:
    """What the request answered is what billing is asked to debit, before the change and after."""
    for at, deck, price in ((clock.now() + HOUR, "2026-11", 7_500), (clock.now(), NEXT, 15_001)):
        with deck_changes(at):
            text = texts.writes().body
        event = next(it for it in texts.harness.events("MessageRequested") if it["message_id"] == text["message_id"])
        assert (event["deck"], event["amount"]) == (deck, price)
        assert round(float(text["price"]["amount"]) * 1_000_000) == price
