"""Billing on moto, with PayPal's stand-in as a real HTTP server; its webhooks wait until a test delivers them."""

import pytest

from services.billing import wiring
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from tests.paypal import RunningPayPal, at_paypal, one_paypal
from tests.services.billing.shop import Shop
from tests.world import built

__all__ = ["at_paypal", "one_paypal"]


@pytest.fixture
def shop(moto_aws: None, at_paypal: RunningPayPal) -> Shop:
    """Billing with a team of an owner, an admin and a member; nobody has attached a wallet yet."""
    settings = {
        "PAYPAL_URL": at_paypal.url,
        "PAYPAL_WEBHOOK_ID": WEBHOOK_ID,
        "PAYPAL_CERT_HOSTS": "127.0.0.1",
        "PAYPAL_ROOTS": at_paypal.simulator.certificates.trusted_root(),
        "PORTAL_URL": "http://localhost:8080",
    }
    secrets = {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET}
    shop = Shop(built(("billing",), {"billing": settings}, {"billing": secrets}), at_paypal)
    shop.open_team()
    return shop


@pytest.fixture
def impatient(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The shop with a client that waits half a second for a charge, not twenty."""
    client = shop.paypal.client(patience=0.5)
    monkeypatch.setattr(wiring, "paypal", lambda: client)
    return shop
