"""What the simulated App Store signs: transactions, renewal infos and notifications, with the fields of Apple's."""

from datetime import datetime
from uuid import uuid4

from simulators.apple.certificates import Signer
from simulators.apple.settings import APP_APPLE_ID, BUNDLE_ID, GROUP_ID
from simulators.apple.state import Json, Notification, Subscription, Transaction
from simulators.stores.instants import to_ms

_MICROS_IN_MILLIUNIT = 1000
_OF_EVERY_TRANSACTION: Json = {
    "quantity": 1,
    "type": "Auto-Renewable Subscription",
    "storefront": "USA",
    "storefrontId": "143441",
    "currency": "USD",
}
_APP_VERSION = "412"


def transaction(subscription: Subscription, one: Transaction, at: datetime) -> Json:
    """Return a JWSTransactionDecodedPayload."""
    body = _OF_EVERY_TRANSACTION | {
        "transactionId": one.id,
        "originalTransactionId": subscription.id,
        "webOrderLineItemId": one.period_key,
        "bundleId": BUNDLE_ID,
        "productId": one.product.id,
        "subscriptionGroupIdentifier": GROUP_ID,
        "purchaseDate": to_ms(one.starts),
        "originalPurchaseDate": to_ms(subscription.transactions[0].starts),
        "expiresDate": to_ms(one.ends),
        "appAccountToken": one.account_token or None,
        "inAppOwnershipType": one.ownership,
        "signedDate": to_ms(at),
        "environment": subscription.environment,
        "transactionReason": one.reason,
        "price": one.product.price // _MICROS_IN_MILLIUNIT,
        "appTransactionId": subscription.app_transaction_id,
        "isUpgraded": True if one.replaced_at else None,
    }
    return _without_none(body | one.revocation)


def renewal(subscription: Subscription, at: datetime) -> Json:
    """Return a JWSRenewalInfoDecodedPayload. It has no bundle id."""
    latest = subscription.latest
    body = {
        "originalTransactionId": subscription.id,
        "autoRenewProductId": subscription.renews_to.id,
        "productId": latest.product.id,
        "autoRenewStatus": int(subscription.renews),
        "renewalPrice": subscription.renews_to.price // _MICROS_IN_MILLIUNIT,
        "currency": "USD",
        "signedDate": to_ms(at),
        "environment": subscription.environment,
        "recentSubscriptionStartDate": to_ms(subscription.began),
        "renewalDate": to_ms(latest.ends),
        "appTransactionId": subscription.app_transaction_id,
        "appAccountToken": latest.account_token or None,
        "expirationIntent": subscription.intent,
        "isInBillingRetryPeriod": subscription.in_retry,
        "gracePeriodExpiresDate": to_ms(subscription.grace_ends) if subscription.grace_ends else None,
    }
    return _without_none(body)


def app_data(*, sandbox: bool) -> Json:
    """Return what names the app; in the sandbox it has no Apple id."""
    named = {"bundleId": BUNDLE_ID, "environment": "Sandbox" if sandbox else "Production"}
    return named if sandbox else named | {"appAppleId": APP_APPLE_ID}


def about(signer: Signer, subscription: Subscription, one: Transaction, *, renews: bool = True) -> Json:
    """Return the data of a notification about a transaction, which is signed, as the renewal info is."""
    data = app_data(sandbox=subscription.sandbox) | {
        "bundleVersion": _APP_VERSION,
        "status": subscription.status,
        "signedTransactionInfo": signer.sign(transaction(subscription, one, subscription.at)),
    }
    return data | {"signedRenewalInfo": signer.sign(renewal(subscription, subscription.at))} if renews else data


def test(at: datetime, *, sandbox: bool) -> Notification:
    """Return a notification that says nothing of any purchase."""
    return notification("TEST", "", at, app_data(sandbox=sandbox) | {"bundleVersion": _APP_VERSION})


def notification(kind: str, subtype: str, at: datetime, data: Json, subscription_id: str = "") -> Notification:
    """Return a notification (V2) that is yet to be signed."""
    notification_id = str(uuid4())
    payload = {
        "notificationType": kind,
        "subtype": subtype or None,
        "notificationUUID": notification_id,
        "data": data,
        "version": "2.0",
        "signedDate": to_ms(at),
    }
    sandbox = data["environment"] == "Sandbox"
    return Notification(notification_id, kind, _without_none(payload), sandbox, subscription_id)


def _without_none(body: Json) -> Json:
    return {name: value for name, value in body.items() if value is not None}
