"""The bodies of the simulated Android Publisher API (v3), and of notifications."""

import hashlib
import json

from simulators.google.settings import PACKAGE
from simulators.google.state import GRACE, ON_HOLD, Json, Order, Purchase
from simulators.stores.instants import rfc3339, to_ms

_MICROS_IN_UNIT, _NANOS_IN_MICRO = 1_000_000, 1000
_FROM_GOOGLE, _FROM_DEVELOPER, _OTHER_REASON = 2, 1, 0
_CONTEXTS = {GRACE: "inGracePeriodStateContext", ON_HOLD: "onHoldStateContext"}


def subscription(one: Purchase, *, has_latest_order_id: bool) -> Json:
    """Return a SubscriptionPurchaseV2. What is false or empty is left out, as protocol buffers do."""
    body = {
        "kind": "androidpublisher#subscriptionPurchaseV2",
        "startTime": rfc3339(one.orders[0].starts) if one.orders else None,
        "regionCode": "US",
        "subscriptionState": f"SUBSCRIPTION_STATE_{one.state}",
        "latestOrderId": one.orders[-1].id if one.orders and has_latest_order_id else None,
        "acknowledgementState": f"ACKNOWLEDGEMENT_STATE_{'ACKNOWLEDGED' if one.acknowledged else 'PENDING'}",
        "externalAccountIdentifiers": _account(one.account_token),
        "lineItems": [_line(one)],
        "linkedPurchaseToken": one.linked or None,
        "canceledStateContext": one.cancellation or None,
        "outOfAppPurchaseContext": one.outside or None,
        "pausedStateContext": {"autoResumeTime": rfc3339(one.resumes)} if one.resumes else None,
        "testPurchase": {} if one.sandbox else None,
        _CONTEXTS.get(one.state, ""): {"renewalDeclined": {"pendingOrderId": one.next_order_id}},
    }
    body = {name: value for name, value in body.items() if name and value is not None}
    return body | {"etag": hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]}


def _account(account_token: str) -> Json | None:
    return {"obfuscatedExternalAccountId": account_token} if account_token else None


def _line(one: Purchase) -> Json:
    units, micros = divmod(one.product.price, _MICROS_IN_UNIT)
    price = {"currencyCode": "USD", "units": str(units), "nanos": micros * _NANOS_IN_MICRO}
    line: Json = {
        "productId": one.product.id,
        "expiryTime": rfc3339(one.expires) if one.expires else None,
        "autoRenewingPlan": {"recurringPrice": price} | ({"autoRenewEnabled": True} if one.renews else {}),
        "offerDetails": {"basePlanId": "monthly-auto" if one.product.months == 1 else "yearly-auto"},
        "latestSuccessfulOrderId": one.orders[-1].id if one.orders else None,
        "offerPhase": {"basePrice": {}},
    }
    return {name: value for name, value in line.items() if value is not None}


def expired_context(one: Purchase) -> Json:
    """Return the context of a purchase without the app: whose expired one it continues."""
    owner = _account(one.account_token)
    return {"expiredPurchaseToken": one.id} | ({"expiredExternalAccountIdentifiers": owner} if owner else {})


def voided(one: Purchase, order: Order) -> Json:
    """Return a VoidedPurchase."""
    return {
        "kind": "androidpublisher#voidedPurchase",
        "purchaseToken": one.id,
        "purchaseTimeMillis": str(to_ms(order.starts)),
        "voidedTimeMillis": str(to_ms(order.voided_at or one.at)),
        "orderId": order.id,
        "voidedSource": _FROM_DEVELOPER if order.voided_by_us else _FROM_GOOGLE,
        "voidedReason": _OTHER_REASON,
    }


def subscription_event(code: int, one: Purchase) -> Json:
    """Return what a notification says of a subscription: only that it changed."""
    content = {"version": "1.0", "notificationType": code, "purchaseToken": one.id, "subscriptionId": one.product.id}
    return {"subscriptionNotification": content}


def voided_event(one: Purchase, order: Order) -> Json:
    """Return what a notification says of money that went back: all of it (1), for a subscription (1)."""
    content = {"purchaseToken": one.id, "orderId": order.id, "productType": 1, "refundType": 1}
    return {"voidedPurchaseNotification": content}


def notification(at_ms: int, content: Json) -> Json:
    """Return a DeveloperNotification."""
    return {"version": "1.0", "packageName": PACKAGE, "eventTimeMillis": str(at_ms), **content}
