"""Texts of a few wallets, reported three times in any batches by workers at once: each is debited once (B11, B20)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest

from contracts.event import Envelope
from contracts.messages import MessageRequested
from kernel import clock
from kernel.bus.batch_consumer import BatchConsumer
from kernel.dynamodb.table import Table
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.person import Person
from services.billing.domain.spent import spent_in_month
from services.billing.domain.usage import UsageRecord
from services.billing.reactions.metering import reaction
from services.billing.stores import ledger, people
from services.billing.stores.usage_packs import records_in
from tests.books_scan import find_faults
from tests.events import deliver, enveloped, queue_batch
from tests.faults import conflicting_often
from tests.services.billing.test_busy_wallets import THREADS, emulator, new_work, table
from tests.services.billing.test_stormy_calls import items_of, published

__all__ = ["emulator", "table"]

pytestmark = pytest.mark.e2e

PRICE, TEXTS = 7_500, 120
PEOPLE = ("acc_1", "acc_2", "acc_3")


def open_wallets(table: Table, amount: int, limit: int | None = None) -> None:
    """Give each person so much of their own, and a spend limit."""
    for account_id in PEOPLE:
        work, own = new_work(table), LedgerAccount(account_id, "own")
        work.save([people.save(Person(account_id, spend_limit=limit, since=clock.now()))])
        bought = LedgerAccount("paypal", "before")
        ledger.post(work, transfer(f"before:{account_id}", Kind.PURCHASE, bought, own, amount))
        work.commit()


def texts(dice: Random) -> list[Envelope]:
    """Return the texts that are wanted, each three times, in any order."""
    about: dict[str, Any] = {"number_id": "num_1", "parts": 1, "amount": PRICE, "place": "United States"}
    about |= {"deck": "2026-11", "country": "US", "requested_at": clock.now()}
    wanted = [
        enveloped(MessageRequested(message_id=f"msg_{n}", user_id=dice.choice(PEOPLE), **about)) for n in range(TEXTS)
    ]
    reported = wanted * 3
    dice.shuffle(reported)
    return reported


def meter(table: Table, reported: list[Envelope], dice: Random) -> None:
    """Have workers meter batches of any size at once; what fails is delivered again."""
    batches, at = [], 0
    while at < len(reported):
        size = dice.randrange(1, 60)
        batches.append(queue_batch(*reported[at : at + size]))
        at += size

    def work(batch: dict[str, Any]) -> None:
        consumer = BatchConsumer("billing", lambda: table, lambda: reaction)
        for _ in range(60):
            failed = {it["itemIdentifier"] for it in deliver(consumer.handler, batch)["batchItemFailures"]}
            batch = {"Records": [it for it in batch["Records"] if it["messageId"] in failed]}
            if not failed:
                return
        raise AssertionError("it never goes through")

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, batches))


def records_of(table: Table) -> list[UsageRecord]:
    """Return all records."""
    packs = [item for item in items_of(table) if item["pk"].startswith("USAGE#")]
    return [record for item in packs for record in records_in(item["pk"].split("#")[1], item)]


def test_each_text_is_debited_once_whatever_batches_bring_it(table: Table) -> None:
    """With conflicts in every fifth transaction: records, balances, hours, counters and events are exact."""
    dice = Random(5)
    open_wallets(table, 10_000_000)
    reported = texts(dice)
    with conflicting_often(table.client, every=5) as conflicts:
        meter(table, reported, dice)
    assert conflicts.made
    used = Counter(record.account_id for record in records_of(table))
    assert used == Counter({it.id: it.data["user_id"] for it in reported}.values())
    for account_id in PEOPLE:
        wallet = ledger.find(table, account_id)
        assert wallet.parts == {"own": 10_000_000 - used[account_id] * PRICE}
        assert spent_in_month(wallet, clock.now()) == used[account_id] * PRICE
    paid = Counter(it["data"]["message_id"] for it in published(table) if it["type"] == "MessagePaid")
    assert paid == Counter({f"msg_{n}": 1 for n in range(TEXTS)})
    assert find_faults(items_of(table)) == []


@pytest.mark.parametrize(("funds", "limit"), [(10_000_000, 9 * PRICE), (9 * PRICE, None)], ids=["limit", "credits"])
def test_no_two_batches_pass_a_bound_together(table: Table, funds: int, limit: int | None) -> None:
    """As many are paid as fit; each other one is refused once, and its report changes nothing when it comes again."""
    dice = Random(11)
    open_wallets(table, funds, limit)
    meter(table, texts(dice), dice)
    assert Counter(record.account_id for record in records_of(table)) == dict.fromkeys(PEOPLE, 9)
    answered = Counter(it["data"]["message_id"] for it in published(table) if it["type"].startswith("Message"))
    assert answered == Counter({f"msg_{n}": 1 for n in range(TEXTS)})
    assert find_faults(items_of(table)) == []
