"""Billing on moto, with PayPal's simulator as a real HTTP server; its webhooks wait until a test delivers them."""

import pytest

from services.billing import wiring
from tests.app_store import RunningAppStore, at_apple, one_app_store
from tests.google_play import RunningGooglePlay, at_google, one_google_play
from tests.in_process import InProcessServices, forget_what_is_cached
from tests.moto_tables import Kept, kept, put_back
from tests.paypal import RunningPayPal, at_paypal, one_paypal
from tests.services.billing.harness import BillingHarness, billing_with
from tests.services.billing.playing import PlayHarness, play_harness
from tests.services.billing.storing import StoreHarness, store_harness

__all__ = ["at_apple", "at_google", "at_paypal", "one_app_store", "one_google_play", "one_paypal"]


@pytest.fixture(scope="session")
def one_world(moto_aws: None, one_paypal: RunningPayPal) -> InProcessServices:
    """Return billing's world with keys and secrets, made once for the whole run."""
    return billing_with(one_paypal)


@pytest.fixture(scope="session")
def opened(one_world: InProcessServices, one_paypal: RunningPayPal) -> Kept:
    """Return what the table holds once the team is open: read once, for every test."""
    table_name = one_world.surroundings["billing"]["TABLE_NAME"]
    _shop(one_world, table_name, one_paypal).open_team()
    items = kept(table_name)
    one_world.empty()
    return items


@pytest.fixture
def harness(one_world: InProcessServices, opened: Kept, table_name: str, at_paypal: RunningPayPal) -> BillingHarness:
    """Return billing with a team of an owner, an admin and a member, and no wallet attached yet."""
    put_back(table_name, opened)
    harness = _shop(one_world, table_name, at_paypal)
    harness.world.delivered |= {envelope.id for envelope in harness.world.outbox()}
    return harness


def _shop(one_world: InProcessServices, table_name: str, paypal: RunningPayPal) -> BillingHarness:
    forget_what_is_cached("billing")
    surroundings = one_world.surroundings["billing"] | {"TABLE_NAME": table_name}
    return BillingHarness(InProcessServices({"billing": surroundings}), paypal)


@pytest.fixture
def impatient(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> BillingHarness:
    """Return the harness with a client that waits half a second for a charge, not twenty."""
    client = harness.paypal.client(patience=0.5)
    monkeypatch.setattr(wiring, "paypal", lambda: client)
    return harness


@pytest.fixture
def play(harness: BillingHarness, at_google: RunningGooglePlay) -> PlayHarness:
    """Return billing that knows Google Play, with two people."""
    return play_harness(harness, at_google)


@pytest.fixture
def stores(harness: BillingHarness, at_apple: RunningAppStore) -> StoreHarness:
    """Return billing that knows the App Store, with two people."""
    return store_harness(harness, at_apple)
