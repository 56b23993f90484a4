"""Ask the carrier for what is wanted of a transfer, and how it stands: the one way by which it moves on (N7, N8).

Whoever starts this, a submission, a webhook or the clock, and however often: the carrier's own order says how far it
is. Nothing is created, sent or cancelled twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.numbers import PortInCompleted, PortInNoticeDue
from kernel import ids
from kernel.bus import sealing
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier import Form, FormRefusedError, Porting, TooLateError, Transfer
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in import CarrierUpdate, Fault, PendingAction, PortIn, PortStatus
from services.numbers.stores import numbers, people, port_ins
from services.numbers.stores.documents import PAPERS, Documents
from services.numbers.use_cases.numbers.buy_number import requested
from services.numbers.use_cases.port_ins.cancel_port_in import cancelled

_AT_IT = timedelta(seconds=90)  # as long as sending may take: so long nobody else sends the same form
_TOLD = {
    PortStatus.NEEDS_INFO: "needs_info", PortStatus.SCHEDULED: "scheduled", PortStatus.COMPLETED: "completed",
    PortStatus.CANCELLED: "cancelled",
}  # fmt: skip


@dataclass(frozen=True)
class Gateways:
    """What stands outside: the carrier, the papers, and where the carrier's webhooks go."""

    porting: Porting
    documents: Documents
    webhook_url: str


def follow_port_in(work: UnitOfWork, outside: Gateways, port_id: str, told_at: datetime | None) -> None:
    """Do what is wanted, then learn how it stands. Raises ProviderDownError: then this comes again."""
    port = port_ins.find(work.table, port_id)
    if port is None or port.status is PortStatus.DRAFT:
        return
    if not port.is_open:
        _cleared(work, outside.documents, port)
        return
    if port.is_neglected(work.now) and not port.cancelling:
        port = _saved(work, port, port.called_off(work.now))
    somebody_is_at_it = bool(port.tried_at and work.now < port.tried_at + _AT_IT)
    if not somebody_is_at_it:
        port = _wish_done(work, outside, port)
    if not port.is_open:
        return
    transfer = outside.porting.find(port_id)
    news = transfer.news if transfer else CarrierUpdate(PortStatus.DRAFT)
    if somebody_is_at_it and news.status is PortStatus.DRAFT:
        return  # it may reach the carrier at this moment
    after = _learned(work, port, news, told_at)
    if not after.is_open:
        _over(work, port, after)
    elif after.is_news_after(port) or not somebody_is_at_it:
        _told(work, port, after)
        work.save(port_ins.save(after, port))


def _cleared(work: UnitOfWork, documents: Documents, port: PortIn) -> None:
    """What was uploaded after its end goes as well, once no form is good any more."""
    if port.due and work.now >= port.due[1]:
        documents.forget(port.port_id)
        work.save(port_ins.save(replace(port, is_cleared=True), port))


def _wish_done(work: UnitOfWork, outside: Gateways, port: PortIn) -> PortIn:
    match port.wants:
        case PendingAction.SEND:
            return _trying(work, port, lambda trying: _sent(work, outside, trying))
        case PendingAction.CANCEL:
            return _trying(work, port, lambda trying: _cancelled(work, outside.porting, trying))
        case _:
            return port


def _trying(work: UnitOfWork, port: PortIn, do: Callable[[PortIn], PortIn]) -> PortIn:
    """Note that it is tried, do it, and note what became of it; what failed may be tried again at once."""
    port = _saved(work, port, replace(port, tried_at=work.now))
    try:
        return do(port)
    except ProviderDownError:
        _saved(work, port, replace(port, tried_at=None))
        raise


def _sent(work: UnitOfWork, outside: Gateways, port: PortIn) -> PortIn:
    try:
        transfer = outside.porting.find(port.port_id)
        if transfer is None or transfer.news.status is PortStatus.CANCELLED:
            transfer = _created(outside.porting, port)
        if transfer.takes_a_form:
            outside.porting.send(transfer, _form(outside, port))
    except FormRefusedError as refused:
        return _objected(work, port, refused.faults)
    return _saved(work, port, port.sent(work.now))


def _created(porting: Porting, port: PortIn) -> Transfer:
    try:
        return porting.create(port.phone_number, port.port_id)
    except FormRefusedError:
        transfer = porting.find(port.port_id)  # perhaps because an earlier try has begun it
        if transfer is None or transfer.news.status is PortStatus.CANCELLED:
            raise
        return transfer


def _objected(work: UnitOfWork, port: PortIn, faults: tuple[Fault, ...]) -> PortIn:
    after = port.objected(faults, work.now)
    _told(work, port, after)
    return _saved(work, port, after)


def _cancelled(work: UnitOfWork, porting: Porting, port: PortIn) -> PortIn:
    transfer = porting.find(port.port_id)
    try:
        if transfer:
            porting.cancel(transfer)
    except TooLateError:
        now = porting.find(port.port_id)
        if now and now.goes_on:
            _notice(work, port, "not_cancelled", on=port.scheduled_for)
            return _saved(work, port, port.kept(work.now))
    return port


def _learned(work: UnitOfWork, port: PortIn, news: CarrierUpdate, told_at: datetime | None) -> PortIn:
    if port.cancelling and news.status is PortStatus.DRAFT:  # the carrier has nothing of it, or not any more
        return port.now_is(PortStatus.CANCELLED, work.now)
    return port.learned(news, work.now, told_at)


def _over(work: UnitOfWork, before: PortIn, after: PortIn) -> None:
    """It has come to its end: the number is ours, or stays where it is."""
    if after.status is PortStatus.COMPLETED:
        number = _number(work, after)
        after = replace(after, number_id=number.number_id)
        work.save(numbers.arrive(number), [port_ins.become(after, number.number_id)])
        if number.user_id and is_team(number.holder):
            work.save([people.still_on(number.user_id, number.holder)])
        work.publish(
            requested(number, restores=False),
            PortInCompleted(port_id=after.port_id, phone_number=after.phone_number, holder=number.holder,
                            number_id=number.number_id, user_id=number.user_id),
        )  # fmt: skip
    else:
        work.save([port_ins.free(after)])
        work.publish(cancelled(after))
    _told(work, before, after)
    work.save(port_ins.save(after, before))


def _number(work: UnitOfWork, port: PortIn) -> Number:
    """The number that has come, for whoever the holder and the user are by now; billing is asked to charge its plan."""
    holder = people.find_team(work.table, port.holder).heir or port.holder if is_team(port.holder) else port.holder
    user_id = port.user_id
    if is_team(holder) and user_id and not people.find(work.table, user_id).is_on(holder):
        user_id = None
    number_id = ids.derived_id("num", port.port_id)
    return Number(
        number_id, port.phone_number, port.kind, holder, port.plan_id, work.now, port.asked_by,
        team_id=holder if is_team(holder) else None, request_id=number_id,
        user_id=user_id if is_team(holder) else holder, port_id=port.port_id, version=1,
    )  # fmt: skip


def _form(outside: Gateways, port: PortIn) -> Form:
    papers = {paper: outside.porting.give(*outside.documents.read(port.port_id, paper), port.port_id)
              for paper in PAPERS}  # fmt: skip
    bill = port.bill
    return Form(
        name=bill.name, authorized_person=bill.authorized_person, address=bill.address,
        account_number=sealing.unseal(bill.sealed_account_number),
        pin=sealing.unseal(bill.sealed_pin) if bill.sealed_pin else "",
        billing_phone_number=bill.billing_phone_number or port.phone_number,
        new_billing_phone_number=bill.new_billing_phone_number, keeps_other_numbers=bill.keeps_other_numbers,
        wanted_on=port.wanted_on, authorization=papers["authorization"], bill=papers["bill"],
        webhook_url=outside.webhook_url,
    )  # fmt: skip


def _told(work: UnitOfWork, before: PortIn, port: PortIn) -> None:
    """Tell the holder of what they have not been told."""
    kind = _TOLD.get(port.status)
    if kind and port.is_news_after(before):
        why = "not_mended" if kind == "cancelled" and before.is_neglected(work.now) else ""
        reason = why or " ".join(it.message for it in port.faults)
        _notice(work, port, kind, reason=reason, on=port.scheduled_for)


def _notice(work: UnitOfWork, port: PortIn, kind: str, *, reason: str = "", on: datetime | None = None) -> None:
    about = {"port_id": port.port_id, "phone_number": port.phone_number, "holder": port.holder}
    work.publish(PortInNoticeDue(**about, kind=kind, reason=reason, on=on))


def _saved(work: UnitOfWork, before: PortIn, after: PortIn) -> PortIn:
    """Write it at once, with what is told of it."""
    work.save(port_ins.save(after, before))
    work.commit()
    return replace(after, version=before.version + 1)
