"""A member whose number is called: their credits, their app, what they set up, and the calls that come."""

from dataclasses import dataclass
from typing import Any, Self

import requests

from local.calls import call_from_outside, wait_for_calls
from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Json, Person, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory

CALLER, FRIEND, ABROAD = "+12125550488", "+13125550466", "+442079460958"


@dataclass(frozen=True)
class CalledMember:
    """A member of a paying team with one number and credits that the team gave."""

    team: PayingTeam
    person: Person
    number_id: str
    phone_number: str

    @classmethod
    def of_new_team(cls, people: PeopleFactory, *, given: str = "1.00", **filters: Any) -> Self:
        """Return a new member of a new team, whose number is active."""
        team, person = PayingTeam.of_new_team(people), people.user("Ada")
        team.joined_by(person)
        team.buys("10.00")
        phone_number = str(choose_number(team.owner, **filters)["phone_number"])
        number_id = str(buy_number(team.owner, phone_number, user_id=person.account_id)["number_id"])
        member = cls(team, person, number_id, phone_number)
        member.gets(given)
        wait_for_number(team.owner, number_id, "active")
        member.sees_number()
        return member

    def gets(self, amount: str) -> None:
        """Have the team give credits, and wait until they are there."""
        wallet = f"/v1/users/{self.person.account_id}/credits"
        self.team.owner.sees(wallet)
        expected(self.team.owner.post(wallet, {"amount": usd(amount)}), 201)

    def sees_number(self) -> Json:
        """Return the number as its user sees it."""
        return self.person.sees(f"/v1/numbers/{self.number_id}")

    def forwards(self, to: str, mode: str = "always", **more: Any) -> Json:
        """Forward the number's calls."""
        return self.sets("forwarding", {"to": to, "mode": mode, **more})

    def sets(self, what: str, body: Json) -> Json:
        """Set up one part of the number's calls."""
        return dict(expected(self.person.put(f"/v1/numbers/{self.number_id}/{what}", body), 200))

    def is_called(self, by: str = CALLER, **how: Any) -> Json:
        """Have a phone outside call the number."""
        return call_from_outside(self.person.addresses, by, self.phone_number, **how)

    def logged(self, count: int = 1) -> Json:
        """Return the newest call of the log, once it has so many."""
        return wait_for_calls(self.person, count)[0]

    def awaits_balance(self, amount: str) -> None:
        """Wait until the credits are so many, and nothing is held for a call."""
        self.person.eventually("/v1/users/me/credits", limit=20, balance=usd(amount), held=usd("0.00"))

    def registers_app(self, **plan: Any) -> None:
        """Register the person's app at the carrier; `plan` says what they do when it rings."""
        register_app(self.person, **plan)


def register_app(person: Person, **plan: Any) -> None:
    """Register a person's app at the carrier; `plan` says what they do when it rings."""
    token = expected(person.post("/v1/calls/registration", {}), 200)["token"]
    url = f"{person.addresses.simulators}/_control/telnyx/apps"
    requests.post(url, json={"token": token, **plan}, timeout=10).raise_for_status()


def status_of(member: CalledMember, call: Json) -> str:
    """Return what goes on in a call at the carrier."""
    url = f"{member.person.addresses.simulators}/_control/telnyx/calls"
    calls = requests.get(url, timeout=10).json()["calls"]
    return str(next(it["status"] for it in calls if it["call_id"] == call["call_id"]))


def wait_for_status(member: CalledMember, call: Json, status: str) -> None:
    """Wait until a call is this far at the carrier."""
    wait_until(f"a call to be {status}", lambda: status_of(member, call) == status, limit=20)
