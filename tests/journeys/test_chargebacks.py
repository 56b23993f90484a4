"""A chargeback by a fraudster on the whole system leaves nothing to spend, and a debt that the operator sees (B19)."""

from local.numbers import buy_number, choose_number, wait_for_number
from local.operator_doors import read_report
from local.people import Json, expected
from local.polling import wait_until
from local.texts import register_texting, send_text, wait_for_text, wait_for_texting
from tests.journeys.money import NOTHING, PayingTeam, usd
from tests.journeys.people import PeopleFactory

SPENT = "0.0075"


def test_a_chargeback_by_a_fraudster(people: PeopleFactory) -> None:
    """Buy, give it to oneself, spend some, reverse, dissolve: nothing is left, and the debt follows the owner."""
    team, friend = PayingTeam.of_new_team(people), people.without_account("Fred Friend")
    owner = team.owner
    number_id = buy_number(owner, choose_number(owner)["phone_number"], user_id=owner.account_id)["number_id"]
    bought = team.buys("20.00")
    owner.sees(f"/v1/users/{owner.account_id}/credits")
    expected(owner.post("/v1/users/me/credits", {"amount": usd("19.99")}), 201)
    wait_for_number(owner, number_id, "active")
    register_texting(owner)
    wait_for_texting(owner, number_id)
    wait_for_text(owner, send_text(owner, number_id, friend.phone_number, "Ha!")["message_id"], "delivered")
    owner.eventually("/v1/users/me/credits", from_team=usd("19.9825"))

    team.paypal.trigger_event("reversed", bought["paypal_id"])
    team.awaits(balance="0.00", owed=SPENT)
    owner.eventually("/v1/users/me/credits", limit=20, from_team=usd("0.00"), balance=usd("0.00"))
    wallet = wait_for_debt(team, bought["payment_id"], "team_")["wallet"]
    assert team.paypal.net_amount(bought["payment_id"]) == NOTHING
    assert team.checked()["difference"] == usd("0.00")

    assert owner.delete("/v1/team").status_code == 204
    debt = wait_for_debt(team, bought["payment_id"], "acc_")
    assert (debt["owed"], debt["wallet"]) == (usd(SPENT), owner.account_id)
    assert wallet not in [it["wallet"] for it in debts(team)]
    owner.eventually("/v1/users/me/credits", limit=20, from_team=usd("0.00"))
    owner.eventually("/v1/billing", limit=20, payer="self", balance=usd("0.00"), owed=usd(SPENT))


def debts(team: PayingTeam) -> list[Json]:
    """Return the operator's list of debts."""
    return list(read_report(team.owner.addresses, "billing", "debts")["debts"])


def wait_for_debt(team: PayingTeam, payment_id: str, kind: str) -> Json:
    """Return the debt that comes from a payment, once it is one of this kind of wallet."""

    def found() -> Json | None:
        named = (it for it in debts(team) if payment_id in it["payments"])
        return next((it for it in named if it["wallet"].startswith(kind)), None)

    return wait_until("the debt in the operator's list", found, limit=20)
