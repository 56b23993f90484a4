"""Killed between any two AWS calls, a text is sent at most once, and never without payment or refund."""

from contextlib import suppress

import pytest

from kernel import aws
from tests.events import deliver, enveloped, queue_batch
from tests.faults import Crash, counted, crashing
from tests.in_process import door
from tests.services.numbers.texts_harness import TextsHarness, paid

MOST_CALLS = 9


def _told(texts: TextsHarness, message_id: str) -> None:
    with texts.harness.world.inside("numbers"):
        batch = queue_batch(enveloped(paid(message_id), event_id="evt_the_same"))
        deliver(door("numbers", "texting").handler, batch)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at_call", range(1, MOST_CALLS + 1))
def test_sending_survives_a_crash(texts: TextsHarness, at_call: int, after: bool) -> None:
    """When the event is delivered again and the jobs run, a text is sent once and charged, or refunded once."""
    message_id = texts.wants()
    texts.harness.carrier.behave_at_texts(webhook=0, delay_seconds=0)
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        _told(texts, message_id)
    _told(texts, message_id)
    for _ in range(3):
        texts.later()
    sent, failed = len(texts.harness.carrier.texts()), len(texts.failures())
    assert sent <= 1
    assert (texts.status(message_id), failed) in [("delivered", 0), ("failed", 1)]
    assert sent == 1 or failed == 1


def test_the_crashes_cover_every_call(texts: TextsHarness) -> None:
    """Sending a text makes no more calls than the test above crashes at."""
    message_id = texts.wants()
    with counted(aws.client("dynamodb")) as calls:
        _told(texts, message_id)
    assert len(calls.made) == MOST_CALLS
