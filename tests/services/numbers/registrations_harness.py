"""The actions of a registration of texts in tests: the form, the carrier's reviewers, and an approval of before."""

from dataclasses import dataclass, replace
from typing import Any

import requests

from contracts.registrations import RegistrationFeePaid, RegistrationFeeRefused
from kernel import clock
from kernel.dynamodb.table import Table
from services.numbers.domain.registration import Business, Messages, Registration, RegistrationStatus
from services.numbers.domain.texting import Texting
from services.numbers.stores import numbers
from services.numbers.stores import registrations as store
from tests.in_process import Reply
from tests.services.numbers.harness import OWNER, TEAM, NumbersHarness

Json = dict[str, Any]
PLANTED = "planted"
BUSINESS: Json = {
    "legal_name": "Rosa's Plumbing LLC",
    "name": "Rosa's Plumbing",
    "kind": "private_company",
    "tax_id": "12-3456789",
    "industry": "CONSTRUCTION",
    "website": "https://rosas.example.com",
    "email": "rosa@example.com",
    "phone_number": "(415) 555-0100",
    "street": "600 Congress Avenue",
    "city": "Austin",
    "state": "TX",
    "postal_code": "78701",
    "first_name": "Rosa",
    "last_name": "Ruiz",
}
MESSAGES: Json = {
    "purpose": "We text customers about their appointments and answer their questions.",
    "how_people_agree": "Customers ask for texts when they book on our website or by phone.",
    "agreement_link": "https://rosas.example.com/book",
    "first_example": "Rosa's Plumbing: we come on Tuesday at 9 AM. Reply STOP to opt out.",
    "second_example": "Rosa's Plumbing: your invoice is ready. Reply STOP to opt out.",
    "privacy_link": "https://rosas.example.com/privacy",
}
FORM: Json = {"business": BUSINESS, "messages": MESSAGES}


def plant_approval(table: Table, number_id: str, owner_id: str = TEAM) -> None:
    """Store an approved registration of an owner, and that the carrier's campaign has a number of theirs."""
    if store.find_of(table, owner_id) is None:
        table.commit(store.create(approved(owner_id)))
    number = numbers.find(table, number_id)
    assert number
    ready = replace(number, texting=Texting.READY, campaign_id=PLANTED, texting_due_at=None)
    table.commit(numbers.save(ready, number))


def approved(owner_id: str) -> Registration:
    """Return a registration that the carriers have approved."""
    business = Business(**BUSINESS | {"phone_number": "+14155550100", "tax_id": "123456789"})
    return Registration(
        registration_id=store.id_of(owner_id),
        owner_id=owner_id,
        created_at=clock.now(),
        created_by=OWNER,
        business=business,
        messages=Messages(**MESSAGES),
        status=RegistrationStatus.APPROVED,
        submitted_at=clock.now(),
        checked_at=clock.now(),
        brand_id="",
        campaign_id=PLANTED,
    )


@dataclass
class RegistrationsHarness:
    """A team that registers its texts, and the carrier's reviewers."""

    harness: NumbersHarness

    def starts(self, as_: str = OWNER, **changed: Any) -> Reply:
        """Store a form as a draft."""
        return self.harness.ask("POST /v1/texting/registrations", as_, body=FORM | changed)

    def changes(self, as_: str = OWNER, **changed: Any) -> Reply:
        """Change parts of the form."""
        path = {"id": self.registration_id}
        return self.harness.ask("PATCH /v1/texting/registrations/{id}", as_, path=path, body=changed)

    def submits(self, as_: str = OWNER, **request: Any) -> Reply:
        """Send the form, have billing debit the fee, and run what follows."""
        path = {"id": self.registration_id}
        reply = self.harness.ask("POST /v1/texting/registrations/{id}/submit", as_, path=path, **request)
        self.harness.world.settle()
        if reply.status == 202 and reply.body["status"] == "paying":
            self.pays()
        return reply

    def asks_to_submit(self) -> None:
        """Send the form; the fee is not debited yet."""
        reply = self.harness.ask("POST /v1/texting/registrations/{id}/submit", OWNER, path={"id": self.registration_id})
        assert reply.body["status"] == "paying"
        self.harness.world.settle()

    def is_unpaid(self, payment: int) -> None:
        """Deliver billing's event that the credits are not enough."""
        about = {"registration_id": self.registration_id, "payment": payment}
        self.harness.deliver_events(RegistrationFeeRefused(**about, reason="insufficient_credits"))

    def pays(self, payment: int = 1) -> None:
        """Deliver billing's event that a fee is debited."""
        paid = RegistrationFeePaid(registration_id=self.registration_id, payment=payment)
        self.harness.deliver_events(paid)

    def is_submitted(self) -> None:
        """Have a form stored and sent."""
        assert self.starts().status == 201
        assert self.submits().status == 202

    def is_approved(self) -> None:
        """Have a form sent and approved by all reviewers."""
        self.is_submitted()
        self.decides(brand=self.brand_id(), to="VERIFIED")
        self.decides(campaign=self.campaign_id(), to="MNO_PROVISIONED")
        assert self.see()["status"] == "approved"

    @property
    def registration_id(self) -> str:
        """Return the id of the team's registration."""
        return store.id_of(TEAM)

    def see(self, as_: str = OWNER) -> Json:
        """Return the registration as its owner sees it."""
        reply = self.harness.ask("GET /v1/texting/registrations", as_)
        assert reply.status == 200, reply
        return dict(reply.body["items"][0])

    def behave(self, **how: Any) -> None:
        """Say what becomes of what is registered from now on."""
        self.harness.carrier.requests_for("registrations/behaviour", **how)

    def decides(self, **what: Any) -> None:
        """Have the reviewers decide on a brand, campaign or number; deliver the webhooks, and run what follows."""
        self.decides_unheard(**what)
        self.hear_all()

    def decides_unheard(self, **what: Any) -> None:
        """Have the reviewers decide, and the webhook lost or late."""
        self.harness.carrier.requests_for("registrations", **what)

    def hear_all(self) -> None:
        """Deliver every webhook twice, and run what follows."""
        for delivery in list(self.harness.carrier.listener.received):
            for _ in range(2):
                assert self.harness.deliver(delivery) == 200
        self.harness.world.settle()

    def books(self) -> Json:
        """Return everything that is registered at the carrier."""
        url = f"{self.harness.carrier.origin}/_control/telnyx/registrations"
        return dict(requests.get(url, timeout=5).json())

    def brand_id(self) -> str:
        """Return the id of the only brand."""
        (brand_id,) = self.books()["brands"]
        return str(brand_id)

    def campaign_id(self) -> str:
        """Return the id of the newest campaign."""
        return str(list(self.books()["campaigns"])[-1])

    def notices(self) -> list[tuple[str, str]]:
        """Return who is notified of what."""
        return [(it["account_id"], it["kind"]) for it in self.harness.events("RegistrationNoticeDue")]
