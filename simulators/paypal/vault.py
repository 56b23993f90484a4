"""Vault v3: approvals and wallets."""

from aiohttp import web

from simulators.paypal import shapes
from simulators.paypal.deliveries import Deliveries
from simulators.paypal.front import guarded, json_of, refuse, request_id_of, say
from simulators.paypal.world import Approval, Json, Token, World, an_id

_PER_PAGE = 5


class Vault:
    """The paths below /v3/vault."""

    def __init__(self, world: World, deliveries: Deliveries, base: str) -> None:
        self._world = world
        self._deliveries = deliveries
        self._base = base

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        setups, tokens = "/paypal/v3/vault/setup-tokens", "/paypal/v3/vault/payment-tokens"
        return [
            web.post(setups, guarded(self._world, self._start)),
            web.get(setups + "/{id}", guarded(self._world, self._look_at_setup)),
            web.post(tokens, guarded(self._world, self._exchange)),
            web.get(tokens, guarded(self._world, self._list)),
            web.get(tokens + "/{id}", guarded(self._world, self._look)),
            web.delete(tokens + "/{id}", guarded(self._world, self._delete)),
        ]

    async def _start(self, request: web.Request) -> web.Response:
        request_id, body = request_id_of(request), await json_of(request)
        known = self._world.remembered("vault", request_id)
        if known and known in self._world.approvals:
            return say(shapes.approval(self._base, self._world.approvals[known]), 200)
        wallet = body.get("payment_source", {}).get("paypal")
        context = wallet.get("experience_context", {}) if isinstance(wallet, dict) else {}
        if not context.get("return_url") or not context.get("cancel_url"):
            refuse(400, "MISSING_REQUIRED_PARAMETER")
        customer = body.get("customer", {}).get("id") or an_id(10)
        approval = Approval(an_id(), customer, wallet, self._world.at())
        self._world.approvals[approval.id] = approval
        self._world.remember("vault", request_id, approval.id)
        return say(shapes.approval(self._base, approval), 201)

    async def _look_at_setup(self, request: web.Request) -> web.Response:
        return say(shapes.approval(self._base, self._approval(request.match_info["id"])))

    def _approval(self, setup_id: str) -> Approval:
        approval = self._world.approval(setup_id)
        if approval is None:
            refuse(404, "TOKEN_NOT_FOUND")
        return approval

    async def _exchange(self, request: web.Request) -> web.Response:
        request_id, body = request_id_of(request), await json_of(request)
        known = self._world.tokens.get(self._world.remembered("vault", request_id) or "")
        if known:
            return say(shapes.token(self._base, known), 200)
        source = body.get("payment_source", {}).get("token", {})
        if source.get("type") != "SETUP_TOKEN":
            refuse(400, "INVALID_PARAMETER_VALUE")
        approval = self._approval(str(source.get("id")))
        if approval.status != "APPROVED":
            refuse(422, "SETUP_TOKEN_NOT_APPROVED" if not approval.token else "SETUP_TOKEN_ALREADY_USED")
        token = self._world.exchange(approval)
        self._world.remember("vault", request_id, token.id)
        self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.CREATED", self._told(token))
        return say(shapes.token(self._base, token), 201)

    def _told(self, token: Token) -> Json:
        written = self._world.at().strftime("%Y-%m-%dT%H:%M:%S.000UTC")  # PayPal writes zones by name here
        return {"time_created": written, **shapes.token(self._base, token)}

    async def _list(self, request: web.Request) -> web.Response:
        customer, page = request.query.get("customer_id", ""), int(request.query.get("page", "1"))
        size = min(_PER_PAGE, int(request.query.get("page_size", str(_PER_PAGE))))
        found = [token for token in self._world.tokens.values() if token.customer_id == customer]
        shown = found[(page - 1) * size : page * size]
        return say({
            "customer": {"id": customer},
            "payment_tokens": [shapes.token(self._base, token) for token in shown],
            "links": [shapes.link(self._base, f"/v3/vault/payment-tokens?customer_id={customer}&page={page}", "self")],
        })  # fmt: skip

    async def _look(self, request: web.Request) -> web.Response:
        return say(shapes.token(self._base, self._token(request.match_info["id"])))

    def _token(self, token_id: str) -> Token:
        token = self._world.tokens.get(token_id)
        if token is None:
            refuse(404, "TOKEN_NOT_FOUND")
        return token

    async def _delete(self, request: web.Request) -> web.Response:
        token = self._world.tokens.pop(request.match_info["id"], None)
        if token:
            self._deliveries.publish(request, "VAULT.PAYMENT-TOKEN.DELETED", shapes.token(self._base, token))
        return say(None, 204)
