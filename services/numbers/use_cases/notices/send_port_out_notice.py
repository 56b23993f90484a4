"""Notify a person of a port-out by every channel, whatever they have chosen: it may be theft (N13, I14)."""

from datetime import datetime

from contracts.port_outs import PortOutNoticeDue
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.messaging import harmless
from kernel.providers.notice_sender import send_notice
from services.numbers.domain.port_out_notices import PORT_OUT_NOTICES
from services.numbers.stores import people
from services.numbers.use_cases.notices.send_notice import format_day


def send_port_out_notice(work: UnitOfWork, *, event: PortOutNoticeDue, portal: str) -> None:
    """Send the notice; the new carrier's name is cleaned, as it could say more than a name."""
    notice = PORT_OUT_NOTICES[event.kind]
    text = notice.written(
        number=event.phone_number,
        carrier=harmless(event.carrier_name) or say("another carrier"),
        until=_format_hour(event.object_until),
        on=say("on {day}", day=format_day(event.on)) if event.on else say("soon"),
        link=f"{portal}/numbers/{event.number_id}",
    )
    person = people.find(work.table, event.account_id)
    send_notice(work, notice, person, text, about=(event.account_id, event.port_out_id))


def _format_hour(at: datetime | None) -> str:
    return say("{day}, {time} UTC", day=format_day(at), time=f"{at:%H:%M}") if at else say("then")
