"""The state of a port-in, a number brought from another carrier, and the changes it allows (N7). Pure.

    DRAFT -> SUBMITTED -> IN_REVIEW -> SCHEDULED -> COMPLETED      every open one -> CANCELLED
                ^  v         ^  v          v
                NEEDS_INFO <-+--+----------+

What the carrier must still be asked for is kept as `pending_action` until it is done. The carrier is asked for the
current status each time, so that the order of its webhooks does not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from contracts.plans import Kind
from services.numbers.domain import port_in_wording
from services.numbers.domain.bill import ERASED_BILL, Bill
from services.numbers.domain.control_code import ControlCode
from services.numbers.domain.port_in_status import (
    Answer,
    CarrierUpdate,
    HistoryEntry,
    Objection,
    PendingAction,
    PortStatus,
)
from services.numbers.domain.port_in_terms import (
    ACTION_RETRIED_AFTER,
    ASKED_EVERY,
    CANCELLABLE_BEFORE,
    CORRECTION_SEEN_WITHIN,
    DRAFT_KEPT,
    RETRIED_AFTER,
    TEXTING_FOLLOWED,
    UNCORRECTED_KEPT,
    UPLOADS_MAY_COME,
)

_LONGEST_HISTORY = 60


@dataclass(frozen=True, slots=True)
class PortIn:
    """A port-in: the number, its future holder, user and plan, and its status."""

    port_id: str
    phone_number: str
    kind: Kind
    holder: str
    plan_id: str
    bill: Bill
    created_at: datetime
    checked_at: datetime  # when something was last done about it, or asked
    asked_by: str
    user_id: str | None = None
    wanted_on: str = ""
    status: PortStatus = PortStatus.DRAFT
    pending_action: PendingAction = PendingAction.NOTHING
    tried_at: datetime | None = None
    corrected_at: datetime | None = None
    scheduled_for: datetime | None = None
    objections: tuple[Objection, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    number_id: str = ""
    documents: dict[str, str] = field(default_factory=dict)  # the ETag of each as it was submitted
    approved_by: str = ""  # the owner who approved its plan, above the limit of the admin who asked (T11)
    texting: str = ""  # the carrier's word of how the port of its texts is
    answers: tuple[Answer, ...] = ()  # to the carrier's staff, on their way
    commented_at: datetime | None = None  # the newest comment of the staff that its holder was notified of
    retries: int = 0  # how often we asked again by ourselves since its holder submitted it
    code: ControlCode | None = None  # the last that was sent to the number
    proved_at: datetime | None = None  # when a code proved who controls the number
    are_documents_erased: bool = False  # also those that were uploaded after its end
    request_id: str = ""  # of the request for several numbers: the id of its first port-in
    part_ids: tuple[str, ...] = ()  # all port-ins of that request, in its order; none for a number alone
    asked_out_at: datetime | None = None  # when the staff was asked to take it out of an order of several numbers
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is neither completed nor canceled."""
        return self.status not in (PortStatus.COMPLETED, PortStatus.CANCELLED)

    @property
    def reference(self) -> str:
        """The id of its request, under which the carrier has its orders and the bucket its documents."""
        return self.request_id or self.port_id

    @property
    def is_cancelling(self) -> bool:
        """Whether the carrier is being asked to cancel it."""
        return self.pending_action is PendingAction.CANCEL

    @property
    def is_control_proved(self) -> bool:
        """Whether a code has proved that its holder controls the number; without it nothing is claimed."""
        return self.proved_at is not None

    @property
    def is_editable(self) -> bool:
        """Whether its form may be changed and submitted."""
        return self.status in (PortStatus.DRAFT, PortStatus.NEEDS_INFO) and not self.is_cancelling

    @property
    def is_ours_to_solve(self) -> bool:
        """Whether it waits for nothing that its holder could do."""
        waits = self.status is PortStatus.NEEDS_INFO and bool(self.objections)
        return waits and all(it.is_ours for it in self.objections)

    def is_retry_due(self, now: datetime) -> bool:
        """Return whether we should ask again for what its holder cannot mend."""
        return self.is_ours_to_solve and not self.pending_action and now >= self.history[-1].at + RETRIED_AFTER

    @property
    def follows_texting(self) -> bool:
        """Whether the number has moved and its texts have not; after two weeks the last word counts."""
        moved = self.status is PortStatus.COMPLETED and self.texting in port_in_wording.TEXTING_OPEN
        return moved and self.checked_at < self.history[-1].at + TEXTING_FOLLOWED

    def is_abandoned(self, now: datetime) -> bool:
        """Return whether it has waited for a correction for 60 days, the longest that its number stays blocked."""
        if self.is_ours_to_solve:
            return self.retries >= UNCORRECTED_KEPT // RETRIED_AFTER
        return self.status is PortStatus.NEEDS_INFO and now >= self.history[-1].at + UNCORRECTED_KEPT

    @property
    def cancellable_until(self) -> datetime | None:
        """Until when the carrier lets it be canceled; None while no date is set, and when it is over."""
        return self.scheduled_for - CANCELLABLE_BEFORE if self.scheduled_for and self.is_open else None

    @property
    def due(self) -> tuple[str, datetime] | None:
        """What a scheduled job must do about it ("port" or "draft"), and from when; None for nothing."""
        if not self.is_open:
            if not self.are_documents_erased:
                return "port", self.checked_at + UPLOADS_MAY_COME
            return ("port", self.checked_at + ASKED_EVERY) if self.follows_texting else None
        if self.pending_action and not self.asked_out_at:
            return "port", (self.tried_at or self.checked_at) + ACTION_RETRIED_AFTER
        if self.status is PortStatus.DRAFT:
            return "draft", self.created_at + DRAFT_KEPT
        return "port", self.checked_at + ASKED_EVERY

    def submit(self, documents: Mapping[str, str], now: datetime) -> "PortIn":
        """Record that its form is complete and must be sent to the carrier, for the first time or again.

        `documents` are the ETags of those that were checked: no others are sent.
        """
        corrected = now if self.status is PortStatus.NEEDS_INFO else None
        after = replace(
            self,
            pending_action=PendingAction.SEND,
            tried_at=None,
            corrected_at=corrected,
            objections=(),
            documents=dict(documents),
            retries=0,
        )
        return after.with_status(PortStatus.SUBMITTED, now)

    def retry(self, now: datetime) -> "PortIn":
        """Record that the form must be sent again as it is: what was objected to is not for its holder to mend."""
        after = replace(self.submit(self.documents, now), retries=self.retries + 1)
        line = HistoryEntry(now, after.status, port_in_wording.RETRIED)
        return replace(after, history=(*after.history[:-1], line))

    def request_cancellation(self, now: datetime) -> "PortIn":
        """Cancel a draft at once; have the carrier asked to cancel anything it may have."""
        if self.status is PortStatus.DRAFT:
            return self.with_status(PortStatus.CANCELLED, now)
        tried_at = (
            self.tried_at if self.pending_action is PendingAction.SEND else None
        )  # another process may be sending it at this moment
        return replace(self, pending_action=PendingAction.CANCEL, tried_at=tried_at, checked_at=now)

    def decline_cancellation(self, now: datetime) -> "PortIn":
        """Record that the carrier does not let it be canceled any more."""
        after = replace(self, pending_action=PendingAction.NOTHING, tried_at=None, asked_out_at=None)
        return after._with_history_entry(now, port_in_wording.TOO_LATE)

    def record_objections(self, objections: tuple[Objection, ...], now: datetime) -> "PortIn":
        """Record that the carrier does not accept the form as it is."""
        after = replace(
            self, pending_action=PendingAction.NOTHING, tried_at=None, corrected_at=None, objections=objections
        )
        return after.with_status(PortStatus.NEEDS_INFO, now)

    def mark_sent(self, now: datetime) -> "PortIn":
        """Record that the carrier has the form."""
        return replace(self, pending_action=PendingAction.NOTHING, tried_at=None, checked_at=now)

    def apply_update(self, update: CarrierUpdate, now: datetime, objected_at: datetime | None = None) -> "PortIn":
        """Apply the carrier's status; `objected_at` is the time of the objection in the webhook, if it had one."""
        if not self.is_open or update.status is None or self._is_corrected_already(update, now, objected_at):
            return replace(self, checked_at=now) if self.is_open else self
        if update.status is PortStatus.DRAFT:  # it was never sent after all; a needed correction comes first
            again = self.pending_action or (
                PendingAction.NOTHING if self.status is PortStatus.NEEDS_INFO else PendingAction.SEND
            )
            return replace(self, pending_action=again, checked_at=now)
        corrected_at = self.corrected_at if update.status is self.status else None
        pending = self.pending_action if self.is_cancelling else PendingAction.NOTHING  # it is sent, by any process
        after = replace(
            self,
            checked_at=now,
            scheduled_for=update.scheduled_for,
            texting=update.texting,
            objections=update.objections,
            pending_action=pending,
            corrected_at=corrected_at,
        )
        is_old = update.status is self.status and not after.differs_visibly_from(self)
        return after if is_old else after.with_status(update.status, now)

    def differs_visibly_from(self, before: "PortIn") -> bool:
        """Return whether people see something else now than before."""
        seen = [(it.status, it.objections, it.scheduled_for) for it in (self, before)]
        return seen[0] != seen[1]

    def with_status(self, status: PortStatus, now: datetime) -> "PortIn":
        """Set the status and add it to the history; a final status erases the bill."""
        after = replace(self, status=status)
        if not after.is_open:
            after = replace(after, pending_action=PendingAction.NOTHING, tried_at=None, bill=ERASED_BILL, objections=())
            after = replace(after, answers=(), code=None, asked_out_at=None)
        objections = " ".join(objection.message for objection in self.objections)
        words = port_in_wording.describe_status(
            status,
            self.scheduled_for,
            objections,
            is_ours=bool(self.objections) and all(it.is_ours for it in self.objections),
        )
        return after._with_history_entry(now, words)

    def _with_history_entry(self, now: datetime, message: str) -> "PortIn":
        history = (*self.history, HistoryEntry(now, self.status, message))
        return replace(self, history=history[-_LONGEST_HISTORY:], checked_at=now)

    def _is_corrected_already(self, update: CarrierUpdate, now: datetime, objected_at: datetime | None) -> bool:
        """Return whether an objection is the one that has been corrected, or is being corrected."""
        if update.status is not PortStatus.NEEDS_INFO:
            return False
        if self.corrected_at is None:
            return False
        if self.pending_action is PendingAction.SEND:
            return True
        if now > self.corrected_at + CORRECTION_SEEN_WITHIN:
            return False
        return objected_at is None or objected_at <= self.corrected_at
