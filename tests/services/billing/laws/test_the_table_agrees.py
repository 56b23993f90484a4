"""The table does with the rules what the book does: the same stories end with the same money, wallet by wallet."""

import os
from dataclasses import replace

import pytest

from kernel.dynamodb.table import Table
from services.billing.domain import metering
from services.billing.domain.plan import Subscription
from services.billing.stores import admin_spending, plans
from services.billing.use_cases.calls import hold_call
from tests.books_scan import find_faults, parts_of
from tests.moto_tables import items_in
from tests.services.billing.laws import laws
from tests.services.billing.laws.in_book import InBook
from tests.services.billing.laws.in_table import InTable
from tests.services.billing.laws.steps import story
from tests.services.billing.laws.world import BEGINNING, PEOPLE, TEAM

STORIES = int(os.environ.get("LAWS_TABLE_STORIES", "9"))


@pytest.mark.parametrize("seed", range(STORIES))
def test_the_table_ends_as_the_book_does(table_name: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story ends the same in the book as through consumer, use cases, stores and DynamoDB's own conditions."""
    for use_case in (metering, hold_call):  # the laws do not speak of what may be spent in a day
        monkeypatch.setattr(use_case, "may_spend", lambda since, now: 10**12)
    in_book, in_table = InBook(), InTable(Table(table_name, pause=lambda seconds: None))
    first, second = story(seed, 50, in_book), story(seed, 50, in_table)
    first.quiet()
    second.quiet()
    laws.hold_in_the_end(first, in_book.book)
    for wallet in (TEAM, *PEOPLE):
        assert in_table.parts(wallet) == in_book.parts(wallet), f"{wallet} ends otherwise"
    for name in first.plans:
        assert _timeless(plans.find(in_table.table, name)) == _timeless(in_book.book.plans[name]), f"{name} differs"
    owner = admin_spending.find(in_table.table, TEAM, "acc_owner")
    assert owner.used == in_book.book.admin.used, "another room is left of the limit"
    assert find_faults(items_in(table_name)) == [], "records, hours, balances and journals differ"
    assert _entries(in_table.table) == {wallet: in_book.parts(wallet) for wallet in (TEAM, *PEOPLE)}


def _timeless(plan: Subscription | None) -> Subscription | None:
    """Return the plan without its instants, which the book does not know, as payments arrive in real time."""
    return replace(plan, anchor=BEGINNING, ended_at=None) if plan else None


def _entries(table: Table) -> dict[str, dict[str, int]]:
    """Return each wallet as its entries in the table add up."""
    found: dict[str, dict[str, int]] = {wallet: {} for wallet in (TEAM, *PEOPLE)}
    for item in items_in(table.name, "ENTRY#"):
        parts = found[item["pk"].removeprefix("WALLET#")]
        for part, amount in parts_of(item).items():
            parts[part] = parts.get(part, 0) + amount
    return {wallet: {part: amount for part, amount in parts.items() if amount} for wallet, parts in found.items()}
