"""Numbers on moto, with the simulated carrier as a real HTTP server; its webhooks wait until a test delivers them."""

from typing import Any

import pytest

from kernel import aws
from simulators.telnyx import API_KEY
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.carrier import RunningCarrier, at_carrier, one_carrier
from tests.moto_tables import Kept, kept, put_back
from tests.services.numbers.counter import Counter
from tests.services.numbers.desk import MEMBER, Desk
from tests.services.numbers.pen import Pen
from tests.world import World, built, forget_what_is_cached

__all__ = ["at_carrier", "one_carrier"]


@pytest.fixture(scope="session")
def one_world(moto_aws: None, one_carrier: RunningCarrier) -> World:
    """Make keys and secrets, once for the whole run."""
    settings = {
        "CARRIER_URL": one_carrier.url,
        "CARRIER_PUBLIC_KEY": PUBLIC_KEY,
        "PORTAL_URL": one_carrier.origin,  # where the carrier's webhooks go
        "DOCUMENTS_BUCKET": "papers-of-numbers",
    }
    aws.client("s3").create_bucket(Bucket=settings["DOCUMENTS_BUCKET"])
    return built(("numbers",), {"numbers": settings}, {"numbers": {"carrier_api_key": API_KEY}})


@pytest.fixture
def desk(one_world: World, opened: Kept, table_name: str, at_carrier: RunningCarrier) -> Desk:
    """Return numbers with a team of an owner, an admin and two members; the owner's wallet pays."""
    put_back(table_name, opened)
    return _desk(one_world, table_name, at_carrier)


@pytest.fixture(scope="session")
def opened(one_world: World, one_carrier: RunningCarrier) -> Kept:
    """Return the table's items once the team exists: created once, for every test."""
    table_name = one_world.surroundings["numbers"]["TABLE_NAME"]
    desk = _desk(one_world, table_name, one_carrier)
    desk.open_team()
    items = kept(table_name)
    desk.world.empty()
    return items


def _desk(one_world: World, table_name: str, carrier: RunningCarrier) -> Desk:
    forget_what_is_cached("numbers")
    surroundings = one_world.surroundings["numbers"] | {"TABLE_NAME": table_name}
    return Desk(World({"numbers": surroundings}), carrier)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """Return the desk with the actions of a port-in; the carrier's own steps happen at once."""
    desk.carrier.behave_at_ports(pace={"by_itself_seconds": 0})
    return Counter(desk)


@pytest.fixture
def pen(desk: Desk, table_name: str, numbered: tuple[Kept, dict[str, Any]]) -> Pen:
    """Return the desk with a number of the team's that a member texts from."""
    items, number = numbered
    put_back(table_name, items)
    desk.carrier.simulator.inventory.add_number(number["phone_number"], number["number_id"], "number_order")
    desk.world.delivered |= {envelope.id for envelope in desk.world.outbox()}
    return Pen(desk, number["number_id"], number["phone_number"])


@pytest.fixture(scope="session")
def numbered(one_world: World, one_carrier: RunningCarrier, opened: Kept) -> tuple[Kept, dict[str, Any]]:
    """Return the table's items once the member has the number, and the number: bought once, for every test."""
    table_name = one_world.surroundings["numbers"]["TABLE_NAME"]
    one_carrier.reset()  # made before any test's own carrier is: nothing of the test before may count
    put_back(table_name, opened)
    desk = _desk(one_world, table_name, one_carrier)
    number = desk.has(user_id=MEMBER)
    assert number["status"] == "active"
    items = kept(table_name)
    desk.world.empty()
    return items, number
