"""Credits on the whole system: bought, given, promised, refunded; the books agree with PayPal's."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from local.people import expected
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory


def test_ten_requests_under_one_key_buy_once(people: PeopleFactory) -> None:
    """However often it is pressed: one capture, one entry, one answer (B5, E2)."""
    team, key = PayingTeam.of_new_team(people), uuid4().hex
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: team.asks_for("25.00", key), range(10)))
    said = [answer for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}, [answer.text for answer in answers]
    afterwards = expected(team.asks_for("25.00", key), 201)
    assert all(answer.json() == afterwards for answer in said)
    team.assert_bought_once(afterwards["payment_id"])
    team.awaits(balance="25.00")
    reused = team.asks_for("26.00", key)
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency_key_reused")
    assert len(team.paypal.captures()) == 1
    team.assert_as_at_paypal()


def test_credits_are_given_and_paypal_takes_some_back(people: PeopleFactory) -> None:
    """A refund and a reversal come off the balance, then off what was given; the nightly check finds no difference."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    bought = team.buys("25.00")
    team.joined_by(ada)
    team.owner.sees(f"/v1/users/{ada.account_id}/credits")
    expected(team.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("5.00")}), 201)
    team.awaits(balance="20.00")
    ada.eventually("/v1/users/me/credits", from_team=usd("5.00"))
    team.paypal.trigger_event("refunded", bought["paypal_id"], amount="4.00")
    team.awaits(balance="16.00")
    team.paypal.trigger_event("reversed", bought["paypal_id"])
    ada.eventually("/v1/users/me/credits", limit=20, from_team=usd("0.00"))
    team.awaits(balance="0.00", owed="0.00")
    assert team.payment(bought["payment_id"])["returned"] == usd("25.00")
    team.buys("8.00")
    team.awaits(balance="8.00", owed="0.00")
    team.assert_as_at_paypal(ada)
    assert team.checked()["difference"] == usd("0.00")


def test_a_promise_waits_for_money_and_becomes_the_members(people: PeopleFactory) -> None:
    """Credits on an invitation: unfunded, held as soon as there is money, the member's on joining (T5)."""
    team, ben = PayingTeam.of_new_team(people), people.user("Ben")
    invitation = team.owner.invites(ben, credits=usd("3.00"))
    assert invitation["credits"] == {"amount": "3.00", "currency": "USD", "state": "unfunded"}
    team.buys("10.00")
    team.awaits(balance="7.00", held="3.00")
    ben.redeems(ben.transfer_code_from("sms"))
    ben.eventually("/v1/users/me/credits", from_team=usd("3.00"))
    team.awaits(balance="7.00", held="0.00")
    assert [entry["kind"] for entry in team.entries()] == ["purchase", "held", "settled"]
    team.assert_as_at_paypal(ben)


def test_a_low_balance_is_topped_up(people: PeopleFactory) -> None:
    """Below the threshold credits are bought, once, and never beyond the month's cap (B7)."""
    team, ada = PayingTeam.of_new_team(people), people.user("Ada")
    team.buys("10.00")
    team.joined_by(ada)
    wanted = {"threshold": usd("6.00"), "amount": usd("20.00"), "monthly_cap": usd("30.00")}
    assert team.owner.put("/v1/billing/auto-top-up", wanted).json() == wanted
    team.owner.sees(f"/v1/users/{ada.account_id}/credits")
    expected(team.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("5.00")}), 201)
    team.awaits(balance="25.00")
    expected(team.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("24.00")}), 201)
    team.paypal.run_job("sweep_top_ups")
    team.awaits(balance="1.00")
    team.assert_as_at_paypal(ada)
