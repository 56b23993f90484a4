"""Texts on the whole system: paid, sent, delivered, answered; refused without credits, paid back if not sent (B11)."""

from local.numbers import buy_number, choose_number, wait_for_number
from local.people import expected
from local.texts import (
    REGISTRATION,
    list_texts,
    register_texting,
    send_text,
    send_text_from_outside,
    set_registration_behavior,
    set_text_behavior,
    wait_for_incoming_text,
    wait_for_registration,
    wait_for_text,
    wait_for_texting,
)
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory


def test_a_member_writes_and_is_answered(people: PeopleFactory) -> None:
    """The team's number, the member's credits: one text is delivered, answered, one is refused, one is paid back."""
    team, ada, friend = PayingTeam.of_new_team(people), people.user("Ada"), people.without_account("Fred Friend")
    team.joined_by(ada)
    team.buys("5.00")
    found = choose_number(team.owner)["phone_number"]
    number_id = buy_number(team.owner, found, user_id=ada.account_id)["number_id"]
    wallet = f"/v1/users/{ada.account_id}/credits"
    team.owner.sees(wallet)
    expected(team.owner.post(wallet, {"amount": usd("0.01")}), 201)
    wait_for_number(team.owner, number_id, "active")
    register_texting(team.owner)
    wait_for_texting(team.owner, number_id)

    sent = send_text(ada, number_id, friend.phone_number, "Dinner at 8?")
    wait_for_text(ada, sent["message_id"], "delivered")
    assert friend.awaits("sms", saying="Dinner")["from"] == found
    ada.eventually("/v1/users/me/credits", balance=usd("0.0025"))
    send_text_from_outside(ada.addresses, friend.phone_number, found, "Yes!")
    assert wait_for_incoming_text(ada, "Yes!")["from"] == friend.phone_number

    refused = wait_for_text(ada, send_text(ada, number_id, friend.phone_number, "Great")["message_id"], "refused")
    assert refused["reason"] == "insufficient_credits"
    expected(team.owner.post(wallet, {"amount": usd("0.01")}), 201)
    set_text_behavior(ada.addresses, outcome="sending_failed")
    wait_for_text(ada, send_text(ada, number_id, friend.phone_number, "Great")["message_id"], "failed")
    ada.eventually("/v1/users/me/credits", balance=usd("0.0125"))

    assert [it["status"] for it in list_texts(ada)] == ["failed", "refused", "received", "delivered"]
    assert team.owner.get("/v1/messages", number_id=number_id).status_code == 404
    booked = {it["kind"] for it in expected(ada.get("/v1/ledger"), 200)["items"]}
    assert booked == {"allocation", "spent", "paid_back"}, "texts of a quarter of an hour are one entry"


def test_stop_on_one_teams_number_leaves_anothers_alone(people: PeopleFactory) -> None:
    """The same person stops one team's texts and gets another's; START opens the first again, and nothing was paid."""
    friend, found = people.without_account("Fred Friend"), {}
    for trade in ("Plumber", "Dentist"):
        team, member = PayingTeam.of_new_team(people), people.user(trade)
        team.joined_by(member)
        team.buys("5.00")
        phone_number = choose_number(team.owner)["phone_number"]
        number_id = buy_number(team.owner, phone_number, user_id=member.account_id)["number_id"]
        wallet = f"/v1/users/{member.account_id}/credits"
        team.owner.sees(wallet)
        expected(team.owner.post(wallet, {"amount": usd("0.05")}), 201)
        wait_for_number(team.owner, number_id, "active")
        register_texting(team.owner)
        wait_for_texting(team.owner, number_id)
        found[trade] = (member, number_id, phone_number)
    (plumber, tap, tap_phone), (dentist, chair, _) = found["Plumber"], found["Dentist"]
    for writer, number_id in ((plumber, tap), (dentist, chair)):
        wait_for_text(writer, send_text(writer, number_id, friend.phone_number, "See you")["message_id"], "delivered")

    send_text_from_outside(plumber.addresses, friend.phone_number, tap_phone, "STOP")
    assert wait_for_incoming_text(plumber, "STOP")["keyword"] == "stop"
    refused = plumber.post("/v1/messages", {"number_id": tap, "to": friend.phone_number, "text": "Sale!"})
    assert (refused.status_code, refused.json()["code"]) == (422, "recipient_opted_out")
    plumber.eventually("/v1/users/me/credits", balance=usd("0.0425"))
    wait_for_text(dentist, send_text(dentist, chair, friend.phone_number, "At 9")["message_id"], "delivered")

    send_text_from_outside(plumber.addresses, friend.phone_number, tap_phone, "START")
    wait_for_incoming_text(plumber, "START")
    wait_for_text(plumber, send_text(plumber, tap, friend.phone_number, "Thanks")["message_id"], "delivered")


def test_a_team_registers_is_refused_mends_and_texts(people: PeopleFactory) -> None:
    """N14: nothing is paid for a text that cannot go; the fee is paid once, and the corrected form costs nothing."""
    team, friend = PayingTeam.of_new_team(people), people.without_account("Fred Friend")
    owner, path = team.owner, "/v1/texting/registrations"
    number_id = buy_number(owner, choose_number(owner)["phone_number"], user_id=owner.account_id)["number_id"]
    wait_for_number(owner, number_id, "active")
    team.buys("15.00")
    body = {"number_id": number_id, "to": friend.phone_number, "text": "Dinner at 8?"}
    assert owner.post("/v1/messages", body).json()["code"] == "texting_not_registered"

    set_registration_behavior(owner.addresses, campaign="MNO_REJECTED", reason="Say how people opt in.")
    path += f"/{expected(owner.post(path, REGISTRATION), 201)['registration_id']}"
    expected(owner.post(f"{path}/submit"), 202)
    refused = wait_for_registration(owner, "fix_messages")
    assert refused["reason"] == "Say how people opt in."
    owner.eventually(f"/v1/numbers/{number_id}", limit=60, texting="not_registered")
    assert owner.post("/v1/messages", body).json()["code"] == "texting_not_registered"
    set_registration_behavior(owner.addresses)
    how = "Customers tick a box for texts when they book on our website, or agree on the phone."
    expected(owner.patch(path, {"messages": refused["messages"] | {"how_people_agree": how}}), 200)
    expected(owner.post(f"{path}/submit"), 202)
    wait_for_registration(owner, "approved")
    wait_for_texting(owner, number_id)
    team.awaits(balance="5.00")

    owner.sees(f"/v1/users/{owner.account_id}/credits")
    expected(owner.post("/v1/users/me/credits", {"amount": usd("1.00")}), 201)
    owner.eventually("/v1/users/me/credits", from_team=usd("1.00"))
    wait_for_text(owner, send_text(owner, number_id, friend.phone_number, "Dinner at 8?")["message_id"], "delivered")
