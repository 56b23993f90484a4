"""The response bodies of the routes of API keys (decision 093)."""

from datetime import datetime
from typing import Any

from contracts.key_scopes import Scope
from kernel.http.models import View
from services.identity.domain.api_key import ApiKey
from services.identity.stores.api_keys import LastUse


class ApiKeyView(View):
    """An API key. `ending` are the last characters of its secret.

    Until `former_secret_until` the secret of before works as well. The last use is known to the minute.
    """

    key_id: str
    name: str
    scopes: list[Scope]
    ranges: list[str]
    pace: int
    ending: str
    created_at: datetime
    expires_at: datetime
    former_secret_until: datetime | None
    last_used_at: datetime | None
    last_used_from: str | None

    @classmethod
    def of(cls, key: ApiKey, used: LastUse | None, now: datetime) -> "ApiKeyView":
        """Return the view of a key."""
        return cls(**_fields_of(key, used, now))


class ApiKeyWithSecret(ApiKeyView):
    """An API key with its new secret, which is shown once."""

    secret: str

    @classmethod
    def with_secret(cls, key: ApiKey, secret: str, now: datetime) -> "ApiKeyWithSecret":
        """Return the view of a key with its secret."""
        return cls(**_fields_of(key, None, now), secret=secret)


def _fields_of(key: ApiKey, used: LastUse | None, now: datetime) -> dict[str, Any]:
    overlaps = key.former_until is not None and now < key.former_until
    return {
        "key_id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "ranges": list(key.ranges),
        "pace": key.pace,
        "ending": key.ending,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "former_secret_until": key.former_until if overlaps else None,
        "last_used_at": used.at if used else None,
        "last_used_from": used.address if used else None,
    }
