"""Tell the holder of a number what became of it and what to do, by mail or text as they have chosen (E1)."""

from collections.abc import Callable
from datetime import datetime

from contracts.numbers import NumberNoticeDue, PortInNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.providers.messaging import NotDeliverableError, send_mail, send_text
from services.numbers.domain.person import is_team
from services.numbers.stores import people

_SUBJECTS = {
    "order_failed": "Your number could not be set up",
    "reserved": "The plan of your number has ended",
    "released": "Your number was given back",
}
_TEXTS = {
    "order_failed": "{number} could not be set up ({reason}). If it was paid, the money goes back to your PayPal "
    "wallet by itself. Choose another number: {portal}/numbers",
    "reserved": "The plan of {number} has ended{why}. We keep the number for you until {until}; buy a plan by then to "
    "have it back: {portal}/numbers",
    "released": "{number} was kept for 30 days after its plan had ended, and is given back to the carrier now. Choose "
    "another number: {portal}/numbers",
}
_REASONS = {
    "number_not_available": "somebody else was quicker",
    "carrier_failed": "the carrier could not deliver it",
    "payment_method_required": "no PayPal wallet is attached",
    "plan_over": "its plan was over before it came",
}


_PORT_SUBJECTS = {
    "needs_info": "Your old carrier wants something mended",
    "scheduled": "The day on which your number moves",
    "completed": "Your number has moved to Teamline",
    "cancelled": "Your number stays with your old carrier",
    "not_cancelled": "It is too late to cancel the transfer of your number",
    "unpaid": "The plan of your number could not be paid",
}
_PORT_TEXTS = {
    "needs_info": "The transfer of {number} has been sent back. {reason} Mend it and send it again: {link}",
    "scheduled": "Your old carrier has agreed: {number} moves to Teamline on {on}. Do not cancel your old contract "
    "before. It can be called off until two days before: {link}",
    "completed": "{number} has moved to Teamline. Its plan is charged now, and it works once that is paid. Your old "
    "contract may be cancelled if nothing else is on it: {link}",
    "cancelled": "The transfer of {number} is called off{reason}. The number stays with your old carrier: {link}",
    "not_cancelled": "The carrier does not let the transfer of {number} be cancelled any more; it moves on {on}. After "
    "that you can give the number up like any other: {link}",
    "unpaid": "{number} has moved to Teamline, but its plan could not be paid ({reason}). We keep the number for you "
    "until {on}; buy a plan by then and it works: {portal}/numbers",
}
_PORT_REASONS = {
    "not_sent": ": the form was not sent within 30 days",
    "not_mended": ": what was sent back was not mended within 60 days",
    "": "",
}


def send_notice(work: UnitOfWork, event: NumberNoticeDue, portal: str) -> None:
    """Tell what became of a number, if there is anybody to tell."""
    text = _TEXTS[event.kind].format(
        number=event.phone_number, reason=_REASONS.get(event.reason, event.reason or "no reason given"), portal=portal,
        until=_day(event.until), why=_why_ended(event.reason),
    )  # fmt: skip
    _send(work, event.holder, _SUBJECTS[event.kind], text)


def _why_ended(reason: str) -> str:
    """Why a plan has ended, unless it was called off."""
    return {"": "", "payment_taken_back": ": PayPal took its payment back"}.get(reason, ": it could not be paid")


def send_port_notice(work: UnitOfWork, event: PortInNoticeDue, portal: str) -> None:
    """Tell how a transfer stands, if there is anybody to tell."""
    reason = _PORT_REASONS.get(event.reason, _REASONS.get(event.reason, event.reason))
    text = _PORT_TEXTS[event.kind].format(
        number=event.phone_number, reason=reason, on=_day(event.on), portal=portal,
        link=f"{portal}/numbers/port-ins/{event.port_id}",
    )  # fmt: skip
    _send(work, event.holder, _PORT_SUBJECTS[event.kind], text)


def _day(at: datetime | None) -> str:
    return f"{at:%d %B %Y}" if at else "then"


def _send(work: UnitOfWork, whose: str, subject: str, text: str) -> None:
    holder = people.find_team(work.table, whose).owner_id if is_team(whose) else whose
    person = people.find(work.table, holder)
    if "email" in person.notices:
        _try(lambda: send_mail(person.email, f"Teamline: {subject}", text), person.email)
    if "text" in person.notices:
        _try(lambda: send_text(person.phone_number, f"Teamline: {text}"), person.phone_number)


def _try(send: Callable[[], None], address: str) -> None:
    if not address:
        return
    try:
        send()
    except NotDeliverableError as fault:
        log().warning("notice not deliverable", extra={"reason": fault.reason})
