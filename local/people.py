"""People who use the system as users do: through the door, reading what arrives on their phone."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from local.addresses import Addresses
from local.polling import wait_until

_CODE = r"\b\d{6}\b"
_SPOKEN = r"\d(?:, \d){5}"
_NOT_YET = "account_not_ready"  # teams does not know of it yet: apps ask again in a moment
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
        started = expected(self.asks_to_sign_up(), 202)
        code = self.code_from("call" if started["channel"] == "call" else "sms")
        verified = expected(self.ask("POST", f"/v1/signups/{started['signup_id']}/verify", {"code": code}), 200)
        said = {"name": self.name, "email": self.email, "password": self.password}
        registered = expected(self.ask("POST", "/v1/accounts", verified_token(verified) | said), 201)
        self.account_id = str(registered["account"]["account_id"])
        return self._signed_in(registered)

    def signs_in(self) -> "Person":
        """Sign in with number and password, as on another device."""
        said = {"phone_number": self.phone_number, "password": self.password}
        return self._signed_in(expected(self.ask("POST", "/v1/sessions", said), 201))

    def opens_a_team(self) -> Json:
        """Turn on \"Manage other users in this account\" and wait for the team."""
        expected(self.patch("/v1/profile", {"manages_team": True}), 200)
        return self.sees("/v1/team")

    def invites(self, other: "Person", **more: Any) -> Json:
        """Invite another person to the team."""
        said = {"phone_number": other.phone_number, "email": other.email, "name": other.name}
        return expected(self.post("/v1/team/invitations", said | more), 201)

    def previews(self, code: str) -> Json:
        """Return what a transfer code would change, once the team's side knows of a new account."""

        def preview() -> Json | None:
            answer = self.post("/v1/transfers/preview", {"code": code})
            return None if answer.json().get("code") == _NOT_YET else expected(answer, 200)

        return wait_until(f"teams to know {self.name}", preview, limit=30)

    def redeems(self, code: str) -> Json:
        """Enter a transfer code in Settings > Business Account and confirm."""
        consent = self.previews(code)["consent"] or {"version": ""}
        return expected(self.post("/v1/transfers", {"code": code, "consent": consent["version"]}), 200)

    def _signed_in(self, tokens: Json) -> "Person":
        self.access_token, self.refresh_token = tokens["access_token"], tokens.get("refresh_token") or ""
        return self


def verified_token(verified: Json) -> Json:
    """Return the member that a proven number is registered with."""
    return {"registration_token": verified["registration_token"]}


def _object(answer: requests.Response) -> Json | None:
    return dict(answer.json()) if answer.status_code == 200 else None


def expected(answer: requests.Response, status: int) -> Json:
    """Return the body of an answer with this status. Raises UnexpectedAnswerError, which shows what came instead."""
    if answer.status_code != status:
        raise UnexpectedAnswerError(
            f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:500]}"
        )
    return dict(answer.json())
