"""Submit the form of a port-in, for the first time or after a correction (N7)."""

from collections.abc import Callable
from dataclasses import replace

from contracts.plans import CATALOGUE
from contracts.port_ins import PortInDue, PortInSubmitted
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
from services.numbers.http.port_in_views import PortInView
from services.numbers.stores import port_ins
from services.numbers.stores.documents import ACCEPTED_TYPES, DOCUMENT_KINDS, Documents
from services.numbers.use_cases.numbers.buy_number import require_payment, require_payment_method
from services.numbers.use_cases.port_ins.check_letter import require_letter_of_form
from services.numbers.use_cases.port_ins.list_port_ins import find_visible_port_in
from services.numbers.use_cases.port_ins.start_port_in import refuse_login_id


def submit_port_in(work: UnitOfWork, *, documents: Callable[[], Documents], port_id: str) -> PortInView:
    """Claim the phone number and have the form sent to the carrier.

    Raises NotFound, PortInClosed, PaymentMethodRequired, AdminLimitReached, ControlNotProved, MainNumberNeeded,
    DocumentsMissing, WrongDocument, SignatureVoid, NumberIsLoginId and NumberTaken.
    """
    person, before = find_visible_port_in(work, port_id)
    if not before.is_editable:
        raise PortInClosed
    if before.approved_by:
        require_payment_method(work, person, before.holder)
    else:
        require_payment(work, person, before.holder, CATALOGUE[before.plan_id])
    return PortInView.of(submit_form(work, documents=documents, person=person, before=before))


def submit_form(
    work: UnitOfWork, *, documents: Callable[[], Documents], person: Person, before: PortIn, approved_by: str = ""
) -> PortIn:
    """Claim the phone number for an editable form, have it sent to the carrier, and return the port-in.

    `approved_by` is the owner who approves its plan now. Raises ControlNotProved, MainNumberNeeded, DocumentsMissing,
    WrongDocument, SignatureVoid and NumberIsLoginId.
    """
    refuse_login_id(work, before.phone_number, person, before.user_id)
    uploaded = _require_documents(documents(), before.port_id)
    require_letter_of_form(work, documents(), before, uploaded)
    if not before.is_control_proved:
        raise ControlNotProved(field="phone_number")
    if before.bill.lacks_main_number(before.phone_number):
        raise MainNumberNeeded(field="carrier.new_billing_phone_number")
    after = before.submit(uploaded, work.now)
    after = replace(after, approved_by=approved_by or before.approved_by)
    work.save(port_ins.save(after, before), [port_ins.claim_phone_number(after)])
    submitted = PortInSubmitted(
        port_id=after.port_id, phone_number=after.phone_number, holder=after.holder, asked_by=person.account_id
    )
    work.publish(submitted, PortInDue(port_id=after.port_id))
    return after


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
