"""Send notices to the holder of a number or a port-in, by mail or text as they have chosen (E1)."""

from datetime import datetime

from contracts.numbers import NumberNoticeDue
from contracts.port_ins import PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.notices import Notice
from kernel.providers.messaging import harmless
from kernel.providers.notice_sender import send_notice
from services.numbers.domain.failure_reasons import describe_reason
from services.numbers.domain.notices import NUMBER_NOTICES, PORT_IN_NOTICES
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in_terms import DRAFT_KEPT, UNCORRECTED_KEPT
from services.numbers.stores import people

_COMMENT_SHOWN, _NAMED = 300, 3
_CANCELLED = {
    "not_sent": f": the form was not submitted within {DRAFT_KEPT.days} days",
    "not_solved": f": the carriers didn't solve it within {UNCORRECTED_KEPT.days} days",
    "not_mended": f": the form was not corrected within {UNCORRECTED_KEPT.days} days",
}


def send_number_notice(work: UnitOfWork, *, event: NumberNoticeDue, portal: str) -> None:
    """Notify the holder or the user of a number, unless they have turned off notices."""
    text = NUMBER_NOTICES[event.kind].text.format(
        number=event.phone_number,
        reason=describe_reason(event.reason),
        portal=portal,
        until=format_day(event.until),
        why=_explain_end(event.reason),
    )
    _send(work, event.user_id or event.holder, NUMBER_NOTICES[event.kind], text, about=event.number_id)


def send_port_in_notice(work: UnitOfWork, *, event: PortInNoticeDue, portal: str) -> None:
    """Notify the holder of a port-in of its status, unless they have turned off notices."""
    text = PORT_IN_NOTICES[event.kind].text.format(
        number=name_numbers([event.phone_number, *event.with_numbers]),
        stays="The numbers stay" if event.with_numbers else "The number stays",
        reason=_explain_port_in(event),
        on=format_day(event.on),
        portal=portal,
        link=f"{portal}/numbers/port-ins/{event.port_id}",
    )
    _send(work, event.holder, PORT_IN_NOTICES[event.kind], text, about=event.port_id)


def _explain_port_in(event: PortInNoticeDue) -> str:
    """Return why a port-in is where it is; what the carrier objects to is in words already."""
    match event.kind:
        case "needs_info" | "held_up":
            return event.reason
        case "comment":
            return harmless(event.reason, _COMMENT_SHOWN)
        case "cancelled":
            return _CANCELLED.get(event.reason, "")
        case _:
            return describe_reason(event.reason)


def _explain_end(reason: str) -> str:
    """Return why a plan has ended, as the end of a sentence; empty if it was canceled."""
    if reason.startswith("store_"):
        return f": {describe_reason(reason)}"
    return {"": "", "payment_taken_back": ": PayPal reversed its payment"}.get(reason, ": it could not be paid")


def name_numbers(phone_numbers: list[str]) -> str:
    """Return up to three phone numbers as a list in words; of more, the first and how many others there are."""
    if len(phone_numbers) > _NAMED:
        return f"{phone_numbers[0]} and {len(phone_numbers) - 1} other numbers"
    *before, last = phone_numbers
    return f"{', '.join(before)} and {last}" if before else last


def format_day(at: datetime | None) -> str:
    """Return a day as people read it; "then" if there is none."""
    return f"{at:%B} {at.day}, {at.year}" if at else "then"


def _send(work: UnitOfWork, holder: str, notice: Notice, text: str, *, about: str) -> None:
    account_id = people.find_team(work.table, holder).owner_id if is_team(holder) else holder
    send_notice(work, notice, people.find(work.table, account_id), text, about=(account_id, about))
