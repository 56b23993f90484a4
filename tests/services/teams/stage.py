"""A stage for the tests of teams: people with accounts, teams, invitations, and the codes that reach phones."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from contracts.event import Envelope, Event
from contracts.identity import AccountRegistered, TeamManagementEnabled
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import encode
from services.teams.consumer import consumer
from tests.events import enveloped
from tests.moto_tables import events_in, items_in
from tests.world import Reply, World, texts

ANN, ANNS = "acc_ann", "+14155550100"
BOB, BOBS = "acc_bob", "+14155550101"
CAT, CATS = "acc_cat", "+14155550102"
DAN, DANS = "acc_dan", "+14155550103"
EVE, EVES = "acc_eve", "+14155550104"

PEOPLE = {ANN: ("Ann Smith", ANNS), BOB: ("Bob Jones", BOBS), CAT: ("Cat Brown", CATS), DAN: ("Dan White", DANS)}
PEOPLE |= {EVE: ("Eve Black", EVES)}

_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@dataclass
class Stage:
    """Teams alone, with everybody's events delivered until it is quiet."""

    world: World
    told: list[Envelope] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """The table of teams."""
        return Table(self.world.surroundings["teams"]["TABLE_NAME"])

    def happens(self, *events: Event) -> None:
        """Others publish these, and teams reacts."""
        for event in events:
            self.world.deliver(enveloped(event))
        self.settle()

    def settle(self) -> None:
        """Deliver what teams published, and what that leads to; what is delivered leaves the outbox."""
        while fresh := self.outbox():
            for envelope in fresh:
                if envelope.type in {event.__name__ for event in consumer.events}:
                    self.world.deliver(envelope)
                key = encode({"pk": f"EVENT#{envelope.id}", "sk": "EVENT"})
                self.table.client.delete_item(TableName=self.table.name, Key=key)
            self.told += fresh

    def outbox(self) -> list[Envelope]:
        """What teams published and nobody got yet, oldest first."""
        return events_in(self.table.name)

    def said(self, kind: type[Event]) -> list[dict[str, Any]]:
        """The data of every event of a kind so far, in order."""
        self.settle()
        return [envelope.data for envelope in self.told if envelope.type == kind.__name__]

    def sign_up(self, *accounts: str) -> None:
        """These people have accounts."""
        for account in accounts:
            name, number = PEOPLE[account]
            email = f"{name.split()[0].lower()}@example.com"
            self.happens(AccountRegistered(account_id=account, phone_number=number, name=name, email=email))

    def open_team(self, owner: str = ANN) -> str:
        """Somebody has an account and a team."""
        self.sign_up(owner)
        self.happens(TeamManagementEnabled(account_id=owner))
        return str(self.call("GET /v1/team", owner).body["team_id"])

    def call(self, key: str, as_: str | None, **request: Any) -> Reply:
        """A request, with what it published delivered."""
        reply = self.world.call(key, as_=as_, **request)
        self.settle()
        return reply

    def invite(self, number: str, as_: str = ANN, **more: Any) -> Reply:
        """Somebody invites a number."""
        body = {"phone_number": number, "email": "invited@example.com"} | more
        return self.call("POST /v1/team/invitations", as_, body=body)

    def code(self, number: str) -> str:
        """The newest code that reached a phone."""
        return _CODE.findall(texts(number)[-1])[0]

    def redeem(self, as_: str, code: str) -> Reply:
        """Somebody redeems a code."""
        return self.call("POST /v1/transfers", as_, body={"code": code})

    def join(self, account: str, by: str = ANN, **more: Any) -> None:
        """Somebody signs up, is invited, and joins."""
        self.sign_up(account)
        number = PEOPLE[account][1]
        assert self.invite(number, by, **more).status == 201
        assert self.redeem(account, self.code(number)).status == 200

    def items(self) -> list[dict[str, Any]]:
        """Everything in the table."""
        return items_in(self.table.name)

    def restore(self, items: list[dict[str, Any]]) -> "Stage":
        """Begin with these items: what another stage came to, without playing it again."""
        for item in items:
            self.table.client.put_item(TableName=self.table.name, Item=encode(item))
        return self

    def everything_stored(self) -> str:
        """Everything in the table, as text."""
        return json.dumps(self.items())
