"""Identity alone in this process, with a carrier on loopback and settings of its own."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count

import pytest

from kernel import aws
from kernel import clock as kernel_clock
from kernel.log import log
from tests.in_process import InProcessServices, build_services, forget_messages, forget_what_is_cached
from tests.services.identity.carrier import FakeCarrier, carrier_on_loopback
from tests.services.identity.harness import Clock, Harness

COUNTRY = {"TEXTS_PER_COUNTRY_DAY": "1000"}
PORTAL = "https://portal.teamline.example"


class _KernelDatetime(datetime):
    """A datetime whose `now` is that of the kernel's clock."""

    @classmethod
    def now(cls, **_: object) -> "_KernelDatetime":  # type: ignore[override]
        return kernel_clock.now()  # type: ignore[return-value]


@pytest.fixture(scope="session")
def shared_carrier() -> Iterator[FakeCarrier]:
    """Serve one carrier for all tests."""
    with carrier_on_loopback() as carrier:
        yield carrier


@pytest.fixture
def carrier(shared_carrier: FakeCarrier) -> FakeCarrier:
    """Return the carrier without knowledge or memory."""
    url = shared_carrier.url
    shared_carrier.__dict__.clear()  # also what a test put in place of a method
    shared_carrier.__dict__.update(FakeCarrier(url=url).__dict__)
    return shared_carrier


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a clock set to ten past the hour that only moves forward on request, so that no test depends on speed."""
    begin, reads, moved = datetime.now(UTC).replace(minute=10, second=0, microsecond=0), count(), Clock()
    monkeypatch.setattr(kernel_clock, "now", lambda: begin + timedelta(microseconds=next(reads)) + moved.ahead)
    monkeypatch.setattr("jwt.api_jwt.datetime", _KernelDatetime)  # PyJWT reads the time on its own
    return moved


@pytest.fixture
def limits() -> dict[str, str]:
    """Return the operator's limits; a test may override them."""
    return {"SIGNUPS_PER_NUMBER_HOUR": "5", "SIGNUPS_PER_ADDRESS_HOUR": "8", "TEXTS_PER_DAY": "1000", **COUNTRY}


@pytest.fixture(scope="session")
def surroundings(moto_aws: None) -> dict[str, str]:
    """Build keys and secrets once for all tests: making RSA keys takes longer than most tests."""
    given = {"PORTAL_URL": PORTAL, "TOKEN_ISSUER": PORTAL, "CARRIER_VERIFY_PROFILE_ID": "a profile"}
    given |= {"EXPORTS_BUCKET": "exports-of-identity"}
    aws.client("s3").create_bucket(Bucket=given["EXPORTS_BUCKET"])
    secrets = {"carrier_api_key": "the carrier's key", "code_key": "a key of the tests"}
    return build_services(("identity",), {"identity": given}, {"identity": secrets}).surroundings["identity"]


@pytest.fixture
def harness(
    surroundings: dict[str, str], table_name: str, carrier: FakeCarrier, clock: Clock, limits: dict[str, str]
) -> Harness:
    """Return identity with a table of its own."""
    forget_messages()
    own = {"TABLE_NAME": table_name, "CARRIER_URL": carrier.url, "SERVED_COUNTRIES": "US,CA,GB"}
    forget_what_is_cached("identity")
    return Harness(InProcessServices({"identity": surroundings | own | limits}), carrier, clock)


@pytest.fixture
def logged(harness: Harness) -> Iterator[StringIO]:
    """Collect every line that is logged, as it would leave the function."""
    handler = log().registered_handler
    lines = StringIO()
    before = handler.setStream(lines)
    yield lines
    handler.setStream(before or sys.stdout)
