"""Whether a number can text: by the registration of its team, and refused before it is paid where it cannot (N14)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kernel import clock
from services.numbers.domain.texting import Texting
from services.numbers.stores import numbers
from tests.services.numbers.harness import MEMBER, NumbersHarness
from tests.services.numbers.registrations_harness import BUSINESS, RegistrationsHarness
from tests.services.numbers.texts_harness import TextsHarness

HOURS = timedelta(hours=2)
IN_CANADA, IN_THE_US = "+16045550188", "+14155550188"


def _texting(harness: NumbersHarness, number_id: str) -> str:
    return str(harness.see(number_id)["texting"])


def _settled(desk: RegistrationsHarness) -> None:
    desk.harness.run("check_texting", clock.now() + HOURS)


def _has_number(desk: RegistrationsHarness, **more: str) -> tuple[str, str]:
    """Have the member have a number, which the carrier has delivered."""
    reply = desk.harness.wants(user_id=MEMBER, **more)
    assert reply.status == 202, reply
    desk.harness.paid(reply.body["number_id"])
    desk.harness.carrier.listener.wait_for(lambda heard: any(b"number_order.complete" in it.body for it in heard))
    desk.hear_all()
    return reply.body["number_id"], reply.body["phone_number"]


def test_a_number_texts_once_its_team_is_approved(registrations: RegistrationsHarness) -> None:
    """Its state follows: none, in review, approved and assigned; a webhook about it is enough."""
    number_id, phone_number = _has_number(registrations)
    texts = TextsHarness(registrations.harness, number_id, phone_number)
    assert _texting(registrations.harness, number_id) == "not_registered"
    assert texts.writes().body["code"] == "texting_not_registered"
    registrations.is_submitted()
    _settled(registrations)
    registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    assert _texting(registrations.harness, number_id) == "pending"
    assert texts.writes(query={"dry_run": "true"}).body["code"] == "texting_pending"
    assert registrations.harness.events("MessageRequested") == []
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_PROVISIONED")
    assert _texting(registrations.harness, number_id) == "pending"
    registrations.decides(phone_number=phone_number, to="ASSIGNED")
    assert _texting(registrations.harness, number_id) == "ready"
    assert texts.writes().status == 202


def test_numbers_wait_as_soon_as_a_corrected_form_is_sent_again(registrations: RegistrationsHarness) -> None:
    """The reviewers have it again: until they answer, a number waits, and is not said to be unregistered."""
    number_id, _ = _has_number(registrations)
    registrations.is_submitted()
    registrations.decides(brand=registrations.brand_id(), to="UNVERIFIED", reason="The EIN is another company's.")
    assert _texting(registrations.harness, number_id) == "not_registered"
    registrations.changes(business=BUSINESS | {"tax_id": "98-7654321"})
    assert registrations.submits().status == 202
    assert _texting(registrations.harness, number_id) == "pending"


def test_a_number_that_comes_later_is_assigned(registrations: RegistrationsHarness) -> None:
    """A number that is bought by a registered team joins its campaign by itself, also if no webhook says so."""
    registrations.is_approved()
    number_id, phone_number = _has_number(registrations)
    assert _texting(registrations.harness, number_id) == "pending"
    registrations.behave(webhook=0)
    registrations.decides_unheard(phone_number=phone_number, to="ASSIGNED")
    _settled(registrations)
    assert _texting(registrations.harness, number_id) == "ready"


def test_a_number_that_no_carrier_takes_says_so(registrations: RegistrationsHarness) -> None:
    """An assignment that fails is no number to text from, with the carrier's reason."""
    registrations.is_approved()
    number_id, phone_number = _has_number(registrations)
    registrations.decides(phone_number=phone_number, to="FAILED_ASSIGNMENT", reason="It is a landline.")
    seen = registrations.harness.see(number_id)
    assert (seen["texting"], seen["texting_reason"]) == ("not_possible", "It is a landline.")
    texts = TextsHarness(registrations.harness, number_id, phone_number)
    assert texts.writes().body["code"] == "texting_not_possible"


def test_a_suspended_campaign_stops_texts(registrations: RegistrationsHarness) -> None:
    """What the carriers stop is refused before it is paid; their yes lets it go again."""
    registrations.is_approved()
    number_id, phone_number = _has_number(registrations)
    registrations.decides(phone_number=phone_number, to="ASSIGNED")
    registrations.decides(campaign=registrations.campaign_id(), to="TCR_SUSPENDED")
    assert _texting(registrations.harness, number_id) == "not_registered"
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_PROVISIONED")
    assert _texting(registrations.harness, number_id) == "ready"


def test_a_number_that_moves_leaves_the_campaign(texts: TextsHarness) -> None:
    """In another list it cannot text at once, and is taken out of the campaign of the list before."""
    number = numbers.find(texts.harness.table, texts.number_id)
    assert number
    assert number.texting is Texting.READY
    texts.harness.table.commit(numbers.save(replace(number, holder=MEMBER, team_id=None), number))
    moved = numbers.find(texts.harness.table, texts.number_id)
    assert moved
    assert (moved.texting, moved.campaign_id) == (Texting.NOT_REGISTERED, "planted")
    texts.harness.run("check_texting")
    moved = numbers.find(texts.harness.table, texts.number_id)
    assert moved
    assert (moved.campaign_id, moved.texting_due_at) == ("", None)
    assert texts.harness.carrier.simulator.registrations.records.assignments == {}


def test_a_number_waits_only_while_the_form_is_reviewed(registrations: RegistrationsHarness) -> None:
    """Pending while reviewers have it; refused, it needs another form, and says so at once."""
    number_id, _ = _has_number(registrations)
    assert _texting(registrations.harness, number_id) == "not_registered"
    registrations.is_submitted()
    assert _texting(registrations.harness, number_id) == "pending"
    registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    registrations.decides(campaign=registrations.campaign_id(), to="MNO_REJECTED", reason="Say how people opt in.")
    assert registrations.see()["status"] == "fix_messages"
    assert _texting(registrations.harness, number_id) == "not_registered"


def test_a_toll_free_number_is_verified(registrations: RegistrationsHarness) -> None:
    """By a request of its own with the same form; a refusal says why, and the corrected form is sent again."""
    registrations.is_approved()
    stock = registrations.harness.stock(area_code="800", kind="toll_free", limit="1")
    number_id, phone_number = _has_number(
        registrations, phone_number=stock[0]["phone_number"], plan_id="toll_free_monthly"
    )
    texts = TextsHarness(registrations.harness, number_id, phone_number)
    assert texts.writes(to=IN_CANADA).body["code"] == "texting_pending"
    (made,) = registrations.books()["verifications"].values()
    assert made["businessState"] == "Texas"
    registrations.decides_unheard(verification=made["id"], to="Rejected", reason="No opt-in there.")
    _settled(registrations)
    seen = registrations.harness.see(number_id)
    assert (seen["texting"], seen["texting_reason"]) == ("not_registered", "No opt-in there.")
    messages = registrations.see()["messages"] | {"how_people_agree": "They tick a box on our page when they book."}
    assert registrations.changes(messages=messages).status == 200
    assert registrations.submits().status == 202
    (again,) = registrations.books()["verifications"].values()
    assert (again["verificationStatus"], again["optInWorkflow"]) == ("Waiting For Vendor", messages["how_people_agree"])
    registrations.decides_unheard(verification=made["id"], to="Verified")
    _settled(registrations)
    assert _texting(registrations.harness, number_id) == "ready"


@pytest.mark.parametrize(("to", "status"), [(IN_THE_US, 409), (IN_CANADA, 202), ("+447911123456", 202)])
def test_registration_is_asked_for_where_the_law_wants_it(
    registrations: RegistrationsHarness, to: str, status: int
) -> None:
    """A local number without it texts outside of the US."""
    number_id, phone_number = _has_number(registrations)
    assert TextsHarness(registrations.harness, number_id, phone_number).writes(to=to).status == status
