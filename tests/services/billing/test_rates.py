"""The rate deck as the portal and its public page read it (B11)."""

from typing import Any

from tests.services.billing.harness import BillingHarness

ROUTE = "GET /v1/rates"


def rates(harness: BillingHarness, **query: str) -> list[dict[str, Any]]:
    """Return the rates of one page, without an access token."""
    reply = harness.ask(ROUTE, "", query=query)
    assert reply.status == 200, reply.body
    items: list[dict[str, Any]] = reply.body["items"]
    return items


def test_a_whole_number_has_one_rate(harness: BillingHarness) -> None:
    """Asked for a number, the answer is what it costs, however it is written."""
    for written in ("+447900234567", "+44 7911 (234) 567", "44-7911-234567"):
        (rate,) = rates(harness, prefix=written)
        assert (rate["place"], rate["call_per_minute"]["amount"], rate["rounding"]) == (
            "United Kingdom, mobile",
            "0.035",
            "minute",
        )


def test_a_country_has_its_rates_and_what_is_not_served(harness: BillingHarness) -> None:
    """A country code returns landline, mobile, and the ranges that are not served."""
    shown = {it["place"]: it["served"] for it in rates(harness, prefix="+49")}
    assert shown == {
        "Germany, landline": True,
        "Germany, mobile": True,
        "Germany, premium and personal": False,
    }


def test_the_pages_are_the_whole_deck_once(harness: BillingHarness) -> None:
    """Page after page, each place comes once, home first; every page says which deck it is of."""
    found: list[str] = []
    cursor: str | None = "0"
    while cursor:
        reply = harness.ask(ROUTE, "", query={"limit": "40", "cursor": cursor})
        assert reply.body["version"] == "2026-11"
        found += [it["place"] for it in reply.body["items"]]
        cursor = reply.body["next_cursor"]
    assert found[:2] == ["United States", "Canada"]
    assert len(found) == len(set(found)) > 100


def test_a_wrong_prefix_or_cursor_is_refused(harness: BillingHarness) -> None:
    """The answer names the field."""
    for query in ({"prefix": "Germany"}, {"cursor": "next"}):
        reply = harness.ask(ROUTE, "", query=query)
        assert (reply.status, reply.body["errors"][0]["field"]) == (422, next(iter(query)))
