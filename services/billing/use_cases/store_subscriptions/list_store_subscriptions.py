"""Lists what an account pays for in the app stores (B9)."""

from collections.abc import Mapping

from contracts.account_token import to_account_token
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import PageQuery
from services.billing.domain.end_of_buying import end_of_buying
from services.billing.http.store_views import StoreProduct, StoreSubscriptionsPage, StoreSubscriptionView
from services.billing.stores import plans, store_moves, store_subscriptions
from services.billing.use_cases import callers


def list_store_subscriptions(
    work: UnitOfWork, *, products: Mapping[str, str], query: PageQuery
) -> StoreSubscriptionsPage:
    """Return a page of the caller's own, and what the app needs to buy: the token and the products."""
    person = callers.read_caller(work)
    caller = person.account_id
    page = store_subscriptions.list_of_account(work.table, caller, query.limit, query.cursor)
    move = store_moves.find(work.table, caller)
    found = list(map(store_subscriptions.loaded, page.items))
    running = {it.plan: plans.find(work.table, it.plan) for it in found if it.plan and it.moved}
    return StoreSubscriptionsPage(
        account_token=to_account_token(caller),
        products=[StoreProduct(product_id=product, plan_id=plan) for product, plan in sorted(products.items())],
        moved_at=move.moved_at if move else None,
        can_buy=end_of_buying(person, move) is None,
        items=[
            StoreSubscriptionView.of(store_subscriptions.id_of(it), it, products, work.now, running.get(it.plan))
            for it in found
        ],
        next_cursor=page.next_cursor,
    )
