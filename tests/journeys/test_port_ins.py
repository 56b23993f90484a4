"""A number is brought along on the whole system: papers straight to storage, an objection, the plan paid (N7)."""

import requests

from local.numbers import (
    prove_number,
    read_port_comments,
    set_port_status,
    sign_letter,
    start_port_in,
    submit_port_in,
    upload_bill,
    upload_documents,
    wait_for_number,
    wait_for_port_in,
)
from local.people import expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory


def test_a_number_is_brought_along_with_one_objection_mended(people: PeopleFactory) -> None:
    """Draft, letter signed on the screen, bill, sent, sent back, mended, scheduled, arrived; charged once, and active.

    The carrier wants another address than the letter has, so that it has to be signed again.
    """
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    owner = team.owner
    draft = start_port_in(owner, "+13035550177", user_id=ada.account_id)
    assert owner.post(f"/v1/port-ins/{draft['port_id']}/submit", {}).status_code in (402, 409)  # no papers yet
    upload_bill(draft)
    assert sign_letter(owner, draft["port_id"])["signature"]["state"] == "valid"
    prove_number(owner, draft["port_id"])
    submit_port_in(owner, draft["port_id"])
    port_id = wait_for_port_in(owner, draft["port_id"], "in_review")["port_id"]
    set_port_status(owner.addresses, port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    assert wait_for_port_in(owner, port_id, "needs_info")["problems"][0]["field"] == "carrier.pin"
    holder = draft["account_holder"]
    moved = holder | {"address": holder["address"] | {"postal_code": "78702"}}
    expected(owner.patch(f"/v1/port-ins/{port_id}", {"carrier": {"pin": "0815"}, "holder": moved}), 200)
    assert owner.post(f"/v1/port-ins/{port_id}/submit", {}).json()["code"] == "signature_void"
    sign_letter(owner, port_id)
    submit_port_in(owner, port_id)
    wait_for_port_in(owner, port_id, "in_review")
    set_port_status(owner.addresses, port_id, status="scheduled")
    assert wait_for_port_in(owner, port_id, "scheduled")["cancellable_until"]
    assert expected(owner.get("/v1/payments"), 200)["items"] == []
    set_port_status(owner.addresses, port_id, status="completed")
    number = wait_for_number(owner, wait_for_port_in(owner, port_id, "completed")["number_id"], "active")
    assert (number["phone_number"], number["user_id"]) == ("+13035550177", ada.account_id)
    (payment,) = expected(owner.get("/v1/payments"), 200)["items"]
    assert len(team.paypal.captures(payment["payment_id"])) == 1
    assert [it["number_id"] for it in expected(ada.get("/v1/numbers"), 200)["items"]] == [number["number_id"]]


def test_three_numbers_are_brought_along_with_a_comment_answered(people: PeopleFactory) -> None:
    """One form and letter, a code each; a comment is answered, one number is split off, and all three arrive (N7)."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    owner = team.owner
    others = [{"phone_number": "+13035550191", "user_id": ada.account_id}, {"phone_number": "+13035550192"}]
    draft = start_port_in(owner, "+13035550190", with_numbers=others)
    parts = [it["port_id"] for it in draft["numbers"]]
    upload_documents(draft)
    prove_number(owner, parts[0])
    refused = owner.post(f"/v1/port-ins/{parts[0]}/submit", {}).json()
    assert refused["code"] in ("control_not_proved", "payment_method_required", "wallet_pending")
    for port_id in parts[1:]:
        prove_number(owner, port_id)
    submit_port_in(owner, parts[1])
    for port_id in parts:
        wait_for_port_in(owner, port_id, "in_review")
    set_port_status(owner.addresses, parts[0], comment="Which of these is the main number?")
    owner.awaits("email", saying="Which of these is the main number")
    expected(owner.post(f"/v1/port-ins/{parts[2]}/comments", {"body": "The one that ends in 90."}), 201)
    wait_until("the answer at the carrier", lambda: all(it["is_sent"] for it in read_port_comments(owner, parts[2])))
    assert [it["by"] for it in read_port_comments(owner, parts[0])] == ["carrier", "us"]
    set_port_status(owner.addresses, "+13035550192", split=["+13035550192"])
    set_port_status(owner.addresses, "+13035550192", status="needs_info", code="PASSCODE_PIN_INVALID")
    wait_for_port_in(owner, parts[2], "needs_info")
    assert wait_for_port_in(owner, parts[0], "in_review")["numbers"][2]["status"] == "needs_info"
    expected(owner.patch(f"/v1/port-ins/{parts[2]}", {"carrier": {"pin": "0815"}}), 200)
    submit_port_in(owner, parts[2])
    wait_for_port_in(owner, parts[2], "in_review")
    for number in ("+13035550190", "+13035550192"):
        set_port_status(owner.addresses, number, status="completed")
    arrived = [wait_for_number(owner, wait_for_port_in(owner, it, "completed")["number_id"], "active") for it in parts]
    assert [it["phone_number"][-2:] for it in arrived] == ["90", "91", "92"]
    assert arrived[1]["user_id"] == ada.account_id
    assert len(expected(owner.get("/v1/payments"), 200)["items"]) == 3


def test_a_stolen_claim_on_a_number_fails_for_lack_of_the_code(people: PeopleFactory) -> None:
    """Form and papers are made up in no time; the code is on someone else's phone, who takes the number along (N7)."""
    number, victim = "+13035550179", PayingTeam.of_new_team(people).owner
    thief = PayingTeam.of_new_team(people).owner
    stolen = start_port_in(thief, number)
    upload_documents(stolen)
    expected(thief.post(f"/v1/port-ins/{stolen['port_id']}/code", {"channel": "sms"}), 202)
    guessed = thief.post(f"/v1/port-ins/{stolen['port_id']}/verify", {"code": "000000"})
    assert guessed.json()["code"] == "wrong_code"
    refused = thief.post(f"/v1/port-ins/{stolen['port_id']}/submit", {})
    assert refused.json()["code"] == "control_not_proved"
    draft = start_port_in(victim, number)
    upload_documents(draft)
    prove_number(victim, draft["port_id"])
    submit_port_in(victim, draft["port_id"])
    wait_for_port_in(victim, draft["port_id"], "in_review")


def test_a_comment_of_the_carrier_is_answered(people: PeopleFactory) -> None:
    """The owner is notified of the words, reads them, and the answer is at the carrier once (N7)."""
    owner = PayingTeam.of_new_team(people).owner
    draft = start_port_in(owner, "+13035550176")
    upload_documents(draft)
    prove_number(owner, draft["port_id"])
    submit_port_in(owner, draft["port_id"])
    port_id = wait_for_port_in(owner, draft["port_id"], "in_review")["port_id"]
    set_port_status(owner.addresses, port_id, comment="Who is the contact for this line?")
    owner.awaits("email", saying="Who is the contact for this line")
    expected(owner.post(f"/v1/port-ins/{port_id}/comments", {"body": "Olivia Bennett, the owner."}), 201)
    wait_until("the answer at the carrier", lambda: all(it["is_sent"] for it in read_port_comments(owner, port_id)))
    said = [(it["by"], it["body"]) for it in read_port_comments(owner, port_id)]
    assert said == [("carrier", "Who is the contact for this line?"), ("us", "Olivia Bennett, the owner.")]


def test_a_document_that_is_too_large_or_of_another_team_is_refused(people: PeopleFactory) -> None:
    """The storage itself refuses what the signed form does not allow: another place, or more bytes (N7)."""
    team = PayingTeam.of_new_team(people)
    paper = start_port_in(team.owner, "+13035550178")["documents"][0]
    fields, url = paper["upload_fields"] | {"Content-Type": "application/pdf"}, paper["upload_url"]

    def posted(said: dict[str, str], content: bytes = b"%PDF-") -> int:
        return requests.post(url, data=said, files={"file": ("a.pdf", content)}, timeout=20).status_code

    assert posted(fields | {"key": "port_of_somebody_else/bill"}) == 403
    assert posted(fields, b"%PDF-" + b"x" * paper["max_bytes"]) == 400
    assert posted(fields) == 204
