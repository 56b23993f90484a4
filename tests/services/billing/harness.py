"""What tests do with billing: open a team, send requests, events and webhooks, and read the books."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contracts.admin_spending import AdminSpending
from contracts.billing import PayPalEventReceived
from contracts.event import Event
from contracts.identity import AccountRegistered
from contracts.teams import InvitationSent, MemberJoined, MemberRoleChanged, TeamHandedOver, TeamOpened
from kernel import clock
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import delete, update
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Wallet, sum_parts
from services.billing.domain.parts import is_left
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import Fact
from services.billing.stores import ledger
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from tests.books_scan import find_faults, parts_of
from tests.events import deliver, enveloped, queue_batch
from tests.in_process import InProcessServices, Reply, build_services, door, handler_of
from tests.moto_tables import items_in
from tests.paypal import RunningPayPal
from tests.running_simulator import ReceivedWebhook

TEAM, OWNER, ADMIN, MEMBER, STRANGER = "team_1", "acc_owner", "acc_admin", "acc_member", "acc_stranger"
DOLLAR = 1_000_000
PORTAL = "http://localhost:8080"
SELLER = json.dumps(
    {
        "name": "Teamline, Inc.",
        "address_lines": ["1 Market Street"],
        "city": "San Francisco",
        "state": "CA",
        "postal_code": "94105",
        "country": "US",
        "tax_id": "98-7654321",
    }
)
TAX_RATES = "US-NY|Sales tax|8.875|plans,credits|\nGB|VAT|20|plans,credits|reverse"


@dataclass
class BillingHarness:
    """Billing with PayPal."""

    world: InProcessServices
    paypal: RunningPayPal

    @property
    def table(self) -> Table:
        """Return billing's table."""
        return Table(self.world.surroundings["billing"]["TABLE_NAME"], pause=lambda seconds: None)

    def ask(self, key: str, as_: str = OWNER, **request: Any) -> Reply:
        """Send one request."""
        return self.world.call(key, as_=as_, **request)

    def deliver_events(self, *events: Event) -> None:
        """Deliver events of other services, and let all that follows happen."""
        for event in events:
            self.deliver_event(event)
        self.world.settle()

    def deliver_event(self, event: Event, event_id: str | None = None) -> dict[str, Any]:
        """Deliver one event; what follows from it waits in the outbox."""
        with self.world.inside("billing"):
            handler = handler_of("billing", type(event).__name__) or door("billing", "consumer").handler
            return deliver(handler, queue_batch(enveloped(event, event_id=event_id)))

    def open_team(self) -> None:
        """Open a team of three."""
        for account_id in (OWNER, ADMIN, MEMBER, STRANGER):
            number = f"+1415555{sum(map(ord, account_id)):04}"[:12]
            email, name = f"{account_id}@example.com", account_id.removeprefix("acc_")
            self.deliver_event(AccountRegistered(account_id=account_id, phone_number=number, name=name, email=email))
        self.deliver_event(TeamOpened(team_id=TEAM, owner_id=OWNER, name="Rosa's"))
        for account_id, role in ((OWNER, "owner"), (ADMIN, "admin"), (MEMBER, "member")):
            self.deliver_event(joined(account_id, role=role))
        self.world.settle()

    def attach(self, as_: str = OWNER, payer_id: str = "") -> None:
        """Attach a PayPal wallet of the caller, which belongs to a payer of this id or a new one."""
        urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}
        setup = self.ask("POST /v1/billing/payment-method", as_, body=urls).body
        approved = self.paypal.approve(setup["setup_id"], payer_id)
        path = {"setup_id": setup["setup_id"]}
        reply = self.ask("POST /v1/billing/payment-method/{setup_id}/confirm", as_, path=path, body=approved)
        assert reply.status == 200, reply.body

    def buy(self, amount: str = "10.00", as_: str = OWNER, key: str | None = None, **more: Any) -> Reply:
        """Buy credits."""
        headers = {"idempotency-key": key} if key else {}
        return self.ask("POST /v1/billing/credits", as_, body=money(amount) | more, headers=headers)

    def give(self, amount: str, to: str = MEMBER, as_: str = OWNER, key: str | None = None, **request: Any) -> Reply:
        """Allocate credits."""
        headers = {"idempotency-key": key} if key else {}
        return self.ask(
            "POST /v1/users/{user_id}/credits",
            as_,
            body=money(amount),
            path={"user_id": to},
            headers=headers,
            **request,
        )

    def deliver(self, delivery: ReceivedWebhook) -> int:
        """Deliver a webhook; what follows from it waits in the outbox."""
        event = {
            "routeKey": "POST /webhooks/paypal",
            "headers": delivery.headers,
            "requestContext": {"requestId": "req", "http": {"sourceIp": "203.0.113.1"}},
            "body": base64.b64encode(delivery.body).decode(),
            "isBase64Encoded": True,
        }
        with self.world.inside("billing"):
            return int(door("billing", "webhooks").handler(event, None)["statusCode"])

    def delivered(self, count: int = 1, event_type: str | None = None) -> list[ReceivedWebhook]:
        """Wait for webhooks to arrive, and deliver all of them."""
        found = self.arrived(count, event_type)
        for delivery in found:
            assert self.deliver(delivery) == 200
        self.world.settle()
        return found

    def arrived(self, count: int = 1, event_type: str | None = None) -> list[ReceivedWebhook]:
        """Wait until so many webhooks, of one type or of any, have arrived."""

        def wanted(heard: list[ReceivedWebhook]) -> list[ReceivedWebhook]:
            return [it for it in heard if event_type in (None, json.loads(it.body)["event_type"])]

        return wanted(self.paypal.listener.wait_for(lambda heard: len(wanted(heard)) >= count))

    def forget_paypal(self) -> None:
        """Connect to PayPal anew, as a fresh container does."""
        door("billing", "wiring").paypal.cache_clear()

    @contextmanager
    def paypal_away(self) -> Iterator[None]:
        """Make PayPal unreachable for a while."""
        where = self.world.surroundings["billing"]
        there = where["PAYPAL_URL"]
        where["PAYPAL_URL"] = "http://127.0.0.1:9"
        self.forget_paypal()
        yield
        where["PAYPAL_URL"] = there
        self.forget_paypal()

    def age_payments(self, by: timedelta) -> None:
        """Let time go by for the payments in flight, so that the requests that made them have given up."""
        for item in self.items("PAYMENT"):
            older = clock.to_text(clock.from_text(item["created_at"]) - by)
            self.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"created_at": older})])

    def forget_answers(self) -> None:
        """Let a day go by, so that the idempotency records have expired."""
        for item in self.items("ANSWER"):
            self.table.commit([delete({"pk": item["pk"], "sk": item["sk"]})])

    def forget_payment(self, payment_id: str) -> None:
        """Delete a payment and its capture, as if they were not ours."""
        for item in [*self.items("PAYMENT"), *self.items("CAPTURE")]:
            if item["payment_id"] == payment_id:
                self.table.commit([delete({"pk": item["pk"], "sk": item["sk"]})])

    def handle_again(self, event_id: str) -> None:
        """Handle a stored webhook once more."""
        assert self.deliver_event(PayPalEventReceived(event_id=event_id)) == {"batchItemFailures": []}

    def run(self, job: str, as_of: datetime | None = None) -> None:
        """Run a job of billing's, and all that follows from it."""
        self.world.run_job("billing", job, clock.to_text(as_of) if as_of else None)
        self.world.settle()

    def record_payment_fact(self, payment_id: str, *facts: Fact) -> None:
        """Record facts of a payment, as any source of them does."""
        with self.world.inside("billing"):
            record_payment_fact(UnitOfWork(self.table, RequestContext(OWNER, clock.now(), "cor")), payment_id, *facts)
        self.world.settle()

    def wallet(self, name: str = TEAM) -> Wallet:
        """Return a wallet as it is now."""
        return ledger.find(self.table, name)

    def parts(self, name: str = TEAM) -> dict[str, int]:
        """Return what is in a wallet, without the empty parts."""
        return {part: amount for part, amount in self.wallet(name).parts.items() if amount}

    def items(self, kind: str) -> list[dict[str, Any]]:
        """Return every item whose sort key begins so."""
        return items_in(self.table.name, kind)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the published events of a type."""
        return [envelope.data for envelope in self.world.outbox() if envelope.type == kind]

    def assert_books_right(self) -> None:
        """Assert that every journal sums to zero, and every balance is what its entries add up to."""
        assert find_faults(self.items("")) == []
        entries: dict[str, list[Mapping[str, int]]] = {}
        for entry in self.items("ENTRY"):
            entries.setdefault(entry["pk"], []).append(parts_of(entry))
        for balance in self.items("BALANCE"):
            stored = {name[2:]: amount for name, amount in balance.items() if name.startswith("m:")}
            assert {k: v for k, v in stored.items() if v} == {
                k: v for k, v in sum_parts(entries.get(balance["pk"], [])).items() if v
            }
            assert all(amount >= 0 for part, amount in stored.items() if part != "owed")
            assert balance.get("free", 0) == sum(amount for part, amount in stored.items() if is_left(part))
        self.assert_limits_right()

    def assert_as_at_paypal(self) -> None:
        """Assert that the books are right, and that the clearing account has what PayPal has of each capture."""
        assert find_faults(self.items(""), self.paypal.captures(), self.paypal.movements()) == []

    def assert_limits_right(self) -> None:
        """Assert that each limit has counted what its payments use of it: not what failed or went back (T11)."""
        made = [from_item(Payment, item) for item in self.items("PAYMENT")]
        for spending in (from_item(AdminSpending, item) for item in self.items("SPENDING")):
            counted = [it for it in made if it.limited and it.asked_by == spending.account_id]
            of_month = [it.used for it in counted if f"{it.created_at:%Y-%m}" == spending.month]
            assert spending.used == sum(of_month)
        for item in self.items("PAYER#"):
            assert item.get("used", 0) == sum(it.used for it in made if f"PAYER#{it.capped_by}" == item["sk"])


def billing_with(paypal: RunningPayPal) -> InProcessServices:
    """Return billing alone, connected to this PayPal."""
    settings = {
        "PAYPAL_URL": paypal.url,
        "PAYPAL_WEBHOOK_ID": WEBHOOK_ID,
        "PAYPAL_CERT_HOSTS": "127.0.0.1",
        "PAYPAL_ROOTS": paypal.simulator.certificates.trusted_root(),
        "NEW_WALLET_USD": "100000",
        "PORTAL_URL": PORTAL,
        "APP_OPEN_LINK": "teamline://business/transfer",
        "SELLER": SELLER,
        "TAX_RATES": TAX_RATES,
    }
    secrets = {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET}
    return build_services(("billing",), {"billing": settings}, {"billing": secrets})


def joined(
    account_id: str, *, role: str = "member", invitation: str | None = None, amount: int = 0, revision: int = 1
) -> MemberJoined:
    """Return the event that a member joined the team."""
    return MemberJoined(
        team_id=TEAM,
        account_id=account_id,
        role=role,  # type: ignore[arg-type]
        invitation_id=invitation,
        credits=amount,
        revision=revision,
    )


def handed_over(before: str = OWNER, after: str = ADMIN, *, revision: int = 2) -> tuple[Event, ...]:
    """Return the three events that teams publishes when the owner makes another member the owner."""
    return (
        TeamHandedOver(team_id=TEAM, from_account_id=before, to_account_id=after, revision=revision),
        MemberRoleChanged(team_id=TEAM, account_id=after, role="owner", revision=revision),
        MemberRoleChanged(team_id=TEAM, account_id=before, role="admin", revision=revision),
    )


def invited(invitation: str, amount: int, *, sending: int = 1, days: int = 14) -> InvitationSent:
    """Return the event that a person was invited."""
    return InvitationSent(
        team_id=TEAM,
        team_name="Rosa's",
        invitation_id=invitation,
        sending=sending,
        phone_number="+14155550100",
        email="new@example.com",
        name=None,
        role="member",
        credits=amount,
        sealed_code="",
        expires_at=clock.now() + timedelta(days=days),
        invited_by=OWNER,
    )


def money(amount: str) -> dict[str, Any]:
    """Return an amount as callers send it."""
    return {"amount": {"amount": amount, "currency": "USD"}}
