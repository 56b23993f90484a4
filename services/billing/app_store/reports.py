"""Reads facts of a subscription from what Apple has signed. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from services.billing.app_store.signed_data import Notification, UnreadableError
from services.billing.domain.store_report import StoreReport
from services.billing.domain.store_subscription import PeriodPaid, PeriodRefunded, RenewalSaid, Store, StoreFact

if TYPE_CHECKING:
    from appstoreserverlibrary.models.JWSRenewalInfoDecodedPayload import JWSRenewalInfoDecodedPayload
    from appstoreserverlibrary.models.JWSTransactionDecodedPayload import JWSTransactionDecodedPayload

_SUBSCRIPTION = "Auto-Renewable Subscription"
_SHARED = "FAMILY_SHARED"
_WHOLE = 100_000  # revocationPercentage is in milliunits


def report_of_notification(it: Notification) -> StoreReport | None:
    """Return what a notification reports, whatever its type; None if it is of no subscription."""
    if it.transaction is None or not is_of_subscription(it.transaction):
        return None
    facts = [*facts_of(it.transaction, gives_back=it.kind == "REFUND_REVERSED")]
    renewals = [it.renewal] if it.renewal else []
    return report_of(it.transaction, facts + [renewal_of(one) for one in renewals], it.is_test, renewals)


def report_of(
    it: "JWSTransactionDecodedPayload",
    facts: Iterable[StoreFact],
    is_test: bool,
    renewals: "Iterable[JWSRenewalInfoDecodedPayload]" = (),
) -> StoreReport:
    """Return a report of a transaction's subscription; a renewal may name the owner where a purchase did not."""
    owner = it.appAccountToken or next((one.appAccountToken for one in renewals if one.appAccountToken), "")
    return StoreReport(Store.APP_STORE, str(it.originalTransactionId), tuple(facts), is_test, owner or "")


def is_of_subscription(it: "JWSTransactionDecodedPayload") -> bool:
    """Return whether a transaction is of a period of a subscription, paid by its own customer.

    Not of anything else that an app sells, nor of what a relative has paid for: it would give each member of a family
    time for one payment.
    """
    is_own = it.rawInAppOwnershipType != _SHARED
    return bool(is_own and it.rawType == _SUBSCRIPTION and it.originalTransactionId and it.webOrderLineItemId)


def facts_of(it: "JWSTransactionDecodedPayload", *, gives_back: bool = False) -> Iterator[StoreFact]:
    """Yield what a transaction says: its period, and its refund, if any.

    Apple keys a period by its line item: a restored purchase has it under another transaction id. That nothing is
    refunded is said only by the notification which gives a refund back: a restored transaction may not know of one.
    Of a period whose price is paid back in part, that share of its time is kept which is still paid for; it is part
    of the refund, so that a transaction which does not know of it gives no time back.
    """
    key, said_at = str(it.webOrderLineItemId), _at(it.signedDate)
    starts_at, ends_at = _at(it.purchaseDate), _at(it.expiresDate)
    share = _refunded_share(it)
    yield PeriodPaid(key, it.productId or "", starts_at, ends_at, said_at)
    if share > 0:
        kept_until = starts_at + (ends_at - starts_at) * (1 - share) if share < 1 else None
        yield PeriodRefunded(key, True, said_at, kept_until)
    elif gives_back:
        yield PeriodRefunded(key, False, said_at)


def renewal_of(it: "JWSRenewalInfoDecodedPayload") -> RenewalSaid:
    """Return what Apple says of the renewal. While it retries a failed charge, the subscription still renews."""
    renews = it.rawAutoRenewStatus == 1
    grace = _at(it.gracePeriodExpiresDate) if it.gracePeriodExpiresDate is not None else None
    renews_at = _at(it.renewalDate) if renews and it.renewalDate is not None else None
    return RenewalSaid(renews, _at(it.signedDate), renews_at, grace)


def _refunded_share(it: "JWSTransactionDecodedPayload") -> float:
    """Return which share of the price was paid back; what is revoked without one is revoked as a whole."""
    if it.revocationDate is None:
        return 0.0
    return 1.0 if it.revocationPercentage is None else it.revocationPercentage / _WHOLE


def _at(milliseconds: int | None) -> datetime:
    try:
        return datetime.fromtimestamp((milliseconds or 0) / 1000, UTC) if milliseconds is not None else _missing()
    except (OverflowError, OSError, ValueError) as error:
        raise UnreadableError(f"{milliseconds} is no instant") from error


def _missing() -> datetime:
    raise UnreadableError("an instant is missing")
