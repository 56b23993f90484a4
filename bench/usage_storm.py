"""Texts of one team and of thousands, each reported three times in any order, with functions that are killed (B20).

A person sends at most ten a minute, and each report of a text travels up to ten minutes, so that they cross at random.
One in a hundred is lost at first and reported at the end, as by reconciliation. What is debited must be exact.
`RECORDS` in the environment is how many; the emulator in this process takes some hundred transactions a second. Beside
it a tenth of them is reported one by one, as if each had a transaction of its own.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from statistics import quantiles

from bench.cloud import Cloud, cloud
from bench.key_writes import KeyWrites
from bench.usage import FUNDS, PRICE, TABLE, Sender, new_member, new_text
from contracts.event import Envelope
from kernel import aws, clock, ids
from kernel.bus.batch_consumer import BatchConsumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import decode
from services.billing.reactions.metering import reaction
from tests.books_scan import find_faults
from tests.events import deliver, queue_batch
from tests.faults import Crash, crashing

_RECORDS = int(os.environ.get("RECORDS", "5000"))
_TIMES, _BATCH, _WINDOW = 3, 500, 1.0  # the queue gathers so many, within a second
_SPREAD = timedelta(minutes=10)  # in which they all are, at least; and how long a report may travel
_A_MINUTE = 10  # that one person sends at most
_ONE_IN = 100  # is lost at first; and of the batches, is killed
_BAR = 5.0


@dataclass(frozen=True)
class Storm:
    """How a storm ended: `wrong` are the wallets with another balance, and what the scan of the books finds.

    `visible_p95` are the seconds in which the queue gathers a batch and the batch is debited, kills included; it can be
    seen at once then. `busiest_key` are the write units of the partition key with the most, `of_key_a_second` those at
    this speed. Seconds are those of this process, emulator included, whatever else the machine does.
    """

    case: str
    records: int
    killed: int
    transactions_a_record: float
    write_units_a_record: float
    busiest_key: int
    of_key_a_second: float
    records_a_second: float
    visible_p95: float
    bar: float | None
    wrong: int


@dataclass(frozen=True)
class _Case:
    name: str
    records: int
    teams: int
    people: int
    batch: int = _BATCH


def measure() -> Iterator[Storm]:
    """Measure texts of one team of fifty people, and of a person each of many teams."""
    few = _RECORDS // 10
    for case in (
        _Case("one team of 50", _RECORDS, 1, 50),
        _Case("one team of 50, one by one", few, 1, 50, batch=1),
        _Case(f"{_RECORDS // 20} teams", _RECORDS, _RECORDS // 20, 1),
        _Case(f"{few // 20} teams, one by one", few, few // 20, 1, batch=1),
    ):
        with cloud(TABLE, {}, {}) as opened:
            yield _storm(opened, case)


def _storm(opened: Cloud, case: _Case) -> Storm:
    draw, table = Random(7), Table(TABLE, pause=lambda seconds: None)  # noqa: S311 (a repeatable storm)
    teams = [ids.new_id("team") for _ in range(case.teams)]
    members = [new_member(table, team) for team in teams for _ in range(case.people)]
    spread = max(_SPREAD, timedelta(minutes=case.records / len(members) / _A_MINUTE))
    texts = [new_text(draw.choice(members), clock.now() - spread * draw.random()) for _ in range(case.records)]
    reported = [text for place, text in enumerate(texts) if place % _ONE_IN] * _TIMES
    reported.sort(key=lambda text: datetime.fromisoformat(text.data["requested_at"]) + _SPREAD * draw.random())
    before = opened.transactions
    began = time.process_time()
    with KeyWrites.counted(aws.client("dynamodb"), opened) as writes:
        took, killed = _deliver(table, draw, [*reported, *texts[::_ONE_IN]], case.batch)
    seconds = time.process_time() - began
    records, busiest = case.records, max(writes.units.values())
    waits = _WINDOW if case.batch > 1 else 0
    return Storm(
        case.name, records, killed, round((opened.transactions - before) / records, 3),
        round(sum(writes.units.values()) / records, 2), busiest, round(busiest / seconds, 1),
        round(records * _TIMES / seconds), round(waits + quantiles(took, n=20)[-1], 2),
        _BAR if case.batch > 1 else None, _count_wrong(opened, members, texts),
    )  # fmt: skip


def _deliver(table: Table, draw: Random, texts: Sequence[Envelope], size: int) -> tuple[list[float], int]:
    consumer, took, killed = BatchConsumer("billing", lambda: table, lambda: reaction), list[float](), 0
    for at in range(0, len(texts), size):
        batch, began = queue_batch(*texts[at : at + size]), time.process_time()
        if draw.randrange(_ONE_IN // 10) == 0:
            how = {"at_call": draw.randrange(1, 40), "after": draw.random() < 0.5}
            with crashing(aws.client("dynamodb"), **how), suppress(Crash):  # type: ignore[arg-type]
                deliver(consumer.handler, batch)
            killed += 1
        while failed := {it["itemIdentifier"] for it in deliver(consumer.handler, batch)["batchItemFailures"]}:
            batch = {"Records": [it for it in batch["Records"] if it["messageId"] in failed]}
        took.append(time.process_time() - began)
    return took, killed


def _count_wrong(opened: Cloud, members: Sequence[Sender], texts: Sequence[Envelope]) -> int:
    sent = Counter(text.data["user_id"] for text in texts)
    balances = (opened.item(f"WALLET#{account_id}", "BALANCE")["free"]["N"] for account_id, _ in members)
    expected = (FUNDS - sent[account_id] * PRICE for account_id, _ in members)
    wrong = sum(int(has) != should for has, should in zip(balances, expected, strict=True))
    return wrong + len(find_faults(decode(item) for item in opened.items("")))
