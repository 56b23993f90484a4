"""The lines of the statement: in order, what is owed, for whom, and what PayPal was paid for (B13, B16)."""

from datetime import timedelta
from itertools import pairwise

from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.parts import AVAILABLE, HELD
from services.billing.domain.payment_fact import RefundFact, RefundStatus
from services.billing.stores import ledger
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.planning import number_requested
from tests.services.billing.test_allocating import spend


def entries(harness: BillingHarness, **query: str) -> list[dict[str, object]]:
    """Return the entries of the team's wallet as the owner sees them."""
    found: list[dict[str, object]] = harness.ask("GET /v1/ledger", query=query).body["items"]
    return found


def lines(harness: BillingHarness, *names: str) -> list[tuple[str, ...]]:
    """Return the kind and these amounts of each entry."""
    return [(str(it["kind"]), *(it[name]["amount"] for name in names)) for it in entries(harness)]  # type: ignore[index]


def test_a_charge_comes_before_what_it_pays_for(harness: BillingHarness) -> None:
    """The entries of one transaction are listed as they were booked: no balance between them is below zero."""
    harness.attach()
    harness.give("6.00")
    assert lines(harness, "paid", "amount", "balance") == [
        ("purchase", "6.00", "6.00", "6.00"),
        ("allocation", "0.00", "-6.00", "0.00"),
    ]


def test_a_line_says_for_whom_and_by_whom(harness: BillingHarness) -> None:
    """An allocation names its member and who gave it; a purchase is for no one in particular."""
    harness.attach()
    harness.buy("10.00")
    harness.give("4.00")
    bought, given = entries(harness)
    assert (bought["to"], bought["by"]) == (None, {"user_id": OWNER, "name": "owner"})
    assert (given["to"], given["by"]) == ({"user_id": MEMBER, "name": "member"}, {"user_id": OWNER, "name": "owner"})


def test_what_is_owed_has_a_column(harness: BillingHarness) -> None:
    """It rises by what PayPal took back beyond the balance, on every page, and from wherever the list begins."""
    harness.attach()
    payment_id = harness.buy("10.00").body["payment_id"]
    harness.give("4.00")
    spend(harness, MEMBER, 4 * DOLLAR)
    harness.record_payment_fact(payment_id, RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED, by_force=True))
    assert lines(harness, "paid", "balance", "owed")[-1] == ("reversal", "-10.00", "0.00", "4.00")
    first = harness.ask("GET /v1/ledger", query={"limit": "2"}).body
    rest = harness.ask("GET /v1/ledger", query={"limit": "2", "cursor": first["next_cursor"]}).body["items"]
    assert [it["owed"]["amount"] for it in rest] == ["4.00"]


def test_a_plan_is_a_line_with_its_invoice(harness: BillingHarness) -> None:
    """What PayPal was paid for number plans is in the statement of who paid it, and changes no balance."""
    harness.attach()
    harness.deliver_events(number_requested())
    assert lines(harness, "paid", "amount", "balance") == [("plans", "1.00", "0.00", "0.00")]
    (line,) = entries(harness)
    (invoice,) = harness.ask("GET /v1/invoices").body["items"]
    assert line["invoice"] == {"invoice_id": invoice["invoice_id"], "number": invoice["number"]}
    assert line["about"]["payment_id"] == invoice["payment_id"]  # type: ignore[index]


def test_a_plan_that_is_refunded_is_a_line(harness: BillingHarness) -> None:
    """With what came back, below the charge."""
    harness.attach()
    harness.deliver_events(number_requested())
    (payment,) = harness.items("PAYMENT")
    harness.record_payment_fact(payment["payment_id"], RefundFact("ref_1", DOLLAR, RefundStatus.COMPLETED))
    assert lines(harness, "paid", "amount") == [("plans", "1.00", "0.00"), ("refund", "-1.00", "0.00")]


def test_what_was_paid_adds_up_to_the_payments(harness: BillingHarness) -> None:
    """Of each payment the lines say what PayPal captured less what it took back."""
    harness.attach()
    harness.buy("10.00")
    harness.give("12.00")
    harness.deliver_events(number_requested())
    for place, payment in enumerate(harness.items("PAYMENT")):
        fact = RefundFact(f"ref_{place}", payment["captured"] // 2, RefundStatus.COMPLETED)
        harness.record_payment_fact(payment["payment_id"], fact)
    paid: dict[str, int] = {}
    for entry in harness.items("ENTRY"):
        its_id = entry["about"].get("payment_id", "")
        paid[its_id] = paid.get(its_id, 0) + entry.get("paid", 0)
    kept = {payment["payment_id"]: payment["captured"] // 2 for payment in harness.items("PAYMENT")}
    assert {its_id: amount for its_id, amount in paid.items() if amount} == kept


def test_balances_follow_from_line_to_line(harness: BillingHarness) -> None:
    """Each balance is the one before and what its line changes, whatever happened at once."""
    harness.attach()
    for amount in ("3.00", "5.00"):
        harness.buy(amount)
        harness.give("4.00")
    start = clock.to_text(clock.now() - timedelta(days=1))
    found = [
        (float(it["balance"]["amount"]), float(it["amount"]["amount"])) for it in entries(harness, **{"from": start})
    ]  # type: ignore[index]
    assert all(after == before + amount for (before, _), (after, amount) in pairwise(found))
    assert min(balance for balance, _ in found) >= 0


def test_many_entries_of_one_change_are_listed_as_they_were_booked(harness: BillingHarness) -> None:
    """Twelve promises that are funded at once: their lines are in this order, beyond the tenth as well."""
    booked = [
        transfer(f"held:{place:02}", Kind.HELD, LedgerAccount(TEAM, AVAILABLE), LedgerAccount(TEAM, HELD), DOLLAR)
        for place in range(12)
    ]
    harness.attach()
    harness.buy("20.00")
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        ledger.post(work, *booked)
        work.commit()
    assert [it["entry_id"] for it in entries(harness)[1:]] == [journal.key for journal in booked]


def test_a_members_own_invoice_is_theirs_alone(harness: BillingHarness) -> None:
    """Who manages the team sees that a member bought credits, and no invoice of it."""
    harness.attach(MEMBER)
    harness.buy("10.00", MEMBER)
    harness.world.settle()
    (own,), (seen,) = (
        harness.ask("GET /v1/ledger", as_, query={"user_id": MEMBER}).body["items"] for as_ in (MEMBER, OWNER)
    )
    assert (own["kind"], own["invoice"] is None, seen["kind"], seen["invoice"]) == ("purchase", False, "purchase", None)
