"""Hours, voicemail and blocked callers of a number: what is accepted, kept and shown (N9)."""

from typing import Any

import pytest

from services.numbers.domain.hours import is_open
from tests.services.numbers.call_settings_harness import ABROAD, AT_HOME, CallSettingsHarness
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER

_NINE_TO_FIVE = [{"from": "09:00", "until": "17:00"}]
_HOURS: dict[str, Any] = {"time_zone": "America/New_York", "open": {"monday": _NINE_TO_FIVE}}


def test_hours_are_kept_as_they_were_set(set_up: CallSettingsHarness) -> None:
    """At first a number is always open; times come in their order, days off once."""
    number = set_up.add_number()
    none_yet = set_up.get("hours", number).body
    assert (none_yet["is_on"], none_yet["time_zone"], none_yet["days_off"]) == (False, None, [])
    lunch = [{"from": "13:00", "until": "24:00"}, {"from": "00:00", "until": "12:00"}]
    body = _HOURS | {"open": {"friday": lunch}, "days_off": ["2026-12-25", "2026-12-25"], "reply": " We're closed. "}
    saved = set_up.put("hours", number, **body)
    assert (saved.status, saved.body) == (200, set_up.get("hours", number, OWNER).body)
    assert saved.body["open"]["friday"] == lunch[::-1]
    assert saved.body["open"]["monday"] == []
    assert (saved.body["days_off"], saved.body["reply"]) == (["2026-12-25"], "We're closed.")


def test_hours_that_are_switched_off_are_kept(set_up: CallSettingsHarness) -> None:
    """Meanwhile the number is always open."""
    number = set_up.add_number()
    assert set_up.put("hours", number, **_HOURS | {"is_on": False}).body["open"]["monday"] == _NINE_TO_FIVE
    found = set_up.settings(number)
    assert found
    assert is_open(found.hours, number.created_at)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"time_zone": "New York"}, "time_zone", "unknown_time_zone"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "unknown_time_zone"),
        ({"open": {"monday": [{"from": "9:00", "until": "17:00"}]}}, "open.monday.0.from", "invalid_format"),
        ({"open": {"monday": [{"from": "24:00", "until": "24:00"}]}}, "open.monday.0", "ends_before_it_begins"),
        ({"open": {"monday": [{"from": "22:00", "until": "02:00"}]}}, "open.monday.0", "ends_before_it_begins"),
        ({"open": {"monday": [*_NINE_TO_FIVE, {"from": "16:59", "until": "18:00"}]}}, "open.monday", "overlap"),
        ({"open": {"someday": _NINE_TO_FIVE}}, "open.someday", None),
        ({"days_off": ["12/25/2026"]}, "days_off.0", None),
        ({"days_off": [f"2027-{n // 28 + 1:02}-{n % 28 + 1:02}" for n in range(101)]}, "days_off", None),
        ({"reply": "x" * 481}, "reply", None),
    ],
)
def test_hours_that_cannot_be_are_refused(
    set_up: CallSettingsHarness, change: dict[str, Any], field: str, code: str | None
) -> None:
    """The field at fault is named, and nothing changes."""
    number = set_up.add_number()
    refused = set_up.put("hours", number, **_HOURS | change)
    assert refused.status == 422
    assert refused.body["errors"][0]["field"] == field
    assert code in (None, refused.body["errors"][0]["code"])
    assert set_up.get("hours", number).body["time_zone"] is None


def test_times_may_touch(set_up: CallSettingsHarness) -> None:
    """One that begins when another ends does not overlap it."""
    number = set_up.add_number()
    touching = [*_NINE_TO_FIVE, {"from": "17:00", "until": "18:00"}]
    assert set_up.put("hours", number, **_HOURS | {"open": {"monday": touching}}).status == 200


def test_voicemail_is_on_at_first(set_up: CallSettingsHarness) -> None:
    """With the usual greeting, kept for 30 days; each can be changed."""
    number = set_up.add_number()
    assert set_up.get("voicemail", number).body.items() >= {"is_on": True, "greeting": "", "kept_days": 30}.items()
    body = {"is_on": False, "greeting": "This is Mia. Leave word.", "kept_days": 7}
    assert set_up.put("voicemail", number, **body).body.items() >= body.items()
    assert set_up.get("voicemail", number).body.items() >= body.items()
    for wrong in ({"kept_days": 0}, {"kept_days": 366}, {"greeting": "a\x00b"}, {"beep": True}):
        assert set_up.put("voicemail", number, **wrong).status == 422


def test_blocked_numbers_are_read_in_any_notation(set_up: CallSettingsHarness) -> None:
    """Each is kept once, as E.164; each that is no number is named by its place."""
    number = set_up.add_number()
    saved = set_up.put("blocked", number, phone_numbers=["(415) 555-0188", AT_HOME, ABROAD])
    assert saved.body["phone_numbers"] == [AT_HOME, ABROAD]
    assert saved.body == set_up.get("blocked", number).body
    refused = set_up.put("blocked", number, phone_numbers=[AT_HOME, "hello", "123"])
    assert [fault["field"] for fault in refused.body["errors"]] == ["phone_numbers.1", "phone_numbers.2"]
    assert set_up.put("blocked", number, phone_numbers=[f"+1415555{n:04}" for n in range(1000, 1201)]).status == 422
    assert set_up.put("blocked", number, phone_numbers=[f"+1415555{n:04}" for n in range(1000, 1200)]).status == 200
    assert set_up.put("blocked", number, phone_numbers=[]).body["phone_numbers"] == []


@pytest.mark.parametrize("what", ["hours", "voicemail", "ring", "blocked"])
@pytest.mark.parametrize(("as_", "status"), [(MEMBER, 200), (ADMIN, 200), (OTHER, 404), (STRANGER, 404)])
def test_settings_are_for_the_user_and_who_runs_the_team(
    set_up: CallSettingsHarness, what: str, as_: str, status: int
) -> None:
    """No one else reads or sets them; those of a member's own number are for its user alone."""
    number, own = set_up.add_number(1), set_up.add_number(2, holder=MEMBER)
    body: dict[str, Any] = {"hours": _HOURS, "blocked": {"phone_numbers": []}}.get(what, {})
    assert set_up.get(what, number, as_).status == set_up.put(what, number, as_, **body).status == status
    of_own = {MEMBER: 200, ADMIN: 409}.get(as_, 404)
    assert set_up.get(what, own, as_).status == set_up.put(what, own, as_, **body).status == of_own


@pytest.mark.parametrize("what", ["hours", "voicemail", "ring", "blocked"])
def test_only_an_active_number_is_set_up(set_up: CallSettingsHarness, what: str) -> None:
    """What was set before can be read."""
    number = set_up.add_number(status="suspended")
    body: dict[str, Any] = {"hours": _HOURS, "blocked": {"phone_numbers": []}}.get(what, {})
    assert set_up.put(what, number, **body).body["code"] == "number_not_active"
    assert set_up.get(what, number).status == 200


def test_a_number_shows_what_its_calls_do(set_up: CallSettingsHarness) -> None:
    """To those who may set it up, in a list and alone; others who see the number see neither."""
    number, own = set_up.add_number(1), set_up.add_number(2, holder=MEMBER)
    set_up.forward(number)
    set_up.put("hours", number, **_HOURS)
    set_up.put("blocked", number, phone_numbers=[ABROAD])
    set_up.put("ring", number, others=[OTHER])
    set_up.forward(own)
    seen = set_up.harness.see(number.number_id, MEMBER)
    assert seen["forwarding"]["to"] == AT_HOME
    assert seen["calls"].items() >= {"voicemail": True, "hours": True, "rings_others": 1, "blocked": 1}.items()
    assert "911" in seen["emergency_notice"]
    listed = set_up.harness.ask("GET /v1/numbers", OWNER).body["items"]
    assert [(it["forwarding"] or {}).get("to") for it in listed] == [AT_HOME, None]
    assert listed[1]["calls"] is None
    moved = set_up.harness.change(number.number_id, user_id=OTHER).body
    assert (moved["forwarding"], moved["calls"]["blocked"]) == (None, 0)
