"""Every route by caller: nobody, a stranger with another team, a suspended member, a member, an admin, the owner."""

import json
from collections.abc import Iterator

import pytest

from infra.doors import Doors
from tests.carrier import RunningCarrier, one_carrier
from tests.paypal import RunningPayPal, one_paypal
from tests.services.cast import Cast, gathered
from tests.services.identity.carrier import carrier_on_loopback
from tests.services.rows import CALLERS, ROWS, Row

__all__ = ["one_carrier", "one_paypal"]

_SERVICES = ("identity", "teams", "billing", "numbers")


@pytest.fixture(scope="module")
def gathered_once(moto_aws: None, one_paypal: RunningPayPal, one_carrier: RunningCarrier) -> Iterator[Cast]:
    """The cast, built through the doors."""
    with carrier_on_loopback() as carrier:
        cast = gathered(carrier, one_paypal, one_carrier)
        yield cast
        cast.world.empty()


@pytest.fixture
def cast(gathered_once: Cast) -> Cast:
    """The cast as it was before any request."""
    gathered_once.restore()
    return gathered_once


def test_every_route_has_a_row() -> None:
    """A route that nobody thought about as its callers do fails here."""
    doors = [api for service in _SERVICES for name, api in Doors.of(service).apis.items() if name != "webhooks"]
    routes = {route.key for api in doors for route in api.routes}
    assert sorted(row.key for row in ROWS) == sorted(routes)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_caller_gets_what_the_table_says(cast: Cast, row: Row, caller: str) -> None:
    """Who may not do it is refused and changes nothing, and no stranger reads a word about the team."""
    reply = cast.plays(caller, row)
    assert reply.status == row.expects(caller), reply
    assert reply.status < 400 or set(reply.body) >= {"type", "title", "status", "detail", "code", "request_id"}
    if caller in ("nobody", "stranger"):
        said = json.dumps(reply.body)
        assert [secret for secret in cast.secrets_of_the_team() if secret in said] == []
    if reply.status in (401, 403, 404):
        assert cast.is_unchanged()
