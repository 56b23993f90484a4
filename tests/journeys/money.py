"""A team with a PayPal wallet: what its owner does with money, and whether the books agree with PayPal's."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from kernel import clock
from kernel.dynamodb.transact_items import decode
from local.addresses import Addresses
from local.emulator import Emulator
from local.paypal import PayPalControl
from local.people import Json, Person, expected
from local.polling import TooLongError, wait_until
from tests.books_scan import find_faults
from tests.journeys.people import PeopleFactory

NOTHING = Decimal("0.00")


def scan_billing(addresses: Addresses) -> list[Json]:
    """Return every item of billing's table."""
    database = Emulator(Path(), addresses.emulator_port).client("dynamodb")
    (table,) = (name for name in database.list_tables()["TableNames"] if "billing" in name.lower())
    pages = database.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return [decode(item) for page in pages for item in page["Items"]]


def usd(amount: str) -> Json:
    """An amount as it travels."""
    return {"amount": amount, "currency": "USD"}


def in_minutes(minutes: float) -> str:
    """Return a time in the future, in the form that jobs take."""
    return clock.to_text(clock.now() + timedelta(minutes=minutes))


@dataclass(frozen=True)
class PayingTeam:
    """The money of one team, and the hand on PayPal."""

    owner: Person
    paypal: PayPalControl

    @classmethod
    def of_new_team(cls, people: PeopleFactory) -> "PayingTeam":
        """A team whose owner has attached a wallet."""
        owner = people.owner()
        team = cls(owner, PayPalControl(owner.addresses))
        owner.eventually("/v1/billing", payer="team")
        team.paypal.attach_wallet(owner)
        return team

    def asks_for(self, amount: str, key: str | None = None) -> requests.Response:
        """Ask to buy credits."""
        return self.owner.post("/v1/billing/credits", {"amount": usd(amount)}, key=key or uuid4().hex)

    def buys(self, amount: str, status: str = "completed") -> Json:
        """Buy credits. Returns the payment."""
        bought = expected(self.asks_for(amount), 201)
        assert bought["status"] == status, bought
        return self.payment(bought["payment_id"])

    def payment(self, payment_id: str) -> Json:
        """Return a payment's current state."""
        return expected(self.owner.get(f"/v1/payments/{payment_id}"), 200)

    def awaits(self, **members: str) -> Json:
        """Billing, as soon as these amounts stand there."""
        return self.owner.eventually("/v1/billing", limit=20, **{name: usd(text) for name, text in members.items()})

    def entries(self, kind: str | None = None) -> list[Json]:
        """The team's entries: of one kind, or all."""
        items = expected(self.owner.get("/v1/ledger", to=in_minutes(60), limit=100), 200)["items"]
        return [item for item in items if kind in {None, item["kind"]}]

    def joined_by(self, person: Person, **invited: Any) -> None:
        """Invite a person, who joins."""
        self.owner.invites(person, **invited)
        person.redeems(person.transfer_code_from("sms"))

    def given_to(self, person: Person) -> Decimal:
        """Return what the team has given a user and they have not spent."""
        shown = expected(self.owner.get(f"/v1/users/{person.account_id}/credits"), 200)
        return Decimal(shown["from_team"]["amount"])

    def assert_as_at_paypal(self, *members: Person) -> None:
        """What PayPal holds of the team's payments is what the team and its members have; entries make balances."""
        billing, payments = self.owner.get("/v1/billing").json(), self.owner.get("/v1/payments").json()["items"]
        balance, held, owed = (Decimal(billing[name]["amount"]) for name in ("balance", "held", "owed"))
        kept = self.paypal.net_amount(*(payment["payment_id"] for payment in payments)) if payments else NOTHING
        assert kept == balance + held - owed + sum(map(self.given_to, members)), (kept, billing)
        running = NOTHING
        for entry in self.entries():
            running += Decimal(entry["amount"]["amount"])
            assert Decimal(entry["balance"]["amount"]) == running
        assert running == balance
        self.assert_books_right([payment["payment_id"] for payment in payments])

    def assert_books_right(self, payment_ids: list[str]) -> None:
        """The whole table has no fault that lasts, and of these payments the clearing account has what PayPal has.

        Others write at the same time: what an entry lacks now and has in the next scan is no fault.
        """
        lasting: set[str] | None = None

        def are_right() -> bool:
            nonlocal lasting
            captures = [it for it in self.paypal.captures() if it["payment_id"] in payment_ids]
            found = set(find_faults(scan_billing(self.owner.addresses), captures))
            lasting = found if lasting is None else lasting & found
            return not lasting

        try:
            wait_until("books without a fault", are_right, limit=20)
        except TooLongError:
            raise AssertionError(sorted(lasting or ())) from None

    def assert_bought_once(self, payment_id: str) -> None:
        """One capture, and one entry for it."""
        assert len(self.paypal.captures(payment_id)) == 1
        about = [entry for entry in self.entries("purchase") if entry["about"].get("payment_id") == payment_id]
        assert len(about) == 1, self.entries()

    def checked(self) -> Json:
        """The nightly check of the team's wallet, once it has been run after all that was done."""
        since = clock.to_text(clock.now())
        self.paypal.run_job("check_wallets")

        def check() -> Json | None:
            found = self.owner.get("/v1/billing/checks").json()["items"]
            team = (item for item in found if item["wallet"].startswith("team_"))
            return next((item for item in team if item["checked_at"] >= since), None)

        return wait_until("the check of the team's wallet", check, limit=20)
