"""The telephony credentials of apps at the simulated carrier, and which apps are registered with them."""

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import web

from simulators.telnyx import answers, check_key
from simulators.telnyx.application import CREDENTIAL_CONNECTION_ID
from simulators.telnyx.calls.behavior import CallBehavior
from simulators.telnyx.calls.plans import Plan

Json = dict[str, Any]
_TOKEN_SECONDS = 24 * 3600
_MEMBERS = {"connection_id", "expires_at", "name", "tag"}
_LASTING = "2042-06-18T21:32:38"


@dataclass
class Registration:
    """An app that can be called until a time of ours; `plan` says what its person does, None is played."""

    until: float
    plan: Plan | None = None


@dataclass
class Apps:
    """Every credential by its id, and the registered apps by their SIP names."""

    behavior: CallBehavior
    credentials: dict[str, Json] = field(default_factory=dict)
    registered: dict[str, Registration] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget all of them."""
        self.credentials.clear()
        self.registered.clear()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes."""
        credentials = "/telnyx/v2/telephony_credentials"
        return [
            web.post(credentials, self._create),
            web.get(f"{credentials}/{{id}}", self._get),
            web.delete(f"{credentials}/{{id}}", self._delete),
            web.post(f"{credentials}/{{id}}/token", self._create_token),
        ]

    def is_registered(self, user: str) -> bool:
        """Return whether an app can be called."""
        return user in self.registered and self.registered[user].until > time.monotonic()

    def plan(self, user: str) -> Plan | None:
        """Return what the person with this app does."""
        return self.registered[user].plan

    def register(self, user: str, seconds: float, plan: Plan | None) -> None:
        """Register an app for so many seconds; 0 ends its registration. Raises KeyError where there is no such one."""
        if all(it["sip_username"] != user or _is_expired(it) for it in self.credentials.values()):
            raise KeyError(user)
        self.registered[user] = Registration(time.monotonic() + seconds, plan)

    def user_of(self, token: str) -> str:
        """Return whose token this is; raises KeyError for one that is unknown or has expired."""
        try:
            said = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        except (IndexError, ValueError):
            raise KeyError(token) from None
        if said["exp"] < time.time():
            raise KeyError(token)
        return str(self.credentials[said["sub"]]["sip_username"])

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if refused := await self.behavior.find_obstacle(request, "credentials"):
            return refused
        body = await request.json()
        if unknown := sorted(body.keys() - _MEMBERS):
            return answers.error(422, "10015", "Bad Request", f"Unknown members: {', '.join(unknown)}.")
        if body.get("connection_id") != CREDENTIAL_CONNECTION_ID:
            detail = "connection_id has to be a credential connection."
            return answers.error(422, "10015", "Invalid value for connection_id", detail)
        return self.behavior.distort(request, answers.data(self._add(body), 201))

    def _add(self, body: Json) -> Json:
        at = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        credential = {
            "id": str(uuid4()),
            "record_type": "credential",
            "name": body.get("name") or at,
            "expired": False,
            "user_id": str(uuid4()),
            "resource_id": f"connection:{CREDENTIAL_CONNECTION_ID}",
            "sip_username": f"gencred{secrets.token_hex(12)}",
            "sip_password": secrets.token_hex(16),
            "created_at": at,
            "updated_at": at,
            "expires_at": body.get("expires_at") or _LASTING,
        }
        self.credentials[str(credential["id"])] = credential
        return credential

    async def _get(self, request: web.Request) -> web.StreamResponse:
        credential = self.credentials.get(request.match_info["id"])
        return check_key(request) or (answers.data(credential) if credential else answers.not_found())

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        if refused := await self.behavior.find_obstacle(request, "credentials"):
            return refused
        credential = self.credentials.pop(request.match_info["id"], None)
        if credential is None:
            return answers.not_found()
        self.registered.pop(credential["sip_username"], None)
        return self.behavior.distort(request, answers.data(credential))

    async def _create_token(self, request: web.Request) -> web.StreamResponse:
        """Return a token for a day, as plain text."""
        credential = self.credentials.get(request.match_info["id"])
        if refused := await self.behavior.find_obstacle(request, "token"):
            return refused
        if credential is None or _is_expired(credential):
            return answers.not_found()
        now = int(time.time())
        said = {"sub": credential["id"], "iat": now, "exp": now + _TOKEN_SECONDS, "typ": "access"}
        parts = [_part({"alg": "HS512", "typ": "JWT"}), _part(said), secrets.token_urlsafe(64)]
        return web.Response(text=".".join(parts), status=201, content_type="text/plain")


def _is_expired(credential: Json) -> bool:
    until = datetime.fromisoformat(credential["expires_at"].removesuffix("Z"))
    return until.replace(tzinfo=UTC) <= datetime.now(UTC)


def _part(said: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
