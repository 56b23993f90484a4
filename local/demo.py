"""A team's first day, step by step, against the running system: what `make demo` shows."""

import random

import requests

from local.addresses import Addresses
from local.people import Json, Person, UnexpectedAnswerError
from local.progress import Progress

_AREA_CODES = (415, 212, 312, 206, 303, 404, 512, 617, 702, 808)
_LAST_DIGITS = {"mobile": range(400, 10_000), "landline": range(200, 300), "virtual": range(300, 400)}


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
    progress.say(f"\nDone in {progress.seconds:.1f} s. See for yourself at {addresses.door}:")
    progress.say(f"Login ID {olivia.phone_number}, password {olivia.password!r}")


class _Day:
    """The steps; each says what is done, and what came of it."""

    def __init__(self, addresses: Addresses, progress: Progress) -> None:
        self._addresses = addresses
        self._progress = progress
        self._steps = 0

    def signs_up_by_text(self) -> Person:
        self._step("Olivia signs up with her mobile; the code comes by text")
        olivia = self._person("Olivia Owner", "mobile").signs_up()
        self._quote(olivia, "sms")
        return olivia

    def signs_up_by_call(self) -> None:
        self._step("Lars signs up with his landline; an automated call speaks the code")
        self._quote(self._person("Lars Landline", "landline").signs_up(), "call")

    def is_refused_with_a_virtual_number(self) -> None:
        self._step("Victor tries a virtual number")
        answer = self._person("Victor Virtual", "virtual").asks_to_sign_up()
        if answer.status_code != 422:
            raise UnexpectedAnswerError(f"a virtual number was not refused: {answer.text}")
        self._say(f"refused: {answer.json()['detail']}")

    def opens_the_team(self, olivia: Person) -> None:
        self._step('Olivia switches "Manage other users in this account" on')
        self._say(f"the team is open: {olivia.opens_a_team()['name']}")

    def invites_a_newcomer_and_a_customer(self, olivia: Person) -> tuple[Person, Person]:
        ben, ada = self._person("Ben Brandnew", "mobile"), self._person("Ada Already", "mobile")
        self._step("Ada is a customer already; Ben has never heard of Teamline. Olivia invites both")
        ada.signs_up()
        for person in (ben, ada):
            olivia.invites(person)
            person.transfer_code_from("email")
            self._quote(person, "sms")
            self._quote(person, "email")
        return ben, ada

    def newcomer_joins(self, ben: Person) -> None:
        self._step("Ben gets the app, signs up, and types his code into Settings > Business Account")
        ben.signs_up()
        self._joins(ben)

    def customer_joins(self, ada: Person) -> None:
        self._step("Ada, who has been signed in all along, does the same")
        self._joins(ada)

    def looks_at_the_team(self, olivia: Person) -> None:
        self._step("Olivia looks at her team")
        for user in olivia.get("/v1/team/users").json()["items"]:
            self._say(f"{user['name'] or '':16} {user['phone_number']:14} {user['role']:8} {user['status']}")
        self._step("... and at its activity log")
        for line in reversed(olivia.get("/v1/team/activity").json()["items"]):
            self._say(_line_of(line))

    def _joins(self, person: Person) -> None:
        code = person.transfer_code_from("sms")
        preview = person.post("/v1/transfers/preview", {"code": code}).json()
        self._say(f"before confirming: {preview['team_name']}, owned by {preview['owner_name']}")
        for change in preview["changes"]:
            self._say(f"  - {change}")
        self._say(f"after: {person.redeems(code)['status']} on {preview['team_name']}")

    def _person(self, name: str, line: str) -> Person:
        number = f"+1{random.choice(_AREA_CODES)}555{random.choice(_LAST_DIGITS[line]):04}"  # noqa: S311 (a name tag)
        return Person(self._addresses, name, number, f"{name.split(maxsplit=1)[0].lower()}.{number[2:]}@example.com")

    def _step(self, what: str) -> None:
        self._steps += 1
        self._progress.say(f"\n{self._steps}. {what}")

    def _quote(self, person: Person, kind: str) -> None:
        item = person.inbox(kind)[-1]
        first = next(line for line in (item.get("subject") or item["text"]).splitlines() if line)
        self._say(f"{kind} to {item['to']}: {first}")

    def _say(self, what: str) -> None:
        self._progress.say(f"   {what}")


def _line_of(line: Json) -> str:
    actor = line["actor"]
    who = actor.get("name") or actor.get("user_id") if isinstance(actor, dict) else actor
    return f"{line['at'][11:19]}  {who}: {line['action']}"


def _refuse_if_down(addresses: Addresses) -> None:
    try:
        requests.get(f"{addresses.door_by_number}/v1/openapi.json", timeout=5).raise_for_status()
    except requests.RequestException:
        raise NotRunningError("Nothing runs here yet: start it with `make up` in another terminal.") from None
