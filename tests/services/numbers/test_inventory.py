"""Every day the carrier's numbers, orders and port-ins are compared with ours; nothing is overwritten (N16).

`INVENTORY_NUMBERS=10000 pytest tests/services/numbers/test_inventory.py` compares that many.
"""

import os
from datetime import timedelta

import pytest

from kernel import clock
from kernel.dynamodb.transact_items import delete
from services.numbers.stores import claims, inventories
from simulators.telnyx.application import CONNECTION_ID
from tests.services.numbers.comparing import counted
from tests.services.numbers.harness import OWNER, NumbersHarness
from tests.services.numbers.inventory import lines, look, look_again, report
from tests.services.numbers.planted_numbers import plant_numbers
from tests.services.numbers.port_ins_harness import PortInsHarness

MANY = max(100, int(os.environ.get("INVENTORY_NUMBERS", "500")))
Output = pytest.CaptureFixture[str]


def test_what_is_the_same_is_no_difference(harness: NumbersHarness, capsys: Output) -> None:
    """A number that is ordered, delivered and known on both sides rings no alarm, and the day is confirmed."""
    harness.has()
    look(harness)
    look_again(harness)
    assert counted("InventoryDifference", capsys) == 0
    assert report(harness)["lines"] == []
    assert report(harness)["last"]["confirmed"] is True


def test_many_numbers_with_five_differences(harness: NumbersHarness, capsys: Output) -> None:
    """Exactly the five that differ are found, each counted and written once, however often the day is looked at."""
    expected = plant_numbers(harness, MANY)
    look(harness)
    look_again(harness)
    look_again(harness)
    assert lines(harness) == expected
    assert counted("InventoryDifference", capsys) == 5


def test_what_has_settled_by_the_second_look_is_no_difference(harness: NumbersHarness, capsys: Output) -> None:
    """A number that moved while the lists were read differs once; an hour later both sides agree."""
    phone_number = harness.has()["phone_number"]
    harness.carrier.requests_for("numbers", change={phone_number: {"connection_id": "1"}})
    look(harness)
    harness.carrier.requests_for("numbers", change={phone_number: {"connection_id": CONNECTION_ID}})
    look_again(harness, timedelta(minutes=30))
    assert report(harness)["last"]["confirmed"] is False
    look_again(harness)
    assert counted("InventoryDifference", capsys) == 0
    assert report(harness)["last"]["confirmed"] is True


def test_nothing_is_overwritten(harness: NumbersHarness) -> None:
    """A number that the carrier has lost stays as it is with us, until a person decides."""
    before = harness.has()
    harness.carrier.requests_for("numbers", lose=[before["phone_number"]])
    look(harness)
    look_again(harness)
    assert lines(harness) == {("number_unknown_to_carrier", before["phone_number"])}
    assert harness.see(before["number_id"], OWNER) == before


@pytest.mark.parametrize("is_claimed", [True, False])
def test_a_porting_order_that_is_not_ours_is_found(port_ins: PortInsHarness, is_claimed: bool) -> None:
    """A port-in on its way differs in nothing; a porting order that no port-in of ours explains is a line."""
    phone_number = port_ins.see(port_ins.sent())["phone_number"]
    if not is_claimed:
        port_ins.harness.table.commit([delete(claims.key(phone_number))])
    look(port_ins.harness)
    look_again(port_ins.harness)
    assert lines(port_ins.harness) == (set() if is_claimed else {("port_unknown_to_us", phone_number)})


def test_an_inventory_without_an_end_rings(harness: NumbersHarness, capsys: Output) -> None:
    """If the last inventory was not confirmed by the next morning, an alarm says so, once a day."""
    stale = inventories.Last(str((clock.now() - timedelta(days=1)).date()), clock.now() - timedelta(days=1))
    harness.table.commit([inventories.save_last(stale)])
    look(harness)
    assert counted("InventoryLate", capsys) == 1
    look_again(harness)
    look(harness)
    assert counted("InventoryLate", capsys) == 0
