"""What the routes of transfers answer. Account number and PIN of the old carrier are never shown again."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel

from contracts.money import Money
from contracts.plans import CATALOGUE, Kind, Plan
from services.numbers.domain.person import Payer, is_team
from services.numbers.domain.port_in import PortIn, PortStatus
from services.numbers.http.views import PlanView
from services.numbers.stores.documents import MAX_BYTES, PAPERS, TYPES, Documents, Paper


class PortProblem(BaseModel):
    """What must be mended, in plain words; `field` is the one of the request, or empty."""

    field: str
    code: str
    message: str


class PortMoment(BaseModel):
    """A line of a transfer's history."""

    at: datetime
    status: PortStatus
    message: str


class PortDocument(BaseModel):
    """A paper, and the form that uploads it to `upload_url`: `upload_fields`, `Content-Type` and, last, `file`."""

    kind: Paper
    state: Literal["missing", "received"]
    upload_url: str
    upload_fields: dict[str, str]
    accepts: list[str]
    max_bytes: int


class OldAccountView(BaseModel):
    """What is shown of the account at the old carrier."""

    account_number_ends: str
    has_pin: bool
    billing_phone_number: str
    new_billing_phone_number: str | None
    keeps_other_numbers: bool


class AddressView(BaseModel):
    """The service address."""

    street: str
    extended: str
    city: str
    state: str
    postal_code: str
    country: str


class AccountHolderView(BaseModel):
    """Who the old carrier knows."""

    name: str
    authorized_person: str
    address: AddressView


class PortInView(BaseModel):
    """A transfer. `documents` is there for one that is looked at by itself while its form is open."""

    port_id: str
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
    problems: list[PortProblem]
    documents: list[PortDocument]
    history: list[PortMoment]
    created_at: datetime

    @classmethod
    def of(cls, port: PortIn, documents: Callable[[], Documents] | None = None) -> Self:
        """The transfer as it is shown; with the storage, its papers too."""
        plan, bill = CATALOGUE.get(port.plan_id), port.bill
        return cls(
            port_id=port.port_id, phone_number=port.phone_number, kind=port.kind, status=port.status,
            cancelling=port.cancelling, cancellable_until=port.cancellable_until, scheduled_for=port.scheduled_for,
            wanted_on=port.wanted_on or None, plan=PlanView.of(plan) if plan else None,
            holder="team" if is_team(port.holder) else "user", user_id=port.user_id,
            carrier=OldAccountView(
                account_number_ends=bill.account_number_ends, has_pin=bool(bill.sealed_pin),
                billing_phone_number=bill.billing_phone_number or port.phone_number,
                new_billing_phone_number=bill.new_billing_phone_number or None,
                keeps_other_numbers=bill.keeps_other_numbers,
            ),
            account_holder=AccountHolderView.model_validate(bill, from_attributes=True),
            number_id=port.number_id or None,
            problems=[PortProblem.model_validate(fault, from_attributes=True) for fault in port.faults],
            documents=_papers(port, documents()) if documents and port.is_editable else [],
            history=[PortMoment.model_validate(moment, from_attributes=True) for moment in port.history],
            created_at=port.created_at,
        )  # fmt: skip


def _papers(port: PortIn, documents: Documents) -> list[PortDocument]:
    received = documents.received(port.port_id)
    forms = {paper: documents.form(port.port_id, paper) for paper in PAPERS}
    return [
        PortDocument(
            kind=paper, state="received" if paper in received else "missing", upload_url=form.url,
            upload_fields=form.fields, accepts=list(TYPES), max_bytes=MAX_BYTES,
        )
        for paper, form in forms.items()
    ]  # fmt: skip


class PortQuoteLine(BaseModel):
    """One thing that would be charged; `when` is null for what is charged once the number is here."""

    what: str
    amount: Money
    when: datetime | None
    payer: Payer


class PortQuote(BaseModel):
    """What bringing a number along costs, when, and whom; nothing is done (B15)."""

    lines: list[PortQuoteLine]
    total_now: Money

    @classmethod
    def of(cls, plan: Plan, phone_number: str, holder: str, now: datetime) -> Self:
        """Bringing it along is free; the plan's first period is charged once it is here (B8)."""
        payer: Payer = "team" if is_team(holder) else "self"
        free, price = Money.of(0), Money.of(plan.price)
        lines = [
            PortQuoteLine(what=f"Bringing {phone_number} along", amount=free, when=now, payer=payer),
            PortQuoteLine(what=f"{plan.name}: {phone_number}", amount=price, when=None, payer=payer),
        ]
        return cls(lines=lines, total_now=free)
