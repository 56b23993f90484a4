"""The simulated PayPal: OAuth2, Vault, Orders, Payments, Webhooks, Transaction Search, an approval page to click."""

from pathlib import Path

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.paypal.approval import ApprovalPage
from simulators.paypal.behavior import Behavior, ChargeBehavior, WebhookDelivery
from simulators.paypal.certificates import Certificates
from simulators.paypal.control import Control
from simulators.paypal.deliveries import WEBHOOK_ID, Deliveries
from simulators.paypal.merchant import Merchant
from simulators.paypal.notifications import Notifications
from simulators.paypal.orders import Orders
from simulators.paypal.payments import Payments
from simulators.paypal.reporting import Reporting
from simulators.paypal.requests import CLIENT_ID, CLIENT_SECRET, issue_token
from simulators.paypal.state import PayPalState
from simulators.paypal.vault import Vault

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "WEBHOOK_ID", "PayPal"]


class PayPal:
    """All parts of it. In `folder` is the root certificate that billing trusts (PAYPAL_ROOTS)."""

    def __init__(self, urls: BaseUrls, folder: Path) -> None:
        base = f"{urls.public}/paypal"
        self.state, self.behavior = PayPalState(), Behavior()
        self.certificates = Certificates(folder)
        self.deliveries = Deliveries(self.state, self.behavior, self.certificates, base, f"{urls.door}/webhooks/paypal")
        self._merchant = Merchant(self.state, urls, base)
        self._parts = (
            self._merchant,
            Vault(self.state, self.deliveries, base),
            Orders(self.state, self.behavior, self.deliveries, base),
            Payments(self.state, self.deliveries, base),
            Notifications(self.state, self.deliveries, self.certificates, base),
            Reporting(self.state, base),
            ApprovalPage(self.state),
            Control(self.state, self.behavior, self.deliveries, base, self.reset),
        )

    def routes(self) -> list[web.RouteDef]:
        """Return PayPal's routes, those of the approval page, and those of the control."""
        routes = [route for part in self._parts for route in part.routes()]
        return [web.post("/paypal/v1/oauth2/token", self._token), *routes]

    def reset(self) -> None:
        """Forget everything but the certificates."""
        self.deliveries.reset()
        self.state.reset()
        self._merchant.reset()
        self.behavior.charges, self.behavior.delivery = ChargeBehavior(), WebhookDelivery()

    async def _token(self, request: web.Request) -> web.Response:
        return await issue_token(self.state, request)
