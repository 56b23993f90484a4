"""How calls show: in the wallet, its entries, the month's statement and the books (B13, B16, B19)."""

import pytest

from kernel import clock
from services.billing.domain.call_words import words_of_call
from services.billing.domain.ledger import Kind
from tests.services.billing.calling import arrived, ended, has
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness
from tests.services.billing.test_closing import close, trial_balance
from tests.services.billing.test_statements import table


@pytest.mark.parametrize(
    ("kind", "about", "words"),
    [
        (Kind.HELD, {}, "Credits set aside for a call"),
        (Kind.SPENT, {"place": "Germany, mobile", "seconds": "200"}, "Call to Germany, mobile, 3 min 20 s"),
        (Kind.SPENT, {"seconds": "3660", "call_kind": "forwarding"}, "Forwarded call, 1 h 1 min"),
        (Kind.RELEASED, {"place": "Canada", "seconds": "0"}, "Call to Canada, not answered"),
        (Kind.RELEASED, {"place": "Canada", "seconds": "45"}, "No longer set aside for a call"),
        (Kind.SPENT, {"seconds": "45"}, "Call, 45 s"),
        (Kind.RETURNED, {"place": "Canada", "seconds": "45"}, ""),
    ],
)  # fmt: skip
def test_a_call_is_named_in_plain_words(kind: Kind, about: dict[str, str], words: str) -> None:
    """To where, and how long; what is no call has the words of its kind."""
    assert words_of_call(kind, about | {"call_id": "call_1"}) == words
    assert not words_of_call(kind, about)


def test_what_is_held_for_a_call_shows_apart(harness: BillingHarness) -> None:
    """Credits say what of the balance is free; entries have it in the balance until it is spent, as statements do."""
    has(harness, own=DOLLAR)
    harness.deliver_events(arrived())
    seen = harness.ask("GET /v1/users/{user_id}/credits", MEMBER, path={"user_id": "me"}).body
    assert (seen["balance"]["amount"], seen["held"]["amount"], seen["level"]) == ("0.85", "0.15", "enough")
    harness.deliver_events(ended(200))
    entries = harness.ask("GET /v1/ledger", MEMBER, query={"user_id": "me"}).body["items"][1:]
    assert [(it["text"], *(it[name]["amount"] for name in ("amount", "held", "balance"))) for it in entries] == [
        ("Credits set aside for a call", "0.00", "0.15", "1.00"),
        ("1 call", "-0.033334", "-0.15", "0.966666"),
    ]
    assert {it["by"]["user_id"] for it in entries} == {MEMBER}


def test_the_statement_has_what_calls_cost(harness: BillingHarness) -> None:
    """One row for a day's calls and texts; what is set aside meanwhile is no row."""
    has(harness, own=DOLLAR)
    harness.deliver_events(arrived("call_1"), ended(120, "call_1"), arrived("call_2"), ended(0, "call_2"))
    assert rows(harness) == [("1 call", "-0.02", "0.98")]
    harness.deliver_events(arrived("call_3"), ended(60, "call_3"), arrived("call_4"))
    assert rows(harness) == [("2 calls", "-0.03", "0.97")]


def rows(harness: BillingHarness) -> list[tuple[str, str, str]]:
    """Return what, amount and balance of the rows of the member's statement after what they bought."""
    return [(row[0], row[4], row[5]) for row in table(harness, as_=MEMBER)[3:-1]]


def test_the_books_have_an_account_for_calls(harness: BillingHarness) -> None:
    """Calls have a revenue of their own, and what they hold is a liability; the day is what the wallets hold (B19)."""
    harness.attach(MEMBER)
    harness.buy("1.00", MEMBER)
    harness.deliver_events(arrived("call_1"), ended(120, "call_1"), arrived("call_2"))
    today = f"{clock.now():%Y-%m-%d}"
    close(harness, today)
    report = trial_balance(harness, today)
    balances = {row["name"]: row["balance"] for row in report["accounts"]}
    assert balances["Revenue from calls"] == "0.02 credit"
    assert balances["Credits set aside"] == "0.15 credit"
    assert (report["sum"], report["wallets_differ"]) == ("0.00", {})
