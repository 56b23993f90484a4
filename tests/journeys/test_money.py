"""Credits on the whole system: bought, given, promised, refunded; the books agree with PayPal's."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from local.people import expected
from tests.journeys.money import Till, usd
from tests.journeys.people import Neighbourhood


def test_ten_requests_under_one_key_buy_once(people: Neighbourhood) -> None:
    """However often it is pressed: one capture, one entry, one answer (B5, E2)."""
    till, key = Till.of_new_team(people), uuid4().hex
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: till.asks_for("25.00", key), range(10)))
    said = [answer for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}, [answer.text for answer in answers]
    afterwards = expected(till.asks_for("25.00", key), 201)
    assert all(answer.json() == afterwards for answer in said)
    till.assert_bought_once(afterwards["payment_id"])
    till.awaits(balance="25.00")
    reused = till.asks_for("26.00", key)
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency_key_reused")
    assert len(till.paypal.captures()) == 1
    till.assert_as_at_paypal()


def test_credits_are_given_and_paypal_takes_some_back(people: Neighbourhood) -> None:
    """A refund and a reversal come off the balance, what is spent is owed; the nightly check finds no difference."""
    till, ada = Till.of_new_team(people), people.user("Ada")
    bought = till.buys("25.00")
    till.joined_by(ada)
    till.owner.sees(f"/v1/users/{ada.account_id}/credits")
    expected(till.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("5.00")}), 201)
    till.awaits(balance="20.00")
    ada.eventually("/v1/users/me/credits", from_team=usd("5.00"))
    till.paypal.trigger_event("refunded", bought["paypal_id"], amount="4.00")
    till.awaits(balance="16.00")
    till.paypal.trigger_event("reversed", bought["paypal_id"])
    till.awaits(balance="0.00", owed="5.00")
    assert till.payment(bought["payment_id"])["returned"] == usd("25.00")
    till.buys("8.00")
    till.awaits(balance="3.00", owed="0.00")
    till.assert_as_at_paypal(ada)
    assert till.checked()["difference"] == usd("0.00")


def test_a_promise_waits_for_money_and_becomes_the_members(people: Neighbourhood) -> None:
    """Credits on an invitation: unfunded, held as soon as there is money, the member's on joining (T5)."""
    till, ben = Till.of_new_team(people), people.user("Ben")
    invitation = till.owner.invites(ben, credits=usd("3.00"))
    assert invitation["credits"] == {"amount": "3.00", "currency": "USD", "state": "unfunded"}
    till.buys("10.00")
    till.awaits(balance="7.00", held="3.00")
    ben.redeems(ben.transfer_code_from("sms"))
    ben.eventually("/v1/users/me/credits", from_team=usd("3.00"))
    till.awaits(balance="7.00", held="0.00")
    assert [entry["kind"] for entry in till.entries()] == ["purchase", "held", "settled"]
    till.assert_as_at_paypal(ben)


def test_a_low_balance_is_topped_up(people: Neighbourhood) -> None:
    """Below the threshold credits are bought, once, and never beyond the month's cap (B7)."""
    till, ada = Till.of_new_team(people), people.user("Ada")
    till.buys("10.00")
    till.joined_by(ada)
    wanted = {"threshold": usd("6.00"), "amount": usd("20.00"), "monthly_cap": usd("30.00")}
    assert till.owner.put("/v1/billing/auto-top-up", wanted).json() == wanted
    till.owner.sees(f"/v1/users/{ada.account_id}/credits")
    expected(till.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("5.00")}), 201)
    till.awaits(balance="25.00")
    expected(till.owner.post(f"/v1/users/{ada.account_id}/credits", {"amount": usd("24.00")}), 201)
    till.paypal.run_job("sweep_top_ups")
    till.awaits(balance="1.00")
    till.assert_as_at_paypal(ada)
