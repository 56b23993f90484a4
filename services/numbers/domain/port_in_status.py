"""The parts of a port-in: its status, what the carrier must be asked for, its objections and its history (N7). Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PortStatus(StrEnum):
    """The status of a port-in."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    NEEDS_INFO = "needs_info"
    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PendingAction(StrEnum):
    """What the carrier must still be asked for."""

    NOTHING = ""
    SEND = "send"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a carrier does not accept the form: the field as the API names it, or empty, and what to do about it.

    `is_ours` says that its holder need not do anything: we ask again.
    """

    field: str
    code: str
    message: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A line of the history."""

    at: datetime
    status: PortStatus
    message: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that the carrier has: `by` is `admin` for its staff, `system`, or `user` for us."""

    body: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the holder answers the carrier's staff, until the carrier has it."""

    answer_id: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CarrierUpdate:
    """The status of a port-in at the carrier; None for a status that we do not know."""

    status: PortStatus | None
    objections: tuple[Objection, ...] = ()
    scheduled_for: datetime | None = None
    texting: str = ""  # the carrier's word of how the port of its texts is
