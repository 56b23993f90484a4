"""A request for port-ins: one form, bill, holder and letter for one number or several (N7). Pure.

Each number is a port-in with a status, a claim and a plan of its own. What is true of all of them together is here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import Objection, PendingAction, PortStatus

_TRY_TAKES = timedelta(seconds=90)  # the longest that an action may take: for so long no one else acts on the request
_ORDERS_BEGIN_WITHIN = timedelta(seconds=60)  # the documents of an order take 30 seconds at most
OTHERS_FIRST = Objection(
    "", "others_first", "Another number of this request has a problem. Fix it, or cancel that number. Then resubmit."
)


@dataclass(frozen=True, slots=True)
class MainNumbers:
    """What the form says of the account at the old carrier: its main number, and that of what stays there.

    `remaining` is empty if nothing stays, or if it is not known.
    """

    main: str
    remaining: str
    is_partial: bool

    @property
    def lacks_remaining(self) -> bool:
        """Whether numbers stay, and the form does not say which of them is their main number."""
        return self.is_partial and not self.remaining


def find_main_numbers(port: PortIn, parts: Iterable[PortIn]) -> MainNumbers:
    """Return the main numbers for the form of a port-in, among all port-ins of its request.

    A number that was submitted and canceled stays on the account: the port is a partial one even if the form says that
    nothing stays, as the old carrier would close the account with that number.
    """
    all_parts = list(parts)
    moving = find_wanted(all_parts)
    left = [it.phone_number for it in all_parts if it.phone_number not in moving and _was_submitted(it)]
    main = port.bill.billing_phone_number or port.phone_number
    is_partial = port.bill.keeps_other_numbers or bool(left)
    named = [port.bill.new_billing_phone_number, main, *left]
    remaining = next((it for it in named if it and it not in moving), "") if is_partial else ""
    return MainNumbers(main, remaining, is_partial)


def find_wanted(parts: Iterable[PortIn]) -> set[str]:
    """Return the phone numbers of a request that are to move, or have moved."""
    return {it.phone_number for it in parts if it.status is not PortStatus.CANCELLED and not it.is_cancelling}


def find_due_retries(parts: Sequence[PortIn], now: datetime) -> list[PortIn]:
    """Return the port-ins to be sent again by ourselves: once one is due, all that wait, or none.

    One that waits for the others goes with them. None goes while one waits for its holder: without it, the form would
    be that of a full port, and the old carrier would close the account with that number.
    """
    waiting = [it for it in parts if it.status is PortStatus.NEEDS_INFO and not it.pending_action]
    if not any(it.is_retry_due(now) for it in waiting):
        return []
    is_for_us = all(it.is_ours_to_solve or it.objections == (OTHERS_FIRST,) for it in waiting)
    return waiting if is_for_us else []


def is_tried(parts: Iterable[PortIn], now: datetime) -> bool:
    """Return whether an action may be in progress at the carrier for any of them."""
    return any(it.tried_at and now < it.tried_at + _TRY_TAKES for it in parts)


def has_time_for_order(parts: Iterable[PortIn], now: datetime) -> bool:
    """Return whether another order can be sent before another process may act on the request."""
    return all(it.tried_at is None or now < it.tried_at + _ORDERS_BEGIN_WITHIN for it in parts)


def pending(parts: Iterable[PortIn], action: PendingAction) -> list[PortIn]:
    """Return those of which the carrier must be asked for this."""
    return [it for it in parts if it.pending_action is action]


def with_number(parts: Iterable[PortIn], phone_numbers: Collection[str]) -> list[PortIn]:
    """Return those with one of these phone numbers."""
    return [it for it in parts if it.phone_number in phone_numbers]


def has_stayed_in_its_order(port: PortIn, now: datetime) -> bool:
    """Return whether a canceled one whose order goes on was to be taken out of it, and it is too late for that now."""
    until = port.cancellable_until
    return bool(port.is_cancelling and port.asked_out_at and until and now > until)


def rename_main_number(port: PortIn, before: str, after: str) -> PortIn:
    """Return a port-in whose bill named a phone number as the main one that was corrected."""
    named = port.bill.billing_phone_number == before
    return replace(port, bill=replace(port.bill, billing_phone_number=after)) if named else port


def _was_submitted(port: PortIn) -> bool:
    """Return whether it was with the carriers: a draft that is given up may have been a wrong number."""
    drafts = (PortStatus.DRAFT, PortStatus.CANCELLED)
    return any(it.status not in drafts for it in port.history)
