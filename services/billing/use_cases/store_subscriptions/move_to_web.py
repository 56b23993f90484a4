"""Moves the caller to the web, and shows before what that means: two calendars for each plan (B9, B15, B21)."""

from collections.abc import Mapping
from datetime import datetime

from contracts.plans import CATALOGUE
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.move_calendar import DaysPaidBy, Span, go_on_in_store, go_on_on_the_web
from services.billing.domain.moved_plan import take_to_web
from services.billing.domain.plan import Subscription
from services.billing.domain.store_move import MovedBy, StoreMove
from services.billing.domain.store_plan import keep_fitting
from services.billing.domain.store_problems import NothingToMove
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.http.move_views import (
    MovedSubscription,
    StoreMoveQuote,
    StoreMoveView,
    StoreRenewal,
    calendars_of,
)
from services.billing.stores import billing_accounts, plans, store_moves, store_subscriptions
from services.billing.use_cases import callers
from services.billing.use_cases.store_subscriptions.move_account import move_account
from services.billing.use_cases.wallet.find_wallet import find_working_wallet

_SHOWN = 25


def move_to_web(work: UnitOfWork, *, products: Mapping[str, str]) -> StoreMoveView:
    """Move all that the caller pays for in the stores; a second time it is as it was. Raises NothingToMove."""
    caller = callers.read_caller(work).account_id
    found = _find(work, caller)
    return _show(work, products, found, move_account(work, caller, MovedBy.ASKED))


def preview_move(work: UnitOfWork, *, products: Mapping[str, str]) -> StoreMoveQuote:
    """Show what a move would mean, or what it has meant. Raises NothingToMove."""
    caller = callers.read_caller(work).account_id
    shown = _show(work, products, _find(work, caller), store_moves.find(work.table, caller))
    return StoreMoveQuote(**dict(shown))


def _find(work: UnitOfWork, caller: str) -> list[StoreSubscription]:
    page = store_subscriptions.list_of_account(work.table, caller, _SHOWN, None)
    found = [it for it in map(store_subscriptions.loaded, page.items) if not it.is_test]
    if not found and not page.next_cursor and store_moves.find(work.table, caller) is None:
        raise NothingToMove
    return found


def _show(
    work: UnitOfWork, products: Mapping[str, str], found: list[StoreSubscription], move: StoreMove | None
) -> StoreMoveView:
    items = [_show_one(work, it, products) for it in found if it.is_watched(work.now)]
    return StoreMoveView(
        moved_at=move.moved_at if move else None,
        paid_through=max((it.paid_through for it in items if it.paid_through), default=None),
        items=items,
    )


def _show_one(work: UnitOfWork, it: StoreSubscription, products: Mapping[str, str]) -> MovedSubscription:
    plan_id = products.get(it.product_id)
    plan = _find_plan(work, it, products)
    has_wallet = plan is not None and find_working_wallet(work, plan.pays_later) is not None
    billing_day = billing_accounts.find_billing_day(work.table, plan.pays_later) if plan else None
    today, moved, twice = calendars_of(
        go_on_in_store(it, CATALOGUE[plan_id].months if plan_id else 1, work.now),
        go_on_on_the_web(_paid(it, plan, work.now), plan, billing_day, has_wallet=has_wallet),
    )
    return MovedSubscription(
        store=it.store.value,
        product_id=it.product_id,
        plan_id=plan_id,
        number_id=plan.number_id if plan else None,
        phone_number=plan.phone_number if plan else None,
        paid_through=plan.paid_through if plan else it.paid_through,
        today=today,
        moved=moved,
        days_paid_twice=twice,
        renewal=StoreRenewal.of(it) if it.renews else None,
        needs_wallet=plan is not None and plan.runs and not has_wallet,
    )


def _find_plan(work: UnitOfWork, it: StoreSubscription, products: Mapping[str, str]) -> Subscription | None:
    """Return the plan that it pays for, as it is after the move."""
    plan = plans.find(work.table, it.plan) if it.plan else None
    return take_to_web(plan, keep_fitting(it, products, plan.plan_id), work.now) if plan and plan.runs else None


def _paid(it: StoreSubscription, plan: Subscription | None, now: datetime) -> list[Span]:
    """Return the days that are paid already."""
    if plan is None or plan.time is None:
        end = it.paid_through
        return [Span(now, end, DaysPaidBy.STORE)] if end and end > now else []
    laid = [stretch for stretch in plan.time.stretches if stretch.ends_at > now]
    return [Span(max(now, it.starts_at), it.ends_at, DaysPaidBy(it.source)) for it in laid]
