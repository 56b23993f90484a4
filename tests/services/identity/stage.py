"""A stage for the tests of identity: phones, a carrier, a clock that can be moved, and people who sign up."""

import base64
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from contracts.event import Envelope, Event
from kernel.dynamodb.table import Table
from tests.events import enveloped
from tests.moto_tables import items_in
from tests.services.identity.carrier import FakeCarrier
from tests.world import Reply, World, mails, texts

ANN, BOB, CAT = "+14155550100", "+14155550101", "+14155550102"
PASSWORD = "seven brown horses"
HOME, STRANGER = "203.0.113.7", "198.51.100.9"

_CODE = re.compile(r"\b[0-9]{6}\b")


@dataclass
class Clock:
    """What time it is on the stage."""

    ahead: timedelta = timedelta()

    def forward(self, **by: float) -> None:
        """Move time on."""
        self.ahead += timedelta(**by)


@dataclass(frozen=True)
class Person:
    """Somebody with an account, signed in."""

    account_id: str
    session_id: str
    phone_number: str
    access_token: str
    refresh_token: str


@dataclass
class Stage:
    """Identity alone."""

    world: World
    carrier: FakeCarrier
    clock: Clock
    told: list[Envelope] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """The table of identity."""
        return Table(self.world.surroundings["identity"]["TABLE_NAME"])

    def ask(self, key: str, body: Any = None, **how: Any) -> Reply:
        """A request of nobody in particular."""
        return self.world.call(key, body=body, **how)

    def ask_as(self, person: Person, key: str, body: Any = None, **how: Any) -> Reply:
        """A request of somebody who is signed in."""
        return self.world.call(key, as_=person.account_id, session=person.session_id, body=body, **how)

    def settle(self) -> list[str]:
        """Deliver what identity published; the names of the events."""
        fresh = self.world.settle()
        self.told += fresh
        return [envelope.type for envelope in fresh]

    def happens(self, *events: Event) -> None:
        """Others publish these, and identity reacts."""
        for event in events:
            self.world.deliver(enveloped(event))
        self.settle()

    def items(self) -> list[dict[str, Any]]:
        """Everything that lies in the table."""
        return items_in(self.table.name)

    def sign_up(self, phone_number: str = ANN, **how: Any) -> Reply:
        """Ask for a code."""
        return self.ask("POST /v1/signups", {"phone_number": phone_number}, **how)

    def code(self, phone_number: str = ANN) -> str:
        """The last code that reached a phone, by text or by call."""
        self.settle()
        if spoken := self.carrier.spoken(phone_number):
            return spoken[-1]
        return _CODE.findall(" ".join(texts(phone_number)))[-1]

    def verify(self, signup_id: str, code: str, **how: Any) -> Reply:
        """Type a code."""
        return self.ask("POST /v1/signups/{id}/verify", {"code": code}, path={"id": signup_id}, **how)

    def proved(self, phone_number: str = ANN) -> str:
        """A registration token for a number."""
        signup_id = self.sign_up(phone_number).body["signup_id"]
        return self.verify(signup_id, self.code(phone_number)).body["registration_token"]

    def register(self, token: str, **how: Any) -> Reply:
        """Open an account."""
        email, headers = how.pop("email", "ann@example.com"), how.pop("headers", None)
        given = {"registration_token": token, "name": "Ann Smith", "email": email, "password": PASSWORD} | how
        return self.ask("POST /v1/accounts", given, headers=headers)

    def person(self, phone_number: str = ANN, **how: Any) -> Person:
        """Somebody who has just registered."""
        reply = self.register(self.proved(phone_number), **how)
        assert reply.status == 201, reply
        self.settle()
        return person_in(reply, phone_number)

    def sign_in(self, phone_number: str = ANN, password: str = PASSWORD, **how: Any) -> Reply:
        """Sign in."""
        return self.ask("POST /v1/sessions", {"phone_number": phone_number, "password": password}, **how)

    def refresh(self, token: str, **how: Any) -> Reply:
        """Exchange a refresh token, as an app does."""
        return self.ask("POST /v1/sessions/refresh", {"refresh_token": token}, **how)

    def profile(self, person: Person) -> dict[str, Any]:
        """Somebody's profile."""
        reply = self.ask_as(person, "GET /v1/profile")
        assert reply.status == 200, reply
        return dict(reply.body)

    def change(self, person: Person, **fields: Any) -> Reply:
        """Change somebody's profile."""
        return self.ask_as(person, "PATCH /v1/profile", fields)

    def link_token(self, email: str) -> str:
        """The token in the last link that was mailed."""
        self.settle()
        return re.findall(r"token=([A-Za-z0-9_.-]+)", mails(email)[-1])[-1]


def person_in(reply: Reply, phone_number: str) -> Person:
    """Who is signed in by an answer."""
    claims = claims_of(reply.body["access_token"])
    return Person(
        claims["sub"], claims["sid"], phone_number, reply.body["access_token"], reply.body.get("refresh_token", "")
    )


def claims_of(access_token: str) -> dict[str, Any]:
    """What an access token says."""
    part = access_token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))
