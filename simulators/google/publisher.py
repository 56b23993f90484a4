"""The Android Publisher API (v3): reading, canceling, revoking and acknowledging purchases."""

from collections.abc import Callable

from aiohttp import web

from simulators.google import bodies
from simulators.google.callers import Callers, Handler, read_json, refuse
from simulators.google.happened import Happened
from simulators.google.renewals import cancel, revoke
from simulators.google.settings import PACKAGE
from simulators.google.state import (
    ACTIVE,
    CANCELED,
    EXPIRED,
    GRACE,
    KEPT_AFTER_EXPIRY,
    ON_HOLD,
    PAUSED,
    GooglePlayState,
    Json,
    Purchase,
)
from simulators.stores.instants import now, rfc3339

Announce = Callable[[web.Request, Happened], object]
_TOKEN = "{token:[A-Za-z0-9._-]+}"
_BY_USER, _BY_DEVELOPER = "USER_REQUESTED_STOP_RENEWALS", "DEVELOPER_REQUESTED_STOP_PAYMENTS"
_REFUNDS = ("fullRefund", "proratedRefund", "itemBasedRefund")


class Publisher:
    """The routes below /purchases that concern one token."""

    def __init__(self, state: GooglePlayState, callers: Callers, announce: Announce) -> None:
        self._state = state
        self._callers = callers
        self._announce = announce
        self.has_latest_order_id = False  # which the API's description no longer lists

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return all of them."""
        purchase = f"{base}/purchases/subscriptionsv2/tokens/{_TOKEN}"
        acknowledge = f"{base}/purchases/subscriptions/{{product}}/tokens/{_TOKEN}:acknowledge"
        return [
            web.get(purchase, self._admit(self._get)),
            web.post(purchase + ":cancel", self._admit(self._cancel)),
            web.post(purchase + ":revoke", self._admit(self._revoke)),
            web.post(acknowledge, self._admit(self._acknowledge)),
        ]

    def _admit(self, handler: Handler) -> Handler:
        return self._callers.admit(handler)

    def _purchase(self, request: web.Request) -> Purchase:
        check_package(request)
        found = self._state.find(request.match_info["token"])
        if found is None:
            refuse(404, "NOT_FOUND", "purchaseTokenNotFound", "The purchase token was not found.")
        if found.state == EXPIRED and found.ends + KEPT_AFTER_EXPIRY < now():
            refuse(410, "FAILED_PRECONDITION", "subscriptionPurchaseNoLongerAvailable", "It expired too long ago.")
        return found

    async def _get(self, request: web.Request) -> web.Response:
        one = self._purchase(request)
        return web.json_response(bodies.subscription(one, has_latest_order_id=self.has_latest_order_id))

    async def _cancel(self, request: web.Request) -> web.Response:
        one, body = self._purchase(request), await read_json(request, "cancellationContext")
        kind = _member(body, "cancellationContext").get("cancellationType")
        if kind not in (_BY_USER, _BY_DEVELOPER):
            refuse(400, "INVALID_ARGUMENT", "invalid", "Invalid cancellation type.")
        if one.state not in (ACTIVE, GRACE, ON_HOLD, PAUSED):
            refuse(400, "FAILED_PRECONDITION", "failedPrecondition", "The subscription cannot be canceled.")
        one.at = max(one.at, now())
        by_user = kind == _BY_USER
        context = {"userInitiatedCancellation": {"cancelTime": rfc3339(one.at)}}
        cancellation: Json = context if by_user else {"developerInitiatedCancellation": {}}
        self._announce(request, cancel(one, cancellation, is_restorable=by_user))
        return web.json_response({})

    async def _revoke(self, request: web.Request) -> web.Response:
        one, body = self._purchase(request), await read_json(request, "revocationContext")
        refunds = _member(body, "revocationContext")
        if len(refunds) != 1 or not set(refunds) <= set(_REFUNDS):
            refuse(400, "INVALID_ARGUMENT", "invalid", "Exactly one kind of refund is required.")
        if one.state not in (ACTIVE, GRACE, ON_HOLD, PAUSED, CANCELED):
            refuse(400, "FAILED_PRECONDITION", "failedPrecondition", "The subscription cannot be revoked.")
        one.at = max(one.at, now())
        self._announce(request, revoke(one, by_us=True))
        return web.json_response({})

    async def _acknowledge(self, request: web.Request) -> web.Response:
        one, body = self._purchase(request), await read_json(request, "developerPayload", "externalAccountIds")
        if request.match_info["product"] != one.product.id:
            refuse(400, "INVALID_ARGUMENT", "invalid", "The subscription id does not match the purchase token.")
        if not one.orders or one.state == EXPIRED:
            refuse(400, "FAILED_PRECONDITION", "failedPrecondition", "The purchase is not in a valid state.")
        account = _member(body, "externalAccountIds").get("obfuscatedAccountId")
        one.acknowledged, one.outside = True, {}  # from now on nothing says whose expired purchase it continues
        one.account_token = str(account) if account else one.account_token
        return web.Response(status=204)


def check_package(request: web.Request) -> None:
    """Refuse a request for another app than ours."""
    if request.match_info["package"] != PACKAGE:
        refuse(404, "NOT_FOUND", "applicationNotFound", "No application was found for the given package name.")


def _member(body: Json, name: str) -> Json:
    found = body.get(name, {})
    return found if isinstance(found, dict) else {}
