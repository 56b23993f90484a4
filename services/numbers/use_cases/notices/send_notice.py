"""Send notices to the holder of a number or a port-in, by mail or text as they have chosen (E1)."""

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
    "reserved": "Your number's plan has ended",
    "released": "Your number has been released",
}
_TEXTS = {
    "order_failed": "{number} could not be set up ({reason}). If you were charged, you'll be refunded automatically. "
    "Choose another number: {portal}/numbers",
    "reserved": "The plan of {number} has ended{why}. We'll keep the number for you until {until}. Buy a plan by then "
    "to get it back: {portal}/numbers",
    "released": "We kept {number} for 30 days after its plan ended. It has now been given back to the carrier. Choose "
    "another number: {portal}/numbers",
}
_REASONS = {
    "number_not_available": "it was just taken",
    "carrier_failed": "the carrier couldn't deliver it",
    "payment_method_required": "no PayPal wallet is connected",
    "plan_over": "its plan ended before it was delivered",
}
_PORT_IN_SUBJECTS = {
    "needs_info": "Your number transfer needs a fix",
    "scheduled": "Your number transfer is scheduled",
    "completed": "Your number has moved to Teamline",
    "cancelled": "Your number stays with your old carrier",
    "not_cancelled": "Your number transfer can no longer be canceled",
    "unpaid": "Your number's plan could not be paid",
}
_PORT_IN_TEXTS = {
    "needs_info": "The transfer of {number} has been sent back. {reason} Fix this and resubmit: {link}",
    "scheduled": "Your old carrier has agreed: {number} moves to Teamline on {on}. Don't cancel your old service "
    "before then. You can cancel the transfer until two days before: {link}",
    "completed": "{number} has moved to Teamline. We're charging its plan now, and it works as soon as that is paid. "
    "You can cancel your old service if nothing else depends on it: {link}",
    "cancelled": "The transfer of {number} is canceled{reason}. The number stays with your old carrier: {link}",
    "not_cancelled": "The transfer of {number} can no longer be canceled; it moves on {on}. After that you can cancel "
    "the number like any other: {link}",
    "unpaid": "{number} has moved to Teamline, but its plan could not be paid ({reason}). We'll keep the number for "
    "you until {on}. Buy a plan by then to start using it: {portal}/numbers",
}
_PORT_IN_REASONS = {
    "not_sent": ": the form was not submitted within 30 days",
    "not_mended": ": the form was not corrected within 60 days",
    "": "",
}


def send_number_notice(work: UnitOfWork, *, event: NumberNoticeDue, portal: str) -> None:
    """Notify the holder of a number, unless they have turned off notices."""
    text = _TEXTS[event.kind].format(
        number=event.phone_number,
        reason=_REASONS.get(event.reason, event.reason or "no reason given"),
        portal=portal,
        until=_format_day(event.until),
        why=_explain_end(event.reason),
    )
    _send(work, event.holder, _SUBJECTS[event.kind], text)


def send_port_in_notice(work: UnitOfWork, *, event: PortInNoticeDue, portal: str) -> None:
    """Notify the holder of a port-in of its status, unless they have turned off notices."""
    reason = _PORT_IN_REASONS.get(event.reason, _REASONS.get(event.reason, event.reason))
    text = _PORT_IN_TEXTS[event.kind].format(
        number=event.phone_number,
        reason=reason,
        on=_format_day(event.on),
        portal=portal,
        link=f"{portal}/numbers/port-ins/{event.port_id}",
    )
    _send(work, event.holder, _PORT_IN_SUBJECTS[event.kind], text)


def _explain_end(reason: str) -> str:
    """Return why a plan has ended, as the end of a sentence; empty if it was canceled."""
    return {"": "", "payment_taken_back": ": PayPal reversed its payment"}.get(reason, ": it could not be paid")


def _format_day(at: datetime | None) -> str:
    return f"{at:%B} {at.day}, {at.year}" if at else "then"


def _send(work: UnitOfWork, holder: str, subject: str, text: str) -> None:
    account_id = people.find_team(work.table, holder).owner_id if is_team(holder) else holder
    person = people.find(work.table, account_id)
    if "email" in person.notices:
        _try_to_send(lambda: send_mail(person.email, f"Teamline: {subject}", text), person.email)
    if "text" in person.notices:
        _try_to_send(lambda: send_text(person.phone_number, f"Teamline: {text}"), person.phone_number)


def _try_to_send(send: Callable[[], None], address: str) -> None:
    if not address:
        return
    try:
        send()
    except NotDeliverableError as fault:
        log().warning("numbers.notice.undeliverable", extra={"reason": fault.reason})
