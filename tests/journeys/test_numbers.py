"""Numbers on the whole system: bought, used, refunded when the carrier fails (N1-N5, B8)."""

from local.numbers import buy_number, choose_number, set_order_behavior, wait_for_number
from local.people import expected
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory


def test_a_number_is_bought_for_a_member(people: PeopleFactory) -> None:
    """It is searched, quoted, paid once, ordered, confirmed by the carrier's webhook, and in the member's list."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    found = choose_number(team.owner)
    assert found["city"] == "San Francisco"
    bought = buy_number(team.owner, found["phone_number"])
    number = wait_for_number(team.owner, bought["number_id"], "active")
    path = f"/v1/numbers/{number['number_id']}"
    expected(team.owner.patch(path, {"user_id": ada.account_id, "label": "Front desk"}), 200)
    mine = ada.eventually(path, label="Front desk")
    assert (mine["is_default"], mine["holder"]) == (True, "team")
    (plan,) = expected(team.owner.get("/v1/subscriptions"), 200)["items"]
    assert (plan["status"], plan["number_id"], plan["payer"]) == ("active", number["number_id"], "team")
    (charge,) = expected(team.owner.get("/v1/billing/upcoming"), 200)["items"]
    assert charge["amount"]["amount"] == "1.00"
    (payment,) = expected(team.owner.get("/v1/payments"), 200)["items"]
    assert len(team.paypal.captures(payment["payment_id"])) == 1
    assert team.owner.delete(path).status_code == 204
    team.owner.eventually(f"/v1/numbers/{number['number_id']}", ends=True)


def test_two_buyers_of_one_number_and_a_carrier_that_fails(people: PeopleFactory) -> None:
    """The second pays nothing; and what the carrier does not give is paid back by itself (N2)."""
    first, second = PayingTeam.of_new_team(people), PayingTeam.of_new_team(people)
    phone_number = choose_number(first.owner, area_code="212")["phone_number"]
    set_order_behavior(first.owner.addresses, outcome="failure", delay_seconds=2)
    bought = buy_number(first.owner, phone_number)
    refused = second.owner.post("/v1/numbers", {"phone_number": phone_number, "plan_id": "local_monthly"})
    assert refused.status_code in (402, 409), refused.text  # 402 while the wallet is not heard of yet
    assert expected(second.owner.get("/v1/payments"), 200)["items"] == []
    assert wait_for_number(first.owner, bought["number_id"], "failed")["reason"] == "carrier_failed"
    (payment,) = expected(first.owner.get("/v1/payments"), 200)["items"]
    first.owner.eventually(f"/v1/payments/{payment['payment_id']}", limit=30, status="refunded")
    assert first.paypal.net_amount(payment["payment_id"]) == 0
