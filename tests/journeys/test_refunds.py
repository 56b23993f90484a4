"""A refund of unspent credits on the whole system: to the PayPal wallet that paid, with a credit note (B18)."""

from local.people import expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory


def test_what_is_not_spent_goes_back_to_who_paid(people: PeopleFactory) -> None:
    """Buy, give some, refund the rest: PayPal has paid it back, the note and the receipt say so, the books agree."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    bought = team.buys("20.00")
    team.joined_by(ada)
    team.owner.sees(f"/v1/users/{ada.account_id}/credits")
    expected(team.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("5.00")}), 201)
    team.awaits(balance="15.00")
    payment_id = bought["payment_id"]
    path = f"/v1/payments/{payment_id}"
    too_much = team.owner.post(f"{path}/refund", {"amount": usd("15.01")})
    assert (too_much.status_code, too_much.json()["code"]) == (409, "nothing_to_refund"), too_much.text
    expected(team.owner.post(f"{path}/refund", {}), 202)
    team.owner.eventually(path, limit=30, returned=usd("15.00"))
    team.awaits(balance="0.00", held="0.00", owed="0.00")
    (capture,) = team.paypal.captures(payment_id)
    assert capture["refunded"] == "15.00"

    def find_note() -> dict[str, object] | None:
        documents = expected(team.owner.get("/v1/invoices", limit=100), 200)["items"]
        return next((it for it in documents if it["kind"] == "credit_note"), None)

    note = wait_until("the credit note", find_note, limit=30)
    assert note["payment_id"] == payment_id
    assert note["total"] == usd("15.00")
    receipt = team.owner.get(f"{path}/receipt")
    assert receipt.status_code == 200
    assert "15.00" in receipt.text
    again = team.owner.post(f"{path}/refund", {})
    assert again.status_code == 409, again.text
    team.assert_as_at_paypal(ada)
    assert team.checked()["difference"] == usd("0.00")
