"""Bringing a number along, from the form to the working number (N7)."""

import pytest

from contracts.billing import PlanCancelled
from kernel import clock
from services.numbers.domain.port_in_wording import OBJECTIONS
from tests.services.numbers.counter import FORM, NUMBER, Counter, working_day
from tests.services.numbers.desk import ADMIN, MEMBER, OWNER, STRANGER, TEAM, activated, plan
from tests.world import mails


def test_a_number_is_brought_along_to_completion(counter: Counter) -> None:
    """Draft, sent, looked at, scheduled, completed; then its plan is charged, and it works for its user."""
    port_id = counter.sent(user_id=MEMBER)
    assert counter.status(port_id) == "in_review"
    day = working_day()
    counter.happens(port_id, status="scheduled", foc_date=day)
    seen = counter.see(port_id)
    before = clock.from_text(seen["scheduled_for"]) - clock.from_text(seen["cancellable_until"])
    assert (seen["status"], seen["scheduled_for"][:10], before.days) == ("scheduled", day, 2)
    number_id = counter.arrived(port_id)
    number = counter.desk.see(number_id)
    assert (number["status"], number["user_id"], number["phone_number"]) == ("active", MEMBER, NUMBER)
    assert number["is_default"] is True
    over = counter.see(port_id)
    assert (over["scheduled_for"][:10], over["cancellable_until"]) == (day, None)
    statuses = [moment["status"] for moment in over["history"]]
    assert statuses == ["draft", "submitted", "in_review", "scheduled", "completed"]


def test_the_carrier_is_told_what_stands_on_the_bill(counter: Counter) -> None:
    """Every field of the form reaches the carrier, with both papers, under our own id."""
    port_id = counter.sent(wanted_on=working_day())
    order = counter.order()
    assert order["customer_reference"] == port_id
    assert order["end_user"]["admin"] | {} == order["end_user"]["admin"] | {
        "entity_name": "Rosa's Bakery", "auth_person_name": "Rosa Diaz", "account_number": "A-7734521",
        "pin_passcode": "4711", "billing_phone_number": NUMBER,
    }  # fmt: skip
    assert order["end_user"]["location"]["postal_code"] == "78701"
    assert order["activation_settings"]["foc_datetime_requested"].startswith(working_day())
    names = {paper["id"]: paper["filename"] for paper in counter.desk.carrier.ports()["documents"]}
    assert {kind: names[it] for kind, it in order["documents"].items()} == {
        "loa": "authorization.pdf", "invoice": "bill.png",
    }  # fmt: skip
    assert order["misc"]["type"] == "full"


def test_the_carrier_is_told_what_stays_at_the_old_one(counter: Counter) -> None:
    """Of an account with other numbers only this one comes, and the carrier hears which is its main one now."""
    account = FORM["carrier"] | {
        "billing_phone_number": "(212) 555-0140", "new_billing_phone_number": "212 555 0141",
        "keeps_other_numbers": True,
    }  # fmt: skip
    holder = FORM["holder"] | {"address": FORM["holder"]["address"] | {"extended": "Floor 2"}}
    counter.sent(carrier=account, holder=holder)
    order = counter.order()
    assert order["misc"] == {
        "type": "partial", "remaining_numbers_action": "keep", "new_billing_phone_number": "+12125550141",
    }  # fmt: skip
    end_user = order["end_user"]
    assert end_user["admin"]["billing_phone_number"] == "+12125550140"
    assert (end_user["location"]["extended_address"], end_user["location"]["street_address"]) == (
        "Floor 2", "600 Congress Avenue",
    )  # fmt: skip


def test_account_number_and_pin_stand_nowhere_in_clear(counter: Counter) -> None:
    """Neither in the table, nor in an event, nor in an answer: only the consumer can open them."""
    port_id = counter.sent()
    said = counter.stored(port_id) + str(counter.see(port_id)) + str(counter.desk.world.outbox())
    assert "A-7734521" not in said
    assert "4711" not in said
    assert counter.see(port_id)["carrier"]["account_number_ends"] == "4521"


def test_nothing_is_kept_once_it_is_over(counter: Counter) -> None:
    """The papers go, and so does what stood on the bill."""
    port_id = counter.sent()
    assert len(counter.papers(port_id)) == 2
    counter.happens(port_id, status="completed")
    assert counter.papers(port_id) == []
    assert "Congress" not in counter.stored(port_id)


def test_each_objection_says_what_to_mend_and_where(counter: Counter) -> None:
    """The old carrier's word becomes a field of the form and a plain sentence; one that nobody knew is its own."""
    port_id = counter.sent()
    codes = ["PASSCODE_PIN_INVALID", "LOA_ILLEGIBLE", "MOON_IS_FULL"]
    counter.happens(port_id, status="needs_info", code=codes, description="Ask again at new moon.")
    seen = counter.see(port_id)
    assert seen["status"] == "needs_info"
    assert [(it["field"], it["code"]) for it in seen["problems"]] == [
        ("carrier.pin", "PASSCODE_PIN_INVALID"), ("documents.authorization", "LOA_ILLEGIBLE"), ("", "MOON_IS_FULL"),
    ]  # fmt: skip
    assert seen["problems"][0]["message"] == OBJECTIONS["PASSCODE_PIN_INVALID"][1]
    assert seen["problems"][2]["message"] == "Ask again at new moon."
    assert any("sent back" in mail and "PIN" in mail for mail in mails(f"{OWNER}@example.com"))


def test_what_is_mended_is_sent_again(counter: Counter) -> None:
    """Only what was wrong is asked for; the old carrier gets the mended form, and looks at it again."""
    port_id = counter.sent()
    counter.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    assert counter.mend(port_id, carrier={"pin": "0815"}).status == 200
    assert counter.submit(port_id).status == 200
    counter.desk.world.settle()
    counter.is_at(port_id, "submitted")
    assert counter.status(port_id) == "in_review"
    assert counter.see(port_id)["problems"] == []
    admin = counter.order()["end_user"]["admin"]
    assert (admin["pin_passcode"], admin["account_number"]) == ("0815", "A-7734521")


def test_a_form_that_the_carrier_refuses_at_once_needs_mending(counter: Counter) -> None:
    """A 422 of the carrier is an objection like any other, and no dead end."""
    first, second = counter.sent(), counter.draft(as_=STRANGER, payer="self", phone_number="+12125550144")
    counter.desk.carrier.port(first, status="cancelled")
    counter.upload(second, STRANGER)
    counter.desk.carrier.requests_for("portability", phone_number="+12125550144", portable=False, reason="No coverage")
    assert counter.submit(second, STRANGER).status == 200
    counter.desk.world.settle()
    seen = counter.see(second, STRANGER)
    assert (seen["status"], seen["problems"][0]["message"]) == ("needs_info", "No coverage")


def test_a_number_that_cannot_come_is_refused_with_the_reason(counter: Counter) -> None:
    """Checked first, and by a quote as well, before anybody fills in more (N7)."""
    assert counter.begins(phone_number="+12125550911", query={"dry_run": "true"}).body["code"] == "not_portable"
    reply = counter.begins(phone_number="+12125550911")
    assert (reply.status, reply.body["code"], reply.body["errors"][0]["field"]) == (422, "not_portable", "phone_number")
    assert "The carrier says" in reply.body["detail"]


def test_it_is_quoted_before_it_is_begun(counter: Counter) -> None:
    """Bringing it is free, the plan is charged when the number is here; a quote begins nothing (B8, B15)."""
    quote = counter.begins(query={"dry_run": "true"})
    assert quote.status == 200
    free, plan = quote.body["lines"]
    assert (free["amount"]["amount"], plan["amount"]["amount"], plan["when"]) == ("0.00", "1.00", None)
    assert quote.body["total_now"]["amount"] == "0.00"
    assert counter.desk.ask("GET /v1/port-ins").body["items"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phone_number": "911"}, "phone_number"),
        ({"plan_id": "toll_free_monthly"}, "plan_id"),
        ({"user_id": STRANGER}, "user_id"),
        ({"carrier": {"account_number": "A", "pin": "not a pin!"}}, "carrier.pin"),
        ({"carrier": {"account_number": "A", "billing_phone_number": "1"}}, "carrier.billing_phone_number"),
        ({"holder": FORM["holder"] | {"name": " "}}, "holder.name"),
        ({"holder": FORM["holder"] | {"address": FORM["holder"]["address"] | {"postal_code": "9"}}},
         "holder.address.postal_code"),
        ({"wanted_on": "soon"}, "wanted_on"),
        ({"wanted_on": "2026-01-07"}, "wanted_on"),
        ({"wanted_on": working_day(weeks=30)}, "wanted_on"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_begins_nothing(counter: Counter, change: dict[str, object], field: str) -> None:
    """Each refusal names the field (E3)."""
    reply = counter.begins(**change)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, field)
    assert counter.desk.ask("GET /v1/port-ins").body["items"] == []


def test_papers_must_be_there_and_be_papers(counter: Counter) -> None:
    """Missing ones are named, and so is one that is no PDF, JPEG or PNG, whatever it says of itself."""
    port_id = counter.draft()
    counter.upload(port_id, authorization=b"%PDF-1.7")
    reply = counter.submit(port_id)
    assert (reply.status, reply.body["code"]) == (409, "documents_missing")
    assert [error["field"] for error in reply.body["errors"]] == ["documents.bill"]
    counter.upload(port_id, bill=b"<html>a bill</html>")
    reply = counter.submit(port_id)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "documents.bill")
    assert {it["kind"]: it["state"] for it in counter.see(port_id)["documents"]} == {
        "authorization": "received", "bill": "received",
    }  # fmt: skip


def test_somebody_must_pay_for_the_plan_before_it_is_sent(counter: Counter) -> None:
    """Without a wallet the form may be filled in, but not sent."""
    port_id = counter.draft(as_=MEMBER, payer="self")
    counter.upload(port_id, MEMBER)
    assert (counter.submit(port_id, MEMBER).status, counter.submit(port_id, MEMBER).body["code"]) == (
        402, "payment_method_required",
    )  # fmt: skip


def test_one_number_is_brought_by_one_and_bought_by_none(counter: Counter) -> None:
    """Two may begin; who sends first has it, and nobody else can bring or buy it."""
    first, second = counter.draft(), counter.draft(as_=STRANGER)
    counter.upload(first)
    counter.upload(second, STRANGER)
    assert counter.submit(first).status == 200
    assert (counter.submit(second, STRANGER).status, counter.begins(STRANGER).status) == (409, 409)
    assert counter.desk.wants(STRANGER, NUMBER).status == 409


def test_a_number_whose_plan_is_not_paid_is_kept_for_its_holder(counter: Counter) -> None:
    """It is not lost, and nobody else's: it waits thirty days in its reserve, and a plan brings it to life (N5)."""
    port_id = counter.sent()
    counter.happens(port_id, status="completed")
    number_id = counter.see(port_id)["number_id"]
    counter.desk.refused(number_id)
    number = counter.desk.see(number_id)
    assert (number["status"], number["reason"]) == ("releasing", "payment_declined")
    assert any("could not be paid" in mail for mail in mails(f"{OWNER}@example.com"))
    restored = counter.desk.ask("POST /v1/numbers/{id}/restore", path={"id": number_id}, body={})
    assert restored.status == 202
    (wish,) = [it for it in counter.desk.events("NumberRequested") if it["restores"]]
    counter.desk.paid(number_id, wish["request_id"])
    assert counter.desk.see(number_id)["status"] == "active"


def test_a_plan_that_was_cancelled_before_it_was_heard_to_be_paid_is_cancelled(counter: Counter) -> None:
    """Of what billing tells, the higher revision holds, also of a number that was brought along."""
    port_id = counter.sent()
    counter.happens(port_id, status="completed")
    number_id = counter.see(port_id)["number_id"]
    paid = activated(number_id)
    counter.desk.hear(PlanCancelled(**plan(number_id, TEAM, 2), paid_through=paid.paid_through))
    counter.desk.hear(paid)
    number = counter.desk.see(number_id)
    assert (number["status"], number["ends"]) == ("active", True)


def test_an_admin_runs_the_teams_transfers_and_others_see_none(counter: Counter) -> None:
    """Whoever runs the team sees them; a member only their own; what is somebody else's is not there (E3)."""
    team, own = counter.draft(), counter.draft(as_=MEMBER, payer="self", phone_number="+12125550150")
    assert [it["port_id"] for it in counter.desk.ask("GET /v1/port-ins", ADMIN).body["items"]] == [team]
    assert [it["port_id"] for it in counter.desk.ask("GET /v1/port-ins", MEMBER).body["items"]] == [own]
    for caller, port_id in ((MEMBER, team), (STRANGER, team), (OWNER, own)):
        assert counter.desk.ask("GET /v1/port-ins/{id}", caller, path={"id": port_id}).status == 404
    assert counter.begins(MEMBER, payer="team").status == 403
    assert counter.see(team, ADMIN)["holder"] == "team"


def test_a_list_has_pages_newest_first_and_can_be_narrowed(counter: Counter) -> None:
    """Stable order, a cursor, and a filter by status (E4)."""
    ids = [counter.draft(phone_number=f"+1212555015{last}") for last in range(3)]
    counter.cancel(ids[0])
    first = counter.desk.ask("GET /v1/port-ins", query={"limit": "2"}).body
    rest = counter.desk.ask("GET /v1/port-ins", query={"limit": "2", "cursor": first["next_cursor"]}).body
    assert [it["port_id"] for it in first["items"] + rest["items"]] == ids[::-1]
    cancelled = counter.desk.ask("GET /v1/port-ins", query={"status": "cancelled"}).body["items"]
    assert [it["port_id"] for it in cancelled] == [ids[0]]
    assert TEAM not in str(first)
