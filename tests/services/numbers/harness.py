"""The actions of numbers in tests: a team, requests, events of other services, the carrier's webhooks."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contracts.billing import PaymentMethodChanged
from contracts.event import Event
from contracts.identity import AccountRegistered
from contracts.plan_events import PlanActivated, PlanChanged, PlanEnded, PlanPastDue, PlanRefused, PlanRenewed
from contracts.teams import MemberJoined, TeamOpened
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import update
from local.polling import wait_until
from tests.carrier import RunningCarrier
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import InProcessServices, Reply, door, handler_of
from tests.running_simulator import ReceivedWebhook

TEAM, OWNER, ADMIN, MEMBER, OTHER, STRANGER = (
    "team_1",
    "acc_owner",
    "acc_admin",
    "acc_member",
    "acc_other",
    "acc_stranger",
)
MONTH = timedelta(days=30)


@dataclass
class NumbersHarness:
    """Numbers, with the simulated carrier; the test takes the part of billing."""

    world: InProcessServices
    carrier: RunningCarrier

    @property
    def table(self) -> Table:
        """The table of numbers."""
        return Table(self.world.surroundings["numbers"]["TABLE_NAME"], pause=lambda seconds: None)

    def ask(self, key: str, as_: str = OWNER, **request: Any) -> Reply:
        """Send one request."""
        return self.world.call(key, as_=as_, **request)

    def deliver_events(self, *events: Event) -> None:
        """Deliver events of other services, and run everything that follows from them."""
        for event in events:
            self.deliver_event(event)
        self.world.settle()

    def deliver_event(self, event: Event) -> None:
        """Deliver one event; the events that follow from it wait in the outbox."""
        assert self.try_once(event)

    def try_once(self, event: Event) -> bool:
        """Deliver one event, and return whether it was handled."""
        with self.world.inside("numbers"):
            handler = handler_of("numbers", type(event).__name__) or door("numbers", "consumer").handler
            answer = deliver(handler, queue_batch(enveloped(event)))
        return bool(answer == {"batchItemFailures": []})

    def open_team(self) -> None:
        """Create a team of four whose owner has a wallet, and a stranger who has one."""
        for account_id in (OWNER, ADMIN, MEMBER, OTHER, STRANGER):
            number = f"+1415555{sum(map(ord, account_id)):04}"[:12]
            email, name = f"{account_id}@example.com", account_id.removeprefix("acc_")
            self.deliver_event(AccountRegistered(account_id=account_id, phone_number=number, name=name, email=email))
        self.deliver_event(TeamOpened(team_id=TEAM, owner_id=OWNER, name="Rosa's"))
        for account_id, role in ((OWNER, "owner"), (ADMIN, "admin"), (MEMBER, "member"), (OTHER, "member")):
            self.deliver_event(joined(account_id, role))
        for account_id in (OWNER, STRANGER):
            self.deliver_event(PaymentMethodChanged(account_id=account_id, works=True, revision=1))

    def stock(self, **query: str) -> list[dict[str, Any]]:
        """Return the available numbers."""
        reply = self.ask("GET /v1/numbers/available", query={"area_code": "415"} | query)
        assert reply.status == 200, reply
        return list(reply.body["items"])

    def wants(self, as_: str = OWNER, phone_number: str = "", **more: Any) -> Reply:
        """Request a number."""
        phone_number = phone_number or self.stock(limit="1")[0]["phone_number"]
        query = more.pop("query", None)
        body = {"phone_number": phone_number, "plan_id": "local_monthly"} | more
        return self.ask("POST /v1/numbers", as_, body=body, query=query)

    def has(self, as_: str = OWNER, **more: Any) -> dict[str, Any]:
        """Return a number that is requested, paid and delivered."""
        reply = self.wants(as_, **more)
        assert reply.status == 202, reply
        number_id = reply.body["number_id"]
        self.paid(number_id, payer=TEAM if reply.body["holder"] == "team" else as_)
        count = len(self.carrier.books()["orders"])
        for delivery in self.carrier.listener.wait_for(lambda heard: len(heard) >= count):
            self.deliver(delivery)
        self.world.settle()
        return self.see(number_id, as_)

    def paid(self, number_id: str, request_id: str = "", payer: str = TEAM, revision: int = 1) -> None:
        """Deliver billing's event that a request is paid."""
        self.deliver_events(activated(number_id, request_id, payer, revision))

    def refused(self, number_id: str, request_id: str = "", reason: str = "payment_declined") -> None:
        """Deliver billing's event that a request could not be paid."""
        about = plan(number_id, TEAM, 1, request_id or number_id)
        self.deliver_events(PlanRefused(**about, request_id=request_id or number_id, reason=reason))

    def renewed(self, number_id: str, revision: int, paid_through: datetime) -> None:
        """Deliver billing's event that the next period is paid."""
        self.deliver_events(PlanRenewed(**plan(number_id, TEAM, revision), paid_through=paid_through))

    def changed_to(self, number_id: str, revision: int, next_plan_id: str) -> None:
        """Deliver billing's event that the plan will be renewed as another one."""
        about = plan(number_id, TEAM, revision) | {"next_plan_id": next_plan_id}
        self.deliver_events(PlanChanged(**about, paid_through=clock.now()))

    def past_due(self, number_id: str, revision: int) -> None:
        """Deliver billing's event that the next period is not paid."""
        now = clock.now()
        self.deliver_events(
            PlanPastDue(**plan(number_id, TEAM, revision), paid_through=now, reason="x", next_try_at=now)
        )

    def ended(self, number_id: str, revision: int, at: datetime) -> None:
        """Deliver billing's event that the plan has ended."""
        self.deliver_events(PlanEnded(**plan(number_id, TEAM, revision), paid_through=at, ended_at=at))

    def see(self, number_id: str, as_: str = OWNER) -> dict[str, Any]:
        """Return a number as a caller sees it."""
        reply = self.ask("GET /v1/numbers/{id}", as_, path={"id": number_id})
        assert reply.status == 200, reply
        return dict(reply.body)

    def listed(self, as_: str = OWNER, **query: str) -> list[str]:
        """Return the ids of the numbers in a caller's list."""
        reply = self.ask("GET /v1/numbers", as_, query=query)
        assert reply.status == 200, reply
        return [number["number_id"] for number in reply.body["items"]]

    def change(self, number_id: str, as_: str = OWNER, **change: Any) -> Reply:
        """Change a number."""
        reply = self.ask("PATCH /v1/numbers/{id}", as_, path={"id": number_id}, body=change)
        self.world.settle()
        return reply

    def deliver(self, delivery: ReceivedWebhook) -> int:
        """Deliver a webhook to its door, and return the status; the events that follow wait in the outbox."""
        event = {
            "routeKey": "POST /webhooks/carrier",
            "headers": delivery.headers,
            "requestContext": {"requestId": "req", "http": {"sourceIp": "192.76.120.192"}},
            "body": base64.b64encode(delivery.body).decode(),
            "isBase64Encoded": True,
        }
        with self.world.inside("numbers"):
            return int(door("numbers", "webhooks").handler(event, None)["statusCode"])

    def run(self, job: str, as_of: datetime | None = None) -> None:
        """Run a job, and everything that follows from it."""
        self.world.run_job("numbers", job, clock.to_text(as_of) if as_of else None)
        self.world.settle()

    def carrier_done(self) -> None:
        """Wait until the carrier has no pending order."""
        wait_until("the order", lambda: all(it["status"] != "pending" for it in self.carrier.books()["orders"]))

    def let_tries_pass(self, number_id: str) -> None:
        """Let the time of a try at the carrier pass."""
        self.table.commit([update({"pk": f"NUMBER#{number_id}", "sk": "NUMBER"}, remove=("tried_at",))])

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the data of the published events of a type."""
        return [envelope.data for envelope in self.world.outbox() if envelope.type == kind]


def activated(number_id: str, request_id: str = "", payer: str = TEAM, revision: int = 1) -> PlanActivated:
    """Return billing's event that a request is paid."""
    about = plan(number_id, payer, revision, request_id or number_id)
    return PlanActivated(**about, request_id=request_id or number_id, paid_through=clock.now() + MONTH)


def plan(number_id: str, payer: str, revision: int, request_id: str = "") -> dict[str, Any]:
    """Return the fields of every event about a plan."""
    subscription = f"sub_of_{request_id or number_id}"
    return {
        "subscription_id": subscription,
        "number_id": number_id,
        "plan_id": "local_monthly",
        "payer": payer,
        "revision": revision,
    }


def joined(account_id: str, role: str = "member", revision: int = 1) -> MemberJoined:
    """Return the event that an account has joined the team."""
    return MemberJoined(
        team_id=TEAM,
        account_id=account_id,
        role=role,  # type: ignore[arg-type]
        invitation_id=None,
        credits=0,
        revision=revision,
    )
