"""Response bodies of the routes of port-ins. The old carrier's account number and PIN are never shown again."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Literal, Self

from contracts.plans import CATALOGUE, Kind
from contracts.sentences import Words
from kernel.http.models import View
from services.numbers.domain.control_code import CodeChannel, channels_of
from services.numbers.domain.emergency import NOTICE
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_in_status import Answer, Comment, PortStatus
from services.numbers.domain.port_in_wording import TEXTING
from services.numbers.http.views import PlanView
from services.numbers.stores.documents import DOCUMENT_KINDS, MAX_BYTES, TYPES, DocumentKind, Documents

_WRITERS: dict[str, Literal["carrier", "us", "system"]] = {"admin": "carrier", "user": "us"}


class PortProblem(View):
    """What must be fixed, in plain words; `field` is the field of the request, or empty.

    `is_ours` says that there is nothing to do about it: we ask again.
    """

    field: str
    code: str
    message: Words
    is_ours: bool


class PortComment(View):
    """A comment: of the carrier's staff, of its system, or ours; one of ours may still be on its way."""

    body: str
    at: datetime
    by: Literal["carrier", "system", "us"]
    is_sent: bool

    @classmethod
    def of(cls, comment: Comment) -> Self:
        """Return the view of a comment that the carrier has."""
        by: Literal["carrier", "us", "system"] = _WRITERS.get(comment.by, "system")
        return cls(body=comment.body, at=comment.at, by=by, is_sent=True)

    @classmethod
    def of_answer(cls, answer: Answer) -> Self:
        """Return the view of an answer that is on its way."""
        return cls(body=answer.body, at=answer.at, by="us", is_sent=False)


class TextingView(View):
    """How the port of the texts is, which move apart from the calls: the carrier's word, and a sentence."""

    status: str
    message: Words


class PortMoment(View):
    """A line of a port-in's history."""

    at: datetime
    status: PortStatus
    message: Words


class PortDocument(View):
    """A document, and the form that uploads it to `upload_url`: `upload_fields`, `Content-Type` and, last, `file`."""

    kind: DocumentKind
    state: Literal["missing", "received"]
    upload_url: str
    upload_fields: dict[str, str]
    accepts: list[str]
    max_bytes: int


class OldAccountView(View):
    """What is shown of the account at the old carrier."""

    account_number_ends: str
    has_pin: bool
    billing_phone_number: str
    new_billing_phone_number: str | None
    keeps_other_numbers: bool

    @classmethod
    def of(cls, port: PortIn) -> Self:
        """Return the view of a port-in's account at the old carrier, without account number and PIN."""
        bill = port.bill
        return cls(
            account_number_ends=bill.account_number_ends,
            has_pin=bool(bill.sealed_pin),
            billing_phone_number=bill.billing_phone_number or port.phone_number,
            new_billing_phone_number=bill.new_billing_phone_number or None,
            keeps_other_numbers=bill.keeps_other_numbers,
        )


class AddressView(View):
    """The service address."""

    street: str
    extended: str
    city: str
    state: str
    postal_code: str
    country: str


class AccountHolderView(View):
    """The customer of the old carrier."""

    name: str
    authorized_person: str
    address: AddressView


class ControlView(View):
    """Whether a code has proved who controls the number, and how a code can reach it.

    `next_code_at` is from when another code can be sent; null while none was.
    """

    is_proved: bool
    channels: list[CodeChannel]
    sent_by: CodeChannel | None
    expires_at: datetime | None
    next_code_at: datetime | None

    @classmethod
    def of(cls, port: PortIn) -> Self:
        """Return the view of a port-in's proof."""
        code = port.code
        return cls(
            is_proved=port.is_control_proved,
            channels=list(channels_of(port.kind)),
            sent_by=code.channel if code else None,
            expires_at=code.expires_at if code else None,
            next_code_at=code.next_at if code else None,
        )


class RequestNumber(View):
    """A number of a request for several, and how far it is."""

    port_id: str
    phone_number: str
    kind: Kind
    status: PortStatus
    cancelling: bool
    is_proved: bool
    plan_id: str
    user_id: str | None

    @classmethod
    def of(cls, port: PortIn) -> Self:
        """Return the view of one of the numbers."""
        return cls(
            port_id=port.port_id,
            phone_number=port.phone_number,
            kind=port.kind,
            status=port.status,
            cancelling=port.is_cancelling,
            is_proved=port.is_control_proved,
            plan_id=port.plan_id,
            user_id=port.user_id,
        )


class PortInView(View):
    """A port-in. `documents` is only filled for a single port-in whose form is editable.

    `numbers` are all those of its request, which have the same form, bill and letter; empty in a list.
    `request_size` is how many they are.
    """

    port_id: str
    request_id: str
    request_size: int
    numbers: list[RequestNumber]
    phone_number: str
    kind: Kind
    status: PortStatus
    cancelling: bool
    cancellable_until: datetime | None
    scheduled_for: datetime | None
    wanted_on: str | None
    plan: PlanView | None
    holder: Literal["team", "user"]
    user_id: str | None
    carrier: OldAccountView
    account_holder: AccountHolderView
    number_id: str | None
    emergency_notice: Words
    control: ControlView
    texting: TextingView | None
    problems: list[PortProblem]
    documents: list[PortDocument]
    history: list[PortMoment]
    created_at: datetime

    @classmethod
    def of(cls, port: PortIn, documents: Callable[[], Documents] | None = None, parts: Iterable[PortIn] = ()) -> Self:
        """Return the view of a port-in; with `documents`, also its upload forms, with `parts` those of its request."""
        plan = CATALOGUE.get(port.plan_id)
        return cls(
            port_id=port.port_id,
            request_id=port.reference,
            request_size=len(port.part_ids) or 1,
            numbers=[RequestNumber.of(it) for it in parts],
            phone_number=port.phone_number,
            kind=port.kind,
            status=port.status,
            cancelling=port.is_cancelling,
            cancellable_until=port.cancellable_until,
            scheduled_for=port.scheduled_for,
            wanted_on=port.wanted_on or None,
            plan=PlanView.of(plan) if plan else None,
            holder="team" if is_team(port.holder) else "user",
            user_id=port.user_id,
            carrier=OldAccountView.of(port),
            account_holder=AccountHolderView.model_validate(port.bill, from_attributes=True),
            number_id=port.number_id or None,
            emergency_notice=NOTICE,
            control=ControlView.of(port),
            texting=_texting_view(port),
            problems=[PortProblem.model_validate(objection, from_attributes=True) for objection in port.objections],
            documents=_document_views(port, documents()) if documents and port.is_editable else [],
            history=[PortMoment.model_validate(entry, from_attributes=True) for entry in port.history],
            created_at=port.created_at,
        )


def _texting_view(port: PortIn) -> TextingView | None:
    message = TEXTING.get(port.texting)
    return TextingView(status=port.texting, message=message) if message else None


def _document_views(port: PortIn, documents: Documents) -> list[PortDocument]:
    uploaded = documents.find_uploaded(port.reference)
    forms = {kind: documents.sign_form(port.reference, kind) for kind in DOCUMENT_KINDS}
    return [
        PortDocument(
            kind=kind,
            state="received" if kind in uploaded else "missing",
            upload_url=form.url,
            upload_fields=form.fields,
            accepts=list(TYPES),
            max_bytes=MAX_BYTES,
        )
        for kind, form in forms.items()
    ]
