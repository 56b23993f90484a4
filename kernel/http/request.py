"""HTTP requests and responses as API Gateway passes them (payload 2.0)."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from contracts.languages import DEFAULT, Language
from kernel import ids
from kernel.http import cdn
from kernel.languages import translator, wanted_language
from kernel.problems import Malformed, Problem

MAX_BODY_BYTES = 256 * 1024


def effect_id(prefix: str, purpose: str, caller_id: str, path: str, key: str) -> str:
    """Return the id of what a caller's request to a path makes under an Idempotency-Key."""
    return ids.derived_id(prefix, purpose, caller_id, path, key)


@dataclass(frozen=True)
class Request:
    """A request, read lazily from API Gateway's event."""

    event: dict[str, Any]
    headers: dict[str, str]
    raw: bytes

    @classmethod
    def of(cls, event: dict[str, Any]) -> "Request":
        """Return the request of an event, with header names in lower case and the body as its exact bytes."""
        body = event.get("body") or ""
        raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        return cls(event, headers, raw)

    @property
    def route_key(self) -> str:
        """The route that API Gateway matched, such as `POST /v1/team/invitations/{id}/resend`."""
        return str(self.event.get("routeKey", ""))

    @property
    def is_head(self) -> bool:
        """Return whether only the headers of a GET are asked for."""
        return self.route_key.startswith("HEAD ")

    @property
    def request_id(self) -> str:
        """The id that API Gateway gave this request."""
        return str(self.event["requestContext"].get("requestId", ""))

    @property
    def correlation_id(self) -> str:
        """The id that follows this request through every event to the last log line."""
        return self.request_id

    @property
    def address(self) -> str:
        """The network address of the caller."""
        return cdn.address(self.headers, str(self.event["requestContext"].get("http", {}).get("sourceIp", "")))

    @property
    def agent(self) -> str:
        """The user agent that the caller sends, at most 200 characters."""
        return self.headers.get("user-agent", "")[:200]

    @property
    def language(self) -> Language:
        """The language of ours that the caller asks for; English if they ask for none."""
        return wanted_language(self.headers.get("accept-language", ""))

    @property
    def _authorized(self) -> dict[str, Any]:
        return (self.event["requestContext"].get("authorizer") or {}).get("lambda") or {}

    @property
    def caller_id(self) -> str:
        """The account that the access token was issued to; empty on open routes."""
        return str(self._authorized.get("account_id", ""))

    @property
    def session_id(self) -> str:
        """The session of the access token; empty on open routes."""
        return str(self._authorized.get("session_id", ""))

    @property
    def generation(self) -> int:
        """The generation of the access token's session; 0 on open routes."""
        return int(self._authorized.get("generation") or 0)

    @property
    def proved_at(self) -> int:
        """Return when the caller last proved who they are, in seconds since 1970; 0 if that is not known."""
        text = str(self._authorized.get("proved_at", ""))
        return int(text) if text.isdecimal() else 0

    @property
    def by_key(self) -> str:
        """The id of the API key that the caller uses; empty for a person."""
        return str(self._authorized.get("by_key", ""))

    @property
    def key_team(self) -> str:
        """The team that the caller's API key is of; empty for a person."""
        return str(self._authorized.get("key_team", ""))

    @property
    def key_scopes(self) -> list[str]:
        """The scopes of the caller's API key."""
        return str(self._authorized.get("key_scopes", "")).split()

    @property
    def key_ranges(self) -> list[str]:
        """The networks that the caller's API key may be used from; without one it may be from everywhere."""
        return str(self._authorized.get("key_ranges", "")).split()

    @property
    def key_pace(self) -> int:
        """How many requests a minute the caller's API key may make."""
        return int(self._authorized.get("key_pace") or 0)

    @property
    def key_until(self) -> int:
        """When the caller's API key ends, in seconds since 1970."""
        return int(self._authorized.get("key_until") or 0)

    @property
    def key_refusal(self) -> str:
        """The code for which the authorizer took an API key for no caller; empty unless it did."""
        return str(self._authorized.get("key_refusal", ""))

    @property
    def sender(self) -> str:
        """The API key that sends the request, or the account that does without one."""
        return self.by_key or self.caller_id

    def derived_id(self, prefix: str, purpose: str) -> str:
        """Return the id of what this request makes: for ever the same under one Idempotency-Key (E2)."""
        key = self.headers.get("idempotency-key")
        if key is None:
            return ids.new_id(prefix)
        return effect_id(prefix, purpose, self.sender, str(self.event.get("rawPath", "")), key)

    @property
    def path_parameters(self) -> dict[str, str]:
        """The values of the path parameters."""
        return self.event.get("pathParameters") or {}

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query string."""
        return self.event.get("queryStringParameters") or {}

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie, or None. API Gateway passes cookies in a list, the emulator in a header."""
        pairs = self.event.get("cookies") or self.headers.get("cookie", "").split(";")
        found = dict(pair.strip().split("=", 1) for pair in pairs if "=" in pair)
        return found.get(name)

    def json(self) -> Any:
        """Return the body. Raise Malformed unless it is JSON in UTF-8, with or without a byte order mark."""
        try:
            return json.loads(self.raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise Malformed("The body is not JSON.") from error


@dataclass(frozen=True)
class Response:
    """A response. `body` is a model, JSON-ready data, text, bytes, or None for an empty body."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)

    @classmethod
    def refusing(cls, problem: Problem, language: Language) -> "Response":
        """Return the response of a problem, in words of a language."""
        headers = {"content-type": "application/problem+json", **spoken_in(language), **problem.headers()}
        return cls(problem.status, problem.body(language), headers)

    def text(self, language: Language = DEFAULT) -> str:
        """Return the body as text: JSON, with our words in a language, or base64 of bytes; empty if there is none."""
        if self.body is None:
            return ""
        if isinstance(self.body, BaseModel):
            return self.body.model_dump_json(context=None if language == DEFAULT else translator(language))
        if isinstance(self.body, bytes):
            return base64.b64encode(self.body).decode()
        return self.body if isinstance(self.body, str) else json.dumps(self.body)

    def rendered(self, request_id: str, language: Language = DEFAULT) -> dict[str, Any]:
        """Return the response in API Gateway's form, in a language; a problem gets the id of the request."""
        body = self.body
        said_in = spoken_in(language) if isinstance(body, BaseModel) else {}
        if self.headers.get("content-type") == "application/problem+json":
            body = body | {"request_id": request_id}
        response: dict[str, Any] = {
            "statusCode": self.status,
            "headers": {
                "content-type": "application/json",
                "cache-control": "no-store",
                "x-request-id": request_id,
            }
            | said_in
            | self.headers,
            "body": Response(self.status, body).text(language),
        }
        if isinstance(body, bytes):
            response["isBase64Encoded"] = True
        if self.cookies:
            response["cookies"] = self.cookies
        return response


def spoken_in(language: Language) -> dict[str, str]:
    """Return the headers of an answer with words for people."""
    return {"content-language": language, "vary": "Accept-Language"}


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
