"""The laws of paid time: each day that was paid is there once, of who paid for it, wherever it was paid (B9, B21)."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from services.billing.domain.paid_time import PaidBy, PaidTime
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.plan import TAKEN_BACK, Subscription
from services.billing.domain.plan_line import LineStatus
from services.billing.domain.store_subscription import StorePeriod, StoreSubscription
from tests.services.billing.laws.book import Book
from tests.services.billing.laws.store_world import StoreWorld
from tests.services.billing.laws.world import BEGINNING

_TAKEN_BACK = (PaymentStatus.REFUNDED, PaymentStatus.REVERSED)


def hold_of_time(book: Book) -> None:
    """Assert that what is paid ahead is what each payment pays for and was not taken back, end to end."""
    for plan in book.plans.values():
        if plan.runs and plan.paid_in_store:
            assert plan.paid_through == book.stores[plan.store_subscription_id].paid_through
        if plan.reason == TAKEN_BACK and plan.time and plan.ended_at:
            left = [it for it in plan.time.stretches if it.source is PaidBy.STORE and it.ends_at > plan.ended_at]
            assert not left, f"{plan} has ended, though a store is paid for more"
        if plan.runs and plan.time:
            assert plan.time.ends_at == plan.paid_through, f"{plan} is paid for other days"
            pairs = pairwise(plan.time.stretches)
            assert all(one.ends_at <= other.starts_at for one, other in pairs), f"{plan} has a day that is paid twice"
            store = book.stores[plan.store_subscription_id]
            laid = _laid(plan.time, PaidBy.STORE)
            assert _has_run_out(book, store) or _unrefunded(laid, store) == _of_store(store), f"{plan}: its store"
            on_web = _laid(plan.time, PaidBy.WEB)
            assert on_web == _on_web(book, plan), f"{plan} has other days than it paid for on the web"
            back = [it for it in on_web if book.payments[it].status in _TAKEN_BACK]
            assert not back, f"{plan} has days of payments that were taken back: {back}"


def hold_of_what_is_left(book: Book) -> None:
    """Assert that a subscription whose number is gone has left all that it was paid for, as no day is spent here."""
    for it in book.stores.values():
        over = [plan for plan in _plans_of(book, it) if plan.ended_at]
        if over and not it.plan and not _has_run_out(book, it):
            left = _laid(it.left or PaidTime(), PaidBy.STORE)
            assert _unrefunded(left, it) == _of_store(it), f"{it} has other days left than it paid for"


def hold_of_stores(world: StoreWorld, book: Book) -> None:
    """Assert that all that a store says is known in the end."""
    for name, truth in world.stores.items():
        paid = {key: length for key, length in truth.kept.items() if length}
        assert _of_store(book.stores[name]) == paid, f"{name} is not what its store has"


def _laid(time: PaidTime, source: PaidBy) -> dict[str, timedelta]:
    found = defaultdict[str, timedelta](timedelta)
    for it in time.stretches:
        if it.source is source and it.length:
            found[it.key] += it.length
    return dict(found)


def _has_run_out(book: Book, it: StoreSubscription) -> bool:
    """Return whether a plan has ended with days of a subscription that were spent, as a story's clock does not move."""
    return any(plan.ended_at > BEGINNING for plan in _plans_of(book, it) if plan.ended_at)


def _plans_of(book: Book, it: StoreSubscription) -> list[Subscription]:
    """Return the plans on the web that a subscription has paid for."""
    return [plan for plan in book.plans.values() if plan.store_subscription_id == it.store_id and plan.time]


def _unrefunded(laid: dict[str, timedelta], it: StoreSubscription) -> dict[str, timedelta]:
    """Return what is laid, without what was spent of a period before its store took all of it back."""
    return {key: length for key, length in laid.items() if length > _spent_before_refund(it, key)}


def _spent_before_refund(it: StoreSubscription, key: str) -> timedelta:
    refund = it.refunds.get(key)
    is_whole = refund is not None and refund.is_refunded and refund.kept_until is None
    return max(timedelta(), refund.said_at - it.periods[key].starts_at) if is_whole and refund else timedelta()


def _of_store(it: StoreSubscription) -> dict[str, timedelta]:
    kept = {key: _kept(it, key, period) for key, period in it.periods.items()}
    return {key: length for key, length in kept.items() if length}


def _kept(it: StoreSubscription, key: str, period: StorePeriod) -> timedelta:
    refund = it.refunds.get(key)
    if refund is None or not refund.is_refunded:
        return period.ends_at - period.starts_at
    return refund.kept_until - period.starts_at if refund.kept_until else timedelta()


def _on_web(book: Book, plan: Subscription) -> dict[str, timedelta]:
    lines = [it for it in book.lines.values() if it.subscription_id == plan.subscription_id]
    return {it.payment_id: it.period.ends_at - it.starts_at for it in lines if it.status is LineStatus.PAID}
