"""Texts of one team and of thousands, each reported three times in any order, with functions that are killed (B20).

One in a hundred is lost at first and reported at the end, as by reconciliation. What is debited must be exact.
`RECORDS` in the environment is how many; the emulator in this process takes some hundred transactions a second.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from statistics import quantiles

from bench.cloud import Cloud, cloud
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
_TIMES, _BATCH = 3, 500
_ONE_IN = 100  # is lost at first; and of the batches, is killed


@dataclass(frozen=True)
class Storm:
    """How a storm ended: `wrong` are the wallets with another balance, and what the scan of the books finds."""

    case: str
    records: int
    killed: int
    transactions_a_record: float
    writes_of_busiest_key: int
    records_a_second: float
    p95_seconds_of_500: float
    wrong: int


def measure() -> Iterator[Storm]:
    """Measure texts of one team of fifty people, and of a person each of many teams."""
    for case, teams, people in (("one team of 50", 1, 50), (f"{_RECORDS // 20} teams", _RECORDS // 20, 1)):
        with cloud(TABLE, {}, {}) as opened:
            yield _storm(opened, case, teams, people)


def _storm(opened: Cloud, case: str, teams: int, people: int) -> Storm:
    draw, table = Random(7), Table(TABLE, pause=lambda seconds: None)  # noqa: S311 (a repeatable storm)
    members = [new_member(table, team) for team in (ids.new_id("team") for _ in range(teams)) for _ in range(people)]
    texts = [new_text(draw.choice(members), clock.now()) for _ in range(_RECORDS)]
    lost = texts[::_ONE_IN]
    reported = [text for text in texts if text not in lost] * _TIMES
    draw.shuffle(reported)
    before, busiest = opened.transactions, Counter[str]()
    aws.client("dynamodb").meta.events.register("before-parameter-build.dynamodb.TransactWriteItems", _noting(busiest))
    began = time.perf_counter()
    took, killed = _deliver(table, draw, [*reported, *lost])
    seconds = time.perf_counter() - began
    done = opened.transactions - before
    return Storm(
        case, _RECORDS, killed, round(done / _RECORDS, 3), max(busiest.values()), round(_RECORDS * _TIMES / seconds),
        round(quantiles(took, n=20)[-1], 2), _count_wrong(opened, members, texts),
    )  # fmt: skip


def _deliver(table: Table, draw: Random, texts: Sequence[Envelope]) -> tuple[list[float], int]:
    consumer, took, killed = BatchConsumer("billing", lambda: table, lambda: reaction), list[float](), 0
    for at in range(0, len(texts), _BATCH):
        batch, began = queue_batch(*texts[at : at + _BATCH]), time.perf_counter()
        if draw.randrange(_ONE_IN // 10) == 0:
            how = {"at_call": draw.randrange(1, 40), "after": draw.random() < 0.5}
            with crashing(aws.client("dynamodb"), **how), suppress(Crash):  # type: ignore[arg-type]
                deliver(consumer.handler, batch)
            killed += 1
        while failed := {it["itemIdentifier"] for it in deliver(consumer.handler, batch)["batchItemFailures"]}:
            batch = {"Records": [it for it in batch["Records"] if it["messageId"] in failed]}
        took.append(time.perf_counter() - began)
    return took, killed


def _noting(busiest: Counter[str]) -> object:
    def note(params: dict[str, object], **_: object) -> None:
        for entry in params["TransactItems"]:  # type: ignore[attr-defined]
            ((kind, written),) = entry.items()
            busiest[(written["Item"] if kind == "Put" else written["Key"])["pk"]["S"]] += 1

    return note


def _count_wrong(opened: Cloud, members: Sequence[Sender], texts: Sequence[Envelope]) -> int:
    sent = Counter(text.data["user_id"] for text in texts)
    balances = (opened.item(f"WALLET#{account_id}", "BALANCE")["free"]["N"] for account_id, _ in members)
    expected = (FUNDS - sent[account_id] * PRICE for account_id, _ in members)
    wrong = sum(int(has) != should for has, should in zip(balances, expected, strict=True))
    return wrong + len(find_faults(decode(item) for item in opened.items("")))
