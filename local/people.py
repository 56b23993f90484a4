"""People who use the system as it is used: through the door, reading what arrives on their phone."""

import re
from dataclasses import dataclass, field
from typing import Any

import requests

from local.addresses import Addresses
from local.waiting import wait_until

_CODE = r"\b\d{6}\b"
_SPOKEN = r"\d(?:, \d){5}"
_NOT_YET = "account_not_ready"  # teams has not heard of it: apps ask again in a moment
_TRANSFER_CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")
Json = dict[str, Any]


class UnexpectedAnswerError(Exception):
    """The system did not do what people expect of it; the message shows what it did."""


@dataclass
class Person:
    """Somebody with a phone number, a mail address and, once signed up, an account."""

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
        """Send a request as this person, signed in or not."""
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        headers |= how.pop("headers", {})
        url = f"{self.addresses.door_by_number}{path}"
        return requests.request(method, url, json=body, headers=headers, timeout=30, **how)

    def get(self, path: str, **query: Any) -> requests.Response:
        """Read."""
        return self.ask("GET", path, params=query)

    def post(self, path: str, body: Json | None = None, **how: Any) -> requests.Response:
        """Make something; pass `key` to say it under an idempotency key."""
        key = how.pop("key", None)
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", path, {} if body is None else body, headers=headers, **how)

    def patch(self, path: str, body: Json) -> requests.Response:
        """Change something."""
        return self.ask("PATCH", path, body)

    def put(self, path: str, body: Json | None, **how: Any) -> requests.Response:
        """Set something."""
        return self.ask("PUT", path, body, **how)

    def delete(self, path: str, **query: Any) -> requests.Response:
        """End something."""
        return self.ask("DELETE", path, params=query)

    def sees(self, path: str, *, limit: float = 10, **query: Any) -> Json:
        """What a path answers, as soon as it is 200: services learn of each other a moment later."""
        return wait_until(f"{self.name}: GET {path}", lambda: _object(self.get(path, **query)), limit=limit)

    def eventually(self, path: str, limit: float = 30, **members: Any) -> Json:
        """What a path answers, as soon as its members are these."""

        def answers() -> Json | None:
            found = _object(self.get(path)) or {}
            return found if all(found.get(name) == value for name, value in members.items()) else None

        return wait_until(f"{self.name}: {path} to be {members}", answers, limit=limit)

    # --- the phone -----------------------------------------------------------------------------------------------

    def inbox(self, kind: str | None = None) -> list[Json]:
        """All that has arrived, newest last: texts and calls by number, mails by address."""
        items: list[Json] = []
        for to in (self.phone_number, self.email):
            answer = requests.get(f"{self.addresses.simulators}/_control/inbox", params={"to": to}, timeout=10)
            items += [item for item in answer.json()["items"] if kind in {None, item["kind"]}]
        return items

    def awaits(self, kind: str, *, saying: str = "", limit: float = 30) -> Json:
        """The newest `sms`, `call` or `email` that this person has not looked at yet and that says this (a pattern)."""

        def newest() -> Json | None:
            unread = (item for item in self.inbox(kind) if item["id"] not in self._read)
            return next((item for item in reversed([*unread]) if re.search(saying, item["text"])), None)

        item = wait_until(f"{kind} to {self.name} with {saying!r}", newest, limit=limit)
        self._read.add(item["id"])
        return item

    def code_from(self, kind: str) -> str:
        """The six digits of the newest text or call."""
        pattern = _SPOKEN if kind == "call" else _CODE
        text = self.awaits(kind, saying=pattern)["text"]
        return str(re.findall(pattern, text)[-1]).replace(", ", "")

    def transfer_code_from(self, kind: str) -> str:
        """The Business Transfer code of the newest text or mail that has one."""

        def code() -> str | None:
            found = [_TRANSFER_CODE.search(item["text"]) for item in self.inbox(kind)]
            return next((match.group() for match in reversed(found) if match), None)

        return wait_until(f"a transfer code in {kind} to {self.name}", code, limit=15)

    # --- what people do ------------------------------------------------------------------------------------------

    def asks_to_sign_up(self) -> requests.Response:
        """Give the number; a code is on its way."""
        return self.ask("POST", "/v1/signups", {"phone_number": self.phone_number})

    def signs_up(self) -> "Person":
        """All of it: number, code, name and password. Signed in afterwards."""
        started = expected(self.asks_to_sign_up(), 202)
        code = self.code_from("call" if started["channel"] == "call" else "sms")
        verified = expected(self.ask("POST", f"/v1/signups/{started['signup_id']}/verify", {"code": code}), 200)
        said = {"name": self.name, "email": self.email, "password": self.password}
        registered = expected(self.ask("POST", "/v1/accounts", verified_token(verified) | said), 201)
        self.account_id = str(registered["account"]["account_id"])
        return self._signed_in(registered)

    def signs_in(self) -> "Person":
        """With number and password, as on another device."""
        said = {"phone_number": self.phone_number, "password": self.password}
        return self._signed_in(expected(self.ask("POST", "/v1/sessions", said), 201))

    def opens_a_team(self) -> Json:
        """Switch on \"Manage other users in this account\" and wait for the team."""
        expected(self.patch("/v1/profile", {"manages_team": True}), 200)
        return self.sees("/v1/team")

    def invites(self, other: "Person", **more: Any) -> Json:
        """Invite somebody to the team."""
        said = {"phone_number": other.phone_number, "email": other.email, "name": other.name}
        return expected(self.post("/v1/team/invitations", said | more), 201)

    def previews(self, code: str) -> Json:
        """Read what a transfer code would change, as soon as the team's side has heard of a new account."""

        def preview() -> Json | None:
            answer = self.post("/v1/transfers/preview", {"code": code})
            return None if answer.json().get("code") == _NOT_YET else expected(answer, 200)

        return wait_until(f"{self.name} to be known", preview, limit=30)

    def redeems(self, code: str) -> Json:
        """Type a transfer code into Settings > Business Account and confirm."""
        return expected(self.post("/v1/transfers", {"code": code}), 200)

    def _signed_in(self, tokens: Json) -> "Person":
        self.access_token, self.refresh_token = tokens["access_token"], tokens.get("refresh_token") or ""
        return self


def verified_token(verified: Json) -> Json:
    """What a proven number is registered with."""
    return {"registration_token": verified["registration_token"]}


def _object(answer: requests.Response) -> Json | None:
    return dict(answer.json()) if answer.status_code == 200 else None


def expected(answer: requests.Response, status: int) -> Json:
    """The body of the expected answer. Raises UnexpectedAnswerError, which shows what came instead."""
    if answer.status_code != status:
        raise UnexpectedAnswerError(
            f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:500]}"
        )
    return dict(answer.json())
