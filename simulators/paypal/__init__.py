"""PayPal's stand-in: OAuth2, Vault v3, Orders v2, Payments v2, Webhooks v1, and an approval page to click."""

from pathlib import Path

from aiohttp import web

from simulators.paypal.approval import ApprovalPage
from simulators.paypal.certificates import Certificates
from simulators.paypal.control import Control
from simulators.paypal.deliveries import WEBHOOK_ID, Deliveries
from simulators.paypal.front import CLIENT_ID, CLIENT_SECRET, give_token
from simulators.paypal.moods import Delivery, Mood, Moods
from simulators.paypal.notifications import Notifications
from simulators.paypal.orders import Orders
from simulators.paypal.payments import Payments
from simulators.paypal.vault import Vault
from simulators.paypal.world import World
from simulators.surroundings import Surroundings

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "WEBHOOK_ID", "PayPal"]


class PayPal:
    """The whole of it. Below `folder` lies the root certificate that billing trusts (PAYPAL_ROOTS)."""

    def __init__(self, around: Surroundings, folder: Path) -> None:
        base = f"{around.public}/paypal"
        self.world, self.moods = World(), Moods()
        self.certificates = Certificates(folder)
        self.deliveries = Deliveries(self.world, self.moods, self.certificates, base, f"{around.door}/webhooks/paypal")
        self._parts = (
            Vault(self.world, self.deliveries, base),
            Orders(self.world, self.moods, self.deliveries, base),
            Payments(self.world, self.deliveries, base),
            Notifications(self.world, self.deliveries, self.certificates, base),
            ApprovalPage(self.world),
            Control(self.world, self.moods, self.deliveries, base, self.reset),
        )

    def routes(self) -> list[web.RouteDef]:
        """The provider's paths, the page, and the control of them."""
        routes = [route for part in self._parts for route in part.routes()]
        return [web.post("/paypal/v1/oauth2/token", self._token), *routes]

    def reset(self) -> None:
        """Forget everything but the certificates."""
        self.deliveries.reset()
        self.world.reset()
        self.moods.charges, self.moods.delivery = Mood(), Delivery()

    async def _token(self, request: web.Request) -> web.Response:
        return await give_token(self.world, request)
