"""Numbers on moto, with the simulated carrier as a real HTTP server; its webhooks wait until a test delivers them."""

from copy import deepcopy
from typing import Any

import pytest

from kernel import aws
from simulators.telnyx import API_KEY
from simulators.telnyx.application import CONNECTION_ID, CREDENTIAL_CONNECTION_ID
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.carrier import RunningCarrier, at_carrier, one_carrier
from tests.in_process import InProcessServices, build_services, forget_what_is_cached
from tests.moto_tables import Kept, kept, put_back
from tests.services.numbers.call_settings_harness import CallSettingsHarness
from tests.services.numbers.calls_harness import CallsHarness
from tests.services.numbers.harness import MEMBER, NumbersHarness
from tests.services.numbers.port_ins_harness import PortInsHarness
from tests.services.numbers.port_outs_harness import PortOutsHarness
from tests.services.numbers.registrations_harness import RegistrationsHarness, plant_approval
from tests.services.numbers.texts_harness import TextsHarness
from tests.services.numbers.voicemail_harness import VoicemailHarness

__all__ = ["at_carrier", "one_carrier"]
Numbered = tuple[Kept, dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="session")
def one_world(moto_aws: None, one_carrier: RunningCarrier) -> InProcessServices:
    """Make keys and secrets, once for the whole run."""
    return build_world(one_carrier)


def build_world(one_carrier: RunningCarrier) -> InProcessServices:
    """Make keys and secrets of numbers with this simulated carrier."""
    settings = {
        "CARRIER_URL": one_carrier.url,
        "CARRIER_PUBLIC_KEY": PUBLIC_KEY,
        "CARRIER_CONNECTION_ID": CONNECTION_ID,
        "CARRIER_CREDENTIAL_CONNECTION_ID": CREDENTIAL_CONNECTION_ID,
        "CARRIER_VERIFY_PROFILE_ID": "4900017a-5b5e-4d7e-9d2c-3f8b1a6c0e11",
        "PORTAL_URL": one_carrier.origin,  # where the carrier's webhooks go
        "DOCUMENTS_BUCKET": "papers-of-numbers",
        "VOICEMAIL_BUCKET": "voicemails-of-numbers",
        "MEDIA_BUCKET": "media-of-numbers",
    }
    for bucket in ("DOCUMENTS_BUCKET", "VOICEMAIL_BUCKET", "MEDIA_BUCKET"):
        aws.client("s3").create_bucket(Bucket=settings[bucket])
    secrets = {"numbers": {"carrier_api_key": API_KEY, "code_key": "a key of the tests"}}
    return build_services(("numbers",), {"numbers": settings}, secrets)


@pytest.fixture
def harness(one_world: InProcessServices, opened: Kept, table_name: str, at_carrier: RunningCarrier) -> NumbersHarness:
    """Return numbers with a team of an owner, an admin and two members; the owner's wallet pays."""
    put_back(table_name, opened)
    return _desk(one_world, table_name, at_carrier)


@pytest.fixture(scope="session")
def opened(one_world: InProcessServices, one_carrier: RunningCarrier) -> Kept:
    """Return the table's items once the team exists: created once, for every test."""
    table_name = one_world.surroundings["numbers"]["TABLE_NAME"]
    harness = _desk(one_world, table_name, one_carrier)
    harness.open_team()
    items = kept(table_name)
    harness.world.empty()
    return items


def _desk(one_world: InProcessServices, table_name: str, carrier: RunningCarrier) -> NumbersHarness:
    forget_what_is_cached("numbers")
    surroundings = one_world.surroundings["numbers"] | {"TABLE_NAME": table_name}
    return NumbersHarness(InProcessServices({"numbers": surroundings}), carrier)


@pytest.fixture
def set_up(harness: NumbersHarness) -> CallSettingsHarness:
    """Return the harness with the actions of call settings."""
    return CallSettingsHarness(harness)


@pytest.fixture
def port_ins(harness: NumbersHarness) -> PortInsHarness:
    """Return the harness with the actions of a port-in; the carrier's own steps happen at once."""
    harness.carrier.behave_at_ports(pace={"by_itself_seconds": 0})
    return PortInsHarness(harness)


@pytest.fixture
def texts(harness: NumbersHarness, table_name: str, numbered: Numbered) -> TextsHarness:
    """Return the harness with a number of the team's that a member texts from."""
    items, number, profiles = numbered
    put_back(table_name, items)
    inventory = harness.carrier.simulator.inventory
    inventory.profiles |= deepcopy(profiles)
    profile = {"messaging_profile_id": next(iter(profiles))}
    inventory.add_number(number["phone_number"], number["number_id"], "number_order", **profile)
    harness.carrier.simulator.registrations.records.plant(number["phone_number"])
    harness.world.delivered |= {envelope.id for envelope in harness.world.outbox()}
    return TextsHarness(harness, number["number_id"], number["phone_number"])


@pytest.fixture
def port_outs(texts: TextsHarness) -> PortOutsHarness:
    """Return the harness with the same number, which other carriers may ask for."""
    return PortOutsHarness(texts.harness, texts.number_id, texts.phone_number)


@pytest.fixture
def registrations(harness: NumbersHarness) -> RegistrationsHarness:
    """Return the harness with the actions of a registration of texts; the carrier's reviewers wait."""
    desk = RegistrationsHarness(harness)
    desk.behave(identity="waits", campaign="waits", assignment="waits", verification="waits")
    return desk


@pytest.fixture
def calls(texts: TextsHarness) -> CallsHarness:
    """Return the harness with a member's number that can be called, and billing that the test plays."""
    return CallsHarness(texts.harness, texts.number_id, texts.phone_number)


@pytest.fixture
def unanswered(texts: TextsHarness) -> VoicemailHarness:
    """Return the harness of the same number, whose calls no person takes."""
    harness = VoicemailHarness(texts)
    harness.empty_bucket()
    return harness


@pytest.fixture(scope="session")
def numbered(one_world: InProcessServices, one_carrier: RunningCarrier, opened: Kept) -> Numbered:
    """Return the table's items once the member has the number, it, and the carrier's profiles: once, for every test."""
    table_name = one_world.surroundings["numbers"]["TABLE_NAME"]
    one_carrier.begin_test()  # made before any test's own carrier is: nothing of the test before may count
    put_back(table_name, opened)
    harness = _desk(one_world, table_name, one_carrier)
    number = harness.has(user_id=MEMBER)
    assert number["status"] == "active"
    plant_approval(harness.table, number["number_id"])
    items = kept(table_name)
    harness.world.empty()
    return items, number, dict(one_carrier.simulator.inventory.profiles)
