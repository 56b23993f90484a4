"""The wording of port-ins for people: each status, and how the port of its texts is."""

from datetime import datetime

from contracts.sentences import say, say_day
from services.numbers.domain.port_in_terms import CANCELLABLE_BEFORE, count_days

TOO_LATE = f"This port-in can no longer be canceled: it's less than {count_days(CANCELLABLE_BEFORE)} away."

_STATUSES = {
    "draft": "Started, but not submitted yet.",
    "submitted": "Submitted. We're checking the form.",
    "in_review": "Your old carrier is reviewing the request. This usually takes 2 to 7 business days.",
    "needs_info": "It has been sent back.",
    "scheduled": "Your old carrier has agreed to the port-in.",
    "completed": "The number has moved to Teamline.",
    "cancelled": "The number stays with your old carrier.",
}

HELD_UP = "It's held up."
RETRIED = "We've asked our carrier again."

# The texts of a number move apart from its calls; the words of the carrier's `messaging_port_status` (Telnyx).
TEXTING = {
    "pending": "Texts move separately: usually within minutes after the calls, sometimes in 1 to 2 business days, and "
    "for a toll-free number in up to 5.",
    "activating": "Texts are being moved now.",
    "exception": "Texts couldn't be moved yet. Our carrier is looking into it; you don't need to do anything.",
    "canceled": "Texts weren't moved: they stay with your old carrier.",
    "partial_port_complete": "Texts have been moved in part; the rest follows.",
    "ported": "Texts have moved too.",
}
TEXTING_OPEN = ("pending", "activating", "exception", "partial_port_complete")

REPLACED = "This document was replaced after you submitted the form. Please check it, and submit the form again."


def describe_status(
    status: str, scheduled_for: datetime | None = None, objections: str = "", *, is_ours: bool = False
) -> str:
    """Describe a status in a sentence or two; `objections` are full sentences, `is_ours` that we solve them."""
    words = HELD_UP if is_ours and status == "needs_info" else _STATUSES[status]
    if status == "scheduled" and scheduled_for:
        return say("{status} The number moves on {day}.", status=words, day=say_day(scheduled_for))
    return f"{words} {objections}" if status == "needs_info" and objections else words
