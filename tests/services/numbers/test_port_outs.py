"""A number that leaves: known from the carrier, notified of at once, objected to, and let go once (N13)."""

import itertools
from datetime import timedelta

import pytest

from contracts.numbers import NumberReleased
from contracts.port_outs import PortOutDue
from kernel import clock
from tests.moto_tables import items_in
from tests.services.numbers.harness import ADMIN, MEMBER, MONTH, OTHER, OWNER, STRANGER
from tests.services.numbers.port_outs_harness import PortOutsHarness

LEFT = ("released", "ported_out")


def state(port_outs: PortOutsHarness) -> tuple[str, str | None]:
    """Return the status of the number, and why it has it."""
    number = port_outs.harness.see(port_outs.number_id)
    return number["status"], number["reason"]


def test_a_request_is_said_at_once_by_every_channel(port_outs: PortOutsHarness) -> None:
    """The number's user and the team's owner get a text and a mail each, once, however often it is reported."""
    port_outs.happens(carrier="Other Mobile")
    port_outs.hear_all()
    assert port_outs.notices() == [(OWNER, "requested"), (MEMBER, "requested")]
    shown = port_outs.only()
    assert (shown["status"], shown["carrier_name"], shown["can_object"]) == ("requested", "Other Mobile", True)
    until = clock.from_text(shown["object_until"])
    assert timedelta(hours=23) < until - clock.now() <= timedelta(hours=24)
    assert state(port_outs)[0] == "active"


def test_a_number_that_goes_is_let_go_once(port_outs: PortOutsHarness) -> None:
    """It is released as ported out, leaves its user's list of defaults, and billing gets one event."""
    for status in ("pending", "authorized", "ported"):
        port_outs.happens(status=status)
    assert state(port_outs) == LEFT
    (event,) = port_outs.harness.events("NumberPortedOut")
    assert (event["number_id"], event["user_id"]) == (port_outs.number_id, MEMBER)
    assert event["revision"] > max(int(it["revision"]) for it in port_outs.harness.events("NumberActivated"))
    assert port_outs.only()["status"] == "completed"
    assert [kind for _, kind in port_outs.notices()] == ["requested"] * 2 + ["agreed"] * 2 + ["gone"] * 2


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_webhooks_in_any_order_come_to_the_same(port_outs: PortOutsHarness, order: tuple[int, ...]) -> None:
    """Only what the carrier says now counts: late, doubled and crossed webhooks change nothing."""
    for status in ("pending", "authorized", "ported"):
        port_outs.happens_unheard(status=status)
    heard = port_outs.harness.carrier.listener.wait_for(lambda now: len(now) >= 3)
    for place in (*order, *order):
        assert port_outs.harness.deliver(heard[place]) == 200
        port_outs.harness.world.settle()
    assert state(port_outs) == LEFT
    assert len(port_outs.harness.events("NumberPortedOut")) == 1


def test_without_any_webhook_the_hourly_look_finds_it(port_outs: PortOutsHarness) -> None:
    """Silence loses nothing: a request and a number that has gone are found in the carrier's list."""
    port_outs.behave(webhook=0)
    port_outs.happens_unheard()
    port_outs.harness.run("look_at_port_outs")
    assert port_outs.only()["status"] == "requested"
    port_outs.happens_unheard(status="ported")
    port_outs.harness.run("look_at_port_outs")
    port_outs.harness.run("look_at_port_outs")
    assert (state(port_outs), len(port_outs.harness.events("NumberPortedOut"))) == (LEFT, 1)


def test_an_order_that_the_carrier_does_not_show_is_as_its_webhook_says(port_outs: PortOutsHarness) -> None:
    """Should an order not be found by its id, the webhook's own words count."""
    port_outs.behave(unknown=True)
    port_outs.happens(status="ported")
    assert state(port_outs) == LEFT


def test_an_objection_that_is_upheld_keeps_the_number(port_outs: PortOutsHarness) -> None:
    """The owner objects, the carrier rejects the order, and both are notified that it stays."""
    port_outs.happens()
    reply = port_outs.object()
    assert (reply.status, reply.body["status"], reply.body["objected_by"]) == (200, "objected", OWNER)
    assert port_outs.object().body["status"] == "objected"
    port_outs.harness.world.settle()
    port_outs.harness.carrier.listener.wait_for(lambda now: len(now) >= 3)
    port_outs.hear_all()
    assert (port_outs.only()["status"], state(port_outs)[0]) == ("rejected", "active")
    assert port_outs.orders()[0]["reason"].startswith("The owner of this number")
    assert port_outs.notices()[-2:] == [(OWNER, "stays"), (MEMBER, "stays")]
    assert port_outs.object().status == 409


def test_an_objection_that_the_carrier_declines_is_said(port_outs: PortOutsHarness) -> None:
    """If it is too late, the owner is notified of what they still can do; the number goes."""
    port_outs.behave(objections="refused")
    port_outs.happens(status="authorized")
    port_outs.object()
    port_outs.harness.world.settle()
    assert port_outs.notices()[-2:] == [(OWNER, "not_stopped"), (MEMBER, "not_stopped")]
    assert (port_outs.only()["status"], port_outs.only()["can_object"]) == ("agreed", False)
    port_outs.happens(status="ported")
    assert state(port_outs) == LEFT


def test_an_objection_waits_for_a_carrier_that_is_down(port_outs: PortOutsHarness) -> None:
    """It is sent by the hourly look once the carrier answers again, also if its event was given up."""
    order_id = port_outs.happens()
    port_outs.behave(down=True)
    port_outs.object()
    assert not port_outs.deliver(PortOutDue(order_id=order_id))
    port_outs.harness.world.delivered |= {envelope.id for envelope in port_outs.harness.world.outbox()}
    port_outs.behave(objections="waits")
    port_outs.harness.run("look_at_port_outs")
    assert port_outs.orders()[0]["status"] == "rejected-pending"


def test_a_wrong_pin_is_objected_to_by_us(port_outs: PortOutsHarness) -> None:
    """A carrier that gives another PIN than the owner's is refused, and people are notified of it."""
    port_outs.harness.run("set_missing_pins")
    port_outs.happens(pin="000000")
    port_outs.hear_all()
    assert port_outs.orders()[0]["reason"].startswith("Invalid PIN")
    shown = port_outs.only()
    assert (shown["status"], shown["wrong_pin"], shown["objected_by"]) == ("rejected", True, None)
    assert port_outs.notices()[:2] == [(OWNER, "wrong_pin"), (MEMBER, "wrong_pin")]


def test_the_right_pin_is_not_objected_to(port_outs: PortOutsHarness) -> None:
    """A carrier that gives it goes on; the owner is notified all the same."""
    port_outs.harness.run("set_missing_pins")
    port_outs.happens(pin=port_outs.pin_at_carrier())
    assert (port_outs.only()["status"], port_outs.notices()[0]) == ("requested", (OWNER, "requested"))


def test_no_attempted_pin_is_kept(port_outs: PortOutsHarness) -> None:
    """Neither the right PIN nor a wrong one is in any item or event."""
    port_outs.harness.run("set_missing_pins")
    pin = port_outs.pin_at_carrier()
    port_outs.happens(pin=pin)
    port_outs.pin()
    new = port_outs.pin(method="POST", body={}).body["pin"]
    port_outs.harness.world.settle()
    stored = str(items_in(port_outs.harness.table.name, ""))
    assert pin not in stored
    assert new not in stored


def test_the_owner_alone_sees_the_pin(port_outs: PortOutsHarness) -> None:
    """The team's owner sees it, and gets a new one on demand; an admin, the user and others do not."""
    port_outs.harness.run("set_missing_pins")
    assert port_outs.pin().body["pin"] == port_outs.pin_at_carrier()
    new = port_outs.pin(method="POST", body={}).body["pin"]
    assert (len(new), new) == (6, port_outs.pin_at_carrier())
    for account_id, status in ((ADMIN, 403), (MEMBER, 403), (OTHER, 404), (STRANGER, 404)):
        assert [port_outs.pin(account_id, way, body={}).status for way in ("GET", "POST")] == [status] * 2


def test_a_number_that_becomes_active_gets_a_pin(port_outs: PortOutsHarness) -> None:
    """A new number has one at once, and keeps it."""
    number = port_outs.harness.has()
    at_carrier = {it["phone_number"]: it["external_pin"] for it in port_outs.harness.carrier.books()["numbers"]}
    pin = at_carrier[number["phone_number"]]
    assert len(pin) == 6
    port_outs.harness.run("set_missing_pins")
    assert pin in [it["external_pin"] for it in port_outs.harness.carrier.books()["numbers"]]


def test_only_its_holder_objects(port_outs: PortOutsHarness) -> None:
    """An owner or admin of the team may; its user sees it, and others see nothing."""
    port_outs.happens()
    path = {"id": port_outs.only()["port_out_id"]}
    replies = {
        account_id: port_outs.harness.ask("POST /v1/port-outs/{id}/object", account_id, path=path, body={}).status
        for account_id in (MEMBER, OTHER, STRANGER, ADMIN)
    }
    assert replies == {MEMBER: 403, OTHER: 404, STRANGER: 404, ADMIN: 200}
    assert [len(port_outs.listed(account_id)) for account_id in (OWNER, ADMIN, STRANGER)] == [1, 1, 0]
    assert len(port_outs.listed(MEMBER, number_id=port_outs.number_id)) == 1


def test_a_number_in_its_reserve_may_leave(port_outs: PortOutsHarness) -> None:
    """It is never given back to the carrier after that, and cannot be restored."""
    port_outs.harness.ended(port_outs.number_id, 5, clock.now())
    assert state(port_outs)[0] == "releasing"
    port_outs.happens(status="ported")
    port_outs.harness.run("release_numbers", clock.now() + 2 * MONTH)
    assert state(port_outs) == LEFT
    assert port_outs.harness.events("NumberReleased") == []
    path = {"id": port_outs.number_id}
    assert port_outs.harness.ask("POST /v1/numbers/{id}/restore", OWNER, path=path, body={}).status == 409


def test_a_late_release_gives_nothing_back_that_is_anothers(port_outs: PortOutsHarness) -> None:
    """A release that is handled after the number left, and came back to someone else, leaves it alone (N16)."""
    port_outs.happens(status="ported")
    harness = port_outs.harness
    harness.carrier.simulator.inventory.add_number(port_outs.phone_number, "num_other", "port_request")
    about = {"number_id": port_outs.number_id, "phone_number": port_outs.phone_number, "holder": "team_1"}
    harness.deliver_events(NumberReleased(**about, revision=99))
    assert harness.carrier.simulator.inventory.find_active(port_outs.phone_number) is not None


def test_billing_events_change_nothing_of_a_number_that_left(port_outs: PortOutsHarness) -> None:
    """A renewal, an arrear and an end that cross with the port-out find a number that is ours no more."""
    port_outs.happens(status="ported")
    port_outs.harness.renewed(port_outs.number_id, 8, clock.now() + MONTH)
    port_outs.harness.past_due(port_outs.number_id, 9)
    port_outs.harness.ended(port_outs.number_id, 10, clock.now())
    assert state(port_outs) == LEFT


def test_an_order_of_several_numbers_concerns_each(port_outs: PortOutsHarness) -> None:
    """Each number has a port-out of its own; objecting to one stops the order, and so all of them."""
    other = port_outs.harness.has()
    port_outs.happens(phone_numbers=[port_outs.phone_number, other["phone_number"]])
    assert len(port_outs.listed()) == 2
    port_outs.object()
    port_outs.harness.world.settle()
    port_outs.hear_all()
    assert {it["status"] for it in port_outs.listed()} <= {"rejected", "objected"}


def test_a_number_that_is_not_ours_is_left(port_outs: PortOutsHarness) -> None:
    """An order for a number that no one here has is logged, and changes nothing."""
    port_outs.harness.carrier.simulator.inventory.add_number("+14155559999", None, "number_order")
    port_outs.happens(phone_numbers=["+14155559999"])
    assert port_outs.listed() == []
