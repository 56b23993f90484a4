"""Identity alone in this process, with a carrier on loopback and settings of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kernel import clock as kernel_clock
from tests.services.identity.carrier import FakeCarrier, carrier_on_loopback
from tests.services.identity.stage import Clock, Stage
from tests.world import built

PORTAL = "https://portal.teamline.example"


@pytest.fixture(scope="session")
def shared_carrier() -> Iterator[FakeCarrier]:
    """One server for all tests."""
    with carrier_on_loopback() as carrier:
        yield carrier


@pytest.fixture
def carrier(shared_carrier: FakeCarrier) -> FakeCarrier:
    """The carrier, knowing and remembering nothing."""
    shared_carrier.__dict__.update(FakeCarrier(url=shared_carrier.url).__dict__)
    return shared_carrier


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that begins ten past an hour, so that no hour ends in the middle of a test."""
    begin = datetime.now(UTC).replace(minute=10, second=0, microsecond=0)
    started, moved = datetime.now(UTC), Clock()
    monkeypatch.setattr(kernel_clock, "now", lambda: begin + (datetime.now(UTC) - started) + moved.ahead)
    return moved


@pytest.fixture
def limits() -> dict[str, str]:
    """The operator's limits; a test may have others."""
    return {"SIGNUPS_PER_NUMBER_HOUR": "5", "SIGNUPS_PER_ADDRESS_HOUR": "20", "TEXTS_PER_DAY": "1000"}


@pytest.fixture
def stage(moto_aws: None, carrier: FakeCarrier, clock: Clock, limits: dict[str, str]) -> Stage:
    """Identity, with a table of its own."""
    from moto.core import DEFAULT_ACCOUNT_ID
    from moto.ses import ses_backends
    from moto.sns import sns_backends

    sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sms_messages.clear()
    ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages.clear()
    given = {
        "PORTAL_URL": PORTAL,
        "TOKEN_ISSUER": PORTAL,
        "CARRIER_URL": carrier.url,
        "CARRIER_VERIFY_PROFILE_ID": "a profile",
        "SERVED_COUNTRIES": "US,CA,GB",
    }
    secrets = {"carrier_api_key": "the carrier's key", "code_key": "a key of the tests"}
    world = built(("identity",), {"identity": given | limits}, {"identity": secrets})
    return Stage(world, carrier, clock)
