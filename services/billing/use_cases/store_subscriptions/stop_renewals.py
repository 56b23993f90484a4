"""Stops what a store would renew after the move to the web, and reminds of what is not stopped (B21)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from contracts.store_subscriptions import StoreRenewalUnwanted
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count
from kernel.providers.errors import ProviderError, ProviderRefusedError
from services.billing.domain.store_move import remind
from services.billing.domain.store_subscription import Store, StoreSubscription
from services.billing.stores import store_moves, store_subscriptions
from services.billing.use_cases.store_plans.save_store_subscription import save_store_subscription
from services.billing.use_cases.store_subscriptions.record_report import record_report
from services.billing.use_cases.store_subscriptions.write_notice import notice_of

if TYPE_CHECKING:
    from services.billing.google_play.store import GoogleStore


def stop_renewal(
    work: UnitOfWork, *, play: "GoogleStore | None", products: Mapping[str, str], event: StoreRenewalUnwanted
) -> None:
    """Have Google renew it no more and check that; remind who pays for it where that is not possible.

    Raises ProviderDownError while Google does not answer: then the event comes again. What Google refuses, or does all
    the same, has the next daily look publish another one.
    """
    known = store_subscriptions.find(work.table, Store(event.store), event.store_id, is_test=False)
    if known is None or not known.renews or store_moves.find(work.table, known.account_id) is None:
        return
    if play:
        known = _stop(work, play, products, known)
    if known.renews:
        _remind(work, known, products)


def _stop(
    work: UnitOfWork, play: "GoogleStore", products: Mapping[str, str], known: StoreSubscription
) -> StoreSubscription:
    """Return the subscription as Google says it is after we have asked to stop it."""
    try:
        play.cancel(known)
    except ProviderRefusedError:
        count("StoreRenewalNotStopped")
    except ProviderError:
        count("StoreRenewalNotStopped")
        _remind(work, known, products)
        work.commit()
        raise
    after = record_report(work, play.look(known), products=products).subscription
    work.commit()
    return after


def _remind(work: UnitOfWork, known: StoreSubscription, products: Mapping[str, str]) -> None:
    after = remind(known, work.now)
    if after:
        save_store_subscription(work, known, after, products)
        work.publish(notice_of(after, "store_renews", work.now))
