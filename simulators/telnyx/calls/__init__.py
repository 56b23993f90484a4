"""The simulated carrier's call control: calls that arrive and are placed, commands, webhooks, and records."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulators.base_urls import CLIENT, BaseUrls
from simulators.telnyx.application import VOICE_WEBHOOKS
from simulators.telnyx.calls.apps import Apps
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.commands import CallCommands
from simulators.telnyx.calls.control import CallControl
from simulators.telnyx.calls.lines import CallLines
from simulators.telnyx.calls.phones import Phones
from simulators.telnyx.calls.records import CallRecords
from simulators.telnyx.calls.webhooks import CallWebhooks
from simulators.telnyx.orders import Inventory

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TelnyxCalls:
    """Everything about calls."""

    def __init__(self, urls: BaseUrls, inventory: Inventory) -> None:
        self._behavior = CallBehavior()
        self._apps = Apps(self._behavior)
        self._webhooks = CallWebhooks(f"{urls.door}{VOICE_WEBHOOKS}", self._behavior)
        self._lines = CallLines(self._webhooks, inventory, self._apps, self._behavior)
        switch = self._lines.switch
        self._commands = CallCommands(switch, self._webhooks, self._behavior, self._lines, urls.public)
        self._control = CallControl(self._lines, self._webhooks, self._behavior)
        self._records = CallRecords(switch, self._webhooks, self._behavior, inventory.texts)
        self._phones = Phones(self._lines, self._apps, self._webhooks)

    def reset(self) -> None:
        """Forget everything."""
        for memory in (self._webhooks, self._behavior, self._apps, self._lines, self._commands):
            memory.forget()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        parts = (self._commands, self._apps, self._records, self._phones, self._control)
        return [
            web.RouteDef(route.method, route.path, self._with_client(route.handler), route.kwargs)
            for part in parts
            for route in part.routes()
        ]

    def _with_client(self, handle: Handler) -> Handler:
        """Have webhooks sent by the application's client: what happens later belongs to no request."""

        async def handle_request(request: web.Request) -> web.StreamResponse:
            self._webhooks.client = request.app[CLIENT]
            return await handle(request)

        return handle_request
