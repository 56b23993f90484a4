"""People go from a team, with and without a number, and come back; a team changes hands, and ends (T8, T9, T12)."""

from typing import Any

from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Person, expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory


def numbers_of(person: Person) -> list[tuple[str, str, str]]:
    """Return a person's own list of numbers: id, who holds it, and until when it is paid."""
    found = expected(person.get("/v1/numbers", user_id="me"), 200)["items"]
    return [(it["number_id"], it["holder"], it["paid_through"]) for it in found]


def said(person: Person, service: str, action: str, user_id: str = "me") -> dict[str, Any]:
    """Return what a service says of an action before it happens: the fate of each kind of fact."""
    route = f"/v1/{service}/consequences"
    items = expected(person.get(route, action=action, user_id=user_id), 200)["items"]
    return {it["number_id"] or it["kind"]: it["fate"] for it in items}


def team_with_a_number(people: PeopleFactory) -> tuple[PayingTeam, Person, str]:
    """A paying team with a member who uses one of its numbers, and has 4 USD of it."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    number_id = buy_number(team.owner, choose_number(team.owner)["phone_number"], user_id=ada.account_id)["number_id"]
    wait_for_number(team.owner, number_id, "active")
    expected(team.asks_for("10.00"), 201)
    expected(team.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("4.00")}), 201)
    return team, ada, number_id


def test_who_goes_with_a_number_keeps_its_paid_days(people: PeopleFactory) -> None:
    """What was said before is so; the letter names the price from when on; undone, all is as before."""
    team, ada, number_id = team_with_a_number(people)
    owner, user = team.owner, f"/v1/team/users/{ada.account_id}"
    before = numbers_of(ada)
    assert said(owner, "numbers", "remove", ada.account_id)[number_id] == "chosen"
    assert said(owner, "billing", "remove", ada.account_id)["credits_from_team"] == "team"
    assert owner.delete(f"{user}?number_choices={number_id}:hand_over").status_code == 204
    wait_until("the number to be Ada's", lambda: [it[1] for it in numbers_of(ada)] == ["user"])
    assert [(it[0], it[2]) for it in numbers_of(ada)] == [(it[0], it[2]) for it in before]
    ada.awaits("email", saying=r"is yours now\. It's paid until .* costs 1\.00 USD")
    owner.eventually("/v1/billing", balance=usd("10.00"))
    expected(owner.post(f"{user}/undo", {}), 200)
    wait_until("the number to be the team's", lambda: numbers_of(ada) == before)
    owner.eventually("/v1/billing", balance=usd("6.00"))
    ada.awaits("email", saying="on .* again, with the role you had")
    assert ada.sees("/v1/team")["role"] == "member"


def test_who_leaves_without_a_number_may_come_back(people: PeopleFactory) -> None:
    """The number stays with the team, its credits go back; who left comes back to both by themselves."""
    team, ada, number_id = team_with_a_number(people)
    before = numbers_of(ada)
    assert said(ada, "numbers", "leave")[number_id] == "team"
    assert ada.post("/v1/team/leave", {}).status_code == 204
    wait_until("the number to be without a user", lambda: numbers_of(ada) == [])
    assert expected(team.owner.get(f"/v1/numbers/{number_id}"), 200)["user_id"] is None
    team.owner.eventually("/v1/billing", balance=usd("10.00"))
    assert team.owner.post(f"/v1/team/users/{ada.account_id}/undo", {}).json()["code"] == "cannot_undo"
    expected(ada.post("/v1/team/leave/undo", {}), 200)
    wait_until("the number to be used again", lambda: numbers_of(ada) == before)
    team.owner.eventually("/v1/billing", balance=usd("6.00"))
    team.owner.awaits("email", saying="Ada is on .* again")


def test_a_team_changes_hands_and_back(people: PeopleFactory) -> None:
    """The heir has the balance and the plans; only they hand the team back."""
    team, ada, number_id = team_with_a_number(people)
    facts = said(team.owner, "billing", "hand_over", ada.account_id)
    assert (facts["team_balance"], facts["payer"]) == ("owner", "owner")
    assert said(team.owner, "team", "hand_over", ada.account_id)["undo"] == "owner"
    expected(team.owner.post("/v1/team/owner", {"user_id": ada.account_id}), 200)
    ada.eventually("/v1/billing", balance=usd("6.00"), payer="team")
    assert team.owner.post("/v1/team/owner", {"user_id": team.owner.account_id}).status_code == 403
    expected(ada.post("/v1/team/owner", {"user_id": team.owner.account_id}), 200)
    assert team.owner.sees("/v1/team")["role"] == "owner"
    assert [it[0] for it in numbers_of(ada)] == [number_id]


def test_a_team_of_twelve_is_dissolved(people: PeopleFactory) -> None:
    """Each goes with their number and own money; the owner has what the team had, and no one is on it."""
    team, ada, number_id = team_with_a_number(people)
    others = [people.user(f"Member {n}") for n in range(10)]
    for person in others:
        team.joined_by(person)
    facts = {
        it["kind"]: it for it in expected(team.owner.get("/v1/team/consequences", action="dissolve"), 200)["items"]
    }
    assert (facts["people_leave"]["count"], facts["undo"]["fate"]) == (11, "none")
    assert team.owner.delete("/v1/team").status_code == 204
    for person in (ada, *others):
        wait_until(f"{person.name} to be on no team", lambda one=person: one.get("/v1/team").status_code == 404)
    wait_until("the number to be Ada's", lambda: [it[:2] for it in numbers_of(ada)] == [(number_id, "user")])
    team.owner.eventually("/v1/billing", balance=usd("10.00"), payer="self")
    assert ada.get("/v1/team/leave/undo").status_code == 404
