"""Many invoices at once, on the emulator: numbers without a hole and without a double (B13)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from contracts.bookkeeping import InvoiceDue
from kernel import clock
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from local.addresses import Addresses
from local.emulator import Emulator
from services.billing.domain.invoice import Invoice
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus
from services.billing.domain.seller import Seller
from services.billing.stores import invoices, payments
from services.billing.use_cases.invoices.issue_invoices import issue_invoices
from tests.conftest import create_table

pytestmark = pytest.mark.e2e

AT_ONCE, THREADS = 100, 16
SELLER = Seller("Teamline, Inc.", ("1 Market Street",), "San Francisco", "US")


@pytest.fixture
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """Return a table of an emulator of its own: moto loses updates when many write at once."""
    running = Emulator(tmp_path_factory.mktemp("busy"), Addresses.free().emulator_port)
    running.start()
    client, name = running.client("dynamodb"), f"busy-{uuid4().hex}"
    create_table(client, name)
    yield Table(name, client)
    running.stop()


def test_many_at_once_are_numbered_without_a_hole(table: Table) -> None:
    """Each payment of 100 has one number of 1 to 100, though 16 workers draft and number them at the same time."""
    made = [_paid(table, f"pay_{place}") for place in range(AT_ONCE)]
    with ThreadPoolExecutor(THREADS) as workers:
        list(workers.map(lambda its_id: _issue(table, its_id), made))
    page = invoices.list_by_wallets(table, ("team_1",), AT_ONCE + 1, None)
    found = [from_item(Invoice, item) for item in page.items]
    assert sorted(it.payment_id for it in found) == sorted(made)
    year = clock.now().year
    assert [it.number for it in found] == [f"{year}-{place:06}" for place in range(AT_ONCE, 0, -1)]
    assert invoices.list_drafts(table, "", 1) == []


def _paid(table: Table, payment_id: str) -> str:
    now = clock.now()
    payment = Payment(payment_id, "team_1", "acc_1", 10_000_000, "Credits", "purchase", "", now, "acc_1")
    paid = payment.with_fact(ChargeResult(ChargeStatus.COMPLETED, "cap", money=10_000_000))
    work = _work(table)
    work.save([payments.create(replace(paid, completed_at=now), on_conflict=Stale())])
    work.commit()
    return payment_id


def _issue(table: Table, payment_id: str) -> None:
    issue_invoices(_work(table), event=InvoiceDue(payment_id=payment_id), seller=SELLER, rates=())


def _work(table: Table) -> UnitOfWork:
    return UnitOfWork(table, RequestContext("system", clock.now(), "cor"))
