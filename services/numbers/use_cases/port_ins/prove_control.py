"""Prove who controls a number, by a code that is sent to the number itself, before it can be claimed (N7)."""

from dataclasses import replace

from contracts.port_ins import PortInCodeDue
from kernel import codes
from kernel.bus.sealing import seal
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.domain.control_code import CodeChannel, ControlCode, channels_of
from services.numbers.domain.limits import PORT_CODES
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import (
    ChannelNotPossible,
    ControlCodeExpired,
    PortInClosed,
    TooSoonForCode,
    WrongControlCode,
)
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import port_ins
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in, view_port_in


def send_code(work: UnitOfWork, *, port_id: str, channel: CodeChannel, key: str) -> PortInView:
    """Have a code sent to the number of an editable port-in; the code before does not work any more.

    `key` is that of the hashes. Nothing is sent where control is proved already. Raises NotFound, PortInClosed,
    ChannelNotPossible, TooSoonForCode and TooManyPortCodes.
    """
    before = _find_editable(work, port_id)
    if before.is_control_proved:
        return view_port_in(work, before)
    if channel not in channels_of(before.kind):
        raise ChannelNotPossible(field="channel")
    if before.code and work.now < before.code.next_at:
        raise TooSoonForCode(retry_after=int((before.code.next_at - work.now).total_seconds()) + 1)
    code = codes.generate_code()
    sent = ControlCode.of(_hash(before, code, key), channel, work.now)
    after = replace(before, code=sent)
    work.save(port_ins.save(after, before), count_uses(work, PORT_CODES, number=before.phone_number))
    work.publish(
        PortInCodeDue(
            port_id=port_id,
            phone_number=before.phone_number,
            holder=before.holder,
            channel=channel,
            sealed_code=seal(code),
            expires_at=sent.expires_at,
            language=work.context.language,
        )
    )
    return view_port_in(work, after)


def check_code(work: UnitOfWork, *, port_id: str, code: str, key: str) -> PortInView:
    """Record that the caller controls the number, if this is the code that was sent to it.

    A wrong try is committed before it is refused, against the count that it was made at: any number of guesses at
    once are still five. Raises NotFound, PortInClosed, ControlCodeExpired and WrongControlCode.
    """
    before = _find_editable(work, port_id)
    if before.is_control_proved:
        return view_port_in(work, before)
    if before.code is None or not before.code.is_valid(work.now):
        raise ControlCodeExpired(field="code")
    if not codes.hashes_match(before.code.hash, _hash(before, code, key)):
        counted = before.code.count_wrong_try()
        work.save(port_ins.save(replace(before, code=counted), before))
        work.commit()
        log().warning("numbers.port_code.wrong", extra={"port_id": port_id, "tries_left": counted.tries_left})
        count("WrongControlCode")
        raise WrongControlCode(field="code", tries_left=counted.tries_left)
    after = replace(before, code=None, proved_at=work.now)
    work.save(port_ins.save(after, before))
    return view_port_in(work, after)


def _find_editable(work: UnitOfWork, port_id: str) -> PortIn:
    _, port = find_visible_port_in(work, port_id)
    if not port.is_editable:
        raise PortInClosed
    return port


def _hash(port: PortIn, code: str, key: str) -> str:
    return codes.keyed_hash(key, "port_code", port.port_id, port.phone_number, code)
