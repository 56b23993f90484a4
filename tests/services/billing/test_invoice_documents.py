"""Invoices as people get them: a list, JSON, a page and a PDF, also after a team has gone (B13)."""

from datetime import UTC, datetime

import pypdfium2

from contracts.teams import MemberRemoved, TeamDissolved
from kernel import clock
from services.billing.domain.billing_details import BillingDetails
from services.billing.domain.invoice import DocumentKind, Invoice, InvoiceLine
from services.billing.domain.printed_invoice import PrintedInvoice, Reader, print_invoice
from services.billing.domain.receipt import written_amount
from services.billing.domain.seller import Seller
from services.billing.domain.tax import TaxLine, Treatment
from services.billing.http.invoice_page import invoice_page
from services.billing.pdf.invoice import invoice_pdf
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, handed_over
from tests.services.billing.test_invoices import refund

YEAR = clock.now().year
AT = datetime(2027, 1, 2, 3, 4, tzinfo=UTC)
DETAILS = {
    "payer": "team",
    "company": "Rosa's <Café>",
    "address_lines": ["10 Downing Street"],
    "city": "London",
    "postal_code": "SW1A 2AA",
    "country": "GB",
    "po_number": "PO-7",
}


def ask(harness: BillingHarness, invoice_id: str, as_: str = OWNER, accept: str = "application/json") -> object:
    """Return the body of an invoice as JSON, text, or base64 of a PDF."""
    key, path = "GET /v1/invoices/{invoice_id}", {"invoice_id": invoice_id}
    reply = harness.ask(key, as_, path=path, headers={"accept": accept})
    return reply.body if reply.status == 200 else reply.status


def rows(harness: BillingHarness, as_: str = OWNER, **query: str) -> list[dict[str, object]]:
    """Return the first page of the list."""
    reply = harness.ask("GET /v1/invoices", as_, query=query)
    assert reply.status == 200, reply.body
    return list(reply.body["items"])


def test_an_invoice_is_listed_and_read_in_three_forms(harness: BillingHarness) -> None:
    """With the buyer's details, the tax that the price includes, who asked for it, and PayPal's id."""
    harness.attach()
    harness.ask("PUT /v1/billing/details", body=DETAILS)
    harness.buy("12.00", as_=ADMIN)
    harness.world.settle()
    (row,) = rows(harness)
    assert (row["number"], row["kind"], row["total"]) == (
        f"{YEAR}-000001",
        "invoice",
        {"amount": "12.00", "currency": "USD"},
    )
    seen = ask(harness, str(row["invoice_id"]))
    assert isinstance(seen, dict)
    assert (seen["net"]["amount"], seen["taxes"][0]["amount"]["amount"]) == ("10.00", "2.00")
    assert seen["buyer"]["address"] == ["10 Downing Street", "London, SW1A 2AA", "GB"]
    assert (seen["requested_by"]["name"], seen["po_number"], seen["seller"]["tax_id"]) == (
        "admin",
        "PO-7",
        "98-7654321",
    )
    page = str(ask(harness, str(row["invoice_id"]), ADMIN, "text/html"))
    assert all(text in page for text in ("Rosa&#x27;s &lt;Café&gt;", "VAT 20%", "10.00 USD", "12.00 USD"))
    assert str(ask(harness, str(row["invoice_id"]), ADMIN, "application/pdf")).startswith("JVBERi0")  # base64 of %PDF-


def test_a_note_says_which_invoice_it_corrects(harness: BillingHarness) -> None:
    """And why, in all forms; the newest is first in the list."""
    harness.attach()
    payment_id = harness.buy("12.00").body["payment_id"]
    harness.record_payment_fact(payment_id, refund("r1", 5))
    note, _ = rows(harness)
    seen = ask(harness, str(note["invoice_id"]))
    assert isinstance(seen, dict)
    assert (seen["number"], seen["corrects"], seen["reason"]) == (f"CN-{YEAR}-000001", f"{YEAR}-000001", "Refund")
    assert f"Credit note CN-{YEAR}-000001" in str(ask(harness, str(note["invoice_id"]), OWNER, "text/html"))


def test_those_who_do_not_run_the_team_find_none(harness: BillingHarness) -> None:
    """Not a member, and not a stranger (A1)."""
    harness.attach()
    harness.buy("12.00")
    harness.world.settle()
    invoice_id = str(rows(harness)[0]["invoice_id"])
    assert [ask(harness, invoice_id, one) for one in (MEMBER, STRANGER)] == [404, 404]
    assert rows(harness, MEMBER) == []


def test_the_last_owner_of_a_dissolved_team_still_finds_all(harness: BillingHarness) -> None:
    """Payments, receipts and invoices, page by page among their own; an earlier owner finds none (T9)."""
    harness.attach()
    harness.attach(ADMIN)
    for_team = [harness.buy("12.00").body["payment_id"] for _ in range(3)]
    harness.deliver_events(*handed_over())
    own = [harness.buy("5.00", as_=ADMIN, payer="self").body["payment_id"] for _ in range(2)]
    left = MemberRemoved(team_id=TEAM, account_id=OWNER, reason="dissolved", numbers="keep", revision=3)
    harness.deliver_events(left, TeamDissolved(team_id=TEAM, owner_id=ADMIN, revision=4))
    listed, cursor = list[str](), {}
    while True:
        page = harness.ask("GET /v1/payments", ADMIN, query={"limit": "2"} | cursor).body
        listed += [item["payment_id"] for item in page["items"]]
        if not page["next_cursor"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert listed == [*reversed(own), *reversed(for_team)]
    path = {"payment_id": for_team[0]}
    assert harness.ask("GET /v1/payments/{payment_id}", ADMIN, path=path).status == 200
    assert harness.ask("GET /v1/payments/{payment_id}/receipt", ADMIN, path=path).status == 200
    found = rows(harness, ADMIN)
    assert len(found) == 5
    assert isinstance(ask(harness, str(found[-1]["invoice_id"]), ADMIN), dict)
    assert ask(harness, str(found[-1]["invoice_id"]), OWNER) == 404
    assert harness.ask("GET /v1/payments/{payment_id}", OWNER, path=path).status == 404
    bad = harness.ask("GET /v1/payments", ADMIN, query={"cursor": "bm9uZQ"})
    assert (bad.status, bad.body["code"]) == (422, "invalid_cursor")


def printed(count: int = 40, kind: DocumentKind = DocumentKind.INVOICE) -> PrintedInvoice:
    """Return an invoice for many numbers, as it is printed."""
    buyer = BillingDetails("team_1", "Rosa's Café", ("Calle 1", "Piso 2"), "Madrid", "", "28001", "ES", "ESB1")
    seller = Seller("Teamline, Inc.", ("1 Market Street",), "San Francisco", "US", "CA", "94105", "12-345")
    tax = (TaxLine("VAT", "21", Treatment.REVERSE_CHARGE, 0),)
    lines = [
        InvoiceLine("US local number, monthly", DOLLAR, f"+1415555{place:04}", AT, AT.replace(month=2), "acc_1")
        for place in range(count)
    ]
    invoice = Invoice(
        "inv_1",
        kind,
        "pay_1",
        "team_1",
        "acc_1",
        count * DOLLAR,
        tax,
        seller,
        buyer,
        AT,
        "CAP1",
        "rosa@example.com",
        "acc_1",
        number="2027-000123",
        issued_at=AT,
    )
    return print_invoice(invoice, lines, Reader({"acc_1": "山田太郎"}, "Rosa's"))


def test_a_month_with_40_numbers_is_one_document() -> None:
    """Each number with its period and person; what is not taxed says why; page and PDF say the same."""
    pdf = invoice_pdf(printed())
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    page = invoice_page(printed())
    expected = [
        "Invoice 2027-000123",
        "Teamline, Inc.",
        "ESB1",
        "+14155550000",
        "+14155550039",
        "山田太郎",
        "January 2, 2027 to February 2, 2027",
        "VAT 21%: reverse charge",
        written_amount(40 * DOLLAR),
    ]
    assert [said for said in expected if said not in page or said not in text] == []
    assert b"pdfaid" in pdf


def test_what_is_prorated_or_of_a_former_member_says_so() -> None:
    """And a line without a period or person says neither."""
    invoice = printed(1)
    assert invoice.lines[0].what.count(" · ") == 3
    line = InvoiceLine("A plan", DOLLAR, "+14155550000", AT, AT, "acc_gone", prorated=True)
    plain = InvoiceLine("Credits", DOLLAR)
    seller = Seller("T", ("1",), "C", "US")
    document = Invoice(
        "i", DocumentKind.INVOICE, "p", "acc_1", "acc_1", 2, (), seller, BillingDetails("a"), AT, "", "", ""
    )
    lines = print_invoice(document, [line, plain], Reader({}, "")).lines
    assert lines[0].what.endswith("former member · prorated")
    assert (lines[1].what, document.issued_at) == ("Credits", None)


def test_400_numbers_take_as_many_pages_as_they_need() -> None:
    """The table goes on from page to page."""
    assert len(pypdfium2.PdfDocument(invoice_pdf(printed(400)))) > 5
