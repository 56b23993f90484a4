"""Buying a number: claimed, paid, ordered; and what happens when one of these fails (N1, N2)."""

from datetime import timedelta

from contracts.billing import PaymentMethodChanged, WalletApprovalUsed
from contracts.numbers import NumberOrderDue
from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER, TEAM, NumbersHarness, activated


def test_available_numbers_are_shown_with_their_plans(harness: NumbersHarness) -> None:
    """Each available number has its place and the plans for it."""
    found = harness.stock(limit="2", contains="8")
    assert len(found) == 2
    assert found[0]["city"] == "San Francisco"
    assert [plan["plan_id"] for plan in found[0]["plans"]] == ["local_monthly", "local_yearly"]
    toll_free = harness.stock(area_code="888", kind="toll_free", limit="1")[0]
    assert [plan["price"]["amount"] for plan in toll_free["plans"]] == ["4.00"]


def test_up_to_a_hundred_available_numbers_are_shown(harness: NumbersHarness) -> None:
    """The default is 25, the limit 100 (E4); a higher limit is refused, and the field named."""
    assert len(harness.stock()) == 25
    assert len(harness.stock(limit="100")) == 100
    refused = harness.ask("GET /v1/numbers/available", query={"limit": "101"})
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "limit")


def test_a_search_looks_past_what_is_claimed_here(harness: NumbersHarness) -> None:
    """The carrier still offers what waits for its payment; more of that than are asked for in spare hides no others."""
    claimed = {harness.wants().body["phone_number"] for _ in range(22)}
    assert len(claimed) == 22
    (free,) = harness.stock(limit="1")
    assert free["phone_number"] not in claimed


def test_a_carrier_that_is_down_is_a_503(harness: NumbersHarness) -> None:
    """Search and purchase say that the carrier does not respond; nothing is stored."""
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    harness.carrier.behave(fault="all_down", times=9)
    reply = harness.ask("GET /v1/numbers/available")
    assert (reply.status, reply.body["code"]) == (503, "carrier_unavailable")
    assert "retry-after" in reply.headers
    assert harness.wants(phone_number=phone_number).status == 503
    assert harness.listed() == []


def test_a_number_is_paid_then_ordered_then_active(harness: NumbersHarness) -> None:
    """The carrier is asked for a number only after it is paid."""
    reply = harness.wants()
    assert (reply.status, reply.body["status"], reply.body["holder"]) == (202, "ordering", "team")
    harness.world.settle()
    assert harness.carrier.books()["orders"] == []
    (wish,) = harness.events("NumberRequested")
    assert (wish["holder"], wish["restores"]) == (TEAM, False)
    harness.paid(reply.body["number_id"])
    assert len(harness.carrier.books()["orders"]) == 1
    (delivery,) = harness.carrier.listener.wait_for(lambda heard: len(heard) == 1)
    assert harness.deliver(delivery) == 200
    harness.world.settle()
    number = harness.see(reply.body["number_id"])
    assert (number["status"], number["plan"]["plan_id"]) == ("active", "local_monthly")
    assert number["paid_through"]


def test_without_a_webhook_the_job_finds_the_outcome(harness: NumbersHarness) -> None:
    """If a webhook never comes, the job asks the carrier for the outcome of the order."""
    harness.carrier.behave(webhook=0, delay_seconds=0)
    number_id = harness.wants().body["number_id"]
    harness.paid(number_id)
    harness.carrier_done()
    assert harness.see(number_id)["status"] == "ordering"
    harness.let_tries_pass(number_id)
    harness.run("recheck_orders", clock.now() + timedelta(hours=1))
    assert harness.see(number_id)["status"] == "active"
    assert len(harness.carrier.books()["orders"]) == 1


def test_a_lost_answer_orders_nothing_twice(harness: NumbersHarness) -> None:
    """If the carrier accepted an order and its answer was lost, the next try finds the order first."""
    number_id = harness.wants().body["number_id"]
    harness.carrier.behave(fault="lost", webhook=0, delay_seconds=0)
    harness.deliver_event(activated(number_id))
    assert not harness.try_once(NumberOrderDue(number_id=number_id))
    harness.carrier_done()
    assert harness.try_once(NumberOrderDue(number_id=number_id))
    assert harness.see(number_id)["status"] == "active"
    assert len(harness.carrier.books()["orders"]) == 1


def test_two_tries_at_once_order_once(harness: NumbersHarness) -> None:
    """While one process orders a number, another does nothing."""
    number_id = harness.wants().body["number_id"]
    harness.deliver_event(activated(number_id))
    harness.carrier.behave(delay_seconds=30)
    for _ in range(3):
        assert harness.try_once(NumberOrderDue(number_id=number_id))
    assert len([it for it in harness.carrier.exchanges if it.target.startswith("/number_orders")]) == 2


def test_a_failed_order_gives_the_money_back(harness: NumbersHarness) -> None:
    """A failed order notifies the buyer, has billing refund it, and frees the phone number."""
    harness.carrier.behave(outcome="failure", delay_seconds=0)
    reply = harness.wants()
    number_id, phone_number = reply.body["number_id"], reply.body["phone_number"]
    harness.paid(number_id)
    (delivery,) = harness.carrier.listener.wait_for(lambda heard: len(heard) == 1)
    harness.deliver(delivery)
    harness.world.settle()
    number = harness.see(number_id)
    assert (number["status"], number["reason"]) == ("failed", "carrier_failed")
    (failed,) = harness.events("NumberOrderFailed")
    assert failed["subscription_id"] == f"sub_of_{number_id}"
    assert harness.events("NumberNoticeDue")[0]["kind"] == "order_failed"
    assert harness.wants(phone_number=phone_number).status == 202


def test_an_order_that_is_pending_for_days_is_cancelled_and_refunded(harness: NumbersHarness) -> None:
    """After 3 business days without an outcome the order is canceled at the carrier, and the money refunded."""
    harness.carrier.behave(delay_seconds=60)
    number_id = harness.wants().body["number_id"]
    harness.paid(number_id)
    for days, status in ((2, "ordering"), (3, "failed")):
        harness.let_tries_pass(number_id)
        harness.run("recheck_orders", clock.now() + timedelta(days=days, hours=1))
        assert harness.see(number_id)["status"] == status
    assert [it["reason"] for it in harness.events("NumberOrderFailed")] == ["carrier_failed"]
    assert [it["status"] for it in harness.carrier.books()["orders"]] == ["failure"]


def test_an_order_that_completes_during_its_cancellation_counts(harness: NumbersHarness) -> None:
    """If the carrier completes an order before it is canceled, the number becomes active."""
    harness.carrier.behave(delay_seconds=60)
    number_id = harness.wants().body["number_id"]
    harness.paid(number_id)
    (order,) = harness.carrier.simulator.inventory.orders.values()
    found = harness.carrier.client().find_order(number_id)
    harness.carrier.simulator.inventory.complete(order["id"], "success")
    assert found is not None
    harness.carrier.client().cancel(found)
    harness.let_tries_pass(number_id)
    harness.run("recheck_orders", clock.now() + timedelta(days=8))
    assert harness.see(number_id)["status"] == "active"


def test_a_number_whose_plan_has_ended_is_not_ordered(harness: NumbersHarness) -> None:
    """If the payment was reversed while the carrier was down, the number is not ordered (N2)."""
    number_id = harness.wants().body["number_id"]
    harness.deliver_event(activated(number_id))
    harness.ended(number_id, revision=2, at=clock.now())
    harness.run("recheck_orders", clock.now() + timedelta(minutes=5))
    assert (harness.see(number_id)["status"], harness.see(number_id)["reason"]) == ("failed", "plan_over")
    assert harness.carrier.books()["orders"] == []
    assert [it["kind"] for it in harness.events("NumberNoticeDue")] == ["order_failed"]
    assert harness.wants(STRANGER, phone_number=harness.see(number_id)["phone_number"]).status == 202


def test_an_activation_after_the_end_of_the_plan_orders_nothing(harness: NumbersHarness) -> None:
    """If the end of a plan arrives before its activation, the number is not ordered (N2)."""
    number_id = harness.wants().body["number_id"]
    harness.ended(number_id, revision=2, at=clock.now())
    harness.paid(number_id)
    assert harness.see(number_id)["status"] == "failed"
    assert harness.carrier.books()["orders"] == []


def test_an_unpaid_request_frees_the_number(harness: NumbersHarness) -> None:
    """An unpaid request fails with the reason, and anyone may buy the number."""
    reply = harness.wants()
    harness.refused(reply.body["number_id"])
    number = harness.see(reply.body["number_id"])
    assert (number["status"], number["reason"]) == ("failed", "payment_declined")
    assert harness.carrier.books()["orders"] == []
    assert harness.wants(STRANGER, phone_number=reply.body["phone_number"]).status == 202


def test_of_two_buyers_the_first_gets_the_number(harness: NumbersHarness) -> None:
    """The second buyer is refused before anything is charged."""
    reply = harness.wants()
    second = harness.wants(STRANGER, phone_number=reply.body["phone_number"])
    assert (second.status, second.body["code"]) == (409, "number_taken")
    assert len(harness.events("NumberRequested")) == 1


def test_a_number_that_the_carrier_sold_elsewhere_is_taken(harness: NumbersHarness) -> None:
    """A number sold by the carrier to another customer is refused before anything is charged."""
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    harness.carrier.client().order(phone_number, "local", "somebody else")
    assert harness.wants(phone_number=phone_number).body["code"] == "number_taken"


def test_buying_needs_a_payment_method(harness: NumbersHarness) -> None:
    """A buyer without a wallet is refused at once; an admin buys with the owner's wallet."""
    reply = harness.wants(MEMBER)
    assert (reply.status, reply.body["code"]) == (402, "payment_method_required")
    assert harness.wants(ADMIN).status == 202


def test_a_quote_stores_nothing(harness: NumbersHarness) -> None:
    """`?dry_run=true` returns what is charged now and at the renewal, and to whom; nothing is stored (B15)."""
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    reply = harness.wants(phone_number=phone_number, query={"dry_run": "true"})
    assert reply.status == 200
    assert reply.body["total_now"] == {"amount": "1.00", "currency": "USD"}
    assert [line["payer"] for line in reply.body["lines"]] == ["team", "team"]
    assert reply.body["lines"][0]["when"] < reply.body["lines"][1]["when"]
    assert harness.listed() == harness.events("NumberRequested") == []


def test_bad_input_names_its_field(harness: NumbersHarness) -> None:
    """A wrong number, an unknown plan, a plan of another kind, a user who is not on the team: each is named (E3)."""
    for given, field in (
        ({"phone_number": "123"}, "phone_number"),
        ({"plan_id": "nonsense"}, "plan_id"),
        ({"plan_id": "toll_free_monthly"}, "plan_id"),
        ({"phone_number": "+442071838750"}, "plan_id"),
        ({"user_id": STRANGER}, "user_id"),
    ):
        body = {"phone_number": "+14155551000", "plan_id": "local_monthly"} | given
        reply = harness.ask("POST /v1/numbers", body=body)
        assert (reply.status, reply.body["errors"][0]["field"]) == (422, field), reply
    assert harness.listed() == []


def test_an_idempotency_key_buys_once(harness: NumbersHarness) -> None:
    """The same request under the same key is the same number (E2)."""
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    body = {"phone_number": phone_number, "plan_id": "local_monthly"}
    replies = [harness.ask("POST /v1/numbers", OWNER, body=body, headers={"idempotency-key": "k"}) for _ in range(3)]
    assert {reply.body["number_id"] for reply in replies} == {replies[0].body["number_id"]}
    assert len(harness.events("NumberRequested")) == 1


def test_a_purchase_right_after_connecting_a_wallet_comes_too_early(harness: NumbersHarness) -> None:
    """Until billing's answer has arrived it is 409 with Retry-After, not "connect a wallet first"."""
    harness.deliver_event(PaymentMethodChanged(account_id=OWNER, works=False, revision=5))
    refused = harness.wants()
    assert (refused.status, refused.body["code"]) == (402, "payment_method_required")
    harness.deliver_event(WalletApprovalUsed(account_id=OWNER, at=clock.now()))
    early = harness.wants()
    assert (early.status, early.body["code"], early.headers["retry-after"]) == (409, "wallet_pending", "1")
    harness.deliver_event(PaymentMethodChanged(account_id=OWNER, works=True, revision=6))
    assert harness.wants().status == 202


def test_an_approval_that_came_to_nothing_keeps_no_one_waiting(harness: NumbersHarness) -> None:
    """After a minute without a wallet it is 402 again; an older event changes nothing."""
    harness.deliver_event(PaymentMethodChanged(account_id=OWNER, works=False, revision=5))
    for minutes in (2, 5):
        harness.deliver_event(WalletApprovalUsed(account_id=OWNER, at=clock.now() - timedelta(minutes=minutes)))
        assert harness.wants().status == 402


def test_the_plans_of_available_numbers_are_named_in_the_language_of_the_request(harness: NumbersHarness) -> None:
    """Who chooses a number in Spanish reads Spanish names (E9)."""
    query, headers = {"limit": "1", "kind": "toll_free"}, {"accept-language": "es"}
    (found,) = harness.ask("GET /v1/numbers/available", query=query, headers=headers).body["items"]
    assert [plan["name"] for plan in found["plans"]] == ["Número gratuito de EE. UU., mensual"]
