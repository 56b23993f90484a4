"""A team's first day, step by step, against the running system: what `make demo` shows."""

import requests

from local.addresses import Addresses
from local.demo_money import Money
from local.demo_numbers import Numbers
from local.demo_port_in import PortIn
from local.narrator import Narrator
from local.people import Json, Person, UnexpectedAnswerError
from local.progress import Progress


class NotRunningError(Exception):
    """There is no system to show; the message says what to do."""


def walk(addresses: Addresses, progress: Progress) -> None:
    """Walk through the day and print what happens. Raises NotRunningError, and UnexpectedAnswerError on the way."""
    _refuse_if_down(addresses)
    day = _Day(addresses, progress)
    olivia = day.signs_up_by_text()
    day.signs_up_by_call()
    day.is_refused_with_a_virtual_number()
    day.opens_the_team(olivia)
    ben, ada = day.invites_a_newcomer_and_a_customer(olivia)
    day.newcomer_joins(ben)
    day.customer_joins(ada)
    day.looks_at_the_team(olivia)
    Money(day, olivia).goes_round(ben)
    Numbers(day, olivia).are_bought_for(ben, ada)
    PortIn(day, olivia).comes_for(ada, day.person("Old Office", "landline").phone_number)
    progress.say(f"\nDone in {progress.seconds:.1f} s. See for yourself at {addresses.door}:")
    progress.say(f"Login ID {olivia.phone_number}, password {olivia.password!r}")


class _Day(Narrator):
    """The steps until the team is there."""

    def signs_up_by_text(self) -> Person:
        self.step("Olivia signs up with her mobile; the code comes by text")
        olivia = self.person("Olivia Owner", "mobile").signs_up()
        self.quote(olivia, "sms")
        return olivia

    def signs_up_by_call(self) -> None:
        self.step("Lars signs up with his landline; an automated call speaks the code")
        self.quote(self.person("Lars Landline", "landline").signs_up(), "call")

    def is_refused_with_a_virtual_number(self) -> None:
        self.step("Victor tries a virtual number")
        answer = self.person("Victor Virtual", "virtual").asks_to_sign_up()
        if answer.status_code != 422:
            raise UnexpectedAnswerError(f"a virtual number was not refused: {answer.text}")
        self.say(f"refused: {answer.json()['detail']}")

    def opens_the_team(self, olivia: Person) -> None:
        self.step('Olivia switches "Manage other users in this account" on')
        self.say(f"the team is open: {olivia.opens_a_team()['name']}")

    def invites_a_newcomer_and_a_customer(self, olivia: Person) -> tuple[Person, Person]:
        ben, ada = self.person("Ben Brandnew", "mobile"), self.person("Ada Already", "mobile")
        self.step("Ada is a customer already; Ben has never heard of Teamline. Olivia invites both")
        ada.signs_up()
        for person in (ben, ada):
            olivia.invites(person)
            person.transfer_code_from("email")
            self.quote(person, "sms")
            self.quote(person, "email")
        return ben, ada

    def newcomer_joins(self, ben: Person) -> None:
        self.step("Ben gets the app, signs up, and types his code into Settings > Business Account")
        ben.signs_up()
        self.joins(ben)

    def customer_joins(self, ada: Person) -> None:
        self.step("Ada, who has been signed in all along, does the same")
        self.joins(ada)

    def looks_at_the_team(self, olivia: Person) -> None:
        self.step("Olivia looks at her team")
        for user in olivia.get("/v1/team/users").json()["items"]:
            self.say(f"{user['name'] or '':16} {user['phone_number']:14} {user['role']:8} {user['status']}")
        self.step("... and at its activity log")
        for line in reversed(olivia.get("/v1/team/activity").json()["items"]):
            self.say(_line_of(line))


def _line_of(line: Json) -> str:
    actor = line["actor"]
    who = actor.get("name") or actor.get("user_id") if isinstance(actor, dict) else actor
    return f"{line['at'][11:19]}  {who}: {line['action']}"


def _refuse_if_down(addresses: Addresses) -> None:
    try:
        requests.get(f"{addresses.door_by_number}/v1/openapi.json", timeout=5).raise_for_status()
    except requests.RequestException:
        raise NotRunningError("Nothing runs here yet: start it with `make up` in another terminal.") from None
