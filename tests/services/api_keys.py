"""API keys of the owner of the cast, and requests by them: through the authorizer, then the door."""

from typing import Any

from contracts.teams import MemberJoined
from services.identity import authorizer
from tests.in_process import InProcessServices, Reply
from tests.services.cast import Cast
from tests.services.identity.harness import Harness, Person

NEW: dict[str, Any] = {"name": "Books", "scopes": ["team:read"], "expires_in_days": 30}
ADDRESS = "203.0.113.7"


def make_key(cast: Cast, *scopes: str, caller: str = "owner", **more: Any) -> dict[str, Any]:
    """Return a new key of a caller, with its secret."""
    body = NEW | {"scopes": list(scopes) or NEW["scopes"]} | more
    reply = cast.world.call("POST /v1/team/api-keys", as_=cast.ids[caller], body=body)
    assert reply.status == 201, reply
    cast.world.settle()
    made: dict[str, Any] = reply.body
    return made


def authorize(world: InProcessServices, secret: str, address: str = ADDRESS) -> dict[str, Any]:
    """Return what the authorizer says of a secret, which API Gateway keeps for a minute."""
    event = {
        "headers": {"Authorization": f"Bearer {secret}", "authorization": f"Bearer {secret}"},
        "requestContext": {"http": {"sourceIp": address}},
    }
    with world.inside("identity"):
        said: dict[str, Any] = authorizer.handler(event, None)
    assert said["isAuthorized"]
    context: dict[str, Any] = said["context"]
    return context


def send(cast: Cast, secret: str, route: str, **request: Any) -> Reply:
    """Send a request with a secret."""
    address = request.get("address", ADDRESS)
    return cast.world.call(route, authorized=authorize(cast.world, secret, address), **request)


def make_owners_key(harness: Harness, person: Person) -> str:
    """Return the secret of a key that a person makes in identity alone, as the owner of a team."""
    joined = MemberJoined(
        team_id="team_1", account_id=person.account_id, role="owner", revision=1, invitation_id=None, credits=0
    )
    harness.deliver(joined)
    reply = harness.request_as(person, "POST /v1/team/api-keys", NEW)
    assert reply.status == 201, reply
    return str(reply.body["secret"])
