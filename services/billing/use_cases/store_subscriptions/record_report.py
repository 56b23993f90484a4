"""Records what a store says of a subscription: by a proof, a notification or a look at its API, in any order (B9)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.account_token import to_account_id
from contracts.store_subscriptions import PlayPurchaseUnconfirmed, StoreRenewalUnwanted
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.end_of_buying import end_of_buying
from services.billing.domain.plan import Subscription
from services.billing.domain.store_move import MovedBy, StoreMove
from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.stores import people, store_moves, store_subscriptions
from services.billing.use_cases.store_plans.move_plan import move_plan
from services.billing.use_cases.store_plans.paid_unused import paid_unused
from services.billing.use_cases.store_plans.save_store_subscription import is_news, save_store_subscription
from services.billing.use_cases.store_subscriptions.move_account import move_account
from services.billing.use_cases.store_subscriptions.write_notice import notice_of


@dataclass(frozen=True)
class Recorded:
    """A subscription as it is known now, and whether the report has changed anything that counts."""

    subscription: StoreSubscription
    is_news: bool


def record_report(
    work: UnitOfWork,
    report: StoreReport,
    *,
    products: Mapping[str, str],
    claimed_by: str = "",
    asked_at: datetime | None = None,
) -> Recorded:
    """Add what a store reports to what is known, move the plan that it pays for, and publish what has changed by it.

    The subscription belongs to the account whose token the store has, else to who claims it first; one of an account
    that is closed may be claimed anew. A token of no account that we know is as none: an older app or another stage
    gave it, or its account is so new that the next look proves it. `products` are the plans by the stores' products.
    """
    first = _first_name(work, report)
    known = store_subscriptions.find(work.table, report.store, first, is_test=report.is_test)
    before = known or StoreSubscription(report.store, first, report.is_test, ordered=report.product_id)
    after = _claim(work, before.apply(*report.facts), to_account_id(report.owner), claimed_by)
    asks = report.is_unconfirmed or after != before or asked_at
    move = _find_end_of_buying(work, before.account_id, after.account_id) if asks else None
    if report.is_unconfirmed and _is_wanted(after, products, move):  # else the store pays it back
        work.publish(PlayPurchaseUnconfirmed(store_id=first, is_test=report.is_test))
    if asks:
        after = replace(after, moved=move is not None and not after.is_test)
    after, plan = move_plan(work, after, products, asked_at=asked_at, moved_by=move.by if move else None)
    if after == before:
        return Recorded(before, is_news=False)
    work.save(store_subscriptions.link(report.store, name, first) for name in report.links if name != first)
    if _is_paid_unused(before, after, work.now):
        work.publish(paid_unused(after))
    saved = save_store_subscription(work, before, after, products)
    news = is_news(before, saved)
    if move and news and not saved.is_test:
        _follow_up(work, before, saved, move, plan)
    return Recorded(saved, news)


def _first_name(work: UnitOfWork, report: StoreReport) -> str:
    """Return the store's first name for it: a further one leads to that."""
    names = dict.fromkeys((report.store_id, *report.links)) if report.links else ()
    found = (store_subscriptions.find_first_name(work.table, report.store, name) for name in names)
    return next(filter(None, found), report.store_id)


def _claim(work: UnitOfWork, it: StoreSubscription, owner: str, claimed_by: str) -> StoreSubscription:
    """Return the subscription with its owner; that the store's word differs from what was known is logged."""
    if claimed_by and it.account_id not in ("", claimed_by) and _is_closed(work, it.account_id):
        it = it.release()
    if owner not in ("", it.account_id, claimed_by) and not _is_open(work, owner):
        owner = ""
    after = it.claim(owner, is_proved=True).claim(claimed_by, is_proved=False)
    if it.account_id and owner not in ("", it.account_id):
        log().warning(
            "billing.store_subscription.owner_differs",
            extra={"store": it.store.value, "known": it.account_id, "owner": owner, "kept": after.account_id},
        )
        count("StoreOwnerDiffers")
    elif claimed_by and not it.account_id and not owner:
        log().info("billing.store_subscription.claimed_first", extra={"store": it.store.value, "account": claimed_by})
    return after


def _find_end_of_buying(work: UnitOfWork, known: str, account_id: str) -> StoreMove | None:
    """Return since when the account buys nothing; who becomes known as the owner must not join a team meanwhile."""
    if not account_id:
        return None
    owner = people.find(work.table, account_id)
    if account_id != known:
        work.save([people.unchanged(owner)])
    return end_of_buying(owner, store_moves.find(work.table, account_id))


def _is_wanted(it: StoreSubscription, products: Mapping[str, str], move: StoreMove | None) -> bool:
    """Return whether a purchase is an account's, of a product of ours, and was not made after the move to the web."""
    return bool(it.account_id) and it.product_id in products and not (move and move.is_too_late(it))


def _follow_up(
    work: UnitOfWork, before: StoreSubscription, after: StoreSubscription, move: StoreMove, plan: Subscription | None
) -> None:
    """Say that a store has charged for more after the move to the web, and have it stopped if it goes on.

    Who joined a team before anything of theirs in a store was known moves by what is known now.
    """
    if move.by is MovedBy.JOINED and after.is_watched(work.now):
        move_account(work, after.account_id, MovedBy.JOINED, move.moved_at)
    new = (it for key, it in after.periods.items() if key not in before.periods and not after.is_refunded(key))
    if any(it.starts_at > move.moved_at for it in new):
        paid_through = plan.paid_through if plan else after.paid_through
        said = notice_of(after, "store_renewed", work.now)
        work.publish(said.model_copy(update={"paid_through": paid_through}))
    if after.renews:
        work.publish(StoreRenewalUnwanted(store=after.store.value, store_id=after.store_id))


def _is_closed(work: UnitOfWork, account_id: str) -> bool:
    return people.find(work.table, account_id).closed


def _is_open(work: UnitOfWork, account_id: str) -> bool:
    return any(not it.closed for it in people.find_many(work.table, [account_id]))


def _is_paid_unused(before: StoreSubscription, after: StoreSubscription, now: datetime) -> bool:
    """Return whether a known subscription was paid again, though it pays for no number."""
    known = before.account_id != "" and before.account_id == after.account_id
    return known and not after.plan and after.is_paid(now) and bool(after.periods.keys() - before.periods.keys())
