"""The whole demo, from the first sign-up to a plan that moves from an app store to the web."""

import requests

from local.addresses import Addresses
from local.demo.app_store import AppStoreDemo
from local.demo.calls import CallsDemo
from local.demo.money import MoneyDemo
from local.demo.numbers import NumbersDemo
from local.demo.port_in import PortInDemo
from local.demo.port_out import PortOutDemo
from local.demo.steps import DemoSteps
from local.demo.usage import UsageDemo
from local.demo.webhooks import WebhooksDemo
from local.people import Person
from local.progress import Progress
from sdk.python.teamline.models import ActivityView


class NotRunningError(Exception):
    """No system is running; the message says what to do."""


def run_demo(addresses: Addresses, progress: Progress) -> None:
    """Walk through the day and print each step. Raises NotRunningError, UnexpectedAnswerError and Problem."""
    _refuse_if_down(addresses)
    team = _TeamDemo(addresses, progress)
    olivia = team.sign_up_by_text()
    team.sign_up_by_call()
    team.refuse_virtual_number()
    team.open_team(olivia)
    ben, ada = team.invite_newcomer_and_customer(olivia)
    team.join_as_newcomer(ben)
    team.join_as_customer(ada)
    team.show_team(olivia)
    MoneyDemo(team, olivia).run(ben)
    number = NumbersDemo(team, olivia).run(ben, ada)
    CallsDemo(team, ben).run(number)
    UsageDemo(team, olivia, ben).run(number)
    PortInDemo(team, olivia).run(ada, team.person("Old Office", "landline").phone_number)
    PortOutDemo(team, olivia).run()
    WebhooksDemo(team, olivia).run()
    AppStoreDemo(team).run(team.person("Sam Subscriber", "mobile"))
    progress.say(f"\nDone in {progress.seconds:.1f} s. To see the team, sign in at {addresses.door}:")
    progress.say(f"Login ID {olivia.phone_number}, password {olivia.password!r}")


class _TeamDemo(DemoSteps):
    """The first part: people sign up, and a team is opened and joined."""

    def sign_up_by_text(self) -> Person:
        self.step("Olivia signs up with her cell phone; the code comes by text")
        olivia = self.person("Olivia Owner", "mobile").signs_up()
        self.quote(olivia, "sms")
        return olivia

    def sign_up_by_call(self) -> None:
        self.step("Lars signs up with his landline; an automated call reads the code out")
        self.quote(self.person("Lars Landline", "landline").signs_up(), "call")

    def refuse_virtual_number(self) -> None:
        self.step("Victor tries to sign up with a virtual number")
        victor = self.person("Victor Virtual", "virtual")
        refused = self.refused(lambda: victor.api.create_sign_up({"phone_number": victor.phone_number}))
        self.say(f"refused: {refused}")

    def open_team(self, olivia: Person) -> None:
        self.step('Olivia turns on "Manage other users in this account"')
        self.say(f"team opened: {olivia.opens_a_team()['name']}")

    def invite_newcomer_and_customer(self, olivia: Person) -> tuple[Person, Person]:
        ben, ada = self.person("Ben Brandnew", "mobile"), self.person("Ada Already", "mobile")
        self.step("Ada is already a customer; Ben is new to Teamline. Olivia invites them both")
        ada.signs_up()
        for person in (ben, ada):
            olivia.invites(person)
            person.transfer_code_from("email")
            self.quote(person, "sms")
            self.quote(person, "email")
        return ben, ada

    def join_as_newcomer(self, ben: Person) -> None:
        self.step("Ben gets the app, signs up, and enters his code in Settings > Business Account")
        ben.signs_up()
        self.join(ben)

    def join_as_customer(self, ada: Person) -> None:
        self.step("Ada, who is already signed in, does the same")
        self.join(ada)

    def show_team(self, olivia: Person) -> None:
        self.step("Olivia opens her team's list of users")
        for user in olivia.api.each_team_users():
            self.say(f"{user['name'] or '':16} {user['phone_number']:14} {user['role']:8} {user['status']}")
        self.step("She opens the activity log")
        for line in reversed(olivia.api.list_team_activity()["items"]):
            self.say(_line_of(line))


def _line_of(line: ActivityView) -> str:
    actor = line["actor"]
    who = actor if isinstance(actor, str) else actor["name"] or actor["user_id"]
    return f"{line['at'][11:19]}  {who}: {line['action']}"


def _refuse_if_down(addresses: Addresses) -> None:
    try:
        requests.get(f"{addresses.door_by_number}/v1/openapi.json", timeout=5).raise_for_status()
    except requests.RequestException:
        where = f"Nothing is running at {addresses.door}"
        raise NotRunningError(f"{where}: start it with `make up` in another terminal, with the same PORT.") from None
