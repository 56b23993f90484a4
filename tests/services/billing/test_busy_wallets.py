"""Many at once on one wallet, on the emulator: never below zero, and every entry accounted for (B3)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from contracts.billing import GrantDue
from contracts.money import Money
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.http.request import Request
from kernel.problems import Problem, Stale
from local.addresses import Addresses
from local.emulator import Emulator
from services.billing.domain import hold as rules
from services.billing.domain.grant import start_grant
from services.billing.domain.ledger import Kind, LedgerAccount, Wallet, sum_parts, transfer
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus
from services.billing.domain.person import Person
from services.billing.domain.problems import BalanceTooLow
from services.billing.http.giving_schemas import NewAllocation
from services.billing.stores import entries, grants, holds, ledger, payments, people
from services.billing.use_cases.credits.allocate_credits import allocate_credits
from services.billing.use_cases.grants.review_grants import review_grant
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from tests.conftest import create_table
from tests.events import http_event
from tests.faults import conflicting_often
from tests.services.billing.spending import spend_credits

pytestmark = pytest.mark.e2e

TEAM, OWNER, MEMBER = "team_1", "acc_owner", "acc_member"
DOLLAR = 1_000_000
AT_ONCE, THREADS = 200, 16


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """Return an emulator of its own: moto loses updates when many write at once."""
    running = Emulator(tmp_path_factory.mktemp("busy"), Addresses.free().emulator_port)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def table(emulator: Emulator) -> Table:
    """Return a table in which a team has 50 dollars."""
    client, name = emulator.client("dynamodb"), f"busy-{uuid4().hex}"
    create_table(client, name)
    table = Table(name, client)
    work = new_work(table)
    for account_id, role in ((OWNER, "owner"), (MEMBER, "member")):
        work.save([people.save(Person(account_id).joined(TEAM, role, 1))])  # type: ignore[arg-type]
    main = Wallet(TEAM, {}).main
    ledger.post(work, transfer("opening", Kind.PURCHASE, LedgerAccount("paypal", "opening"), main, 50 * DOLLAR))
    work.commit()
    return table


def new_work(table: Table) -> UnitOfWork:
    """Return the unit of work of one request."""
    return UnitOfWork(table, RequestContext(OWNER, clock.now(), "cor"))


def many(do: Callable[[int], object]) -> int:
    """Do it so often at once; return how many went through."""

    def tried(number: int) -> bool:
        for _ in range(60):
            try:
                do(number)
            except Stale:
                continue
            except Problem:
                return False
            return True
        raise AssertionError("it never got through")

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(tried, range(AT_ONCE)))


def assert_books_right(table: Table, wallet: str) -> dict[str, int]:
    """Assert that the balance is what its entries add up to, and nothing is below zero."""
    parts = dict(ledger.find(table, wallet).parts)
    assert parts == sum_parts(entry["parts"] for entry in entries.read_entries(table, wallet, ""))
    assert all(amount >= 0 for amount in parts.values())
    return parts


def test_two_hundred_allocations_at_once_never_overdraw(table: Table) -> None:
    """Of two hundred dollars wanted, the fifty that are there are given, and not a cent more (complaints 2, 3, 4)."""

    assert many(partial(allocate, table)) == 50
    assert assert_books_right(table, TEAM)["available"] == 0
    assert assert_books_right(table, MEMBER) == {f"given:{TEAM}": 50 * DOLLAR}


def test_conflicts_of_two_hundred_at_once_lose_and_double_nothing(table: Table) -> None:
    """Allocations and what their member spends, each third transaction canceled by a conflict: no cent is lost."""

    def act(number: int) -> None:
        if number % 2:
            allocate(table, number)
            return
        work = new_work(table)
        spend_credits(work, account_id=MEMBER, amount=DOLLAR // 4, cause=f"call_{number}")
        work.commit()

    with conflicting_often(table.client, every=3) as conflicts:
        many(act)
    assert len(conflicts.made) >= 50
    team, member = assert_books_right(table, TEAM), assert_books_right(table, MEMBER)
    spent = -sum(entry["amount"] for entry in entries.read_entries(table, MEMBER, "") if entry["kind"] == "spent")
    assert team == {"available": 0}
    assert member[f"given:{TEAM}"] + spent == 50 * DOLLAR


def test_a_grant_expires_once_while_it_is_spent(table: Table) -> None:
    """Two hundred texts, and the job that takes the rest again and again in between: no cent is lost or doubled."""
    work, wallet = new_work(table), ledger.find(table, MEMBER)
    grant, journal = start_grant("grt_1", wallet, 5 * DOLLAR, clock.now().date() + timedelta(days=1), work.now)
    work.save([grants.save(grant)])
    ledger.post(work, journal)
    work.commit()

    def act(number: int) -> None:
        work = new_work(table)
        if number >= 40 and number % 10 == 0:
            review_grant(work, GrantDue(grant_id="grt_1", as_of=grant.ends_at + timedelta(days=1)))
        else:
            spend_credits(work, account_id=MEMBER, amount=DOLLAR // 50, cause=f"text_{number}")
        work.commit()

    with conflicting_often(table.client, every=5):
        many(act)
    assert assert_books_right(table, MEMBER) == {grant.part: 0}
    moved = [(entry["kind"], entry["amount"]) for entry in entries.read_entries(table, MEMBER, "")]
    assert len([kind for kind, _ in moved if kind == "expired"]) == 1
    assert sum(amount for _, amount in moved) == 0


def allocate(table: Table, number: int) -> None:
    """Give the member a dollar, as one request."""
    work, order = new_work(table), NewAllocation(amount=Money.of(DOLLAR))
    key = {"idempotency-key": f"k{number}"}
    call = Request.of(http_event("POST /v1/x", caller=OWNER, headers=key))
    allocate_credits(work, paypal=None, user_id=MEMBER, order=order, allocation_id=call.derived_id("alc", "allocation"))
    work.commit()


def hold(table: Table, number: int) -> None:
    """Hold a dollar of the team's, as one invitation."""
    work, wallet = new_work(table), ledger.find(table, TEAM)
    if wallet.available < DOLLAR:
        raise BalanceTooLow
    after, journal = rules.open_hold(f"hold_{number}", wallet, DOLLAR, clock.now(), clock.now())
    work.save([holds.save(after)])
    ledger.post(work, journal)
    work.commit()


def test_two_hundred_holds_at_once_never_overdraw(table: Table) -> None:
    """Held and available together stay what they were."""
    assert many(partial(hold, table)) == 50
    assert assert_books_right(table, TEAM) == {"available": 0, "held": 50 * DOLLAR}


def test_one_capture_learned_two_hundred_times_at_once(table: Table) -> None:
    """Answer, webhooks, janitor and reconciliation, all in the same instant: one grant (complaints 1, 13)."""
    payment = Payment("pay_1", TEAM, OWNER, 10 * DOLLAR, "credits", "purchase", "tok", clock.now(), OWNER)
    table.commit([payments.create(payment, on_conflict=AssertionError())])
    fact = ChargeResult(ChargeStatus.COMPLETED, "CAP1", money=10 * DOLLAR)
    assert many(lambda _: record_payment_fact(new_work(table), "pay_1", fact)) == AT_ONCE
    assert assert_books_right(table, TEAM) == {"available": 60 * DOLLAR}
