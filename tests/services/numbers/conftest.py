"""Numbers on moto, with the carrier's stand-in as a real HTTP server; its webhooks wait until a test delivers them."""

import pytest

from simulators.telnyx import API_KEY
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.carrier import RunningCarrier, at_carrier, one_carrier
from tests.services.numbers.desk import Desk
from tests.world import World, built, forget_what_is_cached

__all__ = ["at_carrier", "one_carrier"]


@pytest.fixture(scope="session")
def one_world(moto_aws: None, one_carrier: RunningCarrier) -> World:
    """Keys and secrets, made once for the whole run."""
    settings = {
        "CARRIER_URL": one_carrier.url,
        "CARRIER_PUBLIC_KEY": PUBLIC_KEY,
        "PORTAL_URL": "http://localhost:8080",
    }
    return built(("numbers",), {"numbers": settings}, {"numbers": {"carrier_api_key": API_KEY}})


@pytest.fixture
def desk(one_world: World, table_name: str, at_carrier: RunningCarrier) -> Desk:
    """Numbers with a team of an owner, an admin and a member; the owner's wallet pays."""
    surroundings = one_world.surroundings["numbers"] | {"TABLE_NAME": table_name}
    forget_what_is_cached("numbers")
    desk = Desk(World({"numbers": surroundings}), at_carrier)
    desk.open_team()
    return desk
