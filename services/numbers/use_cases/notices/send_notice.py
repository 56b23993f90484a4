"""Send notices to the holder of a number or a port-in, by mail or text as they have chosen (E1)."""

from datetime import datetime

from contracts.numbers import NumberNoticeDue
from contracts.port_ins import PortInNoticeDue
from contracts.sentences import known, listed, say, say_day
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
    "not_sent": say(": the form was not submitted within {days} days", days=DRAFT_KEPT.days),
    "not_solved": say(": the carriers didn't solve it within {days} days", days=UNCORRECTED_KEPT.days),
    "not_mended": say(": the form was not corrected within {days} days", days=UNCORRECTED_KEPT.days),
}


def send_number_notice(work: UnitOfWork, *, event: NumberNoticeDue, portal: str) -> None:
    """Notify the holder or the user of a number, unless they have turned off notices."""
    text = NUMBER_NOTICES[event.kind].written(
        number=event.phone_number,
        reason=describe_reason(event.reason),
        portal=portal,
        until=format_day(event.until),
        why=_explain_end(event.reason),
    )
    _send(work, event.user_id or event.holder, NUMBER_NOTICES[event.kind], text, about=event.number_id)


def send_port_in_notice(work: UnitOfWork, *, event: PortInNoticeDue, portal: str) -> None:
    """Notify the holder of a port-in of its status, unless they have turned off notices."""
    text = PORT_IN_NOTICES[event.kind].written(
        number=name_numbers([event.phone_number, *event.with_numbers]),
        stays=say("The numbers stay") if event.with_numbers else say("The number stays"),
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
            return known(event.reason)
        case "comment":
            return harmless(event.reason, _COMMENT_SHOWN)
        case "cancelled":
            return _CANCELLED.get(event.reason, "")
        case _:
            return describe_reason(event.reason)


def _explain_end(reason: str) -> str:
    """Return why a plan has ended, as the end of a sentence; empty if it was canceled."""
    if reason.startswith("store_"):
        return say(": {reason}", reason=describe_reason(reason))
    if reason == "payment_taken_back":
        return say(": PayPal reversed its payment")
    return say(": it could not be paid") if reason else ""


def name_numbers(phone_numbers: list[str]) -> str:
    """Return up to three phone numbers as a list in words; of more, the first and how many others there are."""
    if len(phone_numbers) > _NAMED:
        return say("{number} and {count} other numbers", number=phone_numbers[0], count=len(phone_numbers) - 1)
    return listed(phone_numbers)


def format_day(at: datetime | None) -> str:
    """Return a day as people read it; "then" if there is none."""
    return say_day(at) if at else say("then")


def _send(work: UnitOfWork, holder: str, notice: Notice, text: str, *, about: str) -> None:
    account_id = people.find_team(work.table, holder).owner_id if is_team(holder) else holder
    send_notice(work, notice, people.find(work.table, account_id), text, about=(account_id, about))
