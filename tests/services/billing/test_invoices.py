"""Invoices: one for each completed payment, numbered without holes, and corrected by notes (B13)."""

from contextlib import suppress
from dataclasses import replace

import pytest

from contracts.bookkeeping import InvoiceDue
from kernel import aws, clock
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from services.billing.domain.invoice import DocumentKind, Invoice
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
from services.billing.stores import payments
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from tests.faults import Crash, counted, crashing, meanwhile
from tests.in_process import mails
from tests.services.billing.harness import DOLLAR, OWNER, TEAM, BillingHarness

YEAR = clock.now().year
DETAILS = {"payer": "team", "company": "Rosa's Café, Inc.", "invoice_email": "books@example.com"}


def documents(harness: BillingHarness) -> dict[str, Invoice]:
    """Return every document by its number; one that waits for a number has none."""
    found = [from_item(Invoice, item) for item in harness.items("INVOICE")]
    return {invoice.number: invoice for invoice in found}


def buy(harness: BillingHarness, amount: str = "10.00") -> str:
    """Buy credits, and return the payment's id; what follows waits in the outbox."""
    return str(harness.buy(amount).body["payment_id"])


def learn(harness: BillingHarness, payment_id: str, *facts: Fact) -> None:
    """Record facts; what follows waits in the outbox."""
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        record_payment_fact(work, payment_id, *facts)


def refund(its_id: str, amount: int, status: RefundStatus = RefundStatus.COMPLETED) -> RefundFact:
    """Return a refund of so many dollars."""
    return RefundFact(its_id, amount * DOLLAR, status)


@pytest.fixture
def payer(harness: BillingHarness) -> BillingHarness:
    """Return billing with a wallet attached."""
    harness.attach()
    return harness


def test_each_completed_payment_has_one_invoice(payer: BillingHarness) -> None:
    """Numbers follow one another; a duplicate of the event changes nothing."""
    first, second = buy(payer), buy(payer, "20.00")
    payer.world.settle()
    payer.deliver_events(InvoiceDue(payment_id=first), InvoiceDue(payment_id=second))
    assert {number: (it.payment_id, it.total) for number, it in documents(payer).items()} == {
        f"{YEAR}-000001": (first, 10 * DOLLAR),
        f"{YEAR}-000002": (second, 20 * DOLLAR),
    }


def test_a_failed_payment_has_none(payer: BillingHarness) -> None:
    """Nothing was sold."""
    payer.paypal.control("behaviour", charge="declined")
    payer.buy()
    payer.world.settle()
    assert documents(payer) == {}


def test_what_is_taken_back_has_a_credit_note(payer: BillingHarness) -> None:
    """A partial refund, the rest by a lost dispute, and a refund that fails: each refers to the invoice."""
    payment_id = buy(payer)
    payer.record_payment_fact(payment_id, refund("r1", 4))
    payer.record_payment_fact(payment_id, DisputeFact("d1", 10 * DOLLAR, DisputeStatus.OPEN))
    assert len(documents(payer)) == 2  # an open dispute changes nothing yet
    payer.record_payment_fact(payment_id, DisputeFact("d1", 10 * DOLLAR, DisputeStatus.LOST))
    found = documents(payer)
    invoice = found[f"{YEAR}-000001"]
    notes = [found[f"CN-{YEAR}-00000{place}"] for place in (1, 2)]
    assert [(note.total, note.invoice_of) for note in notes] == [
        (4 * DOLLAR, invoice.invoice_id),
        (6 * DOLLAR, invoice.invoice_id),
    ]


def test_what_comes_back_has_a_debit_note(payer: BillingHarness) -> None:
    """A refund that was pending and failed."""
    payment_id = buy(payer)
    payer.record_payment_fact(payment_id, refund("r1", 4, RefundStatus.PENDING))
    payer.record_payment_fact(payment_id, refund("r1", 4, RefundStatus.FAILED))
    assert sorted(documents(payer)) == [f"{YEAR}-000001", f"CN-{YEAR}-000001", f"DN-{YEAR}-000001"]


def test_events_in_the_wrong_order_make_the_same_documents(payer: BillingHarness) -> None:
    """The refund is known before the first event arrives: the invoice is over all that was captured, and a note."""
    payment_id = buy(payer)
    learn(payer, payment_id, refund("r1", 10))
    payer.world.settle()
    assert {number: it.total for number, it in documents(payer).items()} == {
        f"{YEAR}-000001": 10 * DOLLAR,
        f"CN-{YEAR}-000001": 10 * DOLLAR,
    }


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_leaves_no_hole_and_no_double(payer: BillingHarness, after: bool) -> None:
    """Killed at each call of the reaction in turn, between other payments, and delivered again (E2)."""
    made = [half_refunded(payer, 0)]
    with counted(aws.client("dynamodb")) as calls:
        payer.deliver_event(InvoiceDue(payment_id=made[0]))
    for at_call in range(1, len(calls.made) + 1):
        payment_id = half_refunded(payer, at_call)
        made.append(payment_id)
        event = InvoiceDue(payment_id=payment_id)
        with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
            payer.deliver_event(event)
        if at_call % 2:
            payer.deliver_event(event)
    for payment_id in made:
        payer.deliver_event(InvoiceDue(payment_id=payment_id))
    assert_complete(payer, made)


def half_refunded(harness: BillingHarness, place: int) -> str:
    """Store a payment that was completed and refunded in part, and return its id; no event of it is published."""
    its_id, now = f"pay_{place}", clock.now()
    payment = Payment(its_id, TEAM, OWNER, 10 * DOLLAR, "Credits", "purchase", "", now, OWNER)
    charged = ChargeResult(ChargeStatus.COMPLETED, f"cap_{place}", money=10 * DOLLAR)
    known = replace(payment.with_fact(charged).with_fact(refund("r1", 4)), completed_at=now)
    work = UnitOfWork(harness.table, RequestContext(OWNER, now, "cor"))
    work.save([payments.create(known, on_conflict=Stale())])
    work.commit()
    return its_id


def assert_complete(harness: BillingHarness, made: list[str]) -> None:
    """Assert that each payment has an invoice and a credit note, that no number is left out, and no draft waits."""
    found = [from_item(Invoice, item) for item in harness.items("INVOICE")]
    for kind, series in ((DocumentKind.INVOICE, ""), (DocumentKind.CREDIT_NOTE, "CN-")):
        of_kind = [it for it in found if it.kind is kind]
        assert sorted(it.payment_id for it in of_kind) == sorted(made)
        assert sorted(it.number for it in of_kind) == [
            f"{series}{YEAR}-{place:06}" for place in range(1, len(made) + 1)
        ]
        dated = sorted((it.number, it.issued_at) for it in of_kind)
        assert [at for _, at in dated] == sorted(at for _, at in dated if at)
    assert [item for item in harness.items("20") if item["pk"].startswith("DRAFTS#")] == []


def test_two_at_once_number_each_other(payer: BillingHarness) -> None:
    """The slower one finds that the counter was raised, and goes on from there."""
    first, second = buy(payer), buy(payer)
    with meanwhile(
        aws.client("dynamodb"),
        "TransactWriteItems",
        lambda: payer.deliver_event(InvoiceDue(payment_id=second)),
        at_call=2,
    ):
        payer.deliver_event(InvoiceDue(payment_id=first))
    payer.world.settle()
    assert sorted(documents(payer)) == [f"{YEAR}-000001", f"{YEAR}-000002"]


def test_an_invoice_keeps_the_details_of_its_day(payer: BillingHarness) -> None:
    """A later change of the details alters none that is there."""
    payer.ask("PUT /v1/billing/details", body=DETAILS)
    buy(payer)
    payer.world.settle()
    payer.ask("PUT /v1/billing/details", body=DETAILS | {"company": "Another"})
    assert documents(payer)[f"{YEAR}-000001"].buyer.company == "Rosa's Café, Inc."


def test_the_mail_of_the_receipt_links_the_invoice(payer: BillingHarness) -> None:
    """To the payer and to the address for invoices; a note is mailed too."""
    payer.ask("PUT /v1/billing/details", body=DETAILS | {"invoice_email": "books-77@example.com"})
    payment_id = buy(payer)
    payer.world.settle()
    found = documents(payer)[f"{YEAR}-000001"]
    for address in (f"{OWNER}@example.com", "books-77@example.com"):
        mail = mails(address)[-1]
        assert f"Invoice number: {YEAR}-000001" in mail
        assert f"/billing/invoices/{found.invoice_id}" in mail
    payer.record_payment_fact(payment_id, refund("r1", 4))
    assert (
        f"Credit note CN-{YEAR}-000001 of 4.00 USD was issued for invoice {YEAR}-000001"
        in mails("books-77@example.com")[-1]
    )


def test_without_a_seller_only_the_receipt_is_mailed(payer: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator who has not set it yet sells all the same."""
    monkeypatch.setitem(payer.world.surroundings["billing"], "SELLER", "")
    payment_id = buy(payer)
    payer.world.settle()
    assert documents(payer) == {}
    assert [(it["kind"], it["payment_id"]) for it in payer.events("NoticeDue")] == [("receipt", payment_id)]


def test_a_year_has_its_own_numbers(payer: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first invoice of the next year is number one again."""
    buy(payer)
    payer.world.settle()
    later = clock.now().replace(year=YEAR + 1, month=1, day=1)
    payment_id = buy(payer)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        payer.deliver_event(InvoiceDue(payment_id=payment_id))
    assert sorted(documents(payer)) == [f"{YEAR}-000001", f"{YEAR + 1}-000001"]


def test_the_hot_path_pays_for_one_event(payer: BillingHarness) -> None:
    """The payment's own transaction touches no counter, and no document."""
    with counted(aws.client("dynamodb")) as calls:
        buy(payer)
    assert documents(payer) == {}
    assert calls.made.count("TransactWriteItems") == 3
    assert len(payer.events("InvoiceDue")) == 1
