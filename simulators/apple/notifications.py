"""Notifications of the simulated App Store, as its API lists them: the history of 180 days, and tests."""

from datetime import timedelta

from aiohttp import web

from simulators.apple import payloads
from simulators.apple.callers import Callers, read_json, refuse, respond
from simulators.apple.certificates import Signer
from simulators.apple.sending import Sending
from simulators.apple.state import AppStoreState, Json, Notification
from simulators.stores.instants import now, to_ms

_PAGE = 20
_LISTED_FOR = timedelta(days=180)
_MEMBERS = {"startDate", "endDate", "notificationType", "notificationSubtype", "transactionId", "onlyFailures"}
_TYPES = {
    "SUBSCRIBED", "DID_CHANGE_RENEWAL_PREF", "DID_CHANGE_RENEWAL_STATUS", "OFFER_REDEEMED", "DID_RENEW", "EXPIRED",
    "DID_FAIL_TO_RENEW", "GRACE_PERIOD_EXPIRED", "PRICE_INCREASE", "REFUND", "REFUND_DECLINED", "REFUND_REVERSED",
    "CONSUMPTION_REQUEST", "RENEWAL_EXTENDED", "REVOKE", "TEST", "RENEWAL_EXTENSION", "EXTERNAL_PURCHASE_TOKEN",
    "ONE_TIME_CHARGE",
}  # fmt: skip


class NotificationApi:
    """The routes below /inApps/v1/notifications of one environment."""

    def __init__(
        self, state: AppStoreState, signer: Signer, sending: Sending, callers: Callers, *, sandbox: bool
    ) -> None:
        self._state = state
        self._signer = signer
        self._sending = sending
        self._callers = callers
        self._sandbox = sandbox

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return all of them."""
        admit, path = self._callers.admit, base + "/inApps/v1/notifications"
        return [
            web.post(path + "/history", admit(self._list)),
            web.post(path + "/test", admit(self._test)),
            web.get(path + "/test/{token}", admit(self._get_test)),
        ]

    async def _test(self, request: web.Request) -> web.Response:
        notification = payloads.test(now(), sandbox=self._sandbox)
        self._sending.send(request, notification)
        return respond({"testNotificationToken": _test_token(notification)})

    async def _get_test(self, request: web.Request) -> web.Response:
        sent = (one for one in self._state.notifications if one.sandbox == self._sandbox)
        found = next((one for one in sent if _test_token(one) == request.match_info["token"]), None)
        if found is None:
            refuse(4040008, "Either the test notification token is expired or the notification is not available.")
        return respond(self._record(found))

    def _record(self, notification: Notification) -> Json:
        return {"signedPayload": self._signer.sign(notification.payload), "sendAttempts": notification.attempts}

    async def _list(self, request: web.Request) -> web.Response:
        wanted = await _read_body(request)
        found = [one for one in self._state.notifications if self._is_wanted(one, wanted)]
        begins = self._position(request)
        shown, has_more = found[begins : begins + _PAGE], len(found) > begins + _PAGE
        page = {"notificationHistory": [self._record(one) for one in shown], "hasMore": has_more}
        return respond(page | ({"paginationToken": f"p{begins + _PAGE}"} if has_more else {}))

    def _position(self, request: web.Request) -> int:
        token = request.query.get("paginationToken", "p0")
        if not token.startswith("p") or not token[1:].isdigit():
            refuse(4000014, "Invalid request. The pagination token is invalid.")
        return int(token[1:])

    def _is_wanted(self, one: Notification, wanted: Json) -> bool:
        return (
            one.sandbox == self._sandbox
            and wanted["startDate"] <= one.payload["signedDate"] < wanted["endDate"]
            and wanted.get("notificationType", one.kind) == one.kind
            and wanted.get("notificationSubtype", one.payload.get("subtype")) == one.payload.get("subtype")
            and self._is_about(one, wanted.get("transactionId"))
            and not (wanted.get("onlyFailures") and one.was_accepted)
        )

    def _is_about(self, one: Notification, transaction_id: str | None) -> bool:
        if transaction_id is None:
            return True
        found = self._state.find(transaction_id, sandbox=self._sandbox)
        return found is not None and found.id == one.subscription_id


async def _read_body(request: web.Request) -> Json:
    """Return what is asked for. Raises RefusalError where it is not as documented."""
    body = await read_json(request)
    if not set(body) <= _MEMBERS:
        refuse(4000000, "Bad request.")
    for name, code in (("startDate", 4000015), ("endDate", 4000016)):
        if not isinstance(body.get(name), int):
            refuse(code, f"Invalid request. The {name} is not a timestamp value represented in milliseconds.")
    _check_span(body["startDate"], body["endDate"])
    if "transactionId" in body and "notificationType" in body:
        refuse(4000019, "Invalid request. Supply either a transaction id or a notification type, but not both.")
    if body.get("notificationType", "TEST") not in _TYPES:
        refuse(4000018, "Invalid request. The notification type or subtype is invalid.")
    return body


def _check_span(start: int, end: int) -> None:
    if start >= end:
        refuse(4000013, "Invalid request. The end date precedes the start date or the dates are the same.")
    if start < to_ms(now() - _LISTED_FOR):
        refuse(4000012, "Invalid request. The start date is earlier than the earliest allowed start date.")


def _test_token(notification: Notification) -> str:
    return f"{notification.id}_{notification.payload['signedDate']}" if notification.kind == "TEST" else ""
