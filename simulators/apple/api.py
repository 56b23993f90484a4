"""The App Store Server API: statuses, transactions and their account tokens. Each environment has its own."""

from collections.abc import Callable
from uuid import UUID

from aiohttp import web

from simulators.apple import payloads
from simulators.apple.callers import Callers, read_json, refuse, respond
from simulators.apple.certificates import Signer
from simulators.apple.history import TransactionPage
from simulators.apple.settings import GROUP_ID
from simulators.apple.state import AppStoreState, Json, Subscription, Transaction
from simulators.stores.instants import now

_STATUSES = {"1", "2", "3", "4", "5"}


class ServerApi:
    """The routes below /inApps of one environment that concern customers' purchases."""

    def __init__(self, state: AppStoreState, signer: Signer, callers: Callers, *, sandbox: bool) -> None:
        self._state = state
        self._signer = signer
        self._callers = callers
        self._sandbox = sandbox

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return all of them."""
        admit = self._callers.admit
        return [
            web.get(base + "/inApps/v1/subscriptions/{id}", admit(self._list_statuses)),
            web.get(base + "/inApps/v1/transactions/{id}", admit(self._get_transaction)),
            web.put(base + "/inApps/v1/transactions/{id}/appAccountToken", admit(self._set_account_token)),
            web.get(base + "/inApps/v2/history/{id}", admit(self._list_transactions)),
            web.get(base + "/inApps/v2/refund/lookup/{id}", admit(self._list_refunds)),
        ]

    def _subscription(self, request: web.Request) -> Subscription:
        any_id = request.match_info["id"]
        if not any_id.isdigit():
            refuse(4000006, "Invalid transaction id.")
        found = self._state.find(any_id, sandbox=self._sandbox)
        if found is None:
            refuse(4040010, "Transaction id not found.")
        return found

    async def _list_statuses(self, request: web.Request) -> web.Response:
        wanted = set(request.query.getall("status", sorted(_STATUSES)))
        if not wanted <= _STATUSES:
            refuse(4000031, "Invalid request. The status parameter is invalid.")
        found = self._state.of_customer(self._subscription(request))
        shown = [self._status(one) for one in found if str(one.status) in wanted]
        groups = [{"subscriptionGroupIdentifier": GROUP_ID, "lastTransactions": shown}] if shown else []
        return respond(payloads.app_data(sandbox=self._sandbox) | {"data": groups})

    def _status(self, one: Subscription) -> Json:
        return {
            "originalTransactionId": one.id,
            "status": one.status,
            "signedTransactionInfo": self._sign(one, one.latest),
            "signedRenewalInfo": self._signer.sign(payloads.renewal(one, now())),
        }

    def _sign(self, one: Subscription, transaction: Transaction) -> str:
        return self._signer.sign(payloads.transaction(one, transaction, now()))

    async def _get_transaction(self, request: web.Request) -> web.Response:
        one, wanted = self._subscription(request), request.match_info["id"]
        transaction = next((it for it in one.transactions if it.id == wanted), None)
        if transaction is None:
            refuse(4040010, "Transaction id not found.")
        return respond({"signedTransactionInfo": self._sign(one, transaction)})

    async def _set_account_token(self, request: web.Request) -> web.Response:
        one = self._subscription(request)
        if request.match_info["id"] != one.id:
            refuse(4000187, "Invalid request. The transaction ID provided is not an original transaction ID.")
        if one.latest.ownership != "PURCHASED":
            refuse(4000185, "Invalid request. Family shared transactions aren't supported by this endpoint.")
        token = await _account_token(request)
        for transaction in one.transactions:
            transaction.account_token = token
        return web.Response(status=200)

    async def _list_transactions(self, request: web.Request) -> web.Response:
        return self._page(request, lambda transaction: True)

    async def _list_refunds(self, request: web.Request) -> web.Response:
        return self._page(request, lambda transaction: bool(transaction.revocation))

    def _page(self, request: web.Request, listed: Callable[[Transaction], bool]) -> web.Response:
        customer = self._state.of_customer(self._subscription(request))
        owned = [(one, transaction) for one in customer for transaction in one.transactions if listed(transaction)]
        page = TransactionPage(request.query, owned)
        signed = [self._sign(one, transaction) for one, transaction in page.shown]
        listing = {"signedTransactions": signed, "revision": page.revision, "hasMore": page.has_more}
        return respond(payloads.app_data(sandbox=self._sandbox) | listing)


async def _account_token(request: web.Request) -> str:
    try:
        body = await read_json(request)
        token = str(body["appAccountToken"])
        UUID(token)
    except (ValueError, KeyError, TypeError):
        refuse(4000183, "Invalid request. The app account token field must be a valid UUID.")
    return token
