"""The harness for teams' tests: people with accounts, teams, invitations, and the codes that reach phones."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from contracts.event import Envelope, Event
from contracts.identity import AccountRegistered, TeamManagementEnabled
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import encode
from services.teams.domain.consent import VERSION
from tests.events import enveloped
from tests.in_process import InProcessServices, Reply, texts
from tests.moto_tables import events_in, items_in

ANN, ANNS = "acc_ann", "+14155550100"
BOB, BOBS = "acc_bob", "+14155550101"
CAT, CATS = "acc_cat", "+14155550102"
DAN, DANS = "acc_dan", "+14155550103"
EVE, EVES = "acc_eve", "+14155550104"

PEOPLE = {ANN: ("Ann Smith", ANNS), BOB: ("Bob Jones", BOBS), CAT: ("Cat Brown", CATS), DAN: ("Dan White", DANS)}
PEOPLE |= {EVE: ("Eve Black", EVES)}

_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@dataclass
class Harness:
    """Teams alone, with all events delivered until none is left."""

    world: InProcessServices
    published: list[Envelope] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """Return the table of teams."""
        return Table(self.world.surroundings["teams"]["TABLE_NAME"])

    def deliver(self, *events: Event) -> None:
        """Deliver events of other services, and what teams publishes in reaction."""
        for event in events:
            self.world.deliver(enveloped(event))
        self.settle()

    def settle(self) -> None:
        """Deliver what teams published and what that leads to; delivered events leave the outbox."""
        while fresh := self.outbox():
            for envelope in fresh:
                self.world.deliver(envelope)
                key = encode({"pk": f"EVENT#{envelope.id}", "sk": "EVENT"})
                self.table.client.delete_item(TableName=self.table.name, Key=key)
            self.published += fresh

    def outbox(self) -> list[Envelope]:
        """Return what teams published and was not delivered yet, oldest first."""
        return events_in(self.table.name)

    def published_data(self, kind: type[Event]) -> list[dict[str, Any]]:
        """Return the data of every event of a type so far, in order."""
        self.settle()
        return [envelope.data for envelope in self.published if envelope.type == kind.__name__]

    def sign_up(self, *accounts: str) -> None:
        """Give these people accounts."""
        for account in accounts:
            name, number = PEOPLE[account]
            email = f"{name.split()[0].lower()}@example.com"
            self.deliver(AccountRegistered(account_id=account, phone_number=number, name=name, email=email))

    def open_team(self, owner: str = ANN) -> str:
        """Give a person an account and a team."""
        self.sign_up(owner)
        self.deliver(TeamManagementEnabled(account_id=owner))
        return str(self.call("GET /v1/team", owner).body["team_id"])

    def call(self, key: str, as_: str | None, **request: Any) -> Reply:
        """Send a request, and deliver what it published."""
        reply = self.world.call(key, as_=as_, **request)
        self.settle()
        return reply

    def invite(self, number: str, as_: str = ANN, **more: Any) -> Reply:
        """Invite a phone number."""
        body = {"phone_number": number, "email": "invited@example.com"} | more
        return self.call("POST /v1/team/invitations", as_, body=body)

    def code(self, number: str) -> str:
        """Return the newest code that reached a phone."""
        return _CODE.findall(texts(number)[-1])[0]

    def redeem(self, as_: str, code: str) -> Reply:
        """Redeem a code."""
        return self.call("POST /v1/transfers", as_, body={"code": code, "consent": VERSION})

    def join(self, account: str, by: str = ANN, **more: Any) -> None:
        """Have a person sign up, be invited, and join."""
        self.sign_up(account)
        number = PEOPLE[account][1]
        assert self.invite(number, by, **more).status == 201
        assert self.redeem(account, self.code(number)).status == 200

    def items(self) -> list[dict[str, Any]]:
        """Return every item of the table."""
        return items_in(self.table.name)

    def restore(self, items: list[dict[str, Any]]) -> "Harness":
        """Start with these items: the result of another harness, without repeating its steps."""
        for item in items:
            self.table.client.put_item(TableName=self.table.name, Item=encode(item))
        return self

    def stored_text(self) -> str:
        """Return the whole table as text."""
        return json.dumps(self.items())
