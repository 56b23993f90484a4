"""One customer's account at the simulated carrier: numbers, ports, texts and calls share one inventory."""

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.inbox import Inbox
from simulators.telnyx.calls import TelnyxCalls
from simulators.telnyx.numbers import TelnyxNumbers
from simulators.telnyx.orders import Inventory
from simulators.telnyx.port_outs import TelnyxPortOuts
from simulators.telnyx.porting import TelnyxPorting
from simulators.telnyx.registrations import TelnyxRegistrations
from simulators.telnyx.settings import AccountSettings
from simulators.telnyx.texts import TelnyxTexts


class TelnyxAccount:
    """The account's numbers, ports, texts and calls."""

    def __init__(self, urls: BaseUrls, inbox: Inbox) -> None:
        self.inventory = inventory = Inventory()
        self.registrations = registrations = TelnyxRegistrations(urls, inventory)
        self._parts = (
            TelnyxNumbers(urls, inventory),
            TelnyxPorting(urls, inventory),
            TelnyxPortOuts(urls, inventory),
            registrations,
            TelnyxTexts(urls, inventory, inbox, registrations.records),
            TelnyxCalls(urls, inventory),
            AccountSettings(urls),
        )

    def reset(self) -> None:
        """Forget everything."""
        for part in self._parts:
            part.reset()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of all parts."""
        return [route for part in self._parts for route in part.routes()]
