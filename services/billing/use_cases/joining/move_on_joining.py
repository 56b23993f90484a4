"""Moves a person who joins a team to the web: no store charges them for what the team pays from now on (B10, B21)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.store_move import MovedBy
from services.billing.stores import store_subscriptions
from services.billing.use_cases.store_subscriptions.move_account import move_account

_LOOKED_AT = 25


def move_on_joining(work: UnitOfWork, account_id: str) -> None:
    """Move what the person pays for in the stores, if there is anything that is paid or renewed."""
    page = store_subscriptions.list_of_account(work.table, account_id, _LOOKED_AT, None)
    found = map(store_subscriptions.loaded, page.items)
    if page.next_cursor or any(it.is_watched(work.now) and not it.is_test for it in found):
        move_account(work, account_id, MovedBy.JOINED)
