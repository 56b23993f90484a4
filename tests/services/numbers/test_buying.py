"""Buying a number: kept, paid, ordered; and what becomes of it when one of these fails (N1, N2)."""

from datetime import timedelta

from contracts.numbers import NumberOrderDue
from kernel import clock
from tests.services.numbers.desk import ADMIN, MEMBER, OWNER, STRANGER, TEAM, Desk, activated


def test_the_stock_is_shown_with_the_plans_for_it(desk: Desk) -> None:
    """Each number says where it is and on which plans it can be had."""
    found = desk.stock(limit="2", contains="8")
    assert len(found) == 2
    assert found[0]["city"] == "San Francisco"
    assert [plan["plan_id"] for plan in found[0]["plans"]] == ["local_monthly", "local_yearly"]
    toll_free = desk.stock(area_code="888", kind="toll_free", limit="1")[0]
    assert [plan["price"]["amount"] for plan in toll_free["plans"]] == ["4.00"]


def test_as_many_numbers_are_shown_as_any_list_may_show(desk: Desk) -> None:
    """25 unless said, up to 100 (E4); more is refused, and the field named."""
    assert len(desk.stock()) == 25
    assert len(desk.stock(limit="100")) == 100
    refused = desk.ask("GET /v1/numbers/available", query={"limit": "101"})
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "limit")


def test_a_carrier_that_is_down_is_said(desk: Desk) -> None:
    """Search and purchase say that the carrier does not answer; nothing is kept."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    desk.carrier.behave(fault="all_down", times=9)
    reply = desk.ask("GET /v1/numbers/available")
    assert (reply.status, reply.body["code"]) == (503, "carrier_unavailable")
    assert "retry-after" in reply.headers
    assert desk.wants(phone_number=phone_number).status == 503
    assert desk.listed() == []


def test_a_number_is_paid_then_ordered_then_active(desk: Desk) -> None:
    """First the money, then the order: before it is paid the carrier is not asked for it."""
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


def test_without_the_webhook_the_clock_finds_out(desk: Desk) -> None:
    """A webhook may never come: the carrier is asked what became of the order."""
    desk.carrier.behave(webhook=0, delay_seconds=0)
    number_id = desk.wants().body["number_id"]
    desk.paid(number_id)
    desk.carrier_done()
    assert desk.see(number_id)["status"] == "ordering"
    desk.let_tries_pass(number_id)
    desk.run("look_after_orders", clock.now() + timedelta(hours=1))
    assert desk.see(number_id)["status"] == "active"
    assert len(desk.carrier.books()["orders"]) == 1


def test_a_lost_answer_orders_nothing_twice(desk: Desk) -> None:
    """The carrier took the order and the answer was lost: the next try looks before it orders."""
    number_id = desk.wants().body["number_id"]
    desk.carrier.behave(fault="lost", webhook=0, delay_seconds=0)
    desk.hear_once(activated(number_id))
    assert not desk.try_once(NumberOrderDue(number_id=number_id))
    desk.carrier_done()
    assert desk.try_once(NumberOrderDue(number_id=number_id))
    assert desk.see(number_id)["status"] == "active"
    assert len(desk.carrier.books()["orders"]) == 1


def test_two_tries_at_once_order_once(desk: Desk) -> None:
    """While one is at the carrier for a number, another leaves it alone."""
    number_id = desk.wants().body["number_id"]
    desk.hear_once(activated(number_id))
    desk.carrier.behave(delay_seconds=30)
    for _ in range(3):
        assert desk.try_once(NumberOrderDue(number_id=number_id))
    assert len([it for it in desk.carrier.exchanges if it.target.startswith("/number_orders")]) == 2


def test_a_failed_order_gives_the_money_back(desk: Desk) -> None:
    """The carrier fails: the buyer is told, billing hears of it, and the phone number is free again."""
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


def test_an_order_that_stays_open_for_days_is_called_off_and_paid_back(desk: Desk) -> None:
    """The carrier says neither yes nor no: after three days the order is cancelled there, and the money goes back."""
    desk.carrier.behave(delay_seconds=60)
    number_id = desk.wants().body["number_id"]
    desk.paid(number_id)
    for days, status in ((2, "ordering"), (3, "failed")):
        desk.let_tries_pass(number_id)
        desk.run("look_after_orders", clock.now() + timedelta(days=days, hours=1))
        assert desk.see(number_id)["status"] == status
    assert [it["reason"] for it in desk.events("NumberOrderFailed")] == ["carrier_failed"]
    assert [it["status"] for it in desk.carrier.books()["orders"]] == ["failure"]


def test_an_order_that_is_done_as_it_is_called_off_is_had(desk: Desk) -> None:
    """The carrier was quicker than the cancellation: the number is there, and paid."""
    desk.carrier.behave(delay_seconds=60)
    number_id = desk.wants().body["number_id"]
    desk.paid(number_id)
    (order,) = desk.carrier.simulator.inventory.orders.values()
    found = desk.carrier.client().find_order(number_id)
    desk.carrier.simulator.inventory.complete(order["id"], "success")
    assert found is not None
    desk.carrier.client().cancel(found)
    desk.let_tries_pass(number_id)
    desk.run("look_after_orders", clock.now() + timedelta(days=4))
    assert desk.see(number_id)["status"] == "active"


def test_a_number_whose_plan_is_over_before_it_came_is_not_ordered(desk: Desk) -> None:
    """The payment was taken back while the carrier was down: nobody gets a number that nobody pays for (N2)."""
    number_id = desk.wants().body["number_id"]
    desk.hear_once(activated(number_id))
    desk.ended(number_id, revision=2, at=clock.now())
    desk.run("look_after_orders", clock.now() + timedelta(minutes=5))
    assert (desk.see(number_id)["status"], desk.see(number_id)["reason"]) == ("failed", "plan_over")
    assert desk.carrier.books()["orders"] == []
    assert [it["kind"] for it in desk.events("NumberNoticeDue")] == ["order_failed"]
    assert desk.wants(STRANGER, phone_number=desk.see(number_id)["phone_number"]).status == 202


def test_of_a_plan_that_is_over_its_beginning_may_be_heard_last(desk: Desk) -> None:
    """Told that it is over before it is told that it is paid, the number is not ordered either (N2)."""
    number_id = desk.wants().body["number_id"]
    desk.ended(number_id, revision=2, at=clock.now())
    desk.paid(number_id)
    assert desk.see(number_id)["status"] == "failed"
    assert desk.carrier.books()["orders"] == []


def test_an_unpaid_wish_leaves_the_number_free(desk: Desk) -> None:
    """What could not be paid is failed, with the reason, and anybody may have the number."""
    reply = desk.wants()
    desk.refused(reply.body["number_id"])
    number = desk.see(reply.body["number_id"])
    assert (number["status"], number["reason"]) == ("failed", "payment_declined")
    assert desk.carrier.books()["orders"] == []
    assert desk.wants(STRANGER, phone_number=reply.body["phone_number"]).status == 202


def test_of_two_buyers_one_gets_it(desk: Desk) -> None:
    """The second is refused before anything is charged."""
    reply = desk.wants()
    second = desk.wants(STRANGER, phone_number=reply.body["phone_number"])
    assert (second.status, second.body["code"]) == (409, "number_taken")
    assert len(desk.events("NumberRequested")) == 1


def test_what_the_carrier_has_sold_elsewhere_is_taken(desk: Desk) -> None:
    """A number that somebody bought of the carrier in between is refused before anything is charged."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    desk.carrier.client().order(phone_number, "somebody else")
    assert desk.wants(phone_number=phone_number).body["code"] == "number_taken"


def test_without_a_wallet_nothing_is_begun(desk: Desk) -> None:
    """Who has no wallet attached is told so at once; an admin buys with the owner's."""
    reply = desk.wants(MEMBER)
    assert (reply.status, reply.body["code"]) == (402, "payment_method_required")
    assert desk.wants(ADMIN).status == 202


def test_a_quote_does_nothing(desk: Desk) -> None:
    """`?dry_run=true` says what is charged now and what at the renewal, to whom; nothing is kept (B15)."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    reply = desk.wants(phone_number=phone_number, query={"dry_run": "true"})
    assert reply.status == 200
    assert reply.body["total_now"] == {"amount": "1.00", "currency": "USD"}
    assert [line["payer"] for line in reply.body["lines"]] == ["team", "team"]
    assert reply.body["lines"][0]["when"] < reply.body["lines"][1]["when"]
    assert desk.listed() == desk.events("NumberRequested") == []


def test_what_is_not_acceptable_names_its_field(desk: Desk) -> None:
    """A wrong number, an unknown plan, a plan of another kind, somebody who is not on the team (E3)."""
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


def test_one_key_buys_once(desk: Desk) -> None:
    """The same request again, under its key, is the same number (E2)."""
    phone_number = desk.stock(limit="1")[0]["phone_number"]
    body = {"phone_number": phone_number, "plan_id": "local_monthly"}
    replies = [desk.ask("POST /v1/numbers", OWNER, body=body, headers={"idempotency-key": "k"}) for _ in range(3)]
    assert {reply.body["number_id"] for reply in replies} == {replies[0].body["number_id"]}
    assert len(desk.events("NumberRequested")) == 1
