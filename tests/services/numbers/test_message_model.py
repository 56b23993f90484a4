"""The state machine of a message: reports of the carrier in any order (N8)."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.numbers.domain.message import (
    SETTLED_AFTER,
    UNCLEAR,
    UNCLEAR_FOR,
    CarrierStatus,
    CarrierUpdate,
    Message,
    MessageStatus,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = Message(
    "msg_1", "num_1", "acc_1", "out", "+14155550100", "+14155550101", "Hi", 1, NOW, MessageStatus.REQUESTED, 7_500
)
SENDING = ASKED.mark_paid().start_sending(NOW)
STEPS = st.lists(
    st.sampled_from([*CarrierStatus, "unclear", "put_off", "again", "looked", "ended", "late"]), max_size=12
)


def update(status: CarrierStatus) -> CarrierUpdate:
    """Return a report of the carrier."""
    return CarrierUpdate(
        "car_1", status, "40001" if status in (CarrierStatus.FAILED, CarrierStatus.UNDELIVERED) else ""
    )


def step(message: Message, what: CarrierStatus | str) -> Message:
    """Apply one step to a message."""
    if isinstance(what, CarrierStatus):
        return message.apply_update(update(what))
    if what == "again":
        return message.start_sending(NOW) if message.status is MessageStatus.PAID else message
    return {
        "unclear": message.mark_unknown,
        "put_off": message.postpone,
        "looked": lambda: message if message.is_final else message.look(None, NOW + timedelta(minutes=10)),
        "ended": lambda: message if message.is_final else message.look(None, NOW + SETTLED_AFTER),
        "late": lambda: message.fail("x"),
    }[what]()


@settings(max_examples=500)
@given(STEPS)
def test_a_price_is_refunded_at_most_once_and_only_if_not_sent(steps: list[CarrierStatus | str]) -> None:
    """In any order of steps, a refund is never undone, and a final message stays final."""
    message = SENDING
    for what in steps:
        after = step(message, what)
        assert after.returned or not message.returned
        assert not (after.returned and not message.returned) or after.status is MessageStatus.FAILED
        assert message.status is not MessageStatus.DELIVERED or after == message
        assert not after.is_final or after.due is None
        message = after
    assert message.status is not MessageStatus.FAILED or message.returned


@pytest.mark.parametrize(
    "order", list(permutations([CarrierStatus.QUEUED, CarrierStatus.SENT, CarrierStatus.DELIVERED]))
)
def test_the_order_of_the_carriers_reports_does_not_matter(order: tuple[CarrierStatus, ...]) -> None:
    """Reports that arrive early or in another order lead to the same status."""
    message = SENDING
    for status in order:
        message = message.apply_update(update(status))
    assert (message.status, message.carrier_id) == (MessageStatus.DELIVERED, "car_1")


def test_a_lost_answer_never_leads_to_a_second_try() -> None:
    """A message that may have been sent is unknown: it is not postponed, and only the carrier or a job settles it."""
    unknown = SENDING.mark_unknown()
    assert unknown.status is unknown.postpone().status is MessageStatus.UNKNOWN
    assert unknown.due == ("message", NOW + timedelta(minutes=10))
    assert unknown.apply_update(update(CarrierStatus.SENT)).status is MessageStatus.SENT


@pytest.mark.parametrize("unclear", [SENDING.mark_unknown(), SENDING.apply_update(update(CarrierStatus.QUEUED))])
def test_an_unclear_message_is_refunded_and_a_late_report_only_shown(unclear: Message) -> None:
    """Within the hour the price is refunded; a late report corrects the status, not the money."""
    looks, at = 0, NOW
    while unclear.due:
        at = unclear.due[1]
        unclear, looks = unclear.look(None, at), looks + 1
    assert (looks, at) == (5, NOW + UNCLEAR_FOR)
    over = unclear
    assert (over.status, over.reason, over.returned) == (MessageStatus.FAILED, UNCLEAR, True)
    late = over.apply_update(update(CarrierStatus.DELIVERED))
    assert (late.status, late.returned) == (MessageStatus.DELIVERED, True)


def test_a_text_that_was_sent_and_never_confirmed_stays_charged() -> None:
    """A message that the carrier reports as sent stays charged."""
    sent = SENDING.apply_update(update(CarrierStatus.SENT))
    assert sent.due == ("message", NOW + SETTLED_AFTER)
    sent = sent.look(CarrierUpdate("car_1", CarrierStatus.SENT), NOW + SETTLED_AFTER)
    assert (sent.status, sent.returned, sent.due) == (MessageStatus.SENT, False, None)
    assert sent.apply_update(update(CarrierStatus.FAILED)) == sent
    delivered = sent.apply_update(update(CarrierStatus.DELIVERED))
    assert delivered.status is MessageStatus.DELIVERED
    assert delivered.apply_update(update(CarrierStatus.SENT)) == delivered


def test_a_text_that_was_sent_and_not_delivered_is_charged() -> None:
    """A message that was sent and not delivered is not refunded."""
    assert not SENDING.apply_update(update(CarrierStatus.UNDELIVERED)).returned
    assert SENDING.apply_update(update(CarrierStatus.FAILED)).returned


def test_a_crash_before_the_answer_is_rechecked_soon() -> None:
    """A message without a stored answer is due after 2 minutes, one that was not accepted at the job's next run."""
    assert SENDING.due == ("message", NOW + timedelta(minutes=2))
    assert SENDING.postpone().due == ("message", NOW)
    assert ASKED.due is ASKED.refuse("x").due is None


def test_erasing_removes_the_text_and_both_numbers() -> None:
    """Text and both numbers are erased; the price stays to be settled (I10)."""
    gone = SENDING.erase()
    assert (gone.text, gone.other_number, gone.phone_number, gone.price) == ("", "", "", 7_500)
