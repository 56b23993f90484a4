"""One customer's account at the simulated carrier: what was bought and what was brought along, in the same books."""

from aiohttp import web

from simulators.surroundings import Surroundings
from simulators.telnyx.numbers import TelnyxNumbers
from simulators.telnyx.orders import Books
from simulators.telnyx.porting import TelnyxPorting


class TelnyxAccount:
    """Numbers and ports."""

    def __init__(self, around: Surroundings) -> None:
        books = Books()
        self._parts = (TelnyxNumbers(around, books), TelnyxPorting(around, books))

    def reset(self) -> None:
        """Forget everything."""
        for part in self._parts:
            part.reset()

    def routes(self) -> list[web.RouteDef]:
        """All that they serve."""
        return [route for part in self._parts for route in part.routes()]
