"""Signs in to Google as the operator's service account: a signed assertion is exchanged for an access token."""

import json
import time
from dataclasses import dataclass
from typing import Any, Self

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError
from kernel.providers.transport import Reply, Transport

_SCOPE = "https://www.googleapis.com/auth/androidpublisher"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIVES = 3600  # seconds, of an assertion; Google accepts no more
_MARGIN = 300  # seconds before its end from which a token is no longer used


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """The operator's service account at Google, from the file that Google gives out for it."""

    email: str
    key_id: str
    private_key: str
    token_url: str  # where it signs in, and whom its assertions are for

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the JSON of a service account's key. Raises KeyError and ValueError for anything else."""
        key = json.loads(text)
        return cls(key["client_email"], key["private_key_id"], key["private_key"], key["token_uri"])

    def assertion(self, now: float) -> str:
        """Return the signed claim that this account asks for access."""
        import jwt

        claims = {"iss": self.email, "scope": _SCOPE, "aud": self.token_url, "iat": int(now), "exp": int(now) + _LIVES}
        return jwt.encode(claims, self.private_key, algorithm="RS256", headers={"kid": self.key_id})


class Login:
    """The access token of a service account. Keep it for the life of a container: it asks for a new one in time."""

    def __init__(self, account: ServiceAccount) -> None:
        base, _, self._path = account.token_url.rpartition("/")
        self._transport = Transport("google", base)
        self._account = account
        self._token, self._until = "", 0.0

    @property
    def lives(self) -> bool:
        """Return whether there is a token that was given out before."""
        return time.monotonic() < self._until

    def token(self) -> str:
        """Return the access token. Raises ProviderDownError if Google gives none."""
        if not self.lives:
            self._renew()
        return self._token

    def forget(self) -> None:
        """Forget the token, so that the next request asks for a new one."""
        self._until = 0.0

    def _renew(self) -> None:
        asked = {"grant_type": _GRANT, "assertion": self._account.assertion(time.time())}
        reply = self._transport.send("POST", self._path, data=asked)
        given = _read(reply)
        if given is None:
            raise turned_away(reply, "token")
        self._token, lives = given
        self._until = time.monotonic() + max(0, lives - _MARGIN)


def turned_away(reply: Reply, what: str) -> ProviderDownError:
    """Return the fault of a request that Google did not let in; the operator has to mend our account or its rights."""
    if 400 <= reply.status < 500 and reply.status != 429:
        log().error("google_play.auth.rejected", extra={"what": what, "status": reply.status})
        count("GooglePlayDoesNotLetUsIn")
    return ProviderDownError(f"Google answered {reply.status} to {what}")


def _read(reply: Reply) -> tuple[str, int] | None:
    body: dict[str, Any] = reply.body or {}
    token, lives = body.get("access_token"), body.get("expires_in")
    if reply.status != 200 or not isinstance(token, str) or not isinstance(lives, int):
        return None
    return token, lives
