"""Vault v3: approvals and wallets."""

from aiohttp import web

from simulators.paypal import bodies
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.requests import read_json, read_request_id, refuse, require_token, respond
from simulators.paypal.state import Approval, Json, PayPalState, Token, make_id

_PER_PAGE = 5


class Vault:
    """The routes below /v3/vault."""

    def __init__(self, state: PayPalState, deliveries: Deliveries, base: str) -> None:
        self._state = state
        self._deliveries = deliveries
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        setups, tokens = "/paypal/v3/vault/setup-tokens", "/paypal/v3/vault/payment-tokens"
        return [
            web.post(setups, require_token(self._state, self._create_setup)),
            web.get(setups + "/{id}", require_token(self._state, self._get_setup)),
            web.post(tokens, require_token(self._state, self._exchange)),
            web.get(tokens, require_token(self._state, self._list)),
            web.get(tokens + "/{id}", require_token(self._state, self._get)),
            web.delete(tokens + "/{id}", require_token(self._state, self._delete)),
        ]

    async def _create_setup(self, request: web.Request) -> web.Response:
        request_id, body = read_request_id(request), await read_json(request)
        known = self._state.remembered("vault", request_id)
        if known and known in self._state.approvals:
            return respond(bodies.approval(self._base, self._state.approvals[known]), 200)
        wallet = body.get("payment_source", {}).get("paypal")
        context = wallet.get("experience_context", {}) if isinstance(wallet, dict) else {}
        if not context.get("return_url") or not context.get("cancel_url"):
            refuse(400, "MISSING_REQUIRED_PARAMETER")
        customer = body.get("customer", {}).get("id") or make_id(10)
        approval = Approval(make_id(), customer, wallet, self._state.at())
        self._state.approvals[approval.id] = approval
        self._state.remember("vault", request_id, approval.id)
        return respond(bodies.approval(self._base, approval), 201)

    async def _get_setup(self, request: web.Request) -> web.Response:
        return respond(bodies.approval(self._base, self._approval(request.match_info["id"])))

    def _approval(self, setup_id: str) -> Approval:
        approval = self._state.approval(setup_id)
        if approval is None:
            refuse(404, "TOKEN_NOT_FOUND")
        return approval

    async def _exchange(self, request: web.Request) -> web.Response:
        request_id, body = read_request_id(request), await read_json(request)
        known = self._state.tokens.get(self._state.remembered("vault", request_id) or "")
        if known:
            return respond(bodies.token(self._base, known), 200)
        source = body.get("payment_source", {}).get("token", {})
        if source.get("type") != "SETUP_TOKEN":
            refuse(400, "INVALID_PARAMETER_VALUE")
        approval = self._approval(str(source.get("id")))
        if approval.status != "APPROVED":
            refuse(422, "SETUP_TOKEN_NOT_APPROVED" if not approval.token else "SETUP_TOKEN_ALREADY_USED")
        token = self._state.exchange(approval)
        self._state.remember("vault", request_id, token.id)
        self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.CREATED", self._event_body(token))
        return respond(bodies.token(self._base, token), 201)

    def _event_body(self, token: Token) -> Json:
        written = self._state.at().strftime("%Y-%m-%dT%H:%M:%S.000UTC")  # PayPal writes zones by name here
        return {"time_created": written, **bodies.token(self._base, token)}

    async def _list(self, request: web.Request) -> web.Response:
        customer, page = request.query.get("customer_id", ""), int(request.query.get("page", "1"))
        size = min(_PER_PAGE, int(request.query.get("page_size", str(_PER_PAGE))))
        found = [token for token in self._state.tokens.values() if token.customer_id == customer]
        shown = found[(page - 1) * size : page * size]
        return respond(
            {
                "customer": {"id": customer},
                "payment_tokens": [bodies.token(self._base, token) for token in shown],
                "links": [
                    bodies.link(self._base, f"/v3/vault/payment-tokens?customer_id={customer}&page={page}", "self")
                ],
            }
        )

    async def _get(self, request: web.Request) -> web.Response:
        return respond(bodies.token(self._base, self._token(request.match_info["id"])))

    def _token(self, token_id: str) -> Token:
        token = self._state.tokens.get(token_id)
        if token is None:
            refuse(404, "TOKEN_NOT_FOUND")
        return token

    async def _delete(self, request: web.Request) -> web.Response:
        token = self._state.tokens.pop(request.match_info["id"], None)
        if token:
            self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.DELETED", bodies.token(self._base, token))
        return respond(None, 204)
