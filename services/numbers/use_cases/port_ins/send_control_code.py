"""Send the code that proves who controls a number to the number itself (N7)."""

from collections.abc import Callable

from contracts.port_ins import PortInCodeDue
from kernel.bus.sealing import unseal
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.log import count, log
from kernel.providers.messaging import NotDeliverableError, send_text
from services.numbers.domain.control_code import write_text
from services.numbers.stores import port_ins


def send_control_code(work: UnitOfWork, *, event: PortInCodeDue, call: Callable[[str, str], None]) -> None:
    """Send a code by text or call, unless it has expired, is used, or a newer one replaced it.

    Raises ProviderDownError; the event is then delivered again.
    """
    port = port_ins.find(work.table, event.port_id)
    code = port.code if port and port.phone_number == event.phone_number else None
    if code is None or code.expires_at != event.expires_at or not code.is_valid(work.now):
        log().info("numbers.port_code.outdated", extra={"port_id": event.port_id})
        return
    typed = unseal(event.sealed_code)
    if event.channel == "call":
        call(event.phone_number, typed)
        return
    try:
        send_text(event.phone_number, in_language(write_text(typed), event.language))
    except NotDeliverableError as refused:
        log().warning("numbers.port_code.undeliverable", extra={"reason": refused.reason})
        count("NotDeliverable")
