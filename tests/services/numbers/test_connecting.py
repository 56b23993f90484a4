"""Numbers are connected to the voice application, or no one can call them: bought, ported, or there before (N6)."""

from dataclasses import replace
from typing import Any

import pytest

from contracts.numbers import NumberConnectionsDue
from kernel.providers.transport import Provider
from services.numbers.carrier.connections import Connections, OwnedNumber
from services.numbers.stores import call_settings
from services.numbers.use_cases.numbers import connect_numbers
from simulators.telnyx.application import CONNECTION_ID
from tests.services.numbers.call_settings_harness import CallSettingsHarness
from tests.services.numbers.harness import NumbersHarness
from tests.services.numbers.port_ins_harness import PortInsHarness


def _connections(harness: NumbersHarness) -> dict[str, str]:
    """Return the connection of each active number at the carrier."""
    owned = harness.carrier.simulator.inventory.numbers.values()
    return {it["phone_number"]: it["connection_id"] for it in owned if it["status"] == "active"}


def _asked(harness: NumbersHarness, target: str) -> list[Any]:
    return [it for it in harness.carrier.exchanges if it.target.startswith(target)]


def test_a_number_is_connected_when_it_is_bought(harness: NumbersHarness) -> None:
    """The order names the voice application."""
    number = harness.has()
    assert _connections(harness) == {number["phone_number"]: CONNECTION_ID}


def test_a_number_is_connected_when_it_is_ported(port_ins: PortInsHarness) -> None:
    """The porting order names the voice application."""
    port_ins.arrived(port_ins.sent())
    assert set(_connections(port_ins.harness).values()) == {CONNECTION_ID}


def test_numbers_of_before_are_connected_page_by_page(
    set_up: CallSettingsHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of ours, once, and they get the settings of calls; what is not ours in the table is left as it is."""
    monkeypatch.setattr(connect_numbers, "_PAGE", 2)
    harness = set_up.harness
    ours = [set_up.add_number(place) for place in range(1, 6)]
    inventory = harness.carrier.simulator.inventory
    for number in ours:
        inventory.add_number(number.phone_number, number.number_id, "number_order")
        set_up.forget_settings(number)
    inventory.add_number("+14155552999", "of another system", "number_order")
    for _ in range(2):
        harness.run("connect_numbers")
        assert _connections(harness) == {it.phone_number: CONNECTION_ID for it in ours} | {"+14155552999": ""}
    assert len([it for it in _asked(harness, "/phone_numbers/") if it.method == "PATCH"]) == len(ours)
    for number in ours:
        stored = call_settings.find(harness.table, number.phone_number)
        assert stored
        assert (stored.number_id, stored.revision, stored.is_active) == (number.number_id, number.version, True)


def test_settings_that_were_made_stay(set_up: CallSettingsHarness) -> None:
    """The job stores only what is missing."""
    number = set_up.add_number()
    set_up.harness.carrier.simulator.inventory.add_number(number.phone_number, number.number_id, "number_order")
    set_up.forward(number)
    before = set_up.settings(number)
    set_up.harness.run("connect_numbers")
    assert before
    assert set_up.settings(number) == replace(before)


def test_while_the_carrier_is_down_nothing_is_lost(set_up: CallSettingsHarness) -> None:
    """The event is delivered again, and the page is looked through then."""
    number, harness = set_up.add_number(), set_up.harness
    harness.carrier.simulator.inventory.add_number(number.phone_number, number.number_id, "number_order")
    harness.carrier.behave(fault="all_down", times=1)
    assert not harness.try_once(NumberConnectionsDue())
    assert _connections(harness) == {number.phone_number: ""}
    harness.carrier.behave()
    assert harness.try_once(NumberConnectionsDue())
    assert _connections(harness) == {number.phone_number: CONNECTION_ID}


def test_without_a_voice_application_nothing_is_connected(harness: NumbersHarness) -> None:
    """An installation that has none leaves its numbers as they are."""
    provider = Provider("telnyx", harness.carrier.url, {})
    assert Connections(provider, "").is_connected(OwnedNumber("1", "+14155552001", ""))
    assert not Connections(provider, CONNECTION_ID).is_connected(OwnedNumber("1", "+14155552001", "another"))
