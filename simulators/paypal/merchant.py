"""The merchant's app at the simulated PayPal: which features it lacks, and where its webhook goes."""

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.paypal.bodies import link
from simulators.paypal.deliveries import WEBHOOK_ID
from simulators.paypal.requests import refuse, require_token, respond
from simulators.paypal.state import Json, PayPalState

_PATH = "/v1/notifications/webhooks/{id}"
_EVERY_TYPE: Json = {"name": "*", "description": "ALL"}


class Merchant:
    """The webhook of the app, and `/_control/paypal/app`: `without` takes features away, `webhook` changes members."""

    def __init__(self, state: PayPalState, urls: BaseUrls, base: str) -> None:
        self._state = state
        self._url = f"{urls.door}/webhooks/paypal"
        self._base = base
        self.reset()

    def reset(self) -> None:
        """Have every feature, and a webhook of every event type."""
        self._webhook: Json = {"id": WEBHOOK_ID, "url": self._url, "event_types": [_EVERY_TYPE]}

    def routes(self) -> list[web.RouteDef]:
        """Return the route of PayPal, and that of the control."""
        return [
            web.get(f"/paypal{_PATH}", require_token(self._state, self._get)),
            web.post("/_control/paypal/app", self._change),
        ]

    async def _get(self, request: web.Request) -> web.Response:
        if request.match_info["id"] != self._webhook["id"]:
            refuse(404)
        links = [link(self._base, _PATH.format(id=self._webhook["id"]), "self")]
        return respond({**self._webhook, "links": links})

    async def _change(self, request: web.Request) -> web.Response:
        command = await request.json()
        self._state.lacks = frozenset(f"/paypal{path}" for path in command.get("without", ()))
        self._webhook |= command.get("webhook", {})
        return web.json_response(self._webhook)
