"""Compares a phone number as we know it with what the carrier has of it: number, order, port-in (N16). Pure.

Nothing is changed by what is found. Both sides move while they are read, so a difference counts only if it is still
there at a second look, an hour later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import PendingAction, PortStatus

EntryKind = Literal["number", "order", "port"]
RUNNING = ("active", "port-out-pending")  # the carrier's words for a number that works for us
_GONE = ("deleted", "ported-out", "purchase-failed", "port-failed")
_DELIVERED = (NumberStatus.ACTIVE, NumberStatus.SUSPENDED, NumberStatus.RELEASING)
_NOTHING = "nothing"


class What(StrEnum):
    """How the carrier and we differ about a phone number."""

    NUMBER_UNKNOWN_TO_US = "number_unknown_to_us"  # the carrier charges us for a number that no one has
    NUMBER_UNKNOWN_TO_CARRIER = "number_unknown_to_carrier"  # someone pays us for a number that does not work
    NUMBER_STATUS_DIFFERS = "number_status_differs"
    NUMBER_NOT_GIVEN_BACK = "number_not_given_back"
    CONNECTION_DIFFERS = "connection_differs"  # calls to it do not reach us
    PROFILE_DIFFERS = "profile_differs"  # texts to it do not reach us
    ORDER_UNKNOWN_TO_US = "order_unknown_to_us"
    PORT_UNKNOWN_TO_US = "port_unknown_to_us"
    PORT_UNKNOWN_TO_CARRIER = "port_unknown_to_carrier"
    PORT_STATUS_DIFFERS = "port_status_differs"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the carrier has under a phone number: a number, a pending order of one, or an open porting order.

    `reference` is the id that we gave it, `status` the carrier's word; of a porting order, ours for it if there is one.
    """

    kind: EntryKind
    phone_number: str
    reference: str
    status: str
    connection_id: str = ""
    profile_id: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the carrier is to send calls and texts of our numbers; empty where that is not configured."""

    connection_id: str = ""
    profile_id: str = ""


@dataclass(frozen=True, slots=True)
class Ours:
    """What has the claim on a phone number: a number, or a port-in, or neither.

    `profile_id` is the messaging profile of the number's holder, empty if there is none yet.
    """

    phone_number: str
    number: Number | None = None
    port: PortIn | None = None
    profile_id: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference about a phone number, with what each side says."""

    what: What
    ours: str
    theirs: str


def compare(ours: Ours, theirs: Iterable[Entry], settings: Settings) -> list[Difference]:
    """Return all differences about one phone number."""
    entries = list(theirs)
    numbers = [it for it in entries if it.kind == "number" and it.status not in _GONE]
    orders = [it for it in entries if it.kind == "order"]
    ports = [it for it in entries if it.kind == "port"]
    return [
        *_compare_number(ours, numbers[0] if numbers else None, settings),
        *(Difference(What.ORDER_UNKNOWN_TO_US, _ours_of(ours), it.reference) for it in orders if _is_strange(it, ours)),
        *_compare_ports(ours, ports),
    ]


def _compare_number(ours: Ours, theirs: Entry | None, settings: Settings) -> Iterable[Difference]:
    number = ours.number
    if number and number.status in _DELIVERED:
        if theirs is None:
            yield Difference(What.NUMBER_UNKNOWN_TO_CARRIER, number.status.value, _NOTHING)
        elif theirs.status not in RUNNING:
            yield Difference(What.NUMBER_STATUS_DIFFERS, number.status.value, theirs.status)
        else:
            yield from _compare_settings(theirs, replace(settings, profile_id=ours.profile_id or settings.profile_id))
    elif theirs and number and number.is_gone:
        yield Difference(What.NUMBER_NOT_GIVEN_BACK, number.status.value, theirs.status)
    elif theirs and number and theirs.status in RUNNING and not number.port_id:  # one that was ported waits for its pay
        yield Difference(What.NUMBER_STATUS_DIFFERS, number.status.value, theirs.status)
    elif theirs and number is None and not _is_arriving(ours.port):
        yield Difference(What.NUMBER_UNKNOWN_TO_US, _NOTHING, theirs.status)


def _compare_settings(theirs: Entry, settings: Settings) -> Iterable[Difference]:
    for what, ours, its in (
        (What.CONNECTION_DIFFERS, settings.connection_id, theirs.connection_id),
        (What.PROFILE_DIFFERS, settings.profile_id, theirs.profile_id),
    ):
        if ours and its != ours:
            yield Difference(what, ours, its or _NOTHING)


def _compare_ports(ours: Ours, theirs: list[Entry]) -> Iterable[Difference]:
    port = ours.port
    mine = [it for it in theirs if port and it.reference == port.reference]
    for entry in theirs:
        if entry not in mine and entry.status not in (PortStatus.COMPLETED, PortStatus.CANCELLED):
            yield Difference(What.PORT_UNKNOWN_TO_US, _ours_of(ours), entry.reference)
    if not _is_with_carrier(port) or port is None:
        return
    if not mine:
        if port.status is not PortStatus.NEEDS_INFO:  # else the carrier may have refused the form, and has nothing
            yield Difference(What.PORT_UNKNOWN_TO_CARRIER, port.status.value, _NOTHING)
    elif all(not _agree(port.status, it.status) for it in mine):
        yield Difference(What.PORT_STATUS_DIFFERS, port.status.value, mine[0].status)


def _agree(ours: PortStatus, theirs: str) -> bool:
    """Return whether both have the same status; a form that the carrier refused is a draft there, to be corrected."""
    return theirs == ours or (ours is PortStatus.NEEDS_INFO and theirs == PortStatus.DRAFT)


def _is_strange(order: Entry, ours: Ours) -> bool:
    """Return whether no number of ours waits for an order."""
    number = ours.number
    return number is None or number.number_id != order.reference or number.status is not NumberStatus.ORDERING


def _is_with_carrier(port: PortIn | None) -> bool:
    """Return whether the carrier must have a porting order, which nothing is asked of at this moment."""
    return port is not None and port.is_open and port.pending_action is PendingAction.NOTHING


def _is_arriving(port: PortIn | None) -> bool:
    """Return whether the number is expected by a port-in: it says by its own status whether all is well."""
    return port is not None and port.is_open


def _ours_of(ours: Ours) -> str:
    known = ours.number or ours.port
    return known.status.value if known else _NOTHING
