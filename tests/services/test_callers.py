"""Every route by caller: anonymous, signed out, a stranger with another team, suspended, member, admin, owner."""

import json

import pytest

from infra.doors import Doors
from tests.services.cast import Cast
from tests.services.rows import CALLERS, ROWS, SIGNED_OUT, Row

_SERVICES = ("identity", "teams", "billing", "numbers")


# Doors of callers who sign what they send.
_SIGNED = ("app_store_webhooks", "google_play_webhooks", "voice", "webhooks")


def test_every_route_has_a_row() -> None:
    """A route without a row for its callers fails here."""
    doors = [api for service in _SERVICES for name, api in Doors.of(service).apis.items() if name not in _SIGNED]
    routes = {route.key for api in doors for route in api.routes}
    assert sorted(row.key for row in ROWS) == sorted(routes)


@pytest.mark.parametrize("caller", [*CALLERS, *SIGNED_OUT])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_caller_gets_the_status_of_its_row(cast: Cast, row: Row, caller: str) -> None:
    """A caller who is refused changes nothing, and no stranger reads anything about the team."""
    reply = cast.send(caller, row)
    assert reply.status == row.expected_status(caller), reply
    assert reply.status < 400 or set(reply.body) >= {"type", "title", "status", "detail", "code", "request_id"}
    if caller in ("anonymous", "stranger", *SIGNED_OUT):
        said = json.dumps(reply.body)
        assert [secret for secret in cast.secrets_of_the_team() if secret in said] == []
    if reply.status in (401, 403, 404):
        assert cast.is_unchanged()
