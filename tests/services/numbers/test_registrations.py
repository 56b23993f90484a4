"""The registration of a team's texts: filled in, sent once, sent back in plain words, mended, approved (N14)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.registrations import REGISTRATION_FEE
from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM
from tests.services.numbers.registrations_harness import BUSINESS, FORM, MESSAGES, RegistrationsHarness

HOURS, DAYS = timedelta(hours=2), timedelta(days=2)


def test_a_team_registers_is_refused_mends_and_is_approved(registrations: RegistrationsHarness) -> None:
    """Each refusal says in plain words which fields to correct; correcting and sending again is possible at once."""
    assert registrations.starts().body["status"] == "draft"
    assert registrations.submits().body["status"] == "paying"
    registrations.decides(brand=registrations.brand_id(), to="UNVERIFIED", reason="The EIN is another company's.")
    seen = registrations.see()
    assert (seen["status"], seen["fields"]) == ("fix_business", ["legal_name", "tax_id"])
    assert seen["reason"] == "The EIN is another company's."
    assert registrations.changes(business=BUSINESS | {"tax_id": "98-7654321"}).status == 200
    assert registrations.submits().body["status"] == "checking_business"
    registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    assert registrations.see()["status"] == "checking_messages"
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_REJECTED", reason="Say how they opt in.")
    assert (registrations.see()["status"], registrations.see()["reason"]) == ("fix_messages", "Say how they opt in.")
    longer = MESSAGES["how_people_agree"] + " They tick a box."
    assert registrations.changes(messages=MESSAGES | {"how_people_agree": longer}).status == 200
    assert registrations.submits().body["status"] == "checking_messages"
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_PROVISIONED")
    assert registrations.see()["status"] == "approved"
    books = registrations.books()
    assert books["fees"] == ["brand", "campaign"], "mending makes nothing anew, which would cost again"
    (brand,), (campaign,) = books["brands"].values(), books["campaigns"].values()
    assert (brand["ein"], campaign["messageFlow"]) == ("987654321", longer)
    assert registrations.notices() == [(OWNER, it) for it in ("fix_business", "fix_messages", "approved")]


def test_silence_is_found_out(registrations: RegistrationsHarness) -> None:
    """Where no webhook comes, the job asks the carrier, also long after the approval."""
    registrations.is_submitted()
    registrations.behave(webhook=0, identity="waits", campaign="waits")
    registrations.decides_unheard(brand=registrations.brand_id(), to="VERIFIED")
    registrations.harness.run("check_registrations")
    assert registrations.see()["status"] == "checking_business", "it was asked about just now"
    registrations.harness.run("check_registrations", clock.now() + HOURS)
    assert registrations.see()["status"] == "checking_messages"
    registrations.decides_unheard(campaign=registrations.campaign_id(), to="MNO_PROVISIONED")
    registrations.harness.run("check_registrations", clock.now() + HOURS)
    assert registrations.see()["status"] == "approved"
    registrations.decides_unheard(campaign=registrations.campaign_id(), to="TCR_SUSPENDED")
    registrations.harness.run("check_registrations", clock.now() + DAYS)
    assert registrations.see()["status"] == "suspended"
    assert registrations.notices()[-1] == (OWNER, "suspended")


@pytest.mark.parametrize("fault", ["lost", "down", "busy"])
def test_nothing_is_registered_twice(registrations: RegistrationsHarness, fault: str) -> None:
    """An answer that is lost, or none, at each step: the next try finds what was made before it makes it."""
    registrations.starts()
    registrations.behave(fault=fault, identity="waits", campaign="waits")
    with pytest.raises(AssertionError, match="RegistrationDue"):
        registrations.submits()
    registrations.harness.world.settle()
    assert registrations.books()["fees"] == ["brand"]
    registrations.behave(fault=fault, identity="waits", campaign="waits")
    with pytest.raises(AssertionError, match="RegistrationDue"):
        registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    registrations.harness.world.settle()
    assert registrations.books()["fees"] == ["brand", "campaign"]
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_PROVISIONED")
    assert registrations.see()["status"] == "approved"


def test_a_campaign_that_cannot_be_mended_is_made_anew(registrations: RegistrationsHarness) -> None:
    """What the registry has refused for good takes no appeal: the corrected form is another campaign."""
    registrations.is_submitted()
    registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    registrations.decides(campaign=registrations.campaign_id(), to="TCR_FAILED")
    assert registrations.see()["status"] == "fix_messages"
    registrations.submits()
    assert len(registrations.books()["campaigns"]) == 2
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_PROVISIONED")
    assert registrations.see()["status"] == "approved"


def test_what_the_carrier_does_not_take_is_to_be_corrected(registrations: RegistrationsHarness) -> None:
    """A form that passes our check and not the carrier's comes back with the carrier's words and the field."""
    registrations.starts(business=BUSINESS | {"phone_number": "+14155550100", "city": "A" * 100, "name": "R" * 100})
    registrations.harness.carrier.simulator.registrations.records.clear()
    registrations.changes(business=BUSINESS | {"postal_code": "78701-1234"})
    registrations.submits()
    assert registrations.see()["status"] == "checking_business", "the registry gets five digits"


def test_only_what_is_editable_can_be_changed(registrations: RegistrationsHarness) -> None:
    """Nothing while it is reviewed; once the business is verified, only what the carriers let change."""
    registrations.is_submitted()
    assert registrations.changes(business=BUSINESS).status == 200, "the same is no change"
    for change in ({"business": BUSINESS | {"city": "Dallas"}}, {"messages": MESSAGES | {"purpose": "x" * 50}}):
        assert registrations.changes(**change).body["code"] == "registration_closed"
    assert registrations.submits().body["code"] == "registration_closed"
    registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    registrations.decides(campaign=registrations.campaign_id(), to="TELNYX_FAILED")
    assert registrations.changes(business=BUSINESS | {"city": "Dallas"}).body["code"] == "registration_closed"
    assert registrations.changes(messages=MESSAGES | {"purpose": "x" * 50}).body["code"] == "registration_closed"
    assert registrations.changes(messages=MESSAGES | {"first_example": "y" * 50}).status == 200


def test_the_fee_is_paid_before_anything_is_sent(registrations: RegistrationsHarness) -> None:
    """Credits that are not enough make it a draft again; each try is a payment of its own, whatever comes late."""
    registrations.starts()
    registrations.asks_to_submit()
    assert (registrations.see()["status"], registrations.books()["brands"]) == ("paying", {})
    assert registrations.submits().body["code"] == "registration_closed"
    registrations.is_unpaid(1)
    seen = registrations.see()
    assert (seen["status"], "weren't enough" in seen["reason"]) == ("draft", True)
    registrations.pays(1)
    assert registrations.see()["status"] == "draft", "what was refused is not paid by a late event"
    registrations.asks_to_submit()
    registrations.is_unpaid(1)
    registrations.pays(1)
    assert registrations.see()["status"] == "paying"
    registrations.pays(2)
    registrations.pays(2)
    assert registrations.see()["status"] == "checking_business"
    asked = [(it["payment"], it["amount"], it["owner_id"]) for it in registrations.harness.events("RegistrationFeeDue")]
    assert asked == [(1, REGISTRATION_FEE, TEAM), (2, REGISTRATION_FEE, TEAM)]
    assert (registrations.notices(), registrations.books()["fees"]) == ([(OWNER, "unpaid")], ["brand"])


def test_cost_and_duration_are_said_first(registrations: RegistrationsHarness) -> None:
    """A quote names each fee and how long it takes, and sends nothing."""
    registrations.starts()
    quote = registrations.submits(query={"dry_run": "true"}).body
    assert [it["amount"]["amount"] for it in quote["lines"]] == ["4.00", "6.00"]
    assert "business days" in quote["notes"][0]
    assert (registrations.see()["status"], registrations.books()["brands"]) == ("draft", {})


def test_who_runs_a_team_registers_it_once(registrations: RegistrationsHarness) -> None:
    """A member cannot, and sees none; another account has its own; a second form is refused."""
    assert registrations.starts(MEMBER).status == 403
    assert registrations.starts(ADMIN).status == 201
    assert registrations.starts().body["code"] == "registration_exists"
    for other in (MEMBER, STRANGER):
        assert registrations.harness.ask("GET /v1/texting/registrations", other).body["items"] == []
        assert registrations.changes(other, business=BUSINESS).status == 404
        assert registrations.submits(other).status == 404


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("business", {"tax_id": "1234"}),
        ("business", {"website": "rosas.example.com"}),
        ("business", {"industry": "PLUMBING"}),
        ("business", {"state": "Texas"}),
        ("business", {"phone_number": "12"}),
        ("messages", {"purpose": "Texts"}),
        ("messages", {"first_example": "Hi"}),
        ("messages", {"privacy_link": "none"}),
    ],
)
def test_a_wrong_form_names_the_field(registrations: RegistrationsHarness, part: str, wrong: dict[str, Any]) -> None:
    """What reviewers would refuse is refused at once, by its field."""
    reply = registrations.starts(**{part: FORM[part] | wrong})
    assert reply.status == 422
    assert next(iter(wrong)) in str(reply.body)
