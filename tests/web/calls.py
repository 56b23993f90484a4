"""Calls that one can look at: a person with a number, and callers from outside."""

from dataclasses import dataclass
from typing import Any

import requests

from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Json, Person, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory
from tests.web.teams import joins

CALLER = "+13035550199"
PACE = 20  # a simulated call's minutes take three seconds


@dataclass(frozen=True)
class Reachable:
    """A team whose member has a number."""

    team: PayingTeam
    person: Person
    number: Json

    @classmethod
    def of_new_team(cls, people: PeopleFactory, name: str = "Mia Torres") -> "Reachable":
        """A member of a new team, to whom the owner gives a number."""
        team, person = PayingTeam.of_new_team(people), people.user(name)
        joins(team.owner, person)
        team.owner.sees("/v1/numbers", user_id=person.account_id)
        bought = buy_number(team.owner, choose_number(team.owner)["phone_number"], user_id=person.account_id)
        return cls(team, person, wait_for_number(team.owner, bought["number_id"], "active"))

    @property
    def place(self) -> str:
        """Where the portal shows the number."""
        return f"/numbers/{self.number['number_id']}"

    def is_called(self, by: str = CALLER, **plans: Any) -> Json:
        """Someone outside calls, and does what the plans say. Returns the log's entry, once the call has ended."""
        before = len(self._calls())
        body = {"from": by, "to": self.number["phone_number"], "pace": PACE} | plans
        url = f"{self.person.addresses.simulators}/_control/telnyx/calls"
        requests.post(url, json=body, timeout=10).raise_for_status()
        found = wait_until("the call in the log", lambda: self._calls()[: len(self._calls()) - before], limit=40)
        return dict(found[0])

    def gets_voicemail(self, message: str) -> Json:
        """A caller leaves a message. Returns the voicemail, once it has been written down."""
        self.is_called(caller={"message": message, "message_seconds": 4})
        return wait_until("the voicemail", lambda: self._voicemail(message), limit=40)

    def is_texted(self, text: str, by: str = CALLER, **more: Any) -> Json:
        """Someone outside texts. Returns the text, once it is stored, and its files are kept."""
        body = {"from": by, "to": self.number["phone_number"], "text": text} | more
        url = f"{self.person.addresses.simulators}/_control/telnyx/texts"
        requests.post(url, json=body, timeout=10).raise_for_status()
        return wait_until("the text", lambda: self._text(text), limit=40)

    def _text(self, text: str) -> Json | None:
        items = expected(self.person.get("/v1/messages"), 200)["items"]
        found = next((dict(item) for item in items if item["text"] == text), None)
        return found if found and all(it["state"] != "waiting" for it in found["media"]) else None

    def _calls(self) -> list[Json]:
        return list(expected(self.person.get("/v1/calls"), 200)["items"])

    def _voicemail(self, message: str) -> Json | None:
        items = expected(self.person.get("/v1/voicemails"), 200)["items"]
        return next((dict(item) for item in items if item["transcript"] == message), None)
