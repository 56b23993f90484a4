"""Books that the customer can check (B16)."""

from datetime import timedelta

import pytest

from kernel import clock
from kernel.dynamodb.transact_items import update
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, Wallet, transfer
from services.billing.stores import ledger
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, TEAM, BillingHarness, invited


def test_the_statement_runs_from_entry_to_entry(harness: BillingHarness) -> None:
    """Each entry shows the balance that all up to it make; the last is the balance, over any number of pages."""
    harness.attach()
    harness.buy("10.00")
    for _ in range(5):
        harness.give("1.00")
    harness.deliver_events(invited("inv_1", 2 * DOLLAR))
    entries, cursor = [], None
    while True:
        query = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = harness.ask("GET /v1/ledger", query=query).body
        entries += page["items"]
        if (cursor := page["next_cursor"]) is None:
            break
    assert [entry["balance"]["amount"] for entry in entries] == [
        "10.00",
        "9.00",
        "8.00",
        "7.00",
        "6.00",
        "5.00",
        "3.00",
    ]
    assert entries[-1]["held"]["amount"] == "2.00"


def test_a_statement_begins_at_the_last_closing(harness: BillingHarness) -> None:
    """From a later day on, the balance goes on from what the entries before were summed up to."""
    then = clock.now() - timedelta(days=40)
    for days in range(4):
        book(harness, then + timedelta(days=days), f"old-{days}")
    harness.run("check_wallets")
    (closing,) = harness.items("CLOSING#")
    assert closing["parts"] == {"available": 4 * DOLLAR}
    start = clock.to_text(then + timedelta(days=2))
    page = harness.ask("GET /v1/ledger", query={"from": start, "to": clock.to_text(clock.now())}).body
    assert [entry["balance"]["amount"] for entry in page["items"]] == ["3.00", "4.00"]
    assert harness.ask("GET /v1/ledger").body["items"] == []


def test_each_night_every_wallet_is_recomputed(harness: BillingHarness) -> None:
    """Billing shows when it was checked, and that nothing differs (B16)."""
    harness.attach()
    harness.buy("10.00")
    harness.give("4.00")
    harness.run("check_wallets")
    (check,) = [it for it in harness.ask("GET /v1/billing/checks").body["items"] if it["wallet"] == TEAM]
    assert (check["balance"]["amount"], check["difference"]["amount"]) == ("6.00", "0.00")
    own = harness.ask("GET /v1/billing/checks", MEMBER).body["items"]
    assert [(it["wallet"], it["balance"]["amount"]) for it in own] == [(MEMBER, "4.00")]


def test_a_balance_that_its_entries_do_not_make_is_shown(harness: BillingHarness) -> None:
    """A balance that was tampered with is reported, and nothing is overwritten."""
    harness.attach()
    harness.buy("10.00")
    harness.table.commit([update(ledger.key(TEAM), add={"m:available": 5 * DOLLAR})])
    harness.run("check_wallets")
    (check,) = [it for it in harness.ask("GET /v1/billing/checks").body["items"] if it["wallet"] == TEAM]
    assert check["difference"]["amount"] == "5.00"
    assert harness.parts() == {"available": 15 * DOLLAR}


def test_an_admin_sees_the_entries_of_a_member(harness: BillingHarness) -> None:
    """Owners and admins can list the entries of a member's balance."""
    harness.attach()
    harness.buy("10.00")
    harness.give("4.00")
    page = harness.ask("GET /v1/ledger", ADMIN, query={"user_id": MEMBER}).body
    assert [(entry["kind"], entry["balance"]["amount"]) for entry in page["items"]] == [("allocation", "4.00")]


def test_what_another_team_gave_is_not_shown(harness: BillingHarness) -> None:
    """An admin sees of a member's entries what their team gave and what the member bought, no other team's."""
    gifts = (("g1", "given:team_2", 7), ("g2", "given:team_1", 4), ("g3", "own", 2))
    for cause, part, dollars in gifts:
        work = UnitOfWork(harness.table, RequestContext("acc_owner", clock.now(), "cor"))
        source, target = LedgerAccount("paypal", cause), LedgerAccount(MEMBER, part)
        ledger.post(work, transfer(cause, Kind.ALLOCATION, source, target, dollars * DOLLAR))
        work.commit()
    pages = [harness.ask("GET /v1/ledger", who, query={"user_id": MEMBER}).body for who in (ADMIN, MEMBER)]
    shown = [[(it["entry_id"], it["balance"]["amount"]) for it in page["items"]] for page in pages]
    assert shown == [[("g2", "4.00"), ("g3", "6.00")], [("g1", "7.00"), ("g2", "11.00"), ("g3", "13.00")]]


@pytest.mark.parametrize("balance", ["99999999999999999999_0", "1", "1_0_0", "x"])
def test_a_forged_cursor_is_refused(harness: BillingHarness, balance: str) -> None:
    """Only a cursor that a page returned is accepted (E4)."""
    for cause in ("c1", "c2"):
        book(harness, clock.now(), cause)
    cursor = harness.ask("GET /v1/ledger", query={"limit": "1"}).body["next_cursor"]
    forged = f"{balance}.{cursor.partition('.')[2]}"
    assert harness.ask("GET /v1/ledger", query={"cursor": forged}).body["code"] == "invalid_cursor"


def book(harness: BillingHarness, at: object, cause: str) -> None:
    """Book a dollar for the team, some time ago."""
    work = UnitOfWork(harness.table, RequestContext("acc_owner", at, "cor"))  # type: ignore[arg-type]
    ledger.post(
        work, transfer(cause, Kind.PURCHASE, LedgerAccount("paypal", cause), LedgerAccount(TEAM, "available"), DOLLAR)
    )
    work.save(ledger.list_new(Wallet(TEAM, {})))
    work.commit()
