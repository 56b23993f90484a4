"""Tell the holder of a number what became of it and what to do, by mail or text as they have chosen (E1)."""

from collections.abc import Callable

from contracts.numbers import NumberNoticeDue
from kernel.log import log
from kernel.messages import NotDeliverableError, send_mail, send_text
from kernel.work import Work
from services.numbers.people import is_team
from services.numbers.stores import people

_SUBJECTS = {
    "order_failed": "Your number could not be set up",
    "reserved": "The plan of your number has ended",
    "released": "Your number was given back",
}
_TEXTS = {
    "order_failed": "{number} could not be set up ({reason}). If it was paid, the money goes back to your PayPal "
    "wallet by itself. Choose another number: {portal}/numbers",
    "reserved": "The plan of {number} has ended. We keep the number for you until {until}; buy a plan by then to have "
    "it back: {portal}/numbers",
    "released": "{number} was kept for 30 days after its plan had ended, and is given back to the carrier now. Choose "
    "another number: {portal}/numbers",
}
_REASONS = {
    "number_not_available": "somebody else was quicker",
    "carrier_failed": "the carrier could not deliver it",
    "payment_method_required": "no PayPal wallet is attached",
}


def send_notice(work: Work, event: NumberNoticeDue, portal: str) -> None:
    """Send it, if there is anybody to send it to."""
    holder = people.owner_of(work.table, event.holder) if is_team(event.holder) else event.holder
    person = people.find(work.table, holder)
    text = _TEXTS[event.kind].format(
        number=event.phone_number, reason=_REASONS.get(event.reason, event.reason or "no reason given"), portal=portal,
        until=f"{event.until:%d %B %Y}" if event.until else "then",
    )  # fmt: skip
    if "email" in person.notices:
        _try(lambda: send_mail(person.email, f"Teamline: {_SUBJECTS[event.kind]}", text), person.email)
    if "text" in person.notices:
        _try(lambda: send_text(person.phone_number, f"Teamline: {text}"), person.phone_number)


def _try(send: Callable[[], None], address: str) -> None:
    if not address:
        return
    try:
        send()
    except NotDeliverableError as fault:
        log().warning("notice not deliverable", extra={"reason": fault.reason})
