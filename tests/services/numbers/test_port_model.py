"""The state machine of a port-in: actions of people and reports of the carrier in any order (N7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import NoneType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.numbers.domain.bill import Address, Bill
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import CarrierUpdate, Objection, PendingAction, PortStatus
from services.numbers.domain.port_in_terms import CANCELLABLE_BEFORE
from services.numbers.domain.port_objections import CAUSES
from services.numbers.http.port_in_schemas import PortInChange
from services.numbers.stores.documents import DOCUMENT_KINDS

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WRONG_PIN = Objection("carrier.pin", "PASSCODE_PIN_INVALID", "The PIN is wrong.")
DRAFT, SUBMITTED, IN_REVIEW, NEEDS_INFO, SCHEDULED, COMPLETED, CANCELLED = PortStatus
CARRIER_SAYS = [CarrierUpdate(status) for status in (DRAFT, SUBMITTED, IN_REVIEW, None)] + [
    CarrierUpdate(NEEDS_INFO, (WRONG_PIN,)),
    CarrierUpdate(SCHEDULED, scheduled_for=START + 9 * DAY),
]


def draft() -> PortIn:
    """Return a draft."""
    bill = Bill("Rosa's", "Rosa", Address("1 Main St", "Reno", "NV", "89501"), "sealed", "4567", "sealed too")
    return PortIn("port_1", "+14155550123", "local", "team_1", "local_monthly", bill, START, START, "acc_1")


def sent() -> PortIn:
    """Return a port-in that the carrier has."""
    return draft().submit({}, START).mark_sent(START)


def objected() -> PortIn:
    """Return a port-in that the old carrier has sent back."""
    return sent().apply_update(CarrierUpdate(NEEDS_INFO, (WRONG_PIN,)), START + DAY)


def test_a_form_is_sent_reviewed_scheduled_and_completed() -> None:
    """Without objections a port-in takes each step, and has each in its history once."""
    port = sent()
    for says in (
        CarrierUpdate(SUBMITTED),
        CarrierUpdate(IN_REVIEW),
        CarrierUpdate(IN_REVIEW),
        CarrierUpdate(SCHEDULED, scheduled_for=START + 9 * DAY),
    ):
        port = port.apply_update(says, START + DAY)
    port = port.apply_update(CarrierUpdate(COMPLETED), START + 9 * DAY)
    assert [entry.status for entry in port.history] == [SUBMITTED, IN_REVIEW, SCHEDULED, COMPLETED]
    assert "December 10, 2026" in port.history[2].message


def test_a_final_status_erases_the_bill() -> None:
    """Name, address, account number and PIN are erased at the end of the port-in."""
    for status in (COMPLETED, CANCELLED):
        over = sent().apply_update(CarrierUpdate(status), START + DAY)
        assert over.bill == Bill("", "", Address("", "", "", ""), sealed_account_number="", account_number_ends="")


@given(st.lists(st.sampled_from(CARRIER_SAYS), max_size=8), st.sampled_from([COMPLETED, CANCELLED]))
def test_a_final_status_is_never_changed(after: list[CarrierUpdate], end: PortStatus) -> None:
    """A late report about a port-in that is over changes nothing."""
    over = sent().apply_update(CarrierUpdate(end), START)
    port = over
    for says in [*after, CarrierUpdate(COMPLETED), CarrierUpdate(CANCELLED)]:
        port = port.apply_update(says, START + DAY, START + DAY)
    assert port == over


@given(st.lists(st.sampled_from(CARRIER_SAYS), max_size=12))
def test_the_status_is_the_carriers_last_report(said: list[CarrierUpdate]) -> None:
    """No order of webhooks leads to another status."""
    port = sent()
    for at, says in enumerate(said):
        port = port.apply_update(says, START + at * DAY)
    known = [says for says in said if says.status not in (None, DRAFT)]
    assert port.status is (known[-1].status if known else SUBMITTED)
    assert port.objections == (known[-1].objections if known else ())


def test_a_corrected_objection_is_ignored() -> None:
    """While the carrier still shows the old objection, the form is not sent back again."""
    port = objected().submit({}, START + 2 * DAY)
    again = CarrierUpdate(NEEDS_INFO, (WRONG_PIN,))
    assert port.apply_update(again, START + 2 * DAY).status is SUBMITTED
    port = port.mark_sent(START + 2 * DAY)
    assert port.apply_update(again, START + 2 * DAY + timedelta(minutes=1)).status is SUBMITTED
    assert port.apply_update(again, START + 2 * DAY, objected_at=START + DAY).status is SUBMITTED


def test_a_new_objection_after_a_correction_counts() -> None:
    """An objection is new if it is dated after the correction, follows another status, or lasts a day."""
    mended = objected().submit({}, START + 2 * DAY).mark_sent(START + 2 * DAY)
    again, later = CarrierUpdate(NEEDS_INFO, (WRONG_PIN,)), START + 2 * DAY + timedelta(minutes=5)
    assert mended.apply_update(again, later, objected_at=later).status is NEEDS_INFO
    assert mended.apply_update(CarrierUpdate(IN_REVIEW), later).apply_update(again, later).status is NEEDS_INFO
    assert mended.apply_update(again, START + 4 * DAY).status is NEEDS_INFO


def test_a_form_that_the_carrier_does_not_have_is_sent_again() -> None:
    """An order that was created and never confirmed, or is gone, is sent again."""
    assert sent().apply_update(CarrierUpdate(DRAFT), START + DAY).pending_action is PendingAction.SEND


def test_a_draft_is_cancelled_at_once_and_others_by_the_carrier() -> None:
    """The carrier is asked to cancel every port-in that it may have."""
    assert draft().request_cancellation(START).status is CANCELLED
    off = sent().request_cancellation(START)
    assert (off.status, off.pending_action, off.is_editable) == (SUBMITTED, PendingAction.CANCEL, False)
    assert off.apply_update(CarrierUpdate(CANCELLED), START).status is CANCELLED


def test_only_a_draft_or_a_form_that_was_sent_back_is_editable() -> None:
    """A form in progress stays as it was signed."""
    assert [port.is_editable for port in (draft(), objected(), sent())] == [True, True, False]
    assert objected().request_cancellation(START).is_editable is False


def test_it_can_be_cancelled_until_two_days_before() -> None:
    """The limit is known as soon as there is a date, and goes with it."""
    scheduled = sent().apply_update(CarrierUpdate(SCHEDULED, scheduled_for=START + 9 * DAY), START)
    assert scheduled.cancellable_until == START + 9 * DAY - CANCELLABLE_BEFORE
    assert scheduled.apply_update(CarrierUpdate(IN_REVIEW), START).cancellable_until is None


def test_every_open_port_in_is_due_at_some_time() -> None:
    """Drafts are due after 30 days, pending actions after 2 minutes, others after 6 hours, final ones once."""
    assert draft().due == ("draft", START + 30 * DAY)
    assert draft().submit({}, START).due == ("port", START + timedelta(minutes=2))
    assert sent().due == ("port", START + timedelta(hours=6))
    over = sent().apply_update(CarrierUpdate(COMPLETED), START)
    assert over.due == ("port", START + timedelta(minutes=20))
    assert replace(over, are_documents_erased=True).due is None


@pytest.mark.parametrize("code", CAUSES)
def test_every_objection_names_a_field_that_can_be_corrected(code: str) -> None:
    """The field is one of a change of the form, a document, or the number itself; else it is empty."""
    field = CAUSES[code].field
    known = {f"documents.{paper}" for paper in DOCUMENT_KINDS} | {"", "phone_number"}
    model: Any = PortInChange
    for name in [] if field in known else field.split("."):
        model = next(it for it in (get_args(model) or (model,)) if it is not NoneType).model_fields[name].annotation
