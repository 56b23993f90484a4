"""Billing on moto, with PayPal's stand-in as a real HTTP server; its webhooks wait until a test delivers them."""

import pytest

from services.billing import wiring
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from tests.paypal import RunningPayPal, at_paypal, one_paypal
from tests.services.billing.shop import Shop
from tests.world import World, built, forget_what_is_cached

__all__ = ["at_paypal", "one_paypal"]


@pytest.fixture(scope="session")
def one_world(moto_aws: None, one_paypal: RunningPayPal) -> World:
    """Keys and secrets, made once for the whole run."""
    settings = {
        "PAYPAL_URL": one_paypal.url,
        "PAYPAL_WEBHOOK_ID": WEBHOOK_ID,
        "PAYPAL_CERT_HOSTS": "127.0.0.1",
        "PAYPAL_ROOTS": one_paypal.simulator.certificates.trusted_root(),
        "PORTAL_URL": "http://localhost:8080",
    }
    secrets = {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET}
    return built(("billing",), {"billing": settings}, {"billing": secrets})


@pytest.fixture
def shop(one_world: World, table_name: str, at_paypal: RunningPayPal) -> Shop:
    """Billing with a team of an owner, an admin and a member; nobody has attached a wallet yet."""
    surroundings = one_world.surroundings["billing"] | {"TABLE_NAME": table_name}
    forget_what_is_cached("billing")
    shop = Shop(World({"billing": surroundings}), at_paypal)
    shop.open_team()
    return shop


@pytest.fixture
def impatient(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The shop with a client that waits half a second for a charge, not twenty."""
    client = shop.paypal.client(patience=0.5)
    monkeypatch.setattr(wiring, "paypal", lambda: client)
    return shop
