"""A request for several numbers under faults: none is ordered twice, and none is lost (N7, N8)."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from contracts.port_ins import PortInDue
from kernel import aws, clock
from tests.faults import Crash, counted, crashing, meanwhile
from tests.services.numbers.port_ins_harness import NUMBER, PortInsHarness
from tests.services.numbers.port_request_harness import SECOND, THIRD, THREE, TOLL_FREE, RequestHarness
from tests.services.numbers.test_port_crossings import create_order_at_carrier
from tests.services.numbers.test_port_faults import A_WHILE, let_tries_pass

MOST_CALLS = 9
OTHER_CARRIERS = "+12125550844"


@pytest.fixture
def request_(port_ins: PortInsHarness) -> RequestHarness:
    """Return the actions of a request."""
    return RequestHarness(port_ins)


def all_tries_pass(port_ins: PortInsHarness, parts: list[str]) -> None:
    """Let the time pass for which no one else acts on the request."""
    for port_id in parts:
        let_tries_pass(port_ins, port_id)


@pytest.mark.parametrize("others", [(SECOND, THIRD), (SECOND, TOLL_FREE), (OTHER_CARRIERS, TOLL_FREE)])
@pytest.mark.parametrize(
    ("operation", "behavior"),
    [("list", "down"), ("create", "nonsense"), *((it, "lost") for it in ("create", "document", "change", "confirm"))],
)
def test_every_number_is_ordered_once_whatever_the_carrier_fails_to_answer(
    port_ins: PortInsHarness, request_: RequestHarness, others: tuple[str, str], operation: str, behavior: str
) -> None:
    """Also where the carrier splits the request into two or three orders at their creation."""
    parts = request_.submitted(*others)
    port_ins.harness.carrier.behave_at_ports(fault=behavior, times=2, only=operation)
    for place in range(3):
        port_ins.harness.try_once(PortInDue(port_id=parts[place]))
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 3
    assert request_.ordered_once() == sorted([NUMBER, *others])
    assert {it["customer_reference"] for it in port_ins.orders()} == {parts[0]}


@pytest.mark.parametrize("at_call", range(MOST_CALLS + 1))
def test_sending_several_survives_a_crash_after_any_call(
    port_ins: PortInsHarness, request_: RequestHarness, at_call: int
) -> None:
    """Whichever number's event or job comes next, each number has one order in the end, and its status."""
    parts = request_.submitted(SECOND, TOLL_FREE)
    with crashing(aws.client("dynamodb"), at_call=max(at_call, 1), after=at_call > 0), suppress(Crash):
        port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    all_tries_pass(port_ins, parts)
    assert port_ins.harness.try_once(PortInDue(port_id=parts[2]))
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 3
    assert request_.ordered_once() == sorted([NUMBER, SECOND, TOLL_FREE])


def test_the_crashes_cover_every_call_for_several(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """Sending makes no more calls than the test above crashes at, however many numbers there are."""
    parts = request_.submitted(SECOND, TOLL_FREE)
    with counted(aws.client("dynamodb")) as calls:
        assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    assert len(calls.made) <= MOST_CALLS


@pytest.mark.parametrize("at_call", range(1, 8))
def test_three_completions_survive_a_crash_after_any_call(
    port_ins: PortInsHarness, request_: RequestHarness, at_call: int
) -> None:
    """Each number is there once, and its plan is asked for once."""
    parts = request_.sent()
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(parts[0], status="completed")
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash):
        port_ins.harness.try_once(PortInDue(port_id=parts[1]))
    for _ in range(2):
        assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    port_ins.harness.world.settle()
    assert request_.statuses(parts) == ["completed"] * 3
    assert len(port_ins.harness.events("NumberRequested")) == len(port_ins.harness.events("PortInCompleted")) == 3


def test_two_at_once_do_not_both_send(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The events of two numbers coincide: the second finds that the request is being sent, or has to come again."""
    parts = request_.submitted()

    def other() -> None:
        assert port_ins.harness.try_once(PortInDue(port_id=parts[2]))

    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", other):
        assert not port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    request_.are_at("submitted")
    assert request_.orders() == [THREE]
    assert port_ins.order_comments(parts[0]) == []


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_cancellation_of_one_while_it_is_sent(port_ins: PortInsHarness, request_: RequestHarness, which: int) -> None:
    """Whichever number it is, the others are ordered once, and this one leaves the order or never comes into it."""
    parts = request_.submitted()

    def cancel() -> None:
        assert port_ins.cancel(parts[which]).status == 200

    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", cancel):
        port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    all_tries_pass(port_ins, parts)
    assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    request_.are_at("submitted")
    rest = [it for it in THREE if it != THREE[which]]
    assert request_.orders() == [rest]
    expected = ["in_review"] * 3
    expected[which] = "cancelled"
    assert request_.statuses(parts) == expected


def test_a_cancellation_after_the_order_was_created(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """A draft order of three is deleted, and one of two takes its place; what was canceled is never submitted."""
    parts = request_.submitted()
    port_ins.harness.carrier.behave_at_ports(fault="down", times=1, only="change")
    assert not port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    assert request_.orders() == [THREE]
    assert port_ins.cancel(parts[0]).status == 200
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    assert request_.orders() == [[SECOND, THIRD]]
    assert request_.statuses(parts) == ["cancelled", "in_review", "in_review"]


def test_an_earlier_order_for_one_of_them_is_used(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """A creation whose answer was lost may have covered a part: only what has no order is ordered."""
    parts = request_.submitted()
    create_order_at_carrier(port_ins, parts[0])
    assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    request_.are_at("submitted")
    assert request_.orders() == [[NUMBER], [SECOND, THIRD]]
    assert request_.statuses(parts) == ["in_review"] * 3


@pytest.mark.parametrize("at_call", range(1, 7))
def test_a_request_to_take_a_number_out_survives_a_crash(
    port_ins: PortInsHarness, request_: RequestHarness, at_call: int
) -> None:
    """The staff is asked once, and the number is canceled once it is out of the order."""
    parts = request_.sent()
    port_ins.cancel(parts[2])
    request_.forget()
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash):
        port_ins.harness.try_once(PortInDue(port_id=parts[2]))
    all_tries_pass(port_ins, parts)
    assert port_ins.harness.try_once(PortInDue(port_id=parts[2]))
    assert len(port_ins.order_comments(parts[0])) == 1
    port_ins.harness.carrier.port(NUMBER, take_out=[THIRD])
    port_ins.asks(clock.now() + A_WHILE * 40)
    assert request_.statuses(parts) == ["in_review", "in_review", "cancelled"]


def test_a_split_without_a_webhook_is_found(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The job asks for all orders of the request, and nothing is ordered again while numbers move between them."""
    parts = request_.sent()
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(NUMBER, split=[SECOND, THIRD])
    port_ins.harness.carrier.port(SECOND, status="needs_info", code="LOCATION_MISMATCH")
    port_ins.asks(clock.now() + A_WHILE * 40)
    assert request_.statuses(parts) == ["in_review", "needs_info", "needs_info"]
    assert request_.orders() == [[NUMBER], [SECOND, THIRD]]


def test_a_form_that_one_order_refuses_leaves_no_other_submitted(
    port_ins: PortInsHarness, request_: RequestHarness
) -> None:
    """All forms are filled in before the first order is submitted: the old carrier sees all of it, or nothing."""
    parts = request_.submitted(SECOND, TOLL_FREE)
    port_ins.mend(parts[0])
    port_ins.harness.carrier.requests_for("portability", phone_number=TOLL_FREE, portable=False, reason="No coverage")
    create_order_at_carrier(port_ins, parts[0])
    assert port_ins.harness.try_once(PortInDue(port_id=parts[1]))
    assert request_.statuses(parts) == ["needs_info"] * 3
    assert {it["status"]["value"] for it in port_ins.orders()} == {"draft"}


def test_slow_orders_are_left_before_another_process_may_begin(
    port_ins: PortInsHarness, request_: RequestHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents that take half a minute for each order: no order is begun after a minute; the rest comes at once."""
    parts, now = request_.submitted(OTHER_CARRIERS, TOLL_FREE), clock.now
    carrier = port_ins.harness.carrier

    def later() -> datetime:
        return now() + timedelta(seconds=16) * len(carrier.ports()["documents"])

    with monkeypatch.context() as slow:
        slow.setattr(clock, "now", later)
        assert not port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    assert {it["status"]["value"] for it in port_ins.orders()} == {"draft"}
    assert len(carrier.ports()["documents"]) == 4
    assert port_ins.harness.try_once(PortInDue(port_id=parts[1]))
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 3


def test_a_change_in_between_is_not_overwritten(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """Of two corrections at the same time, made at two of the numbers, both are on the form of all."""
    parts = request_.draft()

    def other() -> None:
        assert port_ins.mend(parts[1], carrier={"account_number": "B-9998888"}).status == 200

    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", other):
        reply = port_ins.mend(parts[0], carrier={"pin": "0815"})
    assert reply.status == 200
    assert {port_ins.see(it)["carrier"]["account_number_ends"] for it in parts} == {"8888"}
    assert {port_ins.see(it)["carrier"]["has_pin"] for it in parts} == {True}
