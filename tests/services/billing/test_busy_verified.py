"""A wallet that is charged from all sides, verified meanwhile, on the emulator (B16)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import update
from kernel.problems import Problem
from services.billing.domain.ledger import Kind, LedgerAccount, lines_of, transfer
from services.billing.domain.parts import CALLING
from services.billing.domain.usage import UsageKind, UsageRecord
from services.billing.stores import ledger
from services.billing.use_cases.books.verify_balances import verify_wallet
from tests.services.billing.test_busy_wallets import MEMBER, TEAM, allocate, emulator, new_work, table

__all__ = ["emulator", "table"]

pytestmark = pytest.mark.e2e

_CHARGERS, _CHECKS, _AT_LEAST = 4, 5, 50
_PART = f"given:{TEAM}"


def test_no_difference_is_made_up_and_a_planted_one_is_found(table: Table, caplog: pytest.LogCaptureFixture) -> None:
    """While texts are charged by records and by journals all the time, each check says what is so."""
    for number in range(40):
        allocate(table, number)
    with charging(table) as charged:
        readings = [_verify(table) for _ in range(_CHECKS)]
        assert len(charged) > _AT_LEAST, "the wallet is busy"
        assert any(readings), "it is compared although it is busy"
        assert "billing.verification.difference" not in caplog.text
        table.commit([update(ledger.key(MEMBER), add={f"m:{_PART}": 1})])
        while not _verify(table):
            pass
    assert "billing.verification.difference" in caplog.text


def _verify(table: Table) -> bool:
    return verify_wallet(new_work(table), MEMBER) is not None


@contextmanager
def charging(table: Table) -> Iterator[list[int]]:
    """Charge the wallet from all sides, until the block ends."""
    ended, charged = Event(), list[int]()

    def charge(thread: int) -> None:
        number = 0
        while not ended.is_set():
            number += 1
            try:
                _KINDS[thread % len(_KINDS)](table, f"{thread}-{number}")
            except Problem:
                continue
            charged.append(1)

    with ThreadPoolExecutor(_CHARGERS) as pool:
        done = [pool.submit(charge, thread) for thread in range(_CHARGERS)]
        try:
            yield charged
        finally:
            ended.set()
    assert all(one.exception() is None for one in done)


def _record(table: Table, name: str) -> None:
    work, amount = new_work(table), 100
    lines = lines_of((LedgerAccount(MEMBER, _PART), -amount), (LedgerAccount("revenue", "texts"), amount))
    record = UsageRecord(
        name, MEMBER, TEAM, UsageKind.TEXT, "num_1", "US", "United States", "d", amount, work.now, work.now, lines=lines
    )
    ledger.post(work, records=[record])
    work.commit()


def _journal(table: Table, name: str) -> None:
    work = new_work(table)
    free, held = LedgerAccount(MEMBER, _PART), LedgerAccount(MEMBER, CALLING)
    ledger.post(work, transfer(f"call_{name}", Kind.HELD, free, held, 100))
    work.commit()


_KINDS: tuple[Callable[[Table, str], None], ...] = (_record, _record, _record, _journal)
