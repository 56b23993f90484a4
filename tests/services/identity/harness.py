"""The harness for identity's tests: phones, a carrier, a movable clock, and people who sign up."""

import base64
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pyotp

from contracts.event import Envelope, Event
from kernel import clock as kernel_clock
from kernel.dynamodb.table import Table
from services.identity.domain.proof_of_work import zero_bits
from tests.events import enveloped
from tests.in_process import InProcessServices, Reply, mails, texts
from tests.moto_tables import items_in
from tests.services.identity.carrier import FakeCarrier

ANN, BOB, CAT = "+14155550100", "+14155550101", "+14155550102"
PASSWORD = "seven brown horses"
HOME, STRANGER = "203.0.113.7", "198.51.100.9"

_CODE = re.compile(r"\b[0-9]{6}\b")


@dataclass
class Clock:
    """The time in the tests, as an offset."""

    ahead: timedelta = timedelta()

    def forward(self, **by: float) -> None:
        """Move the time forward."""
        self.ahead += timedelta(**by)


@dataclass(frozen=True)
class Person:
    """A person with an account, signed in."""

    account_id: str
    session_id: str
    phone_number: str
    access_token: str
    refresh_token: str
    generation: int = 1


@dataclass
class Harness:
    """Identity alone."""

    world: InProcessServices
    carrier: FakeCarrier
    clock: Clock
    published: list[Envelope] = field(default_factory=list)
    puzzles: list[dict[str, Any]] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """Return the table of identity."""
        return Table(self.world.surroundings["identity"]["TABLE_NAME"])

    def request(self, key: str, body: Any = None, **options: Any) -> Reply:
        """Send an anonymous request; solve the puzzle that it may be answered with, as portal and app do."""
        reply = self.request_once(key, body, **options)
        if reply.status == 429 and reply.body["code"] == "challenge_required":
            self.puzzles.append(reply.body)
            proof = {"teamline-proof": solve(reply.body["puzzle"], reply.body["zero_bits"])}
            reply = self.request_once(key, body, **options | {"headers": (options.get("headers") or {}) | proof})
        return reply

    def request_once(self, key: str, body: Any = None, **options: Any) -> Reply:
        """Send an anonymous request, and return its first answer."""
        return self.world.call(key, body=body, **options)

    def request_as(self, person: Person, key: str, body: Any = None, **options: Any) -> Reply:
        """Send a request of a signed-in person."""
        return self.world.call(
            key, as_=person.account_id, session=person.session_id, generation=person.generation, body=body, **options
        )

    def settle(self) -> list[str]:
        """Deliver what identity published, and return the names of the events."""
        fresh = self.world.settle()
        self.published += fresh
        return [envelope.type for envelope in fresh]

    def deliver(self, *events: Event) -> None:
        """Deliver events of other services, and what identity publishes in reaction."""
        for event in events:
            self.world.deliver(enveloped(event))
        self.settle()

    def items(self) -> list[dict[str, Any]]:
        """Return every item of the table."""
        return items_in(self.table.name)

    def sign_up(self, phone_number: str = ANN, **options: Any) -> Reply:
        """Request a code."""
        return self.request("POST /v1/signups", {"phone_number": phone_number}, **options)

    def code(self, phone_number: str = ANN) -> str:
        """Return the last code that reached a phone, by text or by call."""
        self.settle()
        if spoken := self.carrier.spoken(phone_number):
            return spoken[-1]
        return _CODE.findall(" ".join(texts(phone_number)))[-1]

    def verify(self, signup_id: str, code: str, **options: Any) -> Reply:
        """Type a code."""
        return self.request("POST /v1/signups/{id}/verify", {"code": code}, path={"id": signup_id}, **options)

    def registration_token(self, phone_number: str = ANN) -> str:
        """Return a registration token for a number."""
        signup_id = self.sign_up(phone_number).body["signup_id"]
        return self.verify(signup_id, self.code(phone_number)).body["registration_token"]

    def register(self, token: str, **options: Any) -> Reply:
        """Open an account."""
        email, headers = options.pop("email", "ann@example.com"), options.pop("headers", None)
        given = {"registration_token": token, "name": "Ann Smith", "email": email, "password": PASSWORD} | options
        return self.request("POST /v1/accounts", given, headers=headers)

    def person(self, phone_number: str = ANN, **options: Any) -> Person:
        """Return a person who has just registered."""
        reply = self.register(self.registration_token(phone_number), **options)
        assert reply.status == 201, reply
        self.settle()
        return person_in(reply, phone_number)

    def sign_in(self, phone_number: str = ANN, password: str = PASSWORD, **options: Any) -> Reply:
        """Sign in."""
        return self.request("POST /v1/sessions", {"phone_number": phone_number, "password": password}, **options)

    def refresh(self, token: str, **options: Any) -> Reply:
        """Exchange a refresh token, as an app does."""
        return self.request("POST /v1/sessions/refresh", {"refresh_token": token}, **options)

    def add_authenticator(self, person: Person) -> tuple[str, list[str]]:
        """Add an authenticator app; return its secret and the recovery codes, and move on to its next code."""
        setup = self.request_as(person, "POST /v1/factors/options", {"kind": "totp"}).body
        secret = setup["authenticator"]["secret"]
        given = {"setup_id": setup["setup_id"], "code": self.app_code(secret)}
        reply = self.request_as(person, "POST /v1/factors", given)
        assert reply.status == 201, reply
        self.clock.forward(seconds=30)
        return secret, reply.body["recovery_codes"]

    def app_code(self, secret: str) -> str:
        """Return the code that an authenticator app shows now."""
        return pyotp.TOTP(secret).at(kernel_clock.now())

    def begin_sign_in(self, phone_number: str = ANN, password: str = PASSWORD) -> str:
        """Sign in with the password of an account with a second factor, and return the challenge."""
        reply = self.sign_in(phone_number, password)
        assert (reply.status, reply.body["code"]) == (401, "second_factor_required"), reply
        return str(reply.body["challenge"])

    def confirm(self, challenge: str, method: str = "totp", **proof: Any) -> Reply:
        """Complete a sign-in with a second factor."""
        return self.request("POST /v1/sessions/second-factor", {"challenge": challenge, "method": method} | proof)

    def step_up(self, person: Person, method: str, **proof: Any) -> Reply:
        """Prove once more who is at the device."""
        return self.request_as(person, "POST /v1/sessions/step-up", {"method": method} | proof)

    def profile(self, person: Person) -> dict[str, Any]:
        """Return a person's profile."""
        reply = self.request_as(person, "GET /v1/profile")
        assert reply.status == 200, reply
        return dict(reply.body)

    def change(self, person: Person, **fields: Any) -> Reply:
        """Change a person's profile."""
        return self.request_as(person, "PATCH /v1/profile", fields)

    def link_token(self, email: str) -> str:
        """Return the token in the last link that was mailed."""
        self.settle()
        return re.findall(r"token=([A-Za-z0-9_.-]+)", mails(email)[-1])[-1]


def solve(puzzle: str, bits: int) -> str:
    """Return the proof of a puzzle."""
    return next(proof for tried in count() if zero_bits(proof := f"{puzzle}:{tried}") >= bits)


def person_in(reply: Reply, phone_number: str) -> Person:
    """Return the person whom a response signs in."""
    claims = claims_of(reply.body["access_token"])
    return Person(
        claims["sub"],
        claims["sid"],
        phone_number,
        reply.body["access_token"],
        reply.body.get("refresh_token", ""),
        claims["gen"],
    )


def claims_of(access_token: str) -> dict[str, Any]:
    """Return the claims of an access token."""
    part = access_token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))
