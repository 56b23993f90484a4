"""A number leaves on the whole system: one port-out is objected to, and one goes, with a credit for its days (N13)."""

from datetime import timedelta
from decimal import Decimal

import requests

from kernel import clock
from local.numbers import ask_for_number, buy_number, choose_number, wait_for_number, wait_for_port_out
from local.people import expected
from local.polling import wait_until
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory


def test_one_is_objected_to_and_one_goes(people: PeopleFactory) -> None:
    """Objected to, a number stays; then it goes, its plan ends with a credit, and nothing of it is charged again."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.joined_by(ada)
    owner, where = team.owner, team.owner.addresses
    phone_number = choose_number(owner)["phone_number"]
    number_id = buy_number(owner, phone_number, user_id=ada.account_id)["number_id"]
    wait_for_number(owner, number_id, "active")
    ask_for_number(where, phone_number, carrier="Other Mobile")
    asked = wait_for_port_out(owner, number_id, "requested")
    for person in (owner, ada):
        for kind in ("sms", "email"):
            person.awaits(kind, saying="Other Mobile asked us to transfer .* Was it you")
    expected(owner.post(f"/v1/port-outs/{asked['port_out_id']}/object", {}), 200)
    wait_for_port_out(owner, number_id, "rejected")
    ada.awaits("sms", saying="The number stays with us")
    wait_for_number(owner, number_id, "active")
    ask_for_number(where, phone_number)
    wait_for_port_out(owner, number_id, "requested")
    ask_for_number(where, phone_number, status="ported")
    assert wait_for_number(owner, number_id, "released")["reason"] == "ported_out"
    ada.awaits("email", saying="no longer works here")

    def credited() -> Decimal | None:
        balance = expected(owner.get("/v1/billing", payer="team"), 200)["balance"]["amount"]
        return Decimal(balance) or None

    assert Decimal("0.9") < wait_until("the credit", credited, limit=30) <= 1
    charged = [it["payment_id"] for it in expected(owner.get("/v1/payments"), 200)["items"]]
    later = {"as_of": clock.to_text(clock.now() + timedelta(days=70))}
    requests.post(f"{where.simulators}/_control/jobs", json=later, timeout=120).raise_for_status()
    assert [it["payment_id"] for it in expected(owner.get("/v1/payments"), 200)["items"]] == charged
    team.assert_books_right(charged)
