"""Calls of one wallet at once, with all that moves its money, and with conflicts: each is paid once (B3, B11)."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from typing import Any

import pytest

from contracts.event import Event
from kernel import clock
from kernel.bus.consumer import Consumer
from kernel.bus.relay import events_of
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import decode, encode
from services.billing.domain.call_hold import CallHold
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.spent import spent_in_month
from services.billing.domain.usage import UsageKind
from services.billing.funding import funding
from services.billing.reactions.funding import reactions
from services.billing.stores import call_holds, ledger
from services.billing.stores.usage_packs import records_in
from services.billing.use_cases.credits.reclaim_credits import reclaim_credits
from tests.books_scan import find_faults
from tests.events import enveloped
from tests.faults import conflicting_often
from tests.services.billing.calling import CALLING, CENT, GIVEN, arrived, ended, slice_due
from tests.services.billing.spending import spend_credits
from tests.services.billing.test_busy_wallets import (
    MEMBER,
    THREADS,
    allocate,
    emulator,
    new_work,
    table,
)
from tests.services.billing.test_stormy_wallets import many

__all__ = ["emulator", "table"]

pytestmark = pytest.mark.e2e

CALLS = 24


def door_of(table: Table) -> Consumer:
    """Return the door to the bus for calls, as it is deployed, over this table."""
    return Consumer("billing", lambda: table, {"numbers": lambda: reactions}, tries=funding.tries)


def give(table: Table, amount: int) -> None:
    """Give the member so much of the team's."""
    work, team = new_work(table), LedgerAccount("team_1", "available")
    ledger.post(work, transfer("given", Kind.ALLOCATION, team, LedgerAccount(MEMBER, GIVEN), amount))
    work.commit()


def answers(table: Table, kind: str) -> list[dict[str, Any]]:
    """Return what was published under a name, without what it was answered to."""
    return [item["data"] for item in published(table) if item["type"] == kind]


def published(table: Table) -> list[dict[str, Any]]:
    """Return the envelopes in the outbox."""
    images = [encode(item) for item in items_of(table) if item["sk"] == "EVENT"]
    return [json.loads(text) for image in images for text in events_of(image)]


def items_of(table: Table) -> list[dict[str, Any]]:
    """Return every item of the table."""
    pages = table.client.get_paginator("scan").paginate(TableName=table.name)
    return [decode(item) for page in pages for item in page["Items"]]


@pytest.mark.parametrize(("balance", "seconds"), [(15 * CENT, [900]), (20 * CENT, [900, 300])], ids=["one", "more"])
def test_thirty_calls_at_once_are_funded_within_the_balance(table: Table, balance: int, seconds: list[int]) -> None:
    """Credits for one call fund one; each other one is refused at once, and not when its event comes again."""
    give(table, balance)
    door = door_of(table)
    with conflicting_often(table.client, every=5), ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda n: door.receive(enveloped(arrived(f"call_{n}"))), range(30)))
    assert sorted((it["seconds"] for it in answers(table, "CallFunded")), reverse=True) == seconds
    assert {it["reason"] for it in answers(table, "CallUnfunded")} == {"insufficient_credits"}
    assert len(answers(table, "CallUnfunded")) == 30 - len(seconds)
    assert ledger.find(table, MEMBER).parts == {GIVEN: 0, CALLING: balance}


def test_calls_run_while_everything_moves(table: Table) -> None:
    """Calls that arrive, run on and end, twice and in any order, while credits are given, spent and taken back."""
    door, dice = door_of(table), Random(13)
    lengths = {f"call_{n}": dice.choice([0, 61, 700, 2_400]) for n in range(CALLS)}
    events: list[Event] = []
    for call_id, seconds in lengths.items():
        events += [arrived(call_id), slice_due(2, call_id), slice_due(3, call_id), ended(seconds, call_id)] * 2
    dice.shuffle(events)
    refused: Counter[str] = Counter()

    def act(number: int) -> None:
        door.receive(enveloped(events[number]))
        if number % 4 == 0:
            allocate(table, number)
        elif number % 9 == 0:
            _ask(table, partial(reclaim_credits, user_id=MEMBER))
        elif number % 3 == 0:
            _ask(table, partial(spend_credits, account_id=MEMBER, amount=CENT, cause=f"text_{number}"))

    with conflicting_often(table.client, every=4) as conflicts:
        many(act, refused, times=len(events))
    assert len(conflicts.made) >= 20
    assert refused.keys() <= {"credits_used_up", "balance_too_low", "nothing_to_take_back"}, refused
    holds = [hold for item in items_of(table) if item["sk"] == "CALL" and (hold := call_holds.loaded(item))]
    assert {it.call_id: it.seconds for it in holds} == lengths
    assert find_faults(items_of(table)) == []
    assert not ledger.find(table, MEMBER).part(CALLING)
    _assert_paid_once(table, holds)


def _ask(table: Table, use_case: Any) -> None:
    work = new_work(table)
    use_case(work)
    work.commit()


def _assert_paid_once(table: Table, holds: list[CallHold]) -> None:
    """Assert that each call has the record of its price, and that all records are counted as spent."""
    packs = [item for item in items_of(table) if item["pk"].startswith(f"USAGE#{MEMBER}#")]
    records = [record for item in packs for record in records_in(MEMBER, item)]
    paid = {record.record_id: record.amount for record in records if record.kind is UsageKind.FORWARDING}
    assert paid == {hold.call_id: hold.price for hold in holds if hold.price}
    assert spent_in_month(ledger.find(table, MEMBER), clock.now()) == sum(record.amount for record in records)
