"""A text's state machine: whatever the carrier says, in whatever order (N8)."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.numbers.domain.message import SETTLED_AFTER, UNCLEAR, CarrierStatus, CarrierUpdate, Message, MessageStatus

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = Message(
    "msg_1", "num_1", "acc_1", "out", "+14155550100", "+14155550101", "Hi", 1, NOW, MessageStatus.REQUESTED, 7_500
)
SENDING = ASKED.paid().tried(NOW)
STEPS = st.lists(st.sampled_from([*CarrierStatus, "unclear", "put_off", "again", "ended", "late"]), max_size=12)


def news(fate: CarrierStatus) -> CarrierUpdate:
    """The carrier's word."""
    return CarrierUpdate("car_1", fate, "40001" if fate in (CarrierStatus.FAILED, CarrierStatus.UNDELIVERED) else "")


def step(message: Message, what: CarrierStatus | str) -> Message:
    """One thing happens."""
    if isinstance(what, CarrierStatus):
        return message.learned(news(what))
    if what == "again":
        return message.tried(NOW) if message.status is MessageStatus.PAID else message
    return {"unclear": message.unclear, "put_off": message.put_off, "ended": lambda: message.ended(None),
            "late": lambda: message.failed("x")}[what]()  # fmt: skip


@settings(max_examples=500)
@given(STEPS)
def test_a_price_goes_back_at_most_once_and_only_if_it_is_not_sent(steps: list[CarrierStatus | str]) -> None:
    """Whatever comes in whatever order: what is returned is never taken again, and what is over stays over."""
    message = SENDING
    for what in steps:
        after = step(message, what)
        assert after.returned or not message.returned
        assert not (after.returned and not message.returned) or after.status is MessageStatus.FAILED
        assert message.status is not MessageStatus.DELIVERED or after == message
        assert not after.is_over or after.due is None
        message = after
    assert message.status is not MessageStatus.FAILED or message.returned


@pytest.mark.parametrize(
    "order", list(permutations([CarrierStatus.QUEUED, CarrierStatus.SENT, CarrierStatus.DELIVERED]))
)
def test_the_order_of_the_carriers_words_is_no_matter(order: tuple[CarrierStatus, ...]) -> None:
    """Crossed and early words end in the same."""
    message = SENDING
    for fate in order:
        message = message.learned(news(fate))
    assert (message.status, message.carrier_id) == (MessageStatus.DELIVERED, "car_1")


def test_a_lost_answer_is_never_a_second_try() -> None:
    """What may have been sent is unknown: it is not put off, and only the carrier or the clock settles it."""
    unknown = SENDING.unclear()
    assert unknown.status is unknown.put_off().status is MessageStatus.UNKNOWN
    assert unknown.due == ("message", NOW + SETTLED_AFTER)
    assert unknown.learned(news(CarrierStatus.SENT)).status is MessageStatus.SENT


def test_what_nobody_knows_of_is_paid_back_and_a_late_word_is_only_told() -> None:
    """After a day the user has their money; the carrier's late word corrects what is shown, not the money."""
    over = SENDING.unclear().ended(None)
    assert (over.status, over.reason, over.returned) == (MessageStatus.FAILED, UNCLEAR, True)
    late = over.learned(news(CarrierStatus.DELIVERED))
    assert (late.status, late.returned) == (MessageStatus.DELIVERED, True)


def test_a_text_that_was_sent_and_never_confirmed_stays_charged() -> None:
    """The carrier has sent it, as it says itself: that is what is paid for."""
    sent = SENDING.learned(news(CarrierStatus.SENT)).ended(CarrierUpdate("car_1", CarrierStatus.SENT))
    assert (sent.status, sent.returned, sent.due) == (MessageStatus.SENT, False, None)
    assert sent.learned(news(CarrierStatus.FAILED)) == sent
    delivered = sent.learned(news(CarrierStatus.DELIVERED))
    assert delivered.status is MessageStatus.DELIVERED
    assert delivered.learned(news(CarrierStatus.SENT)) == delivered


def test_a_text_that_was_not_delivered_was_carried_and_is_charged() -> None:
    """Sent and not delivered is no failure to send."""
    assert not SENDING.learned(news(CarrierStatus.UNDELIVERED)).returned
    assert SENDING.learned(news(CarrierStatus.FAILED)).returned


def test_a_crash_before_the_answer_is_looked_at_soon() -> None:
    """Asked, and nothing noted of the answer: minutes, not a day."""
    assert SENDING.due == ("message", NOW + timedelta(minutes=2))
    assert SENDING.put_off().due == ("message", NOW + timedelta(minutes=2))
    assert ASKED.due is ASKED.refused("x").due is None


def test_who_is_gone_leaves_no_words() -> None:
    """Text and both numbers go; what must still become of the price stays (I10)."""
    gone = SENDING.forget()
    assert (gone.text, gone.other, gone.phone_number, gone.price) == ("", "", "", 7_500)
