"""Receipts, invoices and statements are in the language of who reads them; names, numbers and amounts stay (B13)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.identity import ProfileChanged
from kernel.languages import in_language
from services.billing.domain.invoice import DocumentKind
from services.billing.domain.receipt import write_as_text
from services.billing.http.invoice_page import invoice_page
from services.billing.http.receipt_page import receipt_page
from services.billing.pdf.invoice import invoice_pdf
from services.billing.pdf.receipt import receipt_pdf
from tests.in_process import mails
from tests.services.billing.harness import OWNER, BillingHarness
from tests.services.billing.test_invoice_documents import printed
from tests.services.billing.test_receipts import _receipt, _text
from tests.spanish import assert_spanish


def test_a_receipt_is_spanish_in_all_its_forms() -> None:
    """Page, PDF and mail; the page names its language for those who hear it."""
    receipt = replace(_receipt("Ada Amount"), language="es", repaid=1, requested_by="Bo", approved_by="Cy")
    page, pdf = receipt_page(receipt), _text(receipt_pdf(receipt))
    mail = "\n".join(in_language(line, "es") for line in write_as_text(receipt))
    for said in (page, pdf, mail):
        for words in (
            "Número de recibo",
            "23 de noviembre de 2026, 14:05 UTC",
            "Ada Amount",
            "Total pagado",
            "12.50 USD",
        ):
            assert words in said
    assert '<html lang="es">' in page
    assert "Página 1 de 1" in pdf
    assert_spanish(mail)


@pytest.mark.parametrize(
    ("kind", "title"),
    [(DocumentKind.INVOICE, "Factura"), (DocumentKind.CREDIT_NOTE, "Nota de crédito")],
)
def test_an_invoice_is_spanish_too(kind: DocumentKind, title: str) -> None:
    """With its plans, periods and taxes."""
    invoice = replace(printed(1, kind), language="es")
    page, pdf = invoice_page(invoice), _text(invoice_pdf(invoice))
    for said in (page, pdf):
        for words in (
            title,
            "Facturar a",
            "Número local de EE. UU., mensual",
            "al 2 de febrero de 2027",
            "inversión del",
        ):
            assert words in " ".join(said.split())


def test_who_chose_spanish_gets_spanish_documents(harness: BillingHarness) -> None:
    """The receipt by mail and on its page, and the statement of the month."""
    profile: dict[str, Any] = {"account_id": OWNER, "name": "Olga", "email": "olga@es.example", "email_confirmed": True}
    profile |= {"time_zone": "UTC", "notices": ["email"], "language": "es", "revision": 99}
    harness.deliver_event(ProfileChanged.model_validate(profile))
    harness.attach()
    payment = harness.buy("5.00").body["payment_id"]
    harness.world.settle()
    mail = mails("olga@es.example")[-1]
    assert_spanish(mail)
    assert "Créditos para llamadas: 5.00 USD" in mail
    page = harness.ask("GET /v1/payments/{payment_id}/receipt", OWNER, path={"payment_id": payment}).body
    assert "Créditos para llamadas" in page
    month = f"{datetime.now(UTC):%Y-%m}"
    statement = harness.ask("GET /v1/statements/{month}", OWNER, path={"month": month}, query={"payer": "team"})
    assert statement.status == 200
