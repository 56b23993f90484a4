"""What the simulated carrier can be asked about calls that were: events, records, deliveries."""

from decimal import Decimal
from typing import Any

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
        {"filter[date_range][gte]": "2026-11-29"},
        {"sort": "-created_at"},
    ):
        assert error_of(caller.customer.ask("GET", "detail_records", params=asked | wrong)) == (400, "10015")


def test_records_have_each_its_part_of_the_cost(caller: Caller) -> None:
    """Each service of the carrier has a record of a leg; together they cost what the report of the leg says."""
    caller.obey(caller.call(seconds=61), "transfer", to=TARGET)
    reported = {it["payload"]["call_leg_id"]: it["payload"].get("total_cost") for it in caller.events(*_ENDED)}
    parts = [_records(caller, kind) for kind in ("call-control", "sip-trunking")]
    assert len({record["id"] for records in parts for record in records}) == 4
    for leg_id, total in reported.items():
        cost = sum(Decimal(it["cost"]) for records in parts for it in records if it["telnyx_leg_id"] == leg_id)
        assert abs(cost - Decimal(total or 0)) <= Decimal("0.0001")


@pytest.mark.parametrize(("bound", "many"), [("gte", 2), ("gt", 1), ("lte", 1), ("lt", 0)])
def test_records_are_found_by_when_they_began(caller: Caller, bound: str, many: int) -> None:
    """The oldest first; the bounds are those of the first one."""
    caller.obey(caller.call(seconds=61), "transfer", to=TARGET)
    caller.events(*_ENDED)
    first, second = _records(caller, "sip-trunking")
    assert first["started_at"] < second["started_at"]
    found = _records(caller, "sip-trunking", **{f"filter[started_at][{bound}]": first["started_at"]})
    assert len(found) == many


def _records(caller: Caller, kind: str, **asked: str) -> list[dict[str, Any]]:
    return list(caller.customer.get("detail_records", **{"filter[record_type]": kind} | asked))


@pytest.mark.parametrize("filters", [{"filter[status][eq]": "lost"}, {"page[size]": "251"}, {"filter[since]": "x"}])
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
