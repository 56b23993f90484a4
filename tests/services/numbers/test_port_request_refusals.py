"""What the carrier refuses of a request for several numbers: everything is sent, or nothing (N7)."""

from datetime import timedelta

import pytest

from contracts.port_ins import PortInDue
from kernel import clock
from tests.in_process import mails
from tests.services.numbers.comparing import counted
from tests.services.numbers.harness import OWNER
from tests.services.numbers.port_ins_harness import NUMBER, PortInsHarness
from tests.services.numbers.port_request_harness import SECOND, THIRD, TOLL_FREE, RequestHarness
from tests.services.numbers.test_port_crossings import age


@pytest.fixture
def request_(port_ins: PortInsHarness) -> RequestHarness:
    """Return the actions of a request."""
    return RequestHarness(port_ins)


def codes(port_ins: PortInsHarness, parts: list[str]) -> list[str]:
    """Return the code of the first problem of each number."""
    return [port_ins.see(it)["problems"][0]["code"] for it in parts]


def test_an_order_that_is_not_confirmed_leaves_no_other_submitted(
    port_ins: PortInsHarness, request_: RequestHarness
) -> None:
    """Else the old carrier would close the account with the refused number; corrected, all are sent."""
    parts = request_.submitted(SECOND, TOLL_FREE)
    port_ins.harness.carrier.behave_at_ports(fault="refused", code="80003", only="confirm")
    assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
    assert {it["status"]["value"] for it in port_ins.orders()} == {"draft"}
    assert request_.statuses(parts) == ["needs_info"] * 3
    assert set(codes(port_ins, parts)) == {"80003", "others_first"}
    request_.submit(parts[1])
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 3
    assert request_.ordered_once() == sorted([NUMBER, SECOND, TOLL_FREE])


def test_what_waits_for_a_number_of_ours_is_sent_again_with_it(
    port_ins: PortInsHarness, request_: RequestHarness
) -> None:
    """A form is refused for a reason that is not its holder's: a day later all are sent, by ourselves, or none."""
    parts, before = request_.submitted(SECOND, TOLL_FREE), len(mails(f"{OWNER}@example.com"))
    for _ in range(2):
        port_ins.harness.carrier.behave_at_ports(fault="refused", code="80017", only="change")
        assert port_ins.harness.try_once(PortInDue(port_id=parts[0]))
        port_ins.harness.world.settle()
        assert set(codes(port_ins, parts)) == {"80017", "others_first"}
        port_ins.asks(clock.now() + timedelta(hours=7))
        assert {it["status"]["value"] for it in port_ins.orders()} == {"draft"}
        for port_id in parts:
            age(port_ins, port_id, timedelta(days=1))
    port_ins.asks(clock.now() + timedelta(hours=7))
    request_.are_at("submitted")
    assert request_.statuses(parts) == ["in_review"] * 3
    assert request_.ordered_once() == sorted([NUMBER, SECOND, TOLL_FREE])
    assert len([it for it in mails(f"{OWNER}@example.com")[before:] if "held up" in it]) == 1


def test_a_number_that_stays_in_its_order_until_it_is_too_late_is_ported(
    port_ins: PortInsHarness, request_: RequestHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its holder is notified that it moves after all, and the operator: no one took it out of the order."""
    parts = request_.sent()
    port_ins.cancel(parts[1])
    port_ins.cancel(parts[2])
    port_ins.harness.world.settle()
    port_ins.happens(NUMBER, status="scheduled", foc_date=clock.to_text(clock.now() + timedelta(days=9)))
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert [port_ins.see(it)["cancelling"] for it in parts] == [False, True, True]
    before = len(mails(f"{OWNER}@example.com"))
    port_ins.happens(NUMBER, status="scheduled", foc_date=clock.to_text(clock.now() + timedelta(days=1)))
    for _ in range(2):
        port_ins.asks(clock.now() + timedelta(hours=7))
    assert [port_ins.see(it)["cancelling"] for it in parts] == [False] * 3
    (notice,) = [it for it in mails(f"{OWNER}@example.com")[before:] if "can no longer be canceled" in it]
    assert f"{SECOND} and {THIRD}" in notice
    assert counted("PortInNotTakenOut", capsys) == 1
    port_ins.happens(NUMBER, status="completed")
    assert request_.statuses(parts) == ["completed"] * 3
