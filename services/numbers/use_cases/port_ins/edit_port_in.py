"""See transfers, change the form of one that is not under way, send it, and cancel it (N7)."""

from collections.abc import Callable
from dataclasses import replace

from contracts.numbers import PortInDue, PortInSubmitted
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import Address, PortIn, PortStatus
from services.numbers.domain.problems import DocumentsMissing, PortInClosed, TooLateToCancel, WrongDocument
from services.numbers.http.port_in_schemas import PortInChange, PortInsQuery
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import people, port_ins
from services.numbers.stores.documents import PAPERS, Documents
from services.numbers.use_cases.numbers.buy_number import must_pay, plan_for, user_for
from services.numbers.use_cases.port_ins.cancel_port_in import call_off
from services.numbers.use_cases.port_ins.start_port_in import on_account, wished_day

Storage = Callable[[], Documents]


def see_port_ins(work: UnitOfWork, query: PortInsQuery) -> Page[PortInView]:
    """A page of the team's transfers for those who run it, else of one's own; newest first."""
    holder = people.find(work.table, work.context.actor).holder(query.payer)
    page = port_ins.of_holder(work.table, holder, query.status, query.limit, query.cursor)
    shown = [PortInView.of(port_ins.loaded(item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def see_port_in(work: UnitOfWork, documents: Storage, port_id: str) -> PortInView:
    """One transfer, with its papers while its form is open."""
    _, port = _seen(work, port_id)
    return PortInView.of(port, documents)


def change_port_in(work: UnitOfWork, documents: Storage, port_id: str, change: PortInChange) -> PortInView:
    """Change what was said of the form, and leave the rest."""
    person, before = _seen(work, port_id)
    if not before.is_editable:
        raise PortInClosed
    after = before
    if change.plan_id is not None:
        after = replace(after, plan_id=plan_for(change.plan_id, before.phone_number)[0].plan_id)
    if "user_id" in change.model_fields_set:
        after = replace(after, user_id=user_for(work, person, change.user_id, before.holder))
    if "wanted_on" in change.model_fields_set:
        after = replace(after, wanted_on=wished_day(change.wanted_on, work.now))
    if change.holder is not None:
        said, address = change.holder, Address(**change.holder.address.model_dump())
        bill = replace(after.bill, name=said.name, authorized_person=said.authorized_person, address=address)
        after = replace(after, bill=bill)
    if change.carrier is not None:
        after = replace(after, bill=on_account(after.bill, change.carrier))
    if after != before:
        work.save(port_ins.save(after, before))
    return PortInView.of(after, documents)


def submit_port_in(work: UnitOfWork, documents: Storage, port_id: str) -> PortInView:
    """Send it to the carrier, or send what was mended: the form is complete and somebody pays for the plan."""
    person, before = _seen(work, port_id)
    if not before.is_editable:
        raise PortInClosed
    must_pay(work, person, before.holder)
    _papers_must_be_good(documents(), port_id)
    after = before.submitted(work.now)
    work.save(port_ins.save(after, before), [port_ins.claim(after)])
    work.publish(
        PortInSubmitted(port_id=port_id, phone_number=after.phone_number, holder=after.holder,
                        asked_by=person.account_id),
        PortInDue(port_id=port_id),
    )  # fmt: skip
    return PortInView.of(after)


def cancel_port_in(work: UnitOfWork, port_id: str) -> PortInView:
    """Call it off; once it is sent, the carrier is asked to. Done already is done."""
    _, port = _seen(work, port_id)
    if port.cancelling or port.status is PortStatus.CANCELLED:
        return PortInView.of(port)
    if not port.is_open:
        raise PortInClosed("This number has moved already. You can give it up like any other.")
    until = port.cancellable_until
    if until and work.now > until:
        raise TooLateToCancel
    return PortInView.of(call_off(work, port))


def _seen(work: UnitOfWork, port_id: str) -> tuple[Person, PortIn]:
    """The caller and a transfer of theirs, or of the team that they run, in one read. Raises NotFound."""
    keys = [people.key(work.context.actor), port_ins.key(port_id)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    person, item = people.loaded(work.context.actor, found.get(read[0])), found.get(read[1])
    port = port_ins.loaded(item) if item else None
    if port is None or port.holder not in (person.account_id, person.runs):
        raise NotFound
    return person, port


def _papers_must_be_good(documents: Documents, port_id: str) -> None:
    received = documents.received(port_id)
    missing = [f"documents.{paper}" for paper in PAPERS if paper not in received]
    if missing:
        errors = [{"field": name, "code": "missing", "message": "Upload this first."} for name in missing]
        raise DocumentsMissing(errors=errors)
    wrong = [f"documents.{paper}" for paper in PAPERS if documents.kind(port_id, paper) is None]
    if wrong:
        errors = [{"field": name, "code": WrongDocument.code, "message": WrongDocument.title} for name in wrong]
        raise WrongDocument(errors=errors)
