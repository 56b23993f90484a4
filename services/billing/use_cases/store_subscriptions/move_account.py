"""Moves an account from the app stores to the web, for good (B9, B21)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from contracts.store_subscriptions import StoreRenewalUnwanted, StoreSubscriptionsMoved
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.moved_plan import take_to_web
from services.billing.domain.store_move import MovedBy, StoreMove
from services.billing.domain.store_plan import keep_fitting
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.stores import plans, store_moves, store_subscriptions
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.store_plans.save_store_subscription import save_store_subscription
from services.billing.use_cases.store_subscriptions.write_notice import notice_of

_PAGE = 10  # a plan takes up to three entries of a transaction


def move_account(work: UnitOfWork, account_id: str, by: MovedBy, at: datetime | None = None) -> StoreMove:
    """Move all that an account pays for in the stores; what has moved keeps its first instant.

    Its plans and renewals follow by an event of the same transaction: until then a plan goes by its store, which says
    the same, as nothing is bought on the web yet.
    """
    known = store_moves.find(work.table, account_id)
    if known:
        return known
    move = StoreMove(account_id, at or work.now, by)
    work.save(store_moves.create(move))
    work.publish(StoreSubscriptionsMoved(account_id=account_id, moved_at=move.moved_at, by=by.value))
    return move


def follow_move(work: UnitOfWork, event: StoreSubscriptionsMoved, products: Mapping[str, str]) -> None:
    """Move a page of the account's subscriptions with their plans, and have their renewals stopped.

    The next page is another task. `products` are the plans by the stores' products.
    """
    page = store_subscriptions.list_of_account(work.table, event.account_id, _PAGE, event.cursor)
    for it in map(store_subscriptions.loaded, page.items):
        if not it.is_test:
            _move(work, it, products, MovedBy(event.by))
    if page.next_cursor:
        work.publish(event.model_copy(update={"cursor": page.next_cursor}))


def _move(work: UnitOfWork, it: StoreSubscription, products: Mapping[str, str], by: MovedBy) -> None:
    plan = plans.find(work.table, it.plan) if it.plan else None
    moved = take_to_web(plan, keep_fitting(it, products, plan.plan_id), work.now, by) if plan else None
    if plan and moved and moved != plan:
        save_plan(work, plan, moved)
    save_store_subscription(work, it, replace(it, moved=True), products)
    if it.is_watched(work.now):
        work.publish(notice_of(it, "store_moved", work.now))
    if it.renews:
        work.publish(StoreRenewalUnwanted(store=it.store.value, store_id=it.store_id))
