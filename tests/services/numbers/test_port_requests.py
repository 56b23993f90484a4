"""Several numbers in one request: one form, bill and letter, each number with a code, a claim and a plan of its own."""

from datetime import timedelta

import pytest

from contracts.port_ins import PortInDue
from kernel import clock
from services.numbers.domain.port_in_terms import MOST_NUMBERS
from tests.in_process import mails
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER
from tests.services.numbers.port_ins_harness import FORM, NUMBER, PDF, PortInsHarness, working_day
from tests.services.numbers.port_request_harness import SECOND, THIRD, THREE, TOLL_FREE, RequestHarness
from tests.services.numbers.test_port_crossings import change
from tests.services.numbers.test_port_faults import A_WHILE


@pytest.fixture
def request_(port_ins: PortInsHarness) -> RequestHarness:
    """Return the actions of a request."""
    return RequestHarness(port_ins)


def test_three_numbers_move_by_one_order(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """One form, two documents, one order of three numbers; each becomes a number with its plan."""
    parts = request_.sent()
    order = port_ins.order()
    assert [it["phone_number"] for it in order["phone_numbers"]] == THREE
    assert (order["customer_reference"], order["misc"]["type"]) == (parts[0], "full")
    assert order["end_user"]["admin"]["billing_phone_number"] == NUMBER
    assert request_.statuses(parts) == ["in_review"] * 3
    port_ins.happens(parts[0], status="scheduled")
    port_ins.happens(parts[0], status="completed")
    assert request_.statuses(parts) == ["completed"] * 3
    assert len({port_ins.see(it)["number_id"] for it in parts}) == 3
    assert len(port_ins.harness.events("NumberRequested")) == len(port_ins.harness.events("PortInCompleted")) == 3


def test_each_number_has_its_plan_user_and_code(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """A toll-free number has a plan of its own and an order of its own, as the carrier splits by kind."""
    along = [{"phone_number": SECOND, "user_id": MEMBER}, request_.along(TOLL_FREE)]
    seen = port_ins.begins(with_numbers=along, user_id=OWNER).body["numbers"]
    assert [(it["phone_number"], it["plan_id"], it["user_id"]) for it in seen] == [
        (NUMBER, "local_monthly", OWNER),
        (SECOND, "local_monthly", MEMBER),
        (TOLL_FREE, "toll_free_monthly", None),
    ]
    port_ins.upload(seen[0]["port_id"])
    refused = port_ins.submit(seen[0]["port_id"])
    assert refused.body["code"] == "control_not_proved"
    assert all(it in refused.body["detail"] for it in (SECOND, TOLL_FREE))
    assert [it["is_proved"] for it in port_ins.see(seen[2]["port_id"])["numbers"]] == [True, False, False]


def test_the_quote_names_every_number(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """Nothing now, and each plan once its number is here."""
    reply = port_ins.begins(with_numbers=[request_.along(SECOND)], query={"dry_run": "true"})
    assert [(it["what"], it["amount"]["amount"]) for it in reply.body["lines"]] == [
        (f"Port-in of {NUMBER}", "0.00"),
        (f"US local number, monthly: {NUMBER}", "1.00"),
        (f"Port-in of {SECOND}", "0.00"),
        (f"US local number, monthly: {SECOND}", "1.00"),
    ]


@pytest.mark.parametrize(
    ("along", "code", "field"),
    [
        ({"phone_number": NUMBER}, "number_twice", "with_numbers.0.phone_number"),
        ({"phone_number": "12"}, "invalid_phone_number", "with_numbers.0.phone_number"),
        ({"phone_number": TOLL_FREE}, "plan_does_not_fit", "with_numbers.0.plan_id"),
        ({"phone_number": "+12125550911"}, "not_portable", "with_numbers.0.phone_number"),
        ({"phone_number": SECOND, "user_id": STRANGER}, "user_not_on_team", "with_numbers.0.user_id"),
    ],
)
def test_what_is_wrong_with_a_further_number_names_it(
    port_ins: PortInsHarness, along: dict[str, str], code: str, field: str
) -> None:
    """The field is that of the number in the request, and nothing is stored."""
    reply = port_ins.begins(with_numbers=[along])
    assert (reply.body["code"], reply.body["errors"][0]["field"]) == (code, field)
    assert port_ins.harness.ask("GET /v1/port-ins", OWNER).body["items"] == []


def test_a_request_has_a_most_of_numbers(port_ins: PortInsHarness) -> None:
    """As many as one transaction can change; all of them are submitted and canceled at once."""
    numbers = [{"phone_number": f"+121255502{place:02}"} for place in range(MOST_NUMBERS)]
    assert port_ins.begins(with_numbers=numbers).status == 422
    seen = port_ins.begins(with_numbers=numbers[1:]).body["numbers"]
    assert len(seen) == MOST_NUMBERS
    for part in seen:
        change(port_ins, part["port_id"], proved_at=clock.to_text(clock.now()))
    port_ins.upload(seen[0]["port_id"])
    assert port_ins.submit(seen[0]["port_id"]).status == 200
    port_ins.harness.world.settle()
    port_ins.happens(seen[0]["port_id"], status="needs_info", code="PASSCODE_PIN_INVALID")
    assert port_ins.mend(seen[3]["port_id"], carrier={"pin": "0815"}).status == 200
    assert port_ins.submit(seen[5]["port_id"]).status == 200
    port_ins.harness.world.settle()
    path, query = {"id": seen[7]["port_id"]}, {"whole_request": "true"}
    reply = port_ins.harness.ask("POST /v1/port-ins/{id}/cancel", OWNER, path=path, body={}, query=query)
    assert [it["cancelling"] for it in reply.body["numbers"]] == [True] * MOST_NUMBERS
    port_ins.harness.world.settle()
    port_ins.is_at(seen[0]["port_id"], "cancelled")
    assert {port_ins.status(it["port_id"]) for it in seen} == {"cancelled"}


def test_a_claim_of_another_stops_the_whole_request(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """All numbers are claimed in one transaction, or none."""
    parts = request_.ready()
    port_ins.sent(STRANGER, phone_number=THIRD, payer="self")
    assert port_ins.submit(parts[0]).body["code"] == "number_taken"
    assert request_.statuses(parts) == ["draft"] * 3
    port_ins.sent(STRANGER, phone_number=NUMBER, payer="self")


def test_a_correction_is_one_for_all_numbers(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The holder is notified once; a PIN is corrected at any number, and the form sent again once."""
    parts, before = request_.sent(), len(mails(f"{OWNER}@example.com"))
    port_ins.happens(parts[0], status="needs_info", code="PASSCODE_PIN_INVALID")
    assert request_.statuses(parts) == ["needs_info"] * 3
    notices = [mail for mail in mails(f"{OWNER}@example.com")[before:] if "has been sent back" in mail]
    assert len(notices) == 1
    assert f"{NUMBER}, {SECOND} and {THIRD}" in notices[0]
    assert port_ins.mend(parts[1], carrier={"pin": "0815"}, wanted_on=working_day()).status == 200
    request_.submit(parts[2])
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 3
    assert port_ins.order()["end_user"]["admin"]["pin_passcode"] == "0815"
    assert len(port_ins.order_comments(parts[0])) == 1


def test_a_split_is_followed(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """Each number has the status of the order that it is in, and nothing is ordered again."""
    parts = request_.sent()
    port_ins.happens(THIRD, split=[THIRD])
    assert request_.orders() == [[NUMBER, SECOND], [THIRD]]
    port_ins.happens(THIRD, status="needs_info", code="LOCATION_MISMATCH")
    port_ins.happens(NUMBER, status="scheduled")
    assert request_.statuses(parts) == ["scheduled", "scheduled", "needs_info"]
    port_ins.mend(parts[2], holder=FORM["holder"] | {"name": "Rosa's Bakery LLC"})
    request_.submit(parts[2])
    port_ins.harness.world.settle()
    port_ins.happens(NUMBER, status="completed")
    port_ins.happens(THIRD, status="completed")
    assert request_.statuses(parts) == ["completed"] * 3
    assert request_.ordered_once() == THREE


def test_an_objection_to_one_order_is_not_one_to_another(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """A webhook dates the objection of its own order; a corrected form in another order stays corrected."""
    parts = request_.sent(SECOND)
    port_ins.happens(SECOND, split=[SECOND])
    for number in (NUMBER, SECOND):
        port_ins.happens(number, status="needs_info", code="PASSCODE_PIN_INVALID")
    port_ins.harness.carrier.behave_at_ports(pace={"by_itself_seconds": 60})
    request_.submit(parts[0])
    port_ins.harness.world.settle()
    assert request_.statuses(parts) == ["submitted", "submitted"]
    port_ins.happens(SECOND, status="needs_info", code="LOCATION_MISMATCH")
    assert request_.statuses(parts) == ["submitted", "needs_info"]


def test_one_of_several_is_taken_out_of_the_order(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The carrier cannot cancel one number of an order: its staff is asked, once, and the others go on."""
    parts = request_.sent()
    assert port_ins.cancel(parts[1]).body["cancelling"] is True
    port_ins.harness.world.settle()
    for _ in range(2):
        assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    port_ins.asks(clock.now() + A_WHILE)
    (asked,) = [it["body"] for it in port_ins.order_comments(parts[0])]
    assert SECOND in asked
    assert (request_.statuses(parts), port_ins.see(parts[1])["cancelling"]) == (["in_review"] * 3, True)
    port_ins.harness.carrier.port(NUMBER, take_out=[SECOND])
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert request_.statuses(parts) == ["in_review", "cancelled", "in_review"]
    assert port_ins.begins(STRANGER, phone_number=SECOND, payer="self").status == 201
    assert request_.ordered_once() == [NUMBER, THIRD]


def test_a_canceled_number_that_is_split_off_is_canceled(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The staff may as well give it an order of its own, which is canceled then."""
    parts = request_.sent()
    port_ins.cancel(parts[1])
    port_ins.harness.world.settle()
    port_ins.happens(SECOND, split=[SECOND])
    port_ins.is_at(parts[0], "cancelled")
    assert request_.statuses(parts) == ["in_review", "cancelled", "in_review"]
    assert request_.ordered_once() == [NUMBER, THIRD]


def test_the_whole_request_is_canceled_at_once(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """One order is canceled, one notice sent, and the documents are erased with the last number."""
    parts, before = request_.sent(), len(mails(f"{OWNER}@example.com"))
    path = {"id": parts[2]}
    reply = port_ins.harness.ask(
        "POST /v1/port-ins/{id}/cancel", OWNER, path=path, body={}, query={"whole_request": "true"}
    )
    assert reply.status == 200
    port_ins.harness.world.settle()
    port_ins.is_at(parts[0], "cancelled")
    assert (request_.statuses(parts), request_.orders()) == (["cancelled"] * 3, [])
    assert len([it for it in mails(f"{OWNER}@example.com")[before:] if "is canceled" in it]) == 1
    assert (port_ins.order_comments(parts[0]), port_ins.papers(parts[0])) == ([], [])


def test_a_request_that_is_never_submitted_is_given_up_at_once(
    port_ins: PortInsHarness, request_: RequestHarness
) -> None:
    """After 30 days all drafts are canceled, and the holder is notified once."""
    parts, before = request_.draft(), len(mails(f"{OWNER}@example.com"))
    port_ins.harness.run("discard_drafts", clock.now() + timedelta(days=31))
    port_ins.harness.world.settle()
    assert request_.statuses(parts) == ["cancelled"] * 3
    (notice,) = mails(f"{OWNER}@example.com")[before:]
    assert f"{NUMBER}, {SECOND} and {THIRD}" in notice
    assert "The numbers stay with your old carrier" in notice


def test_documents_stay_until_the_last_number_is_over(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """They are those of the request: a form may have to be sent again for another number."""
    parts = request_.sent(SECOND)
    port_ins.happens(SECOND, split=[SECOND])
    port_ins.happens(NUMBER, status="completed")
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert len(port_ins.papers(parts[0])) == 2
    port_ins.happens(SECOND, status="completed")
    assert port_ins.papers(parts[0]) == []


def test_a_number_that_cannot_come_holds_back_the_others(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """Else the old carrier would close the account with it; it is corrected or canceled, and the rest is sent."""
    parts, before = request_.submitted(), len(mails(f"{OWNER}@example.com"))
    port_ins.harness.carrier.requests_for("portability", phone_number=SECOND, portable=False, reason="No coverage")
    assert port_ins.harness.try_once(PortInDue(port_id=parts[2]))
    port_ins.harness.world.settle()
    assert (request_.statuses(parts), request_.orders()) == (["needs_info"] * 3, [])
    codes = [port_ins.see(it)["problems"][0]["code"] for it in parts]
    assert codes == ["others_first", "80012", "others_first"]
    assert len([it for it in mails(f"{OWNER}@example.com")[before:] if "has been sent back" in it]) == 1
    port_ins.cancel(parts[1])
    request_.submit(parts[0])
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review", "cancelled", "in_review"]
    misc = port_ins.order()["misc"]
    assert (misc["type"], misc["new_billing_phone_number"]) == ("partial", SECOND)


def test_a_corrected_number_leaves_the_order_and_comes_by_another(
    port_ins: PortInsHarness, request_: RequestHarness
) -> None:
    """The staff is asked to take the wrong one out; the right one is proved, claimed and ordered."""
    parts = request_.sent()
    port_ins.happens(parts[0], status="needs_info", code="PHONE_NUMBER_MISMATCH")
    assert port_ins.mend(parts[1], phone_number=NUMBER).body["code"] == "number_twice"
    assert port_ins.mend(parts[1], phone_number="+12125550149").status == 200
    assert port_ins.submit(parts[0]).body["code"] == "control_not_proved"
    port_ins.prove(parts[1])
    request_.submit(parts[0])
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    assert request_.orders() == [THREE, ["+12125550149"]]
    assert any(SECOND in it["body"] for it in port_ins.order_comments(parts[0]))
    assert request_.statuses(parts) == ["in_review"] * 3


def test_a_partial_port_is_judged_over_the_request(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The main number of what stays is none of those that move, whichever order they are in."""
    account = FORM["carrier"] | {"keeps_other_numbers": True, "new_billing_phone_number": SECOND}
    parts = request_.ready(carrier=account)
    refused = port_ins.submit(parts[0])
    assert refused.body["errors"][0]["field"] == "carrier.new_billing_phone_number"
    port_ins.mend(parts[2], carrier={"new_billing_phone_number": "+12125550140"})
    request_.submit(parts[1])
    port_ins.harness.world.settle()
    misc = port_ins.order()["misc"]
    assert (misc["type"], misc["new_billing_phone_number"]) == ("partial", "+12125550140")


def test_a_comment_on_an_order_is_one_notice_and_one_answer(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """It is about all numbers of the order; whichever number it is answered at, the answer is there once."""
    parts, before = request_.sent(), len(mails(f"{OWNER}@example.com"))
    port_ins.happens(parts[0], comment="Who is the CPNI contact?")
    notices = [mail for mail in mails(f"{OWNER}@example.com")[before:] if "Our carrier wrote" in mail]
    assert len(notices) == 1
    assert port_ins.answers(parts[2], "Rosa Diaz.").status == 201
    port_ins.harness.world.settle()
    assert [it["body"] for it in port_ins.comments(parts[1])] == ["Who is the CPNI contact?", "Rosa Diaz."]


def test_an_admins_request_above_the_limit_waits_for_every_approval(
    port_ins: PortInsHarness, request_: RequestHarness
) -> None:
    """What is not approved yet must fit the limit together; with the last approval the request is submitted."""
    from tests.services.numbers.harness import ADMIN
    from tests.services.numbers.test_admin_limits import spent
    from tests.services.numbers.test_approved_orders import port_in

    parts = request_.ready(SECOND, as_=ADMIN)
    port_ins.harness.deliver_events(spent(200))
    assert port_ins.submit(parts[0], ADMIN).body["code"] == "admin_limit"
    port_ins.harness.deliver_events(port_in(parts[0]))
    assert port_ins.see(parts[0])["status"] == "draft"
    port_ins.harness.deliver_events(port_in(parts[1], phone_number=SECOND))
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 2


def test_a_ported_number_of_a_request_is_given_back(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The carrier has it under the id of the request, which is whose number it is."""
    parts = request_.sent(SECOND)
    port_ins.happens(parts[0], status="completed")
    number_id = str(port_ins.see(parts[1])["number_id"])
    port_ins.harness.refused(number_id)
    port_ins.harness.run("release_numbers", clock.now() + timedelta(days=31))
    assert port_ins.harness.see(number_id)["status"] == "released"
    assert port_ins.begins(STRANGER, phone_number=SECOND, payer="self").status == 201


def test_a_replaced_document_is_one_for_all(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """None of the numbers is sent with it."""
    parts = request_.submitted()
    port_ins.store_paper(parts[0], "bill", PDF + b" another")
    assert port_ins.harness.try_once(PortInDue(port_id=parts[1]))
    assert [port_ins.see(it)["problems"][0]["code"] for it in parts] == ["document_replaced"] * 3
