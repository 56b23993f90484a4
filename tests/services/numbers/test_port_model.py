"""A transfer as a state machine: what people and the carrier may do to it, in any order (N7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import NoneType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.port_in import (
    CANCELLABLE_BEFORE,
    Address,
    Bill,
    CarrierUpdate,
    Fault,
    PendingAction,
    PortIn,
    PortStatus,
)
from services.numbers.domain.port_in_wording import OBJECTIONS
from services.numbers.http.port_in_schemas import PortInChange
from services.numbers.stores.documents import PAPERS

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WRONG_PIN = Fault("carrier.pin", "PASSCODE_PIN_INVALID", "The PIN is wrong.")
DRAFT, SUBMITTED, IN_REVIEW, NEEDS_INFO, SCHEDULED, COMPLETED, CANCELLED = PortStatus
CARRIER_SAYS = [CarrierUpdate(status) for status in (DRAFT, SUBMITTED, IN_REVIEW, None)] + [
    CarrierUpdate(NEEDS_INFO, (WRONG_PIN,)),
    CarrierUpdate(SCHEDULED, scheduled_for=START + 9 * DAY),
]


def draft() -> PortIn:
    """A form that is not sent yet."""
    bill = Bill("Rosa's", "Rosa", Address("1 Main St", "Reno", "NV", "89501"), "sealed", "4567", "sealed too")
    return PortIn("port_1", "+14155550123", "local", "team_1", "local_monthly", bill, START, START, "acc_1")


def sent() -> PortIn:
    """One that the carrier has."""
    return draft().submitted(START).sent(START)


def objected() -> PortIn:
    """One that the old carrier has sent back."""
    return sent().learned(CarrierUpdate(NEEDS_INFO, (WRONG_PIN,)), START + DAY)


def test_a_form_is_sent_reviewed_scheduled_and_completed() -> None:
    """The way of a transfer that nobody objects to, each step in its history once."""
    port = sent()
    for says in (
        CarrierUpdate(SUBMITTED),
        CarrierUpdate(IN_REVIEW),
        CarrierUpdate(IN_REVIEW),
        CarrierUpdate(SCHEDULED, scheduled_for=START + 9 * DAY),
    ):
        port = port.learned(says, START + DAY)
    port = port.learned(CarrierUpdate(COMPLETED), START + 9 * DAY)
    assert [moment.status for moment in port.history] == [SUBMITTED, IN_REVIEW, SCHEDULED, COMPLETED]
    assert "10 December 2026" in port.history[2].message


def test_what_is_over_keeps_nothing_of_the_bill() -> None:
    """Name, address, account number and PIN go with the end of the transfer."""
    for status in (COMPLETED, CANCELLED):
        over = sent().learned(CarrierUpdate(status), START + DAY)
        assert over.bill == Bill("", "", Address("", "", "", ""), sealed_account_number="", account_number_ends="")


@given(st.lists(st.sampled_from(CARRIER_SAYS), max_size=8), st.sampled_from([COMPLETED, CANCELLED]))
def test_an_end_is_final_whatever_is_heard_after_it(after: list[CarrierUpdate], end: PortStatus) -> None:
    """Late news of a transfer that is over is no news."""
    over = sent().learned(CarrierUpdate(end), START)
    port = over
    for says in [*after, CarrierUpdate(COMPLETED), CarrierUpdate(CANCELLED)]:
        port = port.learned(says, START + DAY, START + DAY)
    assert port == over


@given(st.lists(st.sampled_from(CARRIER_SAYS), max_size=12))
def test_where_it_stands_is_what_the_carrier_said_last(said: list[CarrierUpdate]) -> None:
    """Whatever came before: no order of webhooks leaves a transfer anywhere else."""
    port = sent()
    for at, says in enumerate(said):
        port = port.learned(says, START + at * DAY)
    known = [says for says in said if says.status not in (None, DRAFT)]
    assert port.status is (known[-1].status if known else SUBMITTED)
    assert port.faults == (known[-1].faults if known else ())


def test_an_objection_that_is_mended_is_not_heard_again() -> None:
    """While the carrier still shows the old objection, the form is not sent back a second time."""
    port = objected().submitted(START + 2 * DAY)
    again = CarrierUpdate(NEEDS_INFO, (WRONG_PIN,))
    assert port.learned(again, START + 2 * DAY).status is SUBMITTED
    port = port.sent(START + 2 * DAY)
    assert port.learned(again, START + 2 * DAY + timedelta(minutes=1)).status is SUBMITTED
    assert port.learned(again, START + 2 * DAY, told_at=START + DAY).status is SUBMITTED


def test_a_new_objection_after_mending_is_heard() -> None:
    """Told of it after the mending, or seen to have moved since, or still there a day later: it is a new one."""
    mended = objected().submitted(START + 2 * DAY).sent(START + 2 * DAY)
    again, later = CarrierUpdate(NEEDS_INFO, (WRONG_PIN,)), START + 2 * DAY + timedelta(minutes=5)
    assert mended.learned(again, later, told_at=later).status is NEEDS_INFO
    assert mended.learned(CarrierUpdate(IN_REVIEW), later).learned(again, later).status is NEEDS_INFO
    assert mended.learned(again, START + 4 * DAY).status is NEEDS_INFO


def test_a_form_that_the_carrier_does_not_have_is_sent_again() -> None:
    """An order that was begun and never confirmed, or is gone, is no end of the wish."""
    assert sent().learned(CarrierUpdate(DRAFT), START + DAY).wants is PendingAction.SEND


def test_a_draft_is_called_off_at_once_and_anything_else_by_the_carrier() -> None:
    """What the carrier may have, the carrier is asked to leave."""
    assert draft().called_off(START).status is CANCELLED
    off = sent().called_off(START)
    assert (off.status, off.wants, off.is_editable) == (SUBMITTED, PendingAction.CANCEL, False)
    assert off.learned(CarrierUpdate(CANCELLED), START).status is CANCELLED


def test_only_a_draft_and_what_was_sent_back_can_be_changed() -> None:
    """What is under way is as it was signed."""
    assert [port.is_editable for port in (draft(), objected(), sent())] == [True, True, False]
    assert objected().called_off(START).is_editable is False


def test_it_can_be_cancelled_until_two_days_before() -> None:
    """The limit is known as soon as there is a day, and goes with it."""
    scheduled = sent().learned(CarrierUpdate(SCHEDULED, scheduled_for=START + 9 * DAY), START)
    assert scheduled.cancellable_until == START + 9 * DAY - CANCELLABLE_BEFORE
    assert scheduled.learned(CarrierUpdate(IN_REVIEW), START).cancellable_until is None


def test_the_clock_looks_after_whatever_is_open() -> None:
    """A draft ends after thirty days, a wish is tried again after minutes, the rest is asked about every six hours.

    What is over is cleared once.
    """
    assert draft().due == ("draft", START + 30 * DAY)
    assert draft().submitted(START).due == ("port", START + timedelta(minutes=2))
    assert sent().due == ("port", START + timedelta(hours=6))
    over = sent().learned(CarrierUpdate(COMPLETED), START)
    assert over.due == ("port", START + timedelta(minutes=20))
    assert replace(over, is_cleared=True).due is None


@pytest.mark.parametrize("code", OBJECTIONS)
def test_every_objection_names_a_field_that_can_be_mended(code: str) -> None:
    """A field as a change of the form spells it, a paper, or the number itself; else it is empty."""
    field, _ = OBJECTIONS[code]
    known = {f"documents.{paper}" for paper in PAPERS} | {"", "phone_number"}
    model: Any = PortInChange
    for name in [] if field in known else field.split("."):
        model = next(it for it in (get_args(model) or (model,)) if it is not NoneType).model_fields[name].annotation
