"""Two tabs that change the same setting of a number do not overwrite each other, if they say what they have read."""

from typing import Any

import pytest

from tests.services.numbers.call_settings_harness import AT_HOME, CallSettingsHarness
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER

_WEEK = {day: [] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")}
_OPEN = _WEEK | {"monday": [{"from": "09:00", "until": "17:00"}], "friday": [{"from": "09:00", "until": "12:00"}]}
_CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "hours": ({"time_zone": "UTC", "open": _OPEN}, {"time_zone": "UTC", "open": _WEEK, "days_off": ["2026-12-25"]}),
    "voicemail": ({"kept_days": 7}, {"is_on": False}),
    "ring": ({"others": [OTHER]}, {"others": [ADMIN], "order": "in_turn"}),
    "blocked": ({"phone_numbers": ["+14155550188"]}, {"phone_numbers": ["+14155550199"]}),
}


@pytest.mark.parametrize("what", _CHANGES)
def test_the_second_tab_is_refused(set_up: CallSettingsHarness, what: str) -> None:
    """With 409 in plain words, and nothing is saved; with what it reads then it is saved, and without a version too."""
    number, (first, second) = set_up.add_number(), _CHANGES[what]
    version = set_up.get(what, number).body["version"]
    saved = set_up.put(what, number, OWNER, **first, version=version).body
    assert saved == set_up.get(what, number).body
    refused = set_up.put(what, number, **second, version=version)
    assert (refused.status, refused.body["code"]) == (409, "settings_changed")
    assert set_up.get(what, number).body == saved
    assert set_up.put(what, number, **second, version=saved["version"]).status == 200
    assert set_up.put(what, number, **first).body["version"] == saved["version"]


def test_other_settings_are_no_conflict(set_up: CallSettingsHarness) -> None:
    """Each part has a version of its own, which the number's other changes leave."""
    number = set_up.add_number()
    version = set_up.get("blocked", number).body["version"]
    set_up.put("voicemail", number, kept_days=7)
    set_up.harness.change(number.number_id, label="Desk")
    assert set_up.put("blocked", number, phone_numbers=["+14155550188"], version=version).status == 200


def test_forwarding_is_not_overwritten(set_up: CallSettingsHarness) -> None:
    """Nor switched on twice: its version is that of the number's calls, also while it is off. Its price has none."""
    number = set_up.add_number()

    def version() -> str:
        return str(set_up.harness.see(number.number_id, MEMBER)["calls"]["forwarding_version"])

    off = version()
    assert set_up.forward(number, AT_HOME, version=off).status == 200
    late = set_up.forward(number, AT_HOME, as_=OWNER, mode="unanswered", version=off)
    assert (late.status, late.body["code"], set_up.target(number)) == (409, "settings_changed", AT_HOME)
    assert set_up.forward(number, AT_HOME, mode="unanswered", version=version()).status == 200
    assert set_up.forward(number, AT_HOME, version=off, query={"dry_run": "true"}).status == 200
    set_up.stop_forwarding(number)
    assert version() == off
