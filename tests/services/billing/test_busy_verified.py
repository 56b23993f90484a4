"""A wallet that is charged from all sides, verified meanwhile, on the emulator (B16)."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from uuid import uuid4

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
from tests.usage_writing import write_usage

__all__ = ["emulator", "table"]

pytestmark = pytest.mark.e2e

_CHECKS, _CHARGES = 5, 50
_PART = f"given:{TEAM}"


def test_no_difference_is_made_up_and_a_planted_one_is_found(table: Table, caplog: pytest.LogCaptureFixture) -> None:
    """While records and journals are written all the time, each check says what is so; a bit too much is found."""
    for number in range(40):
        allocate(table, number)
    with charging(table, (_record, _record, _record, _journal)) as charged:
        readings = list[bool]()
        while len(readings) < _CHECKS or len(charged) < _CHARGES:
            readings.append(_verify(table))
        assert any(readings), "it is compared although it is busy"
        assert "billing.verification.difference" not in caplog.text
    with charging(table, (_record,) * 3):
        table.commit([update(ledger.key(MEMBER), add={f"m:{_PART}": 1})])
        assert _verify(table), "usage does not hide it"
    assert "billing.verification.difference" in caplog.text


def _verify(table: Table) -> bool:
    return verify_wallet(new_work(table), MEMBER) is not None


@contextmanager
def charging(table: Table, kinds: Sequence[Callable[[Table, str], None]]) -> Iterator[list[int]]:
    """Charge the wallet from all sides, until the block ends."""
    ended, charged = Event(), list[int]()

    def charge(kind: Callable[[Table, str], None]) -> None:
        while not ended.is_set():
            try:
                kind(table, uuid4().hex)
            except Problem:
                continue
            charged.append(1)

    with ThreadPoolExecutor(len(kinds)) as pool:
        done = [pool.submit(charge, kind) for kind in kinds]
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
    write_usage(work, [record])
    work.commit()


def _journal(table: Table, name: str) -> None:
    work = new_work(table)
    free, held = LedgerAccount(MEMBER, _PART), LedgerAccount(MEMBER, CALLING)
    ledger.post(work, transfer(f"call_{name}", Kind.HELD, free, held, 100))
    work.commit()
