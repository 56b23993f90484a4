"""What an invoice, a credit note or a debit note says on its page and in its PDF (B13). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contracts.languages import DEFAULT, Language
from contracts.sentences import joined, known, say
from services.billing.domain.invoice import TITLES, Invoice, InvoiceLine
from services.billing.domain.receipt import Line, written_date, written_day
from services.billing.domain.tax import TaxLine, Treatment

COLUMNS = (say("For"), say("Amount"))
_FORMER = say("former member")


@dataclass(frozen=True, slots=True)
class Party:
    """The seller or the buyer: a name, an address and a tax id, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedInvoice:
    """Everything that the document says. Amounts are in micro-dollars; a credit note's are not negative."""

    title: str
    number: str
    issued_at: datetime
    seller_name: str
    parties: tuple[Party, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    sums: tuple[Line, ...]
    total: Line
    language: Language = DEFAULT


@dataclass(frozen=True, slots=True)
class Reader:
    """What depends on who reads it: names by id, the buyer's name if no company was entered, time zone and language."""

    names: Mapping[str, str]
    payer_name: str
    time_zone: str = "UTC"
    language: Language = DEFAULT


def print_invoice(
    invoice: Invoice, lines: list[InvoiceLine], reader: Reader, *, corrects: str = "", reason: str = ""
) -> PrintedInvoice:
    """Return what the document says. Of a note, `corrects` is the number of its invoice and `reason` what it is for."""
    issued_at = invoice.issued_at or invoice.paid_at
    return PrintedInvoice(
        title=say(TITLES[invoice.kind]),
        number=invoice.number,
        issued_at=issued_at,
        seller_name=invoice.seller.name,
        parties=(_seller(invoice), _buyer(invoice, reader)),
        facts=_facts(invoice, reader, issued_at, corrects),
        lines=tuple(Line(describe_line(line, reader), line.amount) for line in lines) or (Line(reason, invoice.total),),
        sums=_sums(invoice),
        total=Line(say("Total") if corrects else say("Total paid"), invoice.total),
        language=reader.language,
    )


def describe_line(line: InvoiceLine, reader: Reader) -> str:
    """Return what a line is for: the plan, its number, the period, the person, and whether it is prorated."""
    period = ""
    if line.starts_at and line.ends_at:
        period = say("{day} to {last}", day=_day(line.starts_at, reader), last=_day(line.ends_at, reader))
    person = reader.names.get(line.person, _FORMER) if line.person else ""
    parts = (known(line.what), line.phone_number, period, person, say("prorated") if line.prorated else "")
    return joined(" · ", (part for part in parts if part))


def describe_tax(tax: TaxLine, certificate: str) -> str:
    """Return a tax with its rate and, if it is not charged, why."""
    said = f"{tax.name} {tax.percent}%"
    if tax.treatment is Treatment.EXEMPT:
        return say("{tax}: exempt, certificate {certificate}", tax=said, certificate=certificate)
    if tax.treatment is Treatment.REVERSE_CHARGE:
        return say("{tax}: reverse charge, to be accounted for by the recipient", tax=said)
    return said


def _seller(invoice: Invoice) -> Party:
    seller = invoice.seller
    return Party(say("From"), _lines(seller.name, seller.address, seller.tax_id))


def _buyer(invoice: Invoice, reader: Reader) -> Party:
    buyer = invoice.buyer
    return Party(say("Bill to"), _lines(buyer.company or reader.payer_name, buyer.address, buyer.tax_id))


def _lines(name: str, address: tuple[str, ...], tax_id: str) -> tuple[str, ...]:
    tax = say("Tax ID: {tax_id}", tax_id=tax_id) if tax_id else ""
    return tuple(line for line in (name, *address, tax) if line)


def _facts(invoice: Invoice, reader: Reader, issued_at: datetime, corrects: str) -> tuple[tuple[str, str], ...]:
    said = (
        (say("Number"), invoice.number),
        (say("Corrects invoice"), corrects),
        (say("Date of issue"), _day(issued_at, reader)),
        (say("Paid"), written_date(invoice.paid_at, reader.time_zone)),
        (say("PO number"), invoice.buyer.po_number),
        (say("Requested by"), reader.names.get(invoice.asked_by, "")),
        (say("Approved by"), reader.names.get(invoice.approved_by, "")),
        (say("PayPal account"), invoice.payer_email),
        (say("PayPal transaction"), invoice.paypal_id),
    )
    return tuple((label, value) for label, value in said if value)


def _sums(invoice: Invoice) -> tuple[Line, ...]:
    if not invoice.taxes:
        return ()
    certificate = invoice.buyer.tax_certificate
    taxes = [Line(describe_tax(tax, certificate), tax.amount) for tax in invoice.taxes]
    return (Line(say("Net"), invoice.net), *taxes)


def _day(at: datetime, reader: Reader) -> str:
    return written_day(at, reader.time_zone)
