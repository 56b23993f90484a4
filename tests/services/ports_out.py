"""A port-out for the cast, whose order the carrier does not know; and numbers that leave in a story."""

from datetime import timedelta
from typing import TYPE_CHECKING

import requests

from kernel import clock
from kernel.dynamodb.table import Table
from services.numbers.domain.port_out import PortOut
from services.numbers.stores import numbers, port_outs
from tests.in_process import InProcessServices

if TYPE_CHECKING:
    from tests.services.stage import Stage  # which has the cast, which has a port-out

_ORDER = "5f0c9a53-6d0f-4a43-9d29-0e2b1c1f6a11"


def ask_port_out(world: InProcessServices, ids: dict[str, str]) -> str:
    """Return the id of a port-out of the team's number."""
    table = Table(world.surroundings["numbers"]["TABLE_NAME"])
    number = numbers.find(table, ids["number"])
    assert number is not None
    its_id, now = port_outs.id_of(_ORDER, number.phone_number), clock.now()
    new = PortOut(its_id, _ORDER, number.phone_number, number.number_id, ids["team"], now, now + timedelta(days=1))
    table.commit([port_outs.save(new, None)])
    return its_id


def play_ports_out(stage: "Stage", phone_number: str) -> None:
    """Another carrier asks for a bought number with a wrong PIN; asks again, and has it, which a look finds."""
    control = f"{stage.carrier.origin}/_control/telnyx/portouts"
    inventory = stage.carrier.simulator.inventory
    if inventory.find_active(phone_number) is None:
        inventory.add_number(phone_number, None, "number_order")
    stage.run("numbers", "set_missing_pins", days=1)
    asked = {"phone_number": phone_number}

    def happen(**how: str) -> None:
        assert requests.post(control, json=asked | how, timeout=5).ok

    before = len(stage.carrier.listener.received)
    stage.hear("numbers", lambda: happen(pin="000000"))
    for delivery in stage.carrier.listener.wait_for(lambda heard: len(heard) >= before + 3)[before + 1 :]:
        stage.deliver("numbers", delivery)  # our objection, and that it is upheld
    assert requests.post(f"{control}/behaviour", json={"webhook": 0}, timeout=5).ok
    happen(status="ported")
    stage.run("numbers", "look_at_port_outs", hours=1)
    assert requests.post(f"{control}/behaviour", json={}, timeout=5).ok
