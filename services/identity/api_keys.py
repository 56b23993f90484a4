"""The HTTP door of API keys, by which a team's own systems act for its owner (decision 093)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from services.identity import wiring
from services.identity.domain import problems
from services.identity.http.api_key_schemas import KeyRotation, NewApiKey
from services.identity.http.api_key_views import ApiKeyView, ApiKeyWithSecret

api_keys = Api("identity", wiring.table)
handler = snapshot.handler_of(api_keys, wiring.table)

_OWNER = (problems.AccountOver, problems.NotTheTeamsOwner)


@api_keys.get("/v1/team/api-keys", refusals=_OWNER)
def list_api_keys(work: UnitOfWork) -> Page[ApiKeyView]:
    """List the team's API keys; its owner only."""
    from services.identity.use_cases.api_keys import manage_keys

    return Page[ApiKeyView](items=manage_keys.list_keys(work), next_cursor=None)


@api_keys.post("/v1/team/api-keys", status=201, keyed=False, step_up=True, refusals=(*_OWNER, problems.TooManyApiKeys))
def create_api_key(work: UnitOfWork, body: NewApiKey) -> ApiKeyWithSecret:
    """Make an API key, and show its secret once; no response with it is stored."""
    from services.identity.use_cases.api_keys import manage_keys

    return manage_keys.add_key(work, body=body)


@api_keys.get("/v1/team/api-keys/{id}", refusals=_OWNER)
def get_api_key(work: UnitOfWork, id: str) -> ApiKeyView:
    """Return an API key."""
    from services.identity.use_cases.api_keys import manage_keys

    return manage_keys.view_key(work, key_id=id)


@api_keys.post("/v1/team/api-keys/{id}/rotate", keyed=False, step_up=True, refusals=_OWNER)
def rotate_api_key(work: UnitOfWork, id: str, body: KeyRotation) -> ApiKeyWithSecret:
    """Give an API key a new secret, and show it once; for some hours the secret of before works as well."""
    from services.identity.use_cases.api_keys import manage_keys

    return manage_keys.rotate_key(work, key_id=id, body=body)


@api_keys.delete("/v1/team/api-keys/{id}", status=204, refusals=_OWNER)
def revoke_api_key(work: UnitOfWork, id: str) -> None:
    """Revoke an API key; every system that has it is refused at once."""
    from services.identity.use_cases.api_keys import manage_keys

    manage_keys.revoke_key(work, key_id=id)
