"""What counts as a difference between our numbers and the carrier's (N16)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.numbers.domain.bill import ERASED_BILL
from services.numbers.domain.inventory import Difference, Entry, Ours, Settings, What, compare
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PortStatus

PHONE = "+14155550100"
SETTINGS = Settings("conn", "profile")
NUMBER = Number("num_1", PHONE, "local", "team_1", "local_monthly", datetime(2026, 11, 1, tzinfo=UTC), "acc_1")
THEIRS = Entry("number", PHONE, "num_1", "active", "conn", "profile")
ORDER = Entry("order", PHONE, "num_1", "pending")


def found(number: Number | None, *entries: Entry, settings: Settings = SETTINGS) -> list[What]:
    """Return what differs."""
    return [it.what for it in compare(Ours(PHONE, number), entries, settings)]


def with_status(status: NumberStatus) -> Number:
    """Return the number with a status."""
    return replace(NUMBER, status=status)


DELIVERED = (NumberStatus.ACTIVE, NumberStatus.SUSPENDED, NumberStatus.RELEASING)
OVER = (NumberStatus.RELEASED, NumberStatus.FAILED)


@pytest.mark.parametrize("status", DELIVERED)
def test_a_number_that_was_delivered_must_work_at_the_carrier(status: NumberStatus) -> None:
    """One that someone pays for, or may have back, is the carrier's as well, active and with our settings."""
    number = with_status(status)
    assert found(number, THEIRS) == []
    assert found(number) == [What.NUMBER_UNKNOWN_TO_CARRIER]
    assert found(number, replace(THEIRS, status="deleted")) == [What.NUMBER_UNKNOWN_TO_CARRIER]
    assert found(number, replace(THEIRS, status="emergency-only")) == [What.NUMBER_STATUS_DIFFERS]
    assert found(number, replace(THEIRS, status="port-out-pending")) == []


@pytest.mark.parametrize("status", OVER)
def test_a_number_that_is_over_must_have_been_given_back(status: NumberStatus) -> None:
    """The carrier charges for what it still has."""
    assert found(with_status(status)) == []
    assert found(with_status(status), THEIRS) == [What.NUMBER_NOT_GIVEN_BACK]
    assert found(with_status(status), replace(THEIRS, status="ported-out")) == []


def test_a_number_on_order_is_not_the_carriers_yet() -> None:
    """A pending order of ours is as it should be; a delivered number that we did not notice is not."""
    ordering = with_status(NumberStatus.ORDERING)
    assert found(ordering, ORDER) == []
    assert found(ordering, THEIRS) == [What.NUMBER_STATUS_DIFFERS]


@pytest.mark.parametrize("number", [None, *map(with_status, (*DELIVERED, *OVER))])
def test_an_order_that_no_number_waits_for_is_strange(number: Number | None) -> None:
    """It would bring a number that no one asked for."""
    assert What.ORDER_UNKNOWN_TO_US in found(number, ORDER)
    assert What.ORDER_UNKNOWN_TO_US in found(with_status(NumberStatus.ORDERING), replace(ORDER, reference="num_2"))


def test_what_no_one_of_ours_claims_is_strange() -> None:
    """A number without a claim is paid for at the carrier, and used by no one."""
    assert found(None, THEIRS) == [What.NUMBER_UNKNOWN_TO_US]
    assert found(None) == []


def test_settings_differ_only_where_they_are_configured() -> None:
    """Calls and texts of each number go where the configuration says, if it does."""
    number = with_status(NumberStatus.ACTIVE)
    other = replace(THEIRS, connection_id="", profile_id="another")
    assert found(number, other) == [What.CONNECTION_DIFFERS, What.PROFILE_DIFFERS]
    assert found(number, other, settings=Settings()) == []
    assert compare(Ours(PHONE, number), [other], SETTINGS)[0] == Difference(What.CONNECTION_DIFFERS, "conn", "nothing")


def test_a_number_that_was_ported_waits_for_its_pay() -> None:
    """It is the carrier's at once, and ours is active when its plan is paid: an eCheck takes days."""
    assert found(replace(with_status(NumberStatus.ORDERING), port_id="port_1"), THEIRS) == []


@pytest.mark.parametrize("theirs", [[], ["draft"], ["needs_info"]])
def test_a_form_that_the_carrier_refused_is_no_difference(theirs: list[str]) -> None:
    """Nothing of it is with the carrier, or a draft, until its holder has corrected it."""
    port = port_at(PortStatus.NEEDS_INFO)
    assert compare(Ours(PHONE, port=port), [Entry("port", PHONE, "port_1", it) for it in theirs], SETTINGS) == []


def test_a_port_in_must_be_at_the_carrier_with_its_status() -> None:
    """One that its owner waits for, and the carrier does not have, or has otherwise, is a difference."""
    ours = Ours(PHONE, port=port_at(PortStatus.IN_REVIEW))
    assert [it.what for it in compare(ours, [], SETTINGS)] == [What.PORT_UNKNOWN_TO_CARRIER]
    theirs = Entry("port", PHONE, "port_1", "scheduled")
    assert [it.what for it in compare(ours, [theirs], SETTINGS)] == [What.PORT_STATUS_DIFFERS]


def port_at(status: PortStatus) -> PortIn:
    """Return a port-in with a status."""
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return PortIn("port_1", PHONE, "local", "acc_1", "local_monthly", ERASED_BILL, at, at, "acc_1", status=status)
