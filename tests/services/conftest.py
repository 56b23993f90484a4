"""The cast, in a world of its own for each module that asks for it."""

from collections.abc import Iterator

import pytest

from tests.carrier import RunningCarrier, one_carrier
from tests.paypal import RunningPayPal, one_paypal
from tests.services.cast import Cast, build_cast
from tests.services.identity.carrier import carrier_on_loopback

__all__ = ["one_carrier", "one_paypal"]


@pytest.fixture(scope="module")
def built_cast(moto_aws: None, one_paypal: RunningPayPal, one_carrier: RunningCarrier) -> Iterator[Cast]:
    """Return the cast, created through the doors."""
    with carrier_on_loopback() as carrier:
        cast = build_cast(carrier, one_paypal, one_carrier)
        yield cast
        cast.world.empty()


@pytest.fixture
def cast(built_cast: Cast) -> Cast:
    """Return the cast as it was before any request."""
    built_cast.restore()
    return built_cast
