"""One customer's account at the simulated carrier: what was bought, brought along and written, in the same books."""

from aiohttp import web

from simulators.inbox import Inbox
from simulators.surroundings import Surroundings
from simulators.telnyx.numbers import TelnyxNumbers
from simulators.telnyx.orders import Books
from simulators.telnyx.porting import TelnyxPorting
from simulators.telnyx.texts import TelnyxTexts


class TelnyxAccount:
    """Numbers, ports and texts."""

    def __init__(self, around: Surroundings, inbox: Inbox) -> None:
        self.books = books = Books()
        self._parts = (TelnyxNumbers(around, books), TelnyxPorting(around, books), TelnyxTexts(around, books, inbox))

    def reset(self) -> None:
        """Forget everything."""
        for part in self._parts:
            part.reset()

    def routes(self) -> list[web.RouteDef]:
        """All that they serve."""
        return [route for part in self._parts for route in part.routes()]
