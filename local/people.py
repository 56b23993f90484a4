"""People who use the system as users do: through the door, reading what arrives on their phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from threading import Lock
from typing import Any, cast
from uuid import uuid4

import httpx
import requests

from local.addresses import Addresses
from local.polling import wait_until
from sdk.python.teamline import Client, Tokens, eventually
from sdk.python.teamline.models import InvitationView, Joined, NewInvitation, Preview, TeamView

_CODE = r"\b\d{6}\b"
_SPOKEN = r"\d(?:, \d){5}"
_TRANSFER_CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")
Json = dict[str, Any]


class UnexpectedAnswerError(Exception):
    """The system answered otherwise than expected; the message shows what came."""


@dataclass
class Person:
    """A person with a phone number, a mail address and, once signed up, an account."""

    addresses: Addresses
    name: str
    phone_number: str
    email: str
    password: str = "correct horse battery staple"  # noqa: S105 (of people who do not exist)
    account_id: str = ""
    access_token: str = ""
    refresh_token: str = ""
    _read: set[str] = field(default_factory=set)

    # --- the API -------------------------------------------------------------------------------------------------

    @cached_property
    def api(self) -> Client:
        """The SDK, signed in as this person: typed, and with a Problem for each refusal."""
        return Client(self.addresses.door_by_number, store=_PersonsTokens(self), transport=_connections())

    def ask(self, method: str, path: str, body: Json | None = None, **how: Any) -> requests.Response:
        """Send a request as this person, signed in or not; a change under its `key` or, as an app does, a new one."""
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        if method != "GET":
            headers["Idempotency-Key"] = how.pop("key", None) or uuid4().hex
        headers |= how.pop("headers", {})
        url = f"{self.addresses.door_by_number}{path}"
        return requests.request(method, url, json=body, headers=headers, timeout=30, **how)

    def get(self, path: str, **query: Any) -> requests.Response:
        """Send a GET request."""
        return self.ask("GET", path, params=query)

    def post(self, path: str, body: Json | None = None, **how: Any) -> requests.Response:
        """Send a POST request."""
        return self.ask("POST", path, {} if body is None else body, **how)

    def patch(self, path: str, body: Json) -> requests.Response:
        """Send a PATCH request."""
        return self.ask("PATCH", path, body)

    def put(self, path: str, body: Json | None, **how: Any) -> requests.Response:
        """Send a PUT request."""
        return self.ask("PUT", path, body, **how)

    def delete(self, path: str, **query: Any) -> requests.Response:
        """Send a DELETE request."""
        return self.ask("DELETE", path, params=query)

    def sees(self, path: str, *, limit: float = 10, **query: Any) -> Json:
        """Return the body of a path, once it answers 200: services learn of each other a moment later."""
        return wait_until(f"{self.name}: GET {path}", lambda: _object(self.get(path, **query)), limit=limit)

    def eventually(self, path: str, limit: float = 30, **members: Any) -> Json:
        """Return the body of a path, once its members have these values."""

        def answers() -> Json | None:
            found = _object(self.get(path)) or {}
            return found if all(found.get(name) == value for name, value in members.items()) else None

        return wait_until(f"{self.name}: {path} to be {members}", answers, limit=limit)

    # --- the phone -----------------------------------------------------------------------------------------------

    def inbox(self, kind: str | None = None) -> list[Json]:
        """Return all that has arrived, newest last: texts and calls by number, mails by address."""
        items: list[Json] = []
        for to in (self.phone_number, self.email):
            answer = requests.get(f"{self.addresses.simulators}/_control/inbox", params={"to": to}, timeout=10)
            items += [item for item in answer.json()["items"] if kind in {None, item["kind"]}]
        return items

    def awaits(self, kind: str, *, saying: str = "", limit: float = 30) -> Json:
        """Return the newest `sms`, `call` or `email` not yet returned whose text matches `saying`, a pattern."""

        def newest() -> Json | None:
            unread = (item for item in self.inbox(kind) if item["id"] not in self._read)
            return next((item for item in reversed([*unread]) if re.search(saying, item["text"])), None)

        item = wait_until(f"{kind} to {self.name} with {saying!r}", newest, limit=limit)
        self._read.add(item["id"])
        return item

    def code_from(self, kind: str) -> str:
        """Return the six digits of the newest text or call."""
        pattern = _SPOKEN if kind == "call" else _CODE
        text = self.awaits(kind, saying=pattern)["text"]
        return str(re.findall(pattern, text)[-1]).replace(", ", "")

    def transfer_code_from(self, kind: str) -> str:
        """Return the Business Transfer code of the newest text or mail that has one."""

        def code() -> str | None:
            found = [_TRANSFER_CODE.search(item["text"]) for item in self.inbox(kind)]
            return next((match.group() for match in reversed(found) if match), None)

        return wait_until(f"a transfer code in {kind} to {self.name}", code, limit=15)

    # --- what people do ------------------------------------------------------------------------------------------

    def asks_to_sign_up(self) -> requests.Response:
        """Enter the number; a code is sent."""
        return self.ask("POST", "/v1/signups", {"phone_number": self.phone_number})

    def signs_up(self) -> "Person":
        """Sign up with number, code, name and password; the person is signed in afterwards."""
        started = self.api.create_sign_up({"phone_number": self.phone_number})
        code = self.code_from("call" if started["channel"] == "call" else "sms")
        proven = self.api.verify_sign_up_code(started["signup_id"], {"code": code})["registration_token"]
        registered = self.api.create_account(
            {"registration_token": proven, "name": self.name, "email": self.email, "password": self.password}
        )
        self.account_id = registered["account"]["account_id"]
        return self

    def signs_in(self) -> "Person":
        """Sign in with number and password, as on another device."""
        self.api.create_session({"phone_number": self.phone_number, "password": self.password})
        return self

    def opens_a_team(self) -> TeamView:
        """Turn on \"Manage other users in this account\" and wait for the team."""
        self.api.update_profile({"manages_team": True})
        return eventually(self.api.get_team, seconds=10)

    def invites(self, other: "Person", **more: Any) -> InvitationView:
        """Invite another person to the team."""
        said = {"phone_number": other.phone_number, "email": other.email, "name": other.name}
        return self.api.create_invitation(cast(NewInvitation, said | more))

    def previews(self, code: str) -> Preview:
        """Return what a transfer code would change, once the team's side knows of a new account."""
        return eventually(lambda: self.api.preview_transfer_code({"code": code}))

    def redeems(self, code: str) -> Joined:
        """Enter a transfer code in Settings > Business Account and confirm."""
        consent = self.previews(code)["consent"]
        return self.api.redeem_transfer_code({"code": code, "consent": consent["version"] if consent else ""})


class _PersonsTokens:
    """Keeps the SDK's tokens where a person has theirs."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._lock = Lock()

    def read(self) -> Tokens | None:
        """Return the tokens, or None before the person has signed in."""
        person = self._person
        return Tokens(person.access_token, person.refresh_token or None) if person.access_token else None

    def write(self, tokens: Tokens | None) -> None:
        """Keep these tokens instead."""
        kept = tokens or Tokens("")
        self._person.access_token, self._person.refresh_token = kept.access_token, kept.refresh_token or ""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Wait until no other thread refreshes."""
        with self._lock:
            yield


@cache
def _connections() -> httpx.HTTPTransport:
    """Return the connections that all people share."""
    return httpx.HTTPTransport()


def _object(answer: requests.Response) -> Json | None:
    return dict(answer.json()) if answer.status_code == 200 else None


def expected(answer: requests.Response, status: int) -> Json:
    """Return the body of an answer with this status. Raises UnexpectedAnswerError, which shows what came instead."""
    if answer.status_code != status:
        raise UnexpectedAnswerError(
            f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:500]}"
        )
    return dict(answer.json())
