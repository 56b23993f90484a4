"""From a phone number to an active team member, on the whole system."""

from typing import Any

from tests.journeys.people import PeopleFactory


def rows(users: dict[str, Any]) -> dict[str, str]:
    """Status by phone number."""
    return {row["phone_number"]: row["status"] for row in users["items"]}


def test_a_newcomer_and_a_customer_join_with_their_codes(people: PeopleFactory) -> None:
    """Both are invited by text and mail, redeem, and are active; the activity log says so (T2, T3, T6, T7, T10)."""
    olivia, ada, ben = people.owner(), people.user("Ada"), people.without_account("Ben")
    for person in (ada, ben):
        assert olivia.invites(person)["status"] == "invited"
        assert person.transfer_code_from("sms") == person.transfer_code_from("email")
    ben.signs_up()
    for person in (ada, ben):
        code = person.transfer_code_from("sms")
        assert person.previews(code)["team_name"] == olivia.get("/v1/team").json()["name"]
        assert person.redeems(code.lower().replace("-", " "))["status"] == "active"
        assert person.get("/v1/team").json()["role"] == "member"
    users = olivia.get("/v1/team/users").json()
    assert rows(users) == dict.fromkeys((olivia.phone_number, ada.phone_number, ben.phone_number), "active")
    actions = [line["action"] for line in olivia.get("/v1/team/activity").json()["items"]]
    assert actions.count("member_joined") == 2, actions


def test_a_landline_gets_a_call_and_a_virtual_number_a_reason(people: PeopleFactory) -> None:
    """The carrier's look-up decides between text, call and refusal (I2, I3)."""
    lars = people.without_account("Lars", line="landline").signs_up()
    assert lars.get("/v1/profile").json()["phone_number"] == lars.phone_number
    refused = people.without_account("Victor", line="virtual").asks_to_sign_up()
    assert (refused.status_code, refused.json()["code"]) == (422, "virtual_number_not_accepted")


def test_the_owner_takes_back_what_was_offered(people: PeopleFactory) -> None:
    """A revoked invitation's code opens nothing, and the team sees it gone (T5, T7)."""
    olivia, ada = people.owner(), people.user("Ada")
    invitation = olivia.invites(ada)
    code = ada.transfer_code_from("sms")
    assert olivia.delete(f"/v1/team/invitations/{invitation['invitation_id']}").status_code == 204
    assert ada.post("/v1/transfers", {"code": code}).status_code in (404, 410)
    assert ada.phone_number not in rows(olivia.get("/v1/team/users").json())


def test_who_is_removed_is_out_at_once(people: PeopleFactory) -> None:
    """The next request of a removed member finds no team, whatever their token says (T8)."""
    olivia, ada = people.owner(), people.user("Ada")
    olivia.invites(ada)
    ada.redeems(ada.transfer_code_from("sms"))
    assert olivia.delete(f"/v1/team/users/{ada.account_id}", numbers="keep").status_code == 204
    assert ada.get("/v1/team").json()["code"] == "no_team"


def test_the_option_stays_on_while_anyone_else_is_on_the_team(people: PeopleFactory) -> None:
    """`manages_team` can be switched off only without other members and open invitations (I9)."""
    olivia, ada = people.owner(), people.user("Ada")
    invitation = olivia.invites(ada)
    refused = olivia.patch("/v1/profile", {"manages_team": False})
    assert refused.status_code in (200, 409)  # the invitation may not have been heard of yet
    olivia.eventually("/v1/profile", manages_team=True)
    olivia.delete(f"/v1/team/invitations/{invitation['invitation_id']}")
