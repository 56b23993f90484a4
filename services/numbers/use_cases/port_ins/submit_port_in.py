"""Submit the form of a port-in, for the first time or after a correction (N7)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from contracts.plans import CATALOGUE
from contracts.port_ins import PortInDue, PortInSubmitted
from contracts.sentences import say
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_problems import (
    ControlNotProved,
    DocumentsMissing,
    MainNumberNeeded,
    PortInClosed,
    WrongDocument,
)
from services.numbers.domain.port_request import find_main_numbers
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import port_ins
from services.numbers.stores.documents import ACCEPTED_TYPES, DOCUMENT_KINDS, Documents
from services.numbers.use_cases.numbers.buy_number import require_payment_method, require_room
from services.numbers.use_cases.port_ins.check_letter import require_letter_of_form
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in, load_same_holder
from services.numbers.use_cases.port_ins.start_port_in import refuse_login_id


def submit_port_in(work: UnitOfWork, *, documents: Callable[[], Documents], port_id: str) -> PortInView:
    """Claim the phone numbers of the request, all that can be submitted, and have the form sent to the carrier.

    Raises NotFound, PortInClosed, PaymentMethodRequired, AdminLimitReached, ControlNotProved, MainNumberNeeded,
    DocumentsMissing, WrongDocument, SignatureVoid, NumberIsLoginId and NumberTaken.
    """
    person, before = find_visible_port_in(work, port_id)
    if not before.is_editable:
        raise PortInClosed
    parts = load_same_holder(work, before)
    require_payment_method(work, person, before.holder)
    require_room_for(work, person, parts)
    after = submit_form(work, documents=documents, person=person, parts=parts, port_id=port_id)
    return PortInView.of(next(it for it in after if it.port_id == port_id), None, after)


def require_room_for(work: UnitOfWork, person: Person, parts: list[PortIn]) -> None:
    """Raise AdminLimitReached if an admin may not spend what the plans cost that no owner has approved yet."""
    prices = [CATALOGUE[it.plan_id].price for it in parts if it.is_editable and not it.approved_by]
    if prices:
        require_room(work, person, parts[0].holder, sum(prices))


def submit_form(
    work: UnitOfWork, *, documents: Callable[[], Documents], person: Person, parts: list[PortIn], port_id: str
) -> list[PortIn]:
    """Claim the phone numbers of a request whose form is editable, have it sent to the carrier, and return all of it.

    The form is that of `port_id`, for all that are sent with it: what was sent back later lacks its corrections. Those
    that are with the carrier already stay as they are; only the documents are the same for all. Raises
    ControlNotProved, MainNumberNeeded, DocumentsMissing, WrongDocument, SignatureVoid and NumberIsLoginId.
    """
    opened = next(it for it in parts if it.port_id == port_id)
    filled = [_with_form_of(opened, it) for it in parts]
    sent = [it for it in filled if it.is_editable]
    for port in sent:
        refuse_login_id(work, port.phone_number, person, port.user_id)
    uploaded = _require_documents(documents(), opened.reference)
    require_letter_of_form(work, documents(), opened, filled, uploaded)
    unproved = [it.phone_number for it in sent if not it.is_control_proved]
    if unproved:
        raise ControlNotProved(_unproved(unproved) if len(parts) > 1 else None, field="phone_number")
    if find_main_numbers(opened, filled).lacks_remaining:
        raise MainNumberNeeded(field="carrier.new_billing_phone_number")
    after = [_submitted(it, uploaded, work.now) for it in filled]
    for port, before in zip(after, parts, strict=True):
        if port == before:
            continue
        work.save(port_ins.save(port, before))
        if before.is_editable:
            work.save([port_ins.claim_phone_number(port)])
            about = {"port_id": port.port_id, "phone_number": port.phone_number, "holder": port.holder}
            work.publish(PortInSubmitted(**about, asked_by=person.account_id))
    work.publish(PortInDue(port_id=port_id))
    return after


def _with_form_of(opened: PortIn, port: PortIn) -> PortIn:
    return replace(port, bill=opened.bill, wanted_on=opened.wanted_on) if port.is_editable else port


def _submitted(port: PortIn, uploaded: dict[str, str], now: datetime) -> PortIn:
    if port.is_editable:
        return port.submit(uploaded, now)
    return replace(port, documents=uploaded) if port.is_open else port


def _unproved(phone_numbers: list[str]) -> str:
    """Name the numbers that no code has proved yet."""
    return say("Prove first that these numbers are yours, or cancel them: {names}.", names=", ".join(phone_numbers))


def _require_documents(documents: Documents, port_id: str) -> dict[str, str]:
    """Return the ETags of the documents, once all are uploaded and of a type that the carrier accepts."""
    uploaded = documents.find_uploaded(port_id)
    missing = [f"documents.{kind}" for kind in DOCUMENT_KINDS if kind not in uploaded]
    if missing:
        errors = [{"field": name, "code": "missing", "message": "Upload this document first."} for name in missing]
        raise DocumentsMissing(errors=errors)
    types = {kind: documents.read_file_type(port_id, kind, uploaded[kind]) for kind in DOCUMENT_KINDS}
    wrong = [
        {"field": f"documents.{kind}", "code": WrongDocument.code, "message": _refusal(found)}
        for kind, found in types.items()
        if found not in ACCEPTED_TYPES
    ]
    if wrong:
        raise WrongDocument(errors=wrong)
    return {str(kind): etag for kind, etag in uploaded.items()}


def _refusal(file_type: str | None) -> str:
    return WrongDocument.PHONE_PHOTO if file_type == "heic" else WrongDocument.title
