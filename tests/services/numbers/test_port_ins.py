"""A port-in from the form to the active number (N7)."""

import pytest

from contracts.plan_events import PlanCancelled
from kernel import aws, clock
from services.numbers.domain.port_objections import CAUSES
from tests.faults import meanwhile
from tests.in_process import mails
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER, TEAM, activated, plan
from tests.services.numbers.port_ins_harness import FORM, NUMBER, PDF, PNG, PortInsHarness, working_day


def test_a_port_in_goes_from_draft_to_active_number(port_ins: PortInsHarness) -> None:
    """Draft, submitted, in review, scheduled, completed; then its plan is charged, and its user can use it."""
    port_id = port_ins.sent(user_id=MEMBER)
    assert port_ins.status(port_id) == "in_review"
    day = working_day()
    port_ins.happens(port_id, status="scheduled", foc_date=day)
    seen = port_ins.see(port_id)
    before = clock.from_text(seen["scheduled_for"]) - clock.from_text(seen["cancellable_until"])
    assert (seen["status"], seen["scheduled_for"][:10], before.days) == ("scheduled", day, 2)
    number_id = port_ins.arrived(port_id)
    number = port_ins.harness.see(number_id)
    assert (number["status"], number["user_id"], number["phone_number"]) == ("active", MEMBER, NUMBER)
    assert number["is_default"] is True
    over = port_ins.see(port_id)
    assert (over["scheduled_for"][:10], over["cancellable_until"]) == (day, None)
    statuses = [moment["status"] for moment in over["history"]]
    assert statuses == ["draft", "submitted", "in_review", "scheduled", "completed"]


def test_the_carrier_receives_every_field_of_the_form(port_ins: PortInsHarness) -> None:
    """Every field of the form reaches the carrier, with both documents, under our own id."""
    port_id = port_ins.sent(wanted_on=working_day())
    order = port_ins.order()
    assert order["customer_reference"] == port_id
    assert order["end_user"]["admin"] | {} == order["end_user"]["admin"] | {
        "entity_name": "Rosa's Bakery",
        "auth_person_name": "Rosa Diaz",
        "account_number": "A-7734521",
        "pin_passcode": "4711",
        "billing_phone_number": NUMBER,
    }
    assert order["end_user"]["location"]["postal_code"] == "78701"
    assert order["activation_settings"]["foc_datetime_requested"].startswith(working_day())
    names = {paper["id"]: paper["filename"] for paper in port_ins.harness.carrier.ports()["documents"]}
    assert {kind: names[it] for kind, it in order["documents"].items()} == {
        "loa": "authorization.pdf",
        "invoice": "bill.png",
    }
    assert order["misc"]["type"] == "full"


def test_the_carrier_learns_which_numbers_stay(port_ins: PortInsHarness) -> None:
    """Of an account with other numbers only this one moves, and the carrier learns the new main number."""
    account = FORM["carrier"] | {
        "billing_phone_number": "(212) 555-0140",
        "new_billing_phone_number": "212 555 0141",
        "keeps_other_numbers": True,
    }
    holder = FORM["holder"] | {"address": FORM["holder"]["address"] | {"extended": "Floor 2"}}
    port_ins.sent(carrier=account, holder=holder)
    order = port_ins.order()
    assert order["misc"] == {
        "type": "partial",
        "remaining_numbers_action": "keep",
        "new_billing_phone_number": "+12125550141",
    }
    end_user = order["end_user"]
    assert end_user["admin"]["billing_phone_number"] == "+12125550140"
    assert (end_user["location"]["extended_address"], end_user["location"]["street_address"]) == (
        "Floor 2",
        "600 Congress Avenue",
    )


def test_account_number_and_pin_are_never_in_plain_text(port_ins: PortInsHarness) -> None:
    """Account number and PIN are in no item, event or response; only the consumer can unseal them."""
    port_id = port_ins.sent()
    said = port_ins.stored(port_id) + str(port_ins.see(port_id)) + str(port_ins.harness.world.outbox())
    assert "A-7734521" not in said
    assert "4711" not in said
    assert port_ins.see(port_id)["carrier"]["account_number_ends"] == "4521"


def test_documents_and_bill_are_erased_at_the_end(port_ins: PortInsHarness) -> None:
    """Documents and bill are erased when a port-in is completed."""
    port_id = port_ins.sent()
    assert len(port_ins.papers(port_id)) == 2
    port_ins.happens(port_id, status="completed")
    assert port_ins.papers(port_id) == []
    assert "Congress" not in port_ins.stored(port_id)


def test_each_objection_names_a_field_and_what_to_fix(port_ins: PortInsHarness) -> None:
    """An objection names a field of the form and a plain sentence; an unknown one keeps the carrier's words."""
    port_id, before = port_ins.sent(), len(mails(f"{OWNER}@example.com"))
    codes = ["PASSCODE_PIN_INVALID", "LOA_ILLEGIBLE", "MOON_IS_FULL"]
    port_ins.happens(port_id, status="needs_info", code=codes, description="Ask again at new moon.")
    seen = port_ins.see(port_id)
    assert seen["status"] == "needs_info"
    assert [(it["field"], it["code"]) for it in seen["problems"]] == [
        ("carrier.pin", "PASSCODE_PIN_INVALID"),
        ("documents.authorization", "LOA_ILLEGIBLE"),
        ("", "MOON_IS_FULL"),
    ]
    assert seen["problems"][0]["message"] == CAUSES["PASSCODE_PIN_INVALID"].message
    assert seen["problems"][2]["message"] == "Ask again at new moon."
    said = " ".join(it["message"] for it in seen["problems"])
    (mail,) = [mail for mail in mails(f"{OWNER}@example.com")[before:] if "sent back" in mail]
    assert f"sent back. {said} Fix this" in mail


def test_a_corrected_form_is_submitted_again(port_ins: PortInsHarness) -> None:
    """Only the wrong field must be corrected; the old carrier receives the corrected form and reviews it again."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    assert port_ins.mend(port_id, carrier={"pin": "0815"}).status == 200
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    port_ins.is_at(port_id, "submitted")
    assert port_ins.status(port_id) == "in_review"
    assert port_ins.see(port_id)["problems"] == []
    admin = port_ins.order()["end_user"]["admin"]
    assert (admin["pin_passcode"], admin["account_number"]) == ("0815", "A-7734521")


def test_a_form_that_the_carrier_refuses_at_once_needs_info(port_ins: PortInsHarness) -> None:
    """A 422 of the carrier is an objection like any other."""
    first, second = port_ins.sent(), port_ins.draft(as_=STRANGER, payer="self", phone_number="+12125550144")
    port_ins.harness.carrier.port(first, status="cancelled")
    port_ins.upload(second, STRANGER)
    port_ins.harness.carrier.requests_for(
        "portability", phone_number="+12125550144", portable=False, reason="No coverage"
    )
    assert port_ins.submit(second, STRANGER).status == 200
    port_ins.harness.world.settle()
    seen = port_ins.see(second, STRANGER)
    assert (seen["status"], seen["problems"][0]["message"]) == ("needs_info", CAUSES["80012"].message)


def test_a_number_that_is_not_portable_is_refused_with_the_reason(port_ins: PortInsHarness) -> None:
    """A number is checked first, also by a quote, before the rest of the form is filled in (N7)."""
    assert port_ins.begins(phone_number="+12125550911", query={"dry_run": "true"}).body["code"] == "not_portable"
    reply = port_ins.begins(phone_number="+12125550911")
    assert (reply.status, reply.body["code"], reply.body["errors"][0]["field"]) == (422, "not_portable", "phone_number")
    assert "The carrier says" in reply.body["detail"]


def test_a_quote_starts_no_port_in(port_ins: PortInsHarness) -> None:
    """A port-in is free, the plan is charged once the number has moved; a quote stores nothing (B8, B15)."""
    quote = port_ins.begins(query={"dry_run": "true"})
    assert quote.status == 200
    free, plan = quote.body["lines"]
    assert (free["amount"]["amount"], plan["amount"]["amount"], plan["when"]) == ("0.00", "1.00", None)
    assert quote.body["total_now"]["amount"] == "0.00"
    assert port_ins.harness.ask("GET /v1/port-ins").body["items"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phone_number": "911"}, "phone_number"),
        ({"plan_id": "toll_free_monthly"}, "plan_id"),
        ({"user_id": STRANGER}, "user_id"),
        ({"carrier": {"account_number": "A", "pin": "not a pin!"}}, "carrier.pin"),
        ({"carrier": {"account_number": "A", "billing_phone_number": "1"}}, "carrier.billing_phone_number"),
        ({"holder": FORM["holder"] | {"name": " "}}, "holder.name"),
        (
            {"holder": FORM["holder"] | {"address": FORM["holder"]["address"] | {"postal_code": "9"}}},
            "holder.address.postal_code",
        ),
        ({"wanted_on": "soon"}, "wanted_on"),
        ({"wanted_on": "2026-01-07"}, "wanted_on"),
        ({"wanted_on": working_day(weeks=30)}, "wanted_on"),
    ],
)
def test_bad_input_is_named_and_stores_nothing(port_ins: PortInsHarness, change: dict[str, object], field: str) -> None:
    """Each refusal names the field (E3)."""
    reply = port_ins.begins(**change)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, field)
    assert port_ins.harness.ask("GET /v1/port-ins").body["items"] == []


def test_documents_must_be_uploaded_and_be_documents(port_ins: PortInsHarness) -> None:
    """A missing document is named, and so is one that is not a PDF, JPEG or PNG by its content."""
    port_id = port_ins.draft()
    port_ins.upload(port_id, authorization=b"%PDF-1.7")
    reply = port_ins.submit(port_id)
    assert (reply.status, reply.body["code"]) == (409, "documents_missing")
    assert [error["field"] for error in reply.body["errors"]] == ["documents.bill"]
    port_ins.upload(port_id, bill=b"<html>a bill</html>")
    reply = port_ins.submit(port_id)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "documents.bill")
    assert {it["kind"]: it["state"] for it in port_ins.see(port_id)["documents"]} == {
        "authorization": "received",
        "bill": "received",
    }


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b"\t", b"%!PS-Adobe junk\n", b" " * 1000])
def test_a_pdf_may_have_bytes_before_its_header(port_ins: PortInsHarness, before: bytes) -> None:
    """Print drivers write a byte order mark or line ends first; readers look for the header in the first 1024 bytes."""
    port_id = port_ins.draft()
    port_ins.upload(port_id, authorization=before + PDF, bill=PNG)
    assert port_ins.submit(port_id).status == 200


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1", "HEIC"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00heic", "HEIC"),
        (b"<html><!-- " + PDF, "PDF, JPEG or PNG"),
        (b"\xef\xbb\xbf <svg>" + PDF, "PDF, JPEG or PNG"),
        (b" " * 1024 + PDF, "PDF, JPEG or PNG"),
    ],
)
def test_what_is_no_document_is_refused_with_advice(port_ins: PortInsHarness, content: bytes, advice: str) -> None:
    """A photo as phones take it is named, and what browsers open as a page is no PDF."""
    port_id = port_ins.draft()
    port_ins.upload(port_id, authorization=content, bill=PNG)
    reply = port_ins.submit(port_id)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "documents.authorization")
    assert advice in reply.body["errors"][0]["message"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"account_number": "00012-34"}, "00012-34"),
        ({"account_number": " 8347 10 002 1234567 "}, "8347 10 002 1234567"),
        ({"account_number": "#12345"}, "#12345"),
        ({"account_number": "12345*001"}, "12345*001"),
        ({"account_number": "A&B 12 (3)"}, "A&B 12 (3)"),
        ({"account_number": "\u200e8347\u00a010\u2011\uff12"}, "8347 10-2"),
    ],
)
def test_an_account_number_is_taken_as_printed(port_ins: PortInsHarness, given: dict[str, str], kept: str) -> None:
    """It must match the old carrier's record sign by sign, so we narrow nothing; pasted signs become plain."""
    reply = port_ins.begins(carrier={"pin": "12#4"} | given)
    assert reply.status == 201, reply
    assert reply.body["carrier"]["account_number_ends"] == kept[-4:]
    for pin in ("", "Pa$$word", "0000"):
        assert port_ins.begins(carrier=given | {"pin": pin}, query={"dry_run": "true"}).status == 200


def test_a_state_is_read_in_small_letters(port_ins: PortInsHarness) -> None:
    """`tx` is Texas."""
    address = FORM["holder"]["address"] | {"state": " tx "}
    reply = port_ins.begins(holder=FORM["holder"] | {"address": address})
    assert reply.body["account_holder"]["address"]["state"] == "TX"


def test_a_document_that_was_replaced_after_submitting_is_not_sent(port_ins: PortInsHarness) -> None:
    """The upload form is still valid, but only what was checked goes to the carrier; submitting again checks anew."""
    port_id = port_ins.draft()
    port_ins.upload(port_id)
    forms = {it["kind"]: it["upload_fields"] for it in port_ins.see(port_id)["documents"]}
    assert port_ins.submit(port_id).status == 200
    aws.client("s3").put_object(Bucket="papers-of-numbers", Key=forms["bill"]["key"], Body=b"%PDF-1.7 another bill")
    port_ins.harness.world.settle()
    seen = port_ins.see(port_id)
    assert (seen["status"], seen["problems"][0]["field"]) == ("needs_info", "documents.bill")
    assert seen["problems"][0]["code"] == "document_replaced"
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    assert port_ins.see(port_id)["status"] != "needs_info"


def test_a_document_that_is_replaced_while_it_is_checked_is_refused(port_ins: PortInsHarness) -> None:
    """What is checked is what was listed: an exchange between the two requests is a wrong document."""
    port_id = port_ins.draft()
    port_ins.upload(port_id)
    replace = {"Bucket": "papers-of-numbers", "Key": f"{port_id}/bill", "Body": b"<html>"}
    with meanwhile(aws.client("s3"), "GetObject", lambda: aws.client("s3").put_object(**replace)):
        reply = port_ins.submit(port_id)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "documents.bill")


def test_submitting_needs_a_payment_method(port_ins: PortInsHarness) -> None:
    """Without a wallet the form may be filled in, but not submitted."""
    port_id = port_ins.draft(as_=MEMBER, payer="self")
    port_ins.upload(port_id, MEMBER)
    assert (port_ins.submit(port_id, MEMBER).status, port_ins.submit(port_id, MEMBER).body["code"]) == (
        402,
        "payment_method_required",
    )


def test_a_submitted_port_in_claims_its_number(port_ins: PortInsHarness) -> None:
    """Two may have a draft; after the first is submitted, no one else can port or buy the number."""
    first, second = port_ins.draft(), port_ins.draft(as_=STRANGER)
    port_ins.upload(first)
    port_ins.upload(second, STRANGER)
    assert port_ins.submit(first).status == 200
    assert (port_ins.submit(second, STRANGER).status, port_ins.begins(STRANGER).status) == (409, 409)
    assert port_ins.harness.wants(STRANGER, NUMBER).status == 409


def test_a_number_whose_plan_is_not_paid_is_kept_for_its_holder(port_ins: PortInsHarness) -> None:
    """A ported number whose plan is unpaid waits 30 days in its reserve, and a paid plan activates it (N5)."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="completed")
    number_id = port_ins.see(port_id)["number_id"]
    port_ins.harness.refused(number_id)
    number = port_ins.harness.see(number_id)
    assert (number["status"], number["reason"]) == ("releasing", "payment_declined")
    assert any("could not be paid" in mail for mail in mails(f"{OWNER}@example.com"))
    restored = port_ins.harness.ask("POST /v1/numbers/{id}/restore", path={"id": number_id}, body={})
    assert restored.status == 202
    (wish,) = [it for it in port_ins.harness.events("NumberRequested") if it["restores"]]
    port_ins.harness.paid(number_id, wish["request_id"])
    assert port_ins.harness.see(number_id)["status"] == "active"


def test_a_cancellation_that_arrives_before_the_activation_counts(port_ins: PortInsHarness) -> None:
    """Of billing's events, the higher revision holds, also for a ported number."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="completed")
    number_id = port_ins.see(port_id)["number_id"]
    paid = activated(number_id)
    port_ins.harness.deliver_events(PlanCancelled(**plan(number_id, TEAM, 2), paid_through=paid.paid_through))
    port_ins.harness.deliver_events(paid)
    number = port_ins.harness.see(number_id)
    assert (number["status"], number["ends"]) == ("active", True)
