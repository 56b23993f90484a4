"""What the simulated carrier can be asked about calls that were: events, records, deliveries."""

import pytest

from tests.simulators.caller import TARGET, Caller, error_of

_ENDED = ("call.cost", "call.cost")


def test_events_are_listed(caller: Caller) -> None:
    """Events of a leg or a call are its commands and webhooks, in their order."""
    leg = caller.call(seconds=6)
    caller.obey(leg, "transfer", to=TARGET)
    caller.events(*_ENDED)
    found = caller.customer.get("call_events", **{"filter[leg_id]": leg["call_leg_id"]})
    assert [(it["type"], it["name"]) for it in found] == [
        ("webhook", "call.initiated"),
        ("command", "transfer"),
        ("webhook", "call.answered"),
        ("webhook", "call.bridged"),
        ("webhook", "call.hangup"),
        ("webhook", "call.cost"),
    ]
    ends = {"filter[application_session_id]": leg["call_id"], "filter[name]": "call.hangup"}
    assert len(caller.customer.get("call_events", **ends)) == 2
    assert error_of(caller.customer.ask("GET", "call_events", params={"filter[session]": "x"})) == (422, "10015")


def test_records_are_listed(caller: Caller) -> None:
    """Each ended leg has a record with the seconds and the cost; a page has at most 50."""
    leg = caller.call(seconds=61)
    caller.obey(leg, "transfer", to=TARGET)
    caller.events(*_ENDED)
    asked = {"filter[record_type]": "call-control"}
    found = caller.customer.get("detail_records", **asked)
    assert [(it["call_sec"], it["billed_sec"]) for it in found] == [(61, 66), (61, 66)]
    assert len(caller.customer.get("detail_records", **asked, **{"page[size]": "1", "page[number]": "2"})) == 1
    assert caller.customer.get("detail_records", **{"filter[record_type]": "messaging"}) == []
    for wrong in (
        {"page[size]": "51"},
        {"page[number]": "0"},
        {"page[size]": "many"},
        {"filter[record_type]": "calls"},
    ):
        assert error_of(caller.customer.ask("GET", "detail_records", params=asked | wrong)) == (400, "10015")


@pytest.mark.parametrize("filters", [{"filter[status][eq]": "lost"}, {"page[size]": "251"}])
def test_deliveries_are_filtered(caller: Caller, filters: dict[str, str]) -> None:
    """A status that there is not, or too large a page, is refused."""
    caller.call()
    caller.events("call.initiated")
    assert caller.customer.get("webhook_deliveries", **{"filter[status][eq]": "failed"}) == []
    assert error_of(caller.customer.ask("GET", "webhook_deliveries", params=filters)) == (422, "10015")


def test_questions_fail(caller: Caller) -> None:
    """A fault can be for what is asked of calls that were, too."""
    caller.post("calls/behaviour", fault="down", only=["events"])
    assert caller.customer.ask("GET", "call_events").status_code == 503
    assert caller.customer.ask("GET", "call_events").status_code == 200
