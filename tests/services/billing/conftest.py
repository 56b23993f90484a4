"""Billing on moto, with PayPal's simulator as a real HTTP server; its webhooks wait until a test delivers them."""

import pytest

from services.billing import wiring
from tests.moto_tables import Kept, kept, put_back
from tests.paypal import RunningPayPal, at_paypal, one_paypal
from tests.services.billing.shop import Shop, billing_with
from tests.world import World, forget_what_is_cached

__all__ = ["at_paypal", "one_paypal"]


@pytest.fixture(scope="session")
def one_world(moto_aws: None, one_paypal: RunningPayPal) -> World:
    """Return billing's world with keys and secrets, made once for the whole run."""
    return billing_with(one_paypal)


@pytest.fixture(scope="session")
def opened(one_world: World, one_paypal: RunningPayPal) -> Kept:
    """Return what the table holds once the team is open: read once, for every test."""
    table_name = one_world.surroundings["billing"]["TABLE_NAME"]
    _shop(one_world, table_name, one_paypal).open_team()
    items = kept(table_name)
    one_world.empty()
    return items


@pytest.fixture
def shop(one_world: World, opened: Kept, table_name: str, at_paypal: RunningPayPal) -> Shop:
    """Return billing with a team of an owner, an admin and a member, and no wallet attached yet."""
    put_back(table_name, opened)
    shop = _shop(one_world, table_name, at_paypal)
    shop.world.delivered |= {envelope.id for envelope in shop.world.outbox()}
    return shop


def _shop(one_world: World, table_name: str, paypal: RunningPayPal) -> Shop:
    forget_what_is_cached("billing")
    surroundings = one_world.surroundings["billing"] | {"TABLE_NAME": table_name}
    return Shop(World({"billing": surroundings}), paypal)


@pytest.fixture
def impatient(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Return the shop with a client that waits half a second for a charge, not twenty."""
    client = shop.paypal.client(patience=0.5)
    monkeypatch.setattr(wiring, "paypal", lambda: client)
    return shop
