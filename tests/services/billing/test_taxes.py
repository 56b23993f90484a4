"""Taxes: which apply, how much of a price each is, and that documents add up tax for tax (B13, decision 042)."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.amount_kept import amount_kept
from services.billing.domain.billing_details import BillingDetails
from services.billing.domain.invoice import DocumentKind, Invoice, draft_invoice, draft_note
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import (
    ChargeResult,
    ChargeStatus,
    DisputeFact,
    DisputeStatus,
    Fact,
    RefundFact,
    RefundStatus,
)
from services.billing.domain.seller import Seller
from services.billing.domain.tax import Sold, TaxRate, Treatment, tax_lines

AT = datetime(2027, 1, 1, tzinfo=UTC)
CENT, DOLLAR = 10_000, 1_000_000
BOTH = (Sold.PLANS, Sold.CREDITS)
VAT = TaxRate("GB", "VAT", "20", BOTH, reverse_charge=True)
GST, PST = TaxRate("CA", "GST", "5", BOTH), TaxRate("CA", "PST", "7", BOTH, "BC")
NEW_YORK = TaxRate("US", "Sales tax", "8.875", (Sold.PLANS,), "NY")
TABLE = (VAT, GST, PST, NEW_YORK)
SELLER = Seller("Teamline, Inc.", ("1 Market Street",), "San Francisco", "US")


def amounts(gross: int, sold: Sold = Sold.PLANS, **buyer: str) -> list[tuple[str, Treatment, int]]:
    """Return each tax of a gross amount in dollars, in cents."""
    lines = tax_lines(gross * DOLLAR, sold, BillingDetails("team_1", **buyer), "US", TABLE)  # type: ignore[arg-type]
    return [(line.name, line.treatment, line.amount // CENT) for line in lines]


def test_a_price_includes_the_tax_of_where_the_buyer_is() -> None:
    """Of 12.00, 20 percent are 2.00; rates of a country and of its state add up; others do not count."""
    assert amounts(12, country="GB") == [("VAT", Treatment.CHARGED, 200)]
    assert amounts(112, country="CA", state="BC") == [
        ("GST", Treatment.CHARGED, 500),
        ("PST", Treatment.CHARGED, 700),
    ]
    assert amounts(105, country="CA", state="ON") == [("GST", Treatment.CHARGED, 500)]
    assert amounts(10, country="US", state="CA") == amounts(10) == []


def test_a_rate_says_what_it_taxes() -> None:
    """Plans, but not credits."""
    assert amounts(100, country="US", state="NY") == [("Sales tax", Treatment.CHARGED, 815)]
    assert amounts(100, Sold.CREDITS, country="US", state="NY") == []


def test_who_has_a_certificate_is_exempt() -> None:
    """The invoice names the tax and shows that none was charged."""
    assert amounts(10, country="GB", tax_certificate="X-1") == [("VAT", Treatment.EXEMPT, 0)]


def test_a_business_abroad_owes_the_tax_itself() -> None:
    """By its tax id, where the table says so; without one it pays like anyone there."""
    assert amounts(12, country="GB", tax_id="GB123") == [("VAT", Treatment.REVERSE_CHARGE, 0)]
    assert amounts(105, country="CA", tax_id="CA123") == [("GST", Treatment.CHARGED, 500)]
    at_home = tax_lines(12 * DOLLAR, Sold.PLANS, BillingDetails("a", country="GB", tax_id="GB1"), "GB", TABLE)
    assert [line.treatment for line in at_home] == [Treatment.CHARGED]


@pytest.mark.parametrize("rate", TABLE)
def test_a_rate_is_read_as_it_was_written(rate: TaxRate) -> None:
    """The line in the settings holds all of it."""
    assert TaxRate.read(rate.write()) == rate


@given(st.integers(1, 10**6), st.integers(0, 400_000))
def test_a_tax_is_rounded_to_cents_half_to_even(cents: int, units: int) -> None:
    """As decimal arithmetic has it: gross times rate by one plus rate."""
    percent = str(Decimal(units) / 10_000)
    table = (TaxRate("GB", "VAT", percent, BOTH),)
    (line,) = tax_lines(cents * CENT, Sold.PLANS, BillingDetails("a", country="GB"), "US", table)
    rate = Decimal(percent) / 100
    exact = Decimal(cents) * rate / (1 + rate)
    assert line.amount == int(exact.quantize(Decimal(1), ROUND_HALF_EVEN)) * CENT


_IDS, _CENTS = st.sampled_from("abc"), st.integers(1, 3000).map(lambda cents: cents * CENT)
_FACTS = st.lists(
    st.builds(RefundFact, _IDS, _CENTS, st.sampled_from(RefundStatus), st.booleans())
    | st.builds(DisputeFact, _IDS, _CENTS, st.sampled_from(DisputeStatus))
    | st.just(ChargeResult(ChargeStatus.DENIED)),
    max_size=8,
)


@given(_CENTS, _FACTS, st.sampled_from([{}, {"country": "GB"}, {"country": "CA", "state": "BC"}]), st.data())
def test_documents_add_up_to_what_is_kept(
    captured: int, facts: list[Fact], buyer: dict[str, str], data: st.DataObject
) -> None:
    """The invoice less credit notes plus debit notes is what was paid in the end, whenever notes were drafted."""
    payment = new_payment(captured)
    details = BillingDetails("team_1", **buyer)  # type: ignore[arg-type]
    invoicing, invoice = draft_invoice("inv_0", payment, SELLER, details, TABLE)
    documents = [invoice]
    for fact in facts:
        payment = payment.with_fact(fact)
        if data.draw(st.booleans()) and amount_kept(payment) != invoicing.kept:
            invoicing, note = draft_note(f"inv_{invoicing.documents}", invoicing, payment, invoice)
            documents.append(note)
    assert sum(map(signed, documents)) == invoicing.kept
    for place, tax in enumerate(invoicing.taxes):
        assert sum(signed(it, it.taxes[place].amount) for it in documents) == tax.amount
    if payment.charge_status is ChargeStatus.DENIED and amount_kept(payment) == invoicing.kept:
        assert all(tax.amount == 0 for tax in invoicing.taxes)


def signed(document: Invoice, amount: int | None = None) -> int:
    """Return an amount of a document, negative if it is a credit note."""
    of = document.total if amount is None else amount
    return -of if document.kind is DocumentKind.CREDIT_NOTE else of


def new_payment(captured: int) -> Payment:
    """Return a completed payment for a number plan."""
    payment = Payment("pay_1", "team_1", "acc_1", captured, "A plan", "renewal", "", AT, "acc_1", plans=1)
    paid = payment.with_fact(ChargeResult(ChargeStatus.COMPLETED, "cap_1", money=captured))
    return replace(paid, completed_at=AT)
