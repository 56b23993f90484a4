"""The letter of several numbers that are sent back one after another: it is for the form of the opened one (N7)."""

import pytest

from tests.services.numbers.port_ins_harness import FORM, NUMBER, PortInsHarness, working_day
from tests.services.numbers.port_request_harness import SECOND, THIRD, RequestHarness
from tests.services.numbers.test_letters import letter, signs


@pytest.fixture
def request_(port_ins: PortInsHarness) -> RequestHarness:
    """Return the actions of a request."""
    return RequestHarness(port_ins)


def test_a_correction_counts_for_what_is_sent_back_after_it(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """The form and the letter are those of the number that is opened, whichever number was sent back first."""
    parts, day = request_.sent(SECOND), working_day(4)
    port_ins.happens(SECOND, split=[SECOND])
    port_ins.happens(SECOND, status="needs_info", code="ENTITY_NAME_MISMATCH")
    renamed = FORM["holder"] | {"name": "Rosa's Bakery LLC"}
    assert port_ins.mend(parts[1], holder=renamed, wanted_on=day).status == 200
    port_ins.happens(NUMBER, status="needs_info", code="ENTITY_NAME_MISMATCH")
    assert signs(port_ins, parts[1]).status == 201
    request_.submit(parts[1])
    assert [port_ins.see(it)["account_holder"]["name"] for it in parts] == ["Rosa's Bakery LLC"] * 2
    port_ins.harness.world.settle()
    request_.are_at("submitted")
    for order in port_ins.orders():
        assert order["end_user"]["admin"]["entity_name"] == "Rosa's Bakery LLC"
        assert str(order["activation_settings"]["foc_datetime_requested"]).startswith(day)


def test_a_number_that_has_moved_is_in_no_further_letter(port_ins: PortInsHarness, request_: RequestHarness) -> None:
    """What is signed for is what is still to be transferred; a port of the rest is a full one as before."""
    parts = request_.sent()
    port_ins.happens(THIRD, split=[THIRD])
    port_ins.happens(NUMBER, status="completed")
    port_ins.happens(THIRD, status="needs_info", code="LOA_EXPIRED")
    facts = {it["label"]: it["lines"] for it in letter(port_ins, parts[2])["facts"]}
    assert facts["Telephone number to be transferred"] == ["(212) 555-0145"]
    assert "Main number of those that stay" not in facts
    assert signs(port_ins, parts[2]).status == 201
    request_.submit(parts[2])
