"""What is left of a number that has gone, and is said of it; an old order takes nothing that came back (N13)."""

from dataclasses import replace

from kernel import clock
from services.numbers.stores import numbers
from tests.services.numbers.harness import OWNER
from tests.services.numbers.port_outs_harness import PortOutsHarness
from tests.services.numbers.voicemail_harness import VoicemailHarness


def test_a_number_that_left_leaves_no_voicemail(unanswered: VoicemailHarness, port_outs: PortOutsHarness) -> None:
    """What callers said is erased with the number, recordings too, as when it is given back (I10)."""
    unanswered.has("call_1", transcript="For your ears only")
    port_outs.happens(status="ported")
    assert unanswered.recordings() == []
    assert "For your ears only" not in unanswered.stored()


def test_nothing_more_is_said_of_a_number_that_left(port_outs: PortOutsHarness) -> None:
    """Another order of the number that ends, or is agreed, after it has gone: no word that it stays, or will go."""
    first = port_outs.happens()
    port_outs.happens(id=first, status="rejected-pending")
    second = port_outs.happens_unheard(**new_order(port_outs))
    port_outs.happens(id=second, status="ported")
    for status in ("authorized", "canceled"):
        port_outs.happens(id=first, status=status)
    kinds = [kind for _, kind in port_outs.notices()]
    assert kinds[-2:] == ["gone", "gone"]
    assert not {"agreed", "stays"} & set(kinds)


def test_it_stays_only_if_no_other_order_is_open(port_outs: PortOutsHarness) -> None:
    """Of two orders, that it stays is said when the second one has ended too."""
    first = port_outs.happens()
    second = port_outs.happens_unheard(**new_order(port_outs))
    port_outs.happens(id=first, status="canceled")
    assert "stays" not in {kind for _, kind in port_outs.notices()}
    port_outs.happens(id=second, status="canceled")
    assert port_outs.notices()[-2] == (OWNER, "stays")


def new_order(port_outs: PortOutsHarness) -> dict[str, str]:
    """Return the command of a second order of the number, while the first one is open."""
    return {"id": "another", "carrier": "Second Mobile", "phone_number": port_outs.phone_number}


def came_back(port_outs: PortOutsHarness) -> str:
    """Have the number given up here, and bought again; return the id that it has now."""
    table = port_outs.harness.table
    before = numbers.find(table, port_outs.number_id)
    assert before is not None
    table.commit([*numbers.save(before.release(), before), numbers.free_phone_number(before)])
    again = replace(before, number_id="num_back", created_at=clock.now(), is_default=False, version=0)
    table.commit(numbers.create(again))
    if port_outs.harness.carrier.simulator.inventory.find_active(before.phone_number) is None:
        port_outs.harness.carrier.simulator.inventory.add_number(before.phone_number, "num_back", "number_order")
    return "num_back"


def test_an_old_order_takes_no_number_that_came_back(port_outs: PortOutsHarness) -> None:
    """An order that had ended before the number was ours again is found by the look, and changes nothing."""
    port_outs.happens_unheard(status="ported")
    number_id = came_back(port_outs)
    port_outs.harness.run("look_at_port_outs")
    assert port_outs.harness.see(number_id)["status"] == "active"
    assert port_outs.listed(number_id=number_id) == []


def test_an_order_takes_the_number_that_is_there(port_outs: PortOutsHarness) -> None:
    """If the number of an open order was given up and is ours again as another one when it moves, that one is gone."""
    order_id = port_outs.happens()
    number_id = came_back(port_outs)
    port_outs.happens(id=order_id, status="ported")
    assert port_outs.harness.see(number_id)["reason"] == "ported_out"
    assert [it["number_id"] for it in port_outs.harness.events("NumberPortedOut")] == [number_id]
    assert [it["status"] for it in port_outs.listed(number_id=number_id)] == ["completed"]
