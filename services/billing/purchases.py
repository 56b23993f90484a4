"""Handles requests about what people pay for in an app store (B9)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import PageQuery
from services.billing import product_wiring, store_wiring, wiring
from services.billing.domain import store_problems as problems
from services.billing.domain.person import Person
from services.billing.domain.problems import TooManyClaims
from services.billing.domain.store_subscription import StoreSubscription
from services.billing.http.move_views import StoreMoveQuote, StoreMoveView
from services.billing.http.store_views import StorePurchase, StoreSubscriptionsPage, StoreSubscriptionView

purchases = Api("billing", wiring.table)


def _prime() -> None:
    snapshot.prime_api(purchases.handler, purchases.routes, wiring.table(), records=(Person, StoreSubscription))
    if store_wiring.is_served("app_store"):
        store_wiring.signed_data()


handler = snapshot.prime_before_snapshot(purchases.handler, _prime)


@purchases.get("/v1/store-subscriptions")
def list_store_subscriptions(work: UnitOfWork, query: PageQuery) -> StoreSubscriptionsPage:
    """See what you pay for in the app stores, and what the app needs to buy there."""
    from services.billing.use_cases.store_subscriptions import list_store_subscriptions as found

    return found.list_store_subscriptions(work, products=product_wiring.products(), query=query)


@purchases.post(
    "/v1/store-subscriptions",
    status=201,
    refusals=(
        problems.StoreNotServed,
        problems.ReceiptNotGenuine,
        problems.UnknownProduct,
        problems.ClaimedByAnotherAccount,
        problems.MovedToWeb,
        TooManyClaims,
    ),
)
def claim_store_subscription(work: UnitOfWork, body: StorePurchase) -> StoreSubscriptionView:
    """Add a subscription that the app has bought in a store, by its receipt."""
    from services.billing.use_cases.store_subscriptions.claim_purchase import claim_purchase

    return claim_purchase(
        work, gateway=store_wiring.gateway(body.store, work.table), products=product_wiring.products(), purchase=body
    )


@purchases.post("/v1/store-subscriptions/move", keyed="required", refusals=(problems.NothingToMove,))
def move_store_subscriptions(work: UnitOfWork, query: DryRun) -> StoreMoveView | StoreMoveQuote:
    """Move all that you pay for in the app stores to the web, for good; `?dry_run=true` only shows what that means."""
    from services.billing.use_cases.store_subscriptions import move_to_web

    if query.dry_run:
        return move_to_web.preview_move(work, products=product_wiring.products())
    return move_to_web.move_to_web(work, products=product_wiring.products())
