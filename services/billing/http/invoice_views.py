"""The responses of invoices, credit notes and debit notes (B13)."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self

from contracts.money import Money, dollars
from contracts.sentences import Words
from kernel.http.models import View
from services.billing.domain.invoice import Invoice
from services.billing.http.actor_views import By

if TYPE_CHECKING:
    from services.billing.domain.invoice import InvoiceLine
    from services.billing.domain.printed_invoice import Reader
    from services.billing.domain.tax import TaxLine

Kind = Literal["invoice", "credit_note", "debit_note"]


class InvoiceRow(View):
    """A document in the list. A credit note lowers what its invoice says by `total`, a debit note raises it."""

    invoice_id: str
    kind: Kind
    number: str
    issued_at: datetime
    payment_id: str
    total: Money

    @classmethod
    def of(cls, invoice: Invoice) -> Self:
        """Return the view of a numbered document."""
        return cls(
            invoice_id=invoice.invoice_id,
            kind=invoice.kind.value,
            number=invoice.number,
            issued_at=invoice.issued_at or invoice.paid_at,
            payment_id=invoice.payment_id,
            total=Money.of(invoice.total),
        )


class PartyView(View):
    """The seller or the buyer, as printed."""

    name: str
    address: list[str]
    tax_id: str | None


class LineView(View):
    """What was charged for; `amount` includes tax."""

    what: Words
    phone_number: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    person: By | None
    prorated: bool
    amount: str

    @classmethod
    def of(cls, line: "InvoiceLine", reader: "Reader") -> Self:
        """Return the view of a line, with the person's name by their id."""
        return cls(
            what=line.what,
            phone_number=line.phone_number or None,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            person=By.of(line.person, reader.names),
            prorated=line.prorated,
            amount=dollars(line.amount),
        )


class TaxView(View):
    """A tax that the total includes; one that is exempt or owed by the recipient has the amount 0.00."""

    name: str
    percent: str
    treatment: Literal["charged", "exempt", "reverse_charge"]
    amount: Money

    @classmethod
    def of(cls, tax: "TaxLine") -> Self:
        """Return the view of a tax."""
        return cls(name=tax.name, percent=tax.percent, treatment=tax.treatment.value, amount=Money.of(tax.amount))


class InvoiceView(InvoiceRow):
    """A document with all that it says. `corrects` is the number of the invoice that a note corrects."""

    corrects: str | None
    corrected_invoice_id: str | None
    reason: Words | None
    paid_at: datetime
    seller: PartyView
    buyer: PartyView
    po_number: str | None
    lines: list[LineView]
    net: Money
    taxes: list[TaxView]
    requested_by: By | None
    approved_by: By | None
    paypal_id: str
    payer_email: str

    @classmethod
    def of_printed(
        cls, invoice: Invoice, lines: "list[InvoiceLine]", reader: "Reader", *, corrects: str, reason: str
    ) -> Self:
        """Return the view of a document for who reads it."""
        seller, buyer = invoice.seller, invoice.buyer
        return cls(
            **InvoiceRow.of(invoice).model_dump(),
            corrects=corrects or None,
            corrected_invoice_id=invoice.invoice_of or None,
            reason=reason or None,
            paid_at=invoice.paid_at,
            seller=PartyView(name=seller.name, address=list(seller.address), tax_id=seller.tax_id or None),
            buyer=PartyView(
                name=buyer.company or reader.payer_name, address=list(buyer.address), tax_id=buyer.tax_id or None
            ),
            po_number=buyer.po_number or None,
            lines=[LineView.of(line, reader) for line in lines],
            net=Money.of(invoice.net),
            taxes=[TaxView.of(tax) for tax in invoice.taxes],
            requested_by=By.of(invoice.asked_by, reader.names),
            approved_by=By.of(invoice.approved_by, reader.names),
            paypal_id=invoice.paypal_id,
            payer_email=invoice.payer_email,
        )
