"""Objections to a port-out that the carrier overrules, takes from another sender, or takes for many numbers (N13)."""

from dataclasses import replace
from functools import partial

from kernel import aws
from services.numbers.stores import numbers
from tests.faults import counted, meanwhile
from tests.moto_tables import items_in
from tests.services.numbers.harness import OWNER
from tests.services.numbers.port_outs_harness import PortOutsHarness


def object_and_hear(port_outs: PortOutsHarness, webhooks: int) -> None:
    """Object, have it sent, and deliver what the carrier says then."""
    assert port_outs.object().status == 200
    port_outs.harness.world.settle()
    port_outs.harness.carrier.listener.wait_for(lambda heard: len(heard) >= webhooks)
    port_outs.hear_all()


def test_who_is_overruled_can_object_again(port_outs: PortOutsHarness) -> None:
    """Once the carrier agrees in spite of an objection, it is shown as agreed, said, and can be objected to again."""
    port_outs.behave(objections="overruled")
    port_outs.happens()
    object_and_hear(port_outs, 3)
    shown = port_outs.only()
    assert (shown["status"], shown["can_object"]) == ("agreed", True)
    assert port_outs.notices()[-2][1] == "agreed"
    port_outs.behave(objections="upheld")
    object_and_hear(port_outs, 5)
    assert (port_outs.only()["status"], port_outs.notices()[-2]) == ("rejected", (OWNER, "stays"))


def test_an_owner_objects_in_their_own_words_after_a_wrong_pin(port_outs: PortOutsHarness) -> None:
    """If ours about the PIN was overruled, the owner's objection is that they did not ask for it."""
    port_outs.harness.run("set_missing_pins")
    port_outs.behave(objections="overruled")
    port_outs.happens(pin="000000")
    port_outs.harness.carrier.listener.wait_for(lambda heard: len(heard) >= 3)
    port_outs.hear_all()
    assert port_outs.only()["can_object"]
    port_outs.behave(objections="waits")
    object_and_hear(port_outs, 4)
    assert port_outs.orders()[0]["reason"].startswith("The owner of this number")


def two_numbers(port_outs: PortOutsHarness, pin: str) -> None:
    """Have another carrier ask for two numbers in one order, with one PIN."""
    other = port_outs.harness.has()
    port_outs.harness.run("set_missing_pins")
    given = pin or port_outs.pin_at_carrier()
    port_outs.happens(phone_numbers=[port_outs.phone_number, other["phone_number"]], pin=given)


def test_a_pin_of_one_number_is_right_for_its_order(port_outs: PortOutsHarness) -> None:
    """An order of several numbers has one PIN: if it is that of one of them, the owner is asked, and we leave it."""
    two_numbers(port_outs, "")
    assert {it["status"] for it in port_outs.listed()} == {"requested"}
    assert port_outs.orders()[0]["status"] == "pending"


def test_a_pin_of_no_number_is_wrong_for_its_order(port_outs: PortOutsHarness) -> None:
    """If it is that of none of them, we object for all."""
    two_numbers(port_outs, "000000")
    assert all(it["wrong_pin"] for it in port_outs.listed())
    assert port_outs.orders()[0]["reason"].startswith("Invalid PIN")


def test_an_objection_that_another_sender_has_sent_is_taken(port_outs: PortOutsHarness) -> None:
    """If the order is objected to between our question and our objection, the carrier's 422 is no refusal."""
    port_outs.happens()
    port_outs.behave(objections="waits", webhook=0)
    port_outs.object()
    rejected = partial(port_outs.happens_unheard, status="rejected-pending")
    with meanwhile(aws.client("dynamodb"), "BatchGetItem", rejected):  # after the order was read
        port_outs.harness.world.settle()
    assert (port_outs.only()["status"], port_outs.only()["can_object"]) == ("objected", False)
    assert "not_stopped" not in {kind for _, kind in port_outs.notices()}


def test_an_objection_to_an_order_of_many_numbers_is_noted_for_each(port_outs: PortOutsHarness) -> None:
    """However many numbers an order has, what the carrier says of the objection is noted, in several transactions."""
    many = with_numbers(port_outs, 36)
    port_outs.harness.run("set_missing_pins")
    port_outs.behave(objections="refused")
    with counted(aws.client("dynamodb")) as calls:
        port_outs.happens(phone_numbers=many, pin="000000")
    assert max(calls.written) <= 33
    assert {it["objection"] for it in items_in(port_outs.harness.table.name, "PORT_OUT")} == {"refused"}


def with_numbers(port_outs: PortOutsHarness, count: int) -> list[str]:
    """Give the team many more numbers, and return them."""
    table, inventory = port_outs.harness.table, port_outs.harness.carrier.simulator.inventory
    one = numbers.find(table, port_outs.number_id)
    assert one is not None
    many = [f"+1415556{place:04}" for place in range(count)]
    for phone_number in many:
        inventory.add_number(phone_number, None, "number_order")
        another = replace(one, number_id=f"num_{phone_number[1:]}", phone_number=phone_number, is_default=False)
        table.commit(numbers.create(another))
    return many
