"""Everything that moves money at once on one wallet, with conflicts: no cent lost, each fall said once (B3, B7)."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from kernel import clock
from kernel.bus.relay import events_of
from kernel.dynamodb.table import Table
from kernel.problems import Problem, Stale
from services.billing.domain.alert import level_of
from services.billing.domain.parts import is_left
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus
from services.billing.domain.shortfall import hold_contribution
from services.billing.stores import entries, ledger, payments
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.balances.notify_low_balance import notify_low_balance
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from services.billing.use_cases.payments.refund_credits import refund_credits
from tests.faults import conflicting_often
from tests.services.billing.spending import spend_credits
from tests.services.billing.test_busy_wallets import (
    AT_ONCE,
    DOLLAR,
    MEMBER,
    OWNER,
    TEAM,
    THREADS,
    allocate,
    assert_books_right,
    emulator,
    hold,
    new_work,
    table,
)

__all__ = ["emulator", "table"]

pytestmark = pytest.mark.e2e

REFUSALS = {
    "balance_too_low",
    "credits_used_up",
    "daily_limit",
    "daily_spend",
    "not_refundable",
    "nothing_to_refund",
    "refund_in_progress",
}
Act = Callable[[Table, int], None]


def test_two_hundred_of_every_kind_at_once_lose_and_double_nothing(table: Table) -> None:
    """Given, spent, held, bought, given with a charge, refunded, each third transaction canceled by a conflict."""
    bought, charged = range(3, AT_ONCE, 8), range(4, AT_ONCE, 8)
    for number in (*bought, *charged):
        _ask_paypal(table, number, is_shortfall=number in charged)
    refused: Counter[str] = Counter()
    with conflicting_often(table.client, every=3) as conflicts:
        many(partial(_act, table), refused)
    assert len(conflicts.made) >= 50
    assert refused.keys() <= REFUSALS, refused
    assert refused["not_refundable"] < AT_ONCE // 8, "some payments were captured before, and are refunded"
    team, member = assert_books_right(table, TEAM), assert_books_right(table, MEMBER)
    _assert_free(table)
    spent = -sum(entry["amount"] for entry in entries.read_entries(table, MEMBER, "") if entry["kind"] == "spent")
    came = 50 * DOLLAR + DOLLAR * len(bought) + DOLLAR * len(charged)
    assert sum(team.values()) + sum(member.values()) + spent == came
    assert member[f"given:{TEAM}"] + spent >= 2 * DOLLAR * len(charged), "each of these was charged, and is given"


def test_a_fall_is_said_once_however_many_cause_it(table: Table) -> None:
    """The owner reads once that the balance is low, and once that it is empty (B7)."""

    def give_and_notify(number: int) -> None:
        allocate(table, number)
        notify(number)

    def notify(_: int) -> None:
        work = new_work(table)
        notify_low_balance(work, name=TEAM)
        work.commit()

    refused: Counter[str] = Counter()
    with conflicting_often(table.client, every=3):
        many(give_and_notify, refused, times=47)  # of 50 dollars, 3 are left: low
        many(notify, refused, times=20)
        assert _said(table) == {"WalletLow": 1}
        many(give_and_notify, refused, times=AT_ONCE, first=100)
        many(notify, refused, times=20)
    assert _said(table) == {"WalletLow": 1, "WalletEmpty": 1}
    assert refused == {"balance_too_low": AT_ONCE - 3}
    wallet = ledger.find(table, TEAM)
    assert wallet.alert == level_of(wallet, wallet.usable) == "empty"


def many(do: Callable[[int], object], refused: Counter[str], *, times: int = AT_ONCE, first: int = 0) -> None:
    """Do it so often at once, until it is done or refused; count the refusals."""

    def tried(number: int) -> None:
        for _ in range(200):
            try:
                return do(number)
            except Stale:
                continue
            except Problem as problem:
                refused[problem.code] += 1
                return None
        raise AssertionError("it never got through")

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(tried, range(first, first + times)))


def _act(table: Table, number: int) -> None:
    kinds: list[Act] = [allocate, _spend, hold, _learn, _learn, _refund, _spend, allocate]
    kinds[number % len(kinds)](table, number)


def _spend(table: Table, number: int) -> None:
    work = new_work(table)
    spend_credits(work, account_id=MEMBER, amount=DOLLAR // 4, cause=f"call_{number}")
    work.commit()


def _refund(table: Table, number: int) -> None:
    work = new_work(table)
    refund_credits(work, payment_id=f"pay_{max(3, number - 34)}", wanted=DOLLAR // 2, request_id=f"rfd_{number}")
    work.commit()


def _ask_paypal(table: Table, number: int, *, is_shortfall: bool) -> None:
    """Store the payment of a dollar; of a shortfall another dollar of the balance is held with it."""
    payment = Payment(
        f"pay_{number}",
        TEAM,
        OWNER,
        DOLLAR,
        "credits",
        "top_up" if is_shortfall else "purchase",
        "tok",
        clock.now(),
        OWNER,
    )
    work = new_work(table)
    if is_shortfall:
        payment = replace(payment, for_user=MEMBER, for_amount=2 * DOLLAR, from_balance=DOLLAR)
        post_with_alerts(work, hold_contribution(payment, ledger.find(table, TEAM)), read=())
    work.save([payments.create(payment, on_conflict=AssertionError())])
    work.commit()


def _learn(table: Table, number: int) -> None:
    """Learn of the capture by the answer and by a webhook in the same instant."""
    fact = ChargeResult(ChargeStatus.COMPLETED, f"CAP{number}", money=DOLLAR)

    def learn(_: int) -> None:
        record_payment_fact(new_work(table), f"pay_{number}", fact)

    many(learn, Counter(), times=2)


def _assert_free(table: Table) -> None:
    for wallet in (TEAM, MEMBER):
        item = table.get(**ledger.key(wallet)) or {}
        parts = {name[2:]: amount for name, amount in item.items() if name.startswith("m:")}
        assert item["free"] == sum(amount for part, amount in parts.items() if is_left(part))


def _said(table: Table) -> dict[str, int]:
    pages = table.client.get_paginator("scan").paginate(TableName=table.name)
    images = [item for page in pages for item in page["Items"] if item["sk"]["S"] == "EVENT"]
    kinds = Counter(json.loads(text)["type"] for image in images for text in events_of(image))
    return {kind: kinds[kind] for kind in ("WalletLow", "WalletEmpty") if kinds[kind]}
