"""The scan of the books finds each kind of fault: a scan that finds nothing proves something only then."""

from copy import deepcopy
from typing import Any

import pytest

from tests.books_scan import find_faults

AT = "2027-01-31T09:30:00.000000Z"
INDEX = {"sk": "JOURNAL", "at": AT, "gsi2pk": "JOURNALS#2027-01-31#03", "about": {}}
ITEMS: dict[str, dict[str, Any]] = {
    "journal": {
        "pk": "JOURNAL#c1",
        **INDEX,
        "lines": [["paypal", "pay_1", -9], ["paypal_fees", "pay_1", -1], ["team_1", "available", 10]],
    },
    "plan": {
        "pk": "JOURNAL#c2",
        **INDEX,
        "gsi1pk": "DEFERRED#pay_2",
        "lines": [
            ["paypal", "pay_2", -7],
            ["deferred", "pay_2", 4],
            ["revenue", "plans", 2],
            ["tax_payable", "inv_1", 1],
        ],
    },
    "entry": {"pk": "WALLET#team_1", "sk": f"ENTRY#{AT}#c1", "cause": "c1", "parts": {"available": 10}},
    "balance": {"pk": "WALLET#team_1", "sk": "BALANCE", "m:available": 10, "free": 10},
    "payment": {
        "pk": "PAYMENT#pay_2",
        "sk": "PAYMENT",
        "payment_id": "pay_2",
        "plans": 1,
        "granted": 7,
        "earned": 2,
        "taxed": 1,
    },
    "invoice": {
        "pk": "INVOICE#inv_1",
        "sk": "INVOICE",
        "invoice_id": "inv_1",
        "kind": "invoice",
        "taxes": [{"amount": 1}],
    },
    "held": {
        "pk": "JOURNAL#c3",
        **INDEX,
        "about": {"call_id": "call_1"},
        "lines": [["bank", "pay_1", -5], ["acc_1", "held:calls", 5]],
    },
    "held_entry": {
        "pk": "WALLET#acc_1",
        "sk": f"ENTRY#{AT}#c3",
        "cause": "c3",
        "parts": {"held:calls": 5},
    },
    "caller": {"pk": "WALLET#acc_1", "sk": "BALANCE", "m:held:calls": 5, "free": 5},
    "call": {
        "pk": "HOLD#call_1",
        "sk": "CALL",
        "call_id": "call_1",
        "account_id": "acc_1",
        "status": "held",
        "price": 0,
        "slices": [{"parts": {"own": 5}}],
    },
}
CAPTURE = {"payment_id": "pay_1", "net": "0.00001", "fee": "0.000001"}


def test_right_books_have_no_fault() -> None:
    """Nothing is found in books that are right."""
    assert find_faults(ITEMS.values(), [CAPTURE]) == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("journal", {"lines": [["paypal", "pay_1", -9], ["team_1", "available", 10]]}),
        ("journal", {"gsi2pk": "JOURNALS#2027-02-01#03"}),
        ("plan", {"gsi1pk": "DEFERRED#pay_1"}),
        ("entry", {"parts": {"available": 9}}),
        ("entry", {"cause": "c9"}),
        ("balance", {"m:available": 11, "free": 11}),
        ("balance", {"free": 11}),
        ("payment", {"earned": 3}),
        ("invoice", {"kind": "credit_note"}),
        ("journal", {"sk": "NONE"}),
        ("entry", {"sk": "NONE"}),
        ("call", {"slices": [{"parts": {"own": 4}}]}),
        ("call", {"status": "settled"}),
        ("call", {"price": 2}),
        ("call", {"sk": "NONE"}),
    ],
)
def test_each_fault_is_found(name: str, change: dict[str, Any]) -> None:
    """A journal, entry, balance, payment, tax or hold of a call that does not fit is a fault."""
    items = deepcopy(ITEMS)
    items[name] |= change
    assert find_faults(items.values(), [CAPTURE])


@pytest.mark.parametrize("change", [{"net": "0.00002"}, {"fee": "0.000002"}, {"payment_id": "pay_2"}])
def test_what_paypal_has_is_compared(change: dict[str, str]) -> None:
    """A capture of another amount or fee, or one that was not booked, is a fault."""
    assert find_faults(ITEMS.values(), [CAPTURE | change])
