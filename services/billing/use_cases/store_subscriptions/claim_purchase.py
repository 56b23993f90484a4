"""Claims a purchase that the app has made in a store, by its proof (B9)."""

from collections.abc import Mapping

from contracts.store_subscriptions import StoreSubscriptionLookDue
from kernel.dynamodb.counters import count_uses_now
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Unavailable
from kernel.providers.errors import ForgedError, ProviderError
from services.billing.domain.end_of_buying import end_of_buying
from services.billing.domain.limits import STORE_CLAIMS
from services.billing.domain.store_gateway import StoreGateway
from services.billing.domain.store_problems import (
    ClaimedByAnotherAccount,
    MovedToWeb,
    ReceiptNotGenuine,
    UnknownProduct,
)
from services.billing.domain.store_report import StoreReport
from services.billing.http.store_views import StorePurchase, StoreSubscriptionView
from services.billing.stores import store_moves, store_subscriptions
from services.billing.use_cases import callers
from services.billing.use_cases.store_subscriptions.record_report import record_report


def claim_purchase(
    work: UnitOfWork, *, gateway: StoreGateway, products: Mapping[str, str], purchase: StorePurchase
) -> StoreSubscriptionView:
    """Record what the proof says, and whose the subscription is: the account's that the app named to the store.

    A proof is no secret, so the token in it must be the caller's; without one, or with that of an account that is
    closed or unknown, the first claim wins, and is logged. What is claimed already gives the same answer. What was
    bought anew after the move to the web, or on another's team, is refused, and Google pays it back, as we do not
    confirm it.

    Raises ReceiptNotGenuine, UnknownProduct, ClaimedByAnotherAccount, MovedToWeb, TooManyClaims and Unavailable.
    """
    person = callers.read_caller(work)
    caller = person.account_id
    count_uses_now(work, STORE_CLAIMS)
    report = _read(gateway, purchase.receipt)
    recorded = record_report(work, report, products=products, claimed_by=caller)
    found = recorded.subscription
    if found.account_id != caller:
        raise ClaimedByAnotherAccount
    if found.product_id not in products:
        raise UnknownProduct(field="receipt")
    end = end_of_buying(person, store_moves.find(work.table, caller))
    if end and end.is_too_late(found):
        work.commit()  # it is known all the same: while the store keeps the money, the time is theirs
        raise MovedToWeb(MovedToWeb.ON_A_TEAM if person.team_id and not person.owns else None)
    if recorded.is_news:  # a proof says nothing of the renewal
        work.publish(StoreSubscriptionLookDue(store=found.store.value, store_id=found.store_id, is_test=found.is_test))
    return StoreSubscriptionView.of(store_subscriptions.id_of(found), found, products, work.now)


def _read(gateway: StoreGateway, receipt: str) -> StoreReport:
    try:
        return gateway.read_proof(receipt)
    except ForgedError as forged:
        raise ReceiptNotGenuine(field="receipt") from forged
    except ProviderError as down:
        raise Unavailable("The store doesn't answer right now. Please try again in a moment.") from down
