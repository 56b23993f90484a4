"""Buying a number: claimed, paid, ordered; and what happens when one of these fails (N1, N2)."""

from datetime import timedelta

from contracts.numbers import NumberOrderDue
from kernel import clock
from tests.services.numbers.desk import ADMIN, MEMBER, OWNER, STRANGER, TEAM, Desk, activated


def test_available_numbers_are_shown_with_their_plans(desk: Desk) -> None:
    """Each available number has its place and the plans for it."""
    found = desk.stock(limit="2", contains="8")
    assert len(found) == 2
    assert found[0]["city"] == "San Francisco"
    assert [plan["plan_id"] for plan in found[0]["plans"]] == ["local_monthly", "local_yearly"]
    toll_free = desk.stock(area_code="888", kind="toll_free", limit="1")[0]
    assert [plan["price"]["amount"] for plan in toll_free["plans"]] == ["4.00"]


def test_up_to_a_hundred_available_numbers_are_shown(desk: Desk) -> None:
    """The default is 25, the limit 100 (E4); a higher limit is refused, and the field named."""
    assert len(desk.stock()) == 25
    assert len(desk.stock(limit="100")) == 100
    refused = desk.ask("GET /v1/numbers/available", query={"limit": "101"})
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "limit")


def test_a_carrier_that_is_down_is_a_503(desk: Desk) -> None:
    """Search and purchase say that the carrier does not respond; nothing is stored."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    desk.carrier.behave(fault="all_down", times=9)
    reply = desk.ask("GET /v1/numbers/available")
    assert (reply.status, reply.body["code"]) == (503, "carrier_unavailable")
    assert "retry-after" in reply.headers
    assert desk.wants(phone_number=phone_number).status == 503
    assert desk.listed() == []


def test_a_number_is_paid_then_ordered_then_active(desk: Desk) -> None:
    """The carrier is asked for a number only after it is paid."""
    reply = desk.wants()
    assert (reply.status, reply.body["status"], reply.body["holder"]) == (202, "ordering", "team")
    desk.world.settle()
    assert desk.carrier.books()["orders"] == []
    (wish,) = desk.events("NumberRequested")
    assert (wish["holder"], wish["restores"]) == (TEAM, False)
    desk.paid(reply.body["number_id"])
    assert len(desk.carrier.books()["orders"]) == 1
    (delivery,) = desk.carrier.listener.wait_for(lambda heard: len(heard) == 1)
    assert desk.deliver(delivery) == 200
    desk.world.settle()
    number = desk.see(reply.body["number_id"])
    assert (number["status"], number["plan"]["plan_id"]) == ("active", "local_monthly")
    assert number["paid_through"]


def test_without_a_webhook_the_job_finds_the_outcome(desk: Desk) -> None:
    """If a webhook never comes, the job asks the carrier for the outcome of the order."""
    desk.carrier.behave(webhook=0, delay_seconds=0)
    number_id = desk.wants().body["number_id"]
    desk.paid(number_id)
    desk.carrier_done()
    assert desk.see(number_id)["status"] == "ordering"
    desk.let_tries_pass(number_id)
    desk.run("recheck_orders", clock.now() + timedelta(hours=1))
    assert desk.see(number_id)["status"] == "active"
    assert len(desk.carrier.books()["orders"]) == 1


def test_a_lost_answer_orders_nothing_twice(desk: Desk) -> None:
    """If the carrier accepted an order and its answer was lost, the next try finds the order first."""
    number_id = desk.wants().body["number_id"]
    desk.carrier.behave(fault="lost", webhook=0, delay_seconds=0)
    desk.hear_once(activated(number_id))
    assert not desk.try_once(NumberOrderDue(number_id=number_id))
    desk.carrier_done()
    assert desk.try_once(NumberOrderDue(number_id=number_id))
    assert desk.see(number_id)["status"] == "active"
    assert len(desk.carrier.books()["orders"]) == 1


def test_two_tries_at_once_order_once(desk: Desk) -> None:
    """While one process orders a number, another does nothing."""
    number_id = desk.wants().body["number_id"]
    desk.hear_once(activated(number_id))
    desk.carrier.behave(delay_seconds=30)
    for _ in range(3):
        assert desk.try_once(NumberOrderDue(number_id=number_id))
    assert len([it for it in desk.carrier.exchanges if it.target.startswith("/number_orders")]) == 2


def test_a_failed_order_gives_the_money_back(desk: Desk) -> None:
    """A failed order notifies the buyer, has billing refund it, and frees the phone number."""
    desk.carrier.behave(outcome="failure", delay_seconds=0)
    reply = desk.wants()
    number_id, phone_number = reply.body["number_id"], reply.body["phone_number"]
    desk.paid(number_id)
    (delivery,) = desk.carrier.listener.wait_for(lambda heard: len(heard) == 1)
    desk.deliver(delivery)
    desk.world.settle()
    number = desk.see(number_id)
    assert (number["status"], number["reason"]) == ("failed", "carrier_failed")
    (failed,) = desk.events("NumberOrderFailed")
    assert failed["subscription_id"] == f"sub_of_{number_id}"
    assert desk.events("NumberNoticeDue")[0]["kind"] == "order_failed"
    assert desk.wants(phone_number=phone_number).status == 202


def test_an_order_that_is_pending_for_days_is_cancelled_and_refunded(desk: Desk) -> None:
    """After 3 days without an outcome the order is canceled at the carrier, and the money refunded."""
    desk.carrier.behave(delay_seconds=60)
    number_id = desk.wants().body["number_id"]
    desk.paid(number_id)
    for days, status in ((2, "ordering"), (3, "failed")):
        desk.let_tries_pass(number_id)
        desk.run("recheck_orders", clock.now() + timedelta(days=days, hours=1))
        assert desk.see(number_id)["status"] == status
    assert [it["reason"] for it in desk.events("NumberOrderFailed")] == ["carrier_failed"]
    assert [it["status"] for it in desk.carrier.books()["orders"]] == ["failure"]


def test_an_order_that_completes_during_its_cancellation_counts(desk: Desk) -> None:
    """If the carrier completes an order before it is canceled, the number becomes active."""
    desk.carrier.behave(delay_seconds=60)
    number_id = desk.wants().body["number_id"]
    desk.paid(number_id)
    (order,) = desk.carrier.simulator.inventory.orders.values()
    found = desk.carrier.client().find_order(number_id)
    desk.carrier.simulator.inventory.complete(order["id"], "success")
    assert found is not None
    desk.carrier.client().cancel(found)
    desk.let_tries_pass(number_id)
    desk.run("recheck_orders", clock.now() + timedelta(days=4))
    assert desk.see(number_id)["status"] == "active"


def test_a_number_whose_plan_has_ended_is_not_ordered(desk: Desk) -> None:
    """If the payment was reversed while the carrier was down, the number is not ordered (N2)."""
    number_id = desk.wants().body["number_id"]
    desk.hear_once(activated(number_id))
    desk.ended(number_id, revision=2, at=clock.now())
    desk.run("recheck_orders", clock.now() + timedelta(minutes=5))
    assert (desk.see(number_id)["status"], desk.see(number_id)["reason"]) == ("failed", "plan_over")
    assert desk.carrier.books()["orders"] == []
    assert [it["kind"] for it in desk.events("NumberNoticeDue")] == ["order_failed"]
    assert desk.wants(STRANGER, phone_number=desk.see(number_id)["phone_number"]).status == 202


def test_an_activation_after_the_end_of_the_plan_orders_nothing(desk: Desk) -> None:
    """If the end of a plan arrives before its activation, the number is not ordered (N2)."""
    number_id = desk.wants().body["number_id"]
    desk.ended(number_id, revision=2, at=clock.now())
    desk.paid(number_id)
    assert desk.see(number_id)["status"] == "failed"
    assert desk.carrier.books()["orders"] == []


def test_an_unpaid_request_frees_the_number(desk: Desk) -> None:
    """An unpaid request fails with the reason, and anyone may buy the number."""
    reply = desk.wants()
    desk.refused(reply.body["number_id"])
    number = desk.see(reply.body["number_id"])
    assert (number["status"], number["reason"]) == ("failed", "payment_declined")
    assert desk.carrier.books()["orders"] == []
    assert desk.wants(STRANGER, phone_number=reply.body["phone_number"]).status == 202


def test_of_two_buyers_the_first_gets_the_number(desk: Desk) -> None:
    """The second buyer is refused before anything is charged."""
    reply = desk.wants()
    second = desk.wants(STRANGER, phone_number=reply.body["phone_number"])
    assert (second.status, second.body["code"]) == (409, "number_taken")
    assert len(desk.events("NumberRequested")) == 1


def test_a_number_that_the_carrier_sold_elsewhere_is_taken(desk: Desk) -> None:
    """A number sold by the carrier to another customer is refused before anything is charged."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    desk.carrier.client().order(phone_number, "somebody else")
    assert desk.wants(phone_number=phone_number).body["code"] == "number_taken"


def test_buying_needs_a_payment_method(desk: Desk) -> None:
    """A buyer without a wallet is refused at once; an admin buys with the owner's wallet."""
    reply = desk.wants(MEMBER)
    assert (reply.status, reply.body["code"]) == (402, "payment_method_required")
    assert desk.wants(ADMIN).status == 202


def test_a_quote_stores_nothing(desk: Desk) -> None:
    """`?dry_run=true` returns what is charged now and at the renewal, and to whom; nothing is stored (B15)."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    reply = desk.wants(phone_number=phone_number, query={"dry_run": "true"})
    assert reply.status == 200
    assert reply.body["total_now"] == {"amount": "1.00", "currency": "USD"}
    assert [line["payer"] for line in reply.body["lines"]] == ["team", "team"]
    assert reply.body["lines"][0]["when"] < reply.body["lines"][1]["when"]
    assert desk.listed() == desk.events("NumberRequested") == []


def test_bad_input_names_its_field(desk: Desk) -> None:
    """A wrong number, an unknown plan, a plan of another kind, a user who is not on the team: each is named (E3)."""
    for given, field in (
        ({"phone_number": "123"}, "phone_number"),
        ({"plan_id": "nonsense"}, "plan_id"),
        ({"plan_id": "toll_free_monthly"}, "plan_id"),
        ({"phone_number": "+442071838750"}, "plan_id"),
        ({"user_id": STRANGER}, "user_id"),
    ):
        body = {"phone_number": "+14155551000", "plan_id": "local_monthly"} | given
        reply = desk.ask("POST /v1/numbers", body=body)
        assert (reply.status, reply.body["errors"][0]["field"]) == (422, field), reply
    assert desk.listed() == []


def test_an_idempotency_key_buys_once(desk: Desk) -> None:
    """The same request under the same key is the same number (E2)."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    body = {"phone_number": phone_number, "plan_id": "local_monthly"}
    replies = [desk.ask("POST /v1/numbers", OWNER, body=body, headers={"idempotency-key": "k"}) for _ in range(3)]
    assert {reply.body["number_id"] for reply in replies} == {replies[0].body["number_id"]}
    assert len(desk.events("NumberRequested")) == 1
