"""The scan of usage finds each kind of fault: a scan that finds nothing proves something only then."""

import json
import struct
import zlib
from copy import deepcopy
from typing import Any

import pytest

from tests import books_scan
from tests.usage_scan import find_faults

PACK, SUMS = "USAGE#acc_1#2027-01", "SUMS#team_1#2027-01"


def record(amount: int, at: str, counted: str = "", units: int = 1) -> list[Any]:
    """Return a text as it is stored."""
    lines = [["", "own", -amount], ["revenue", "texts", amount]] if units > 0 else []
    about = ["team_1", "text", "num_1", "US", "United States", "deck"]
    return [*about, amount, f"2027-01-31T{at}:00.000000Z", f"2027-01-31T{counted or at}:00.000000Z", 0, units, lines]


def packed(*series: list[Any], said: tuple[int, ...] = ()) -> bytes:
    """Return a folded day: of each series its names, its sums, and what was used in one quarter."""
    names = json.dumps([[*names, 1, *(said or used[1:])] for *names, used in series])
    columns = [value for column in zip(*(used for *_, used in series), strict=True) for value in column]
    head = zlib.compress(names.encode())
    return len(head).to_bytes(4, "little") + head + zlib.compress(struct.pack(f"<{len(columns)}q", *columns))


ITEMS: dict[str, dict[str, Any]] = {
    "pack": {"pk": PACK, "sk": "2027-01-31T09:05", "r:m1": record(7, "09:05"), "r:m2": record(5, "09:05", "09:35")},
    "refund": {"pk": PACK, "sk": "2027-01-31T10:50", "r:m3": record(4, "10:50"), "x:m4": True}
    | {"r:m3:refund": record(-4, "10:50", "11:00", units=-1)},
    "late": {"pk": PACK, "sk": "2027-01-31T09:35#late", "r:m2": record(5, "09:05", "09:35")},
    "first": {"pk": PACK, "sk": "2027-01-31T12:00", "x:m5": True, "closed": True},
    "second": {"pk": PACK, "sk": "2027-01-31T12:00#0001", "x:m6": True, "closed": True},
    "third": {"pk": PACK, "sk": "2027-01-31T12:00#0002", "x:m7": True},
    "hour": {
        "pk": "WALLET#acc_1",
        "sk": "ENTRY#2027-01-31T09:59:59.999999Z#usage",
        "p:00:own": -7,
        "p:30:own": -5,
        "a:00:text:US:num_1": 7,
        "n:00:text:US:num_1": 1,
        "a:30:text:US:num_1": 5,
        "n:30:text:US:num_1": 1,
    },
    "next": {
        "pk": "WALLET#acc_1",
        "sk": "ENTRY#2027-01-31T10:59:59.999999Z#usage",
        "p:45:own": -4,
        "a:45:text:US:num_1": 4,
        "n:45:text:US:num_1": 1,
    },
    "last": {
        "pk": "WALLET#acc_1",
        "sk": "ENTRY#2027-01-31T11:59:59.999999Z#usage",
        "a:00:text:US:num_1": -4,
        "n:00:text:US:num_1": -1,
        "b:00:text:US:num_1": 1,
    },
    "sums": {"pk": SUMS, "sk": "acc_1#31#09", "a:00:text:US:num_1": 12, "n:00:text:US:num_1": 2, "rev": 2},
    "cube": {"pk": SUMS, "sk": "CUBE#31#000", "runs": packed(["acc_1", "text", "US", "num_1", (40, 4, 1, 0)])},
    "cube_2": {"pk": SUMS, "sk": "CUBE#31#001", "runs": packed(["acc_1", "text", "US", "num_1", (44, -4, -1, 0)])},
    "day": {"pk": SUMS, "sk": "DAY#31", "runs": packed(["", "text", "US", "", (40, 0, 0, 0)])},
    "books": {"pk": "BOOKS#2027-01-31", "sk": "USAGE#00", "debit:own": 12, "credit:revenue:texts": 12},
    "books_2": {"pk": "BOOKS#2027-01-31", "sk": "USAGE#07", "debit:own": 4, "credit:revenue:texts": 4},
}


def test_right_usage_has_no_fault() -> None:
    """Nothing is found where all adds up: a text, a late one, one that is taken back, and a day folded in part."""
    assert find_faults(ITEMS.values()) == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("pack", {"r:m1": record(8, "09:05")}),
        ("pack", {"r:m5": record(0, "09:05")}),
        ("pack", {"sk": "2027-01-31T09:06"}),
        ("pack", {"pk": "USAGE#acc_1#2027-02"}),
        ("pack", {"x:m1": True}),
        ("pack", {"r:m2": record(5, "09:05")}),
        ("refund", {"r:m3:refund": record(-3, "10:50", "11:00", units=-1)}),
        ("refund", {"r:m3:refund": [*record(-4, "10:50", "11:00", units=-1)[:-1], [["", "own", 4]]]}),
        ("late", {"sk": "2027-01-31T09:35"}),
        ("second", {"sk": "2027-01-31T12:00#0003"}),
        ("late", {"r:m2": record(6, "09:05", "09:35")}),
        ("hour", {"p:30:own": -6}),
        ("hour", {"p:00:own": -5, "p:30:own": -7}),
        ("hour", {"a:00:text:US:num_1": 8}),
        ("hour", {"n:30:text:US:num_1": 2}),
        ("hour", {"s:30:text:US:num_1": 1}),
        ("hour", {"pk": "WALLET#acc_2"}),
        ("next", {"sk": "ENTRY#2027-01-31T12:59:59.999999Z#usage"}),
        ("last", {"b:00:text:US:num_1": 2}),
        ("sums", {"n:00:text:US:num_1": 3}),
        ("sums", {"pk": "SUMS#team_2#2027-01"}),
        ("sums", {"sk": "acc_2#31#09"}),
        ("cube", {"sk": "CUBE#30#000"}),
        ("cube", {"runs": packed(["acc_1", "text", "US", "num_1", (40, 5, 1, 0)])}),
        ("cube", {"runs": packed(["acc_1", "text", "CA", "num_1", (40, 4, 1, 0)])}),
        ("day", {"runs": packed(["", "text", "US", "", (40, 1, 0, 0)])}),
        ("day", {"runs": packed(["", "text", "US", "", (40, 0, 0, 0)], said=(0, 1, 0))}),
        ("books", {"credit:revenue:texts": 13}),
        ("books", {"credit:revenue:texts": 0, "credit:revenue:calls": 12}),
        ("books_2", {"pk": "BOOKS#2027-02-01"}),
    ],
)
def test_each_fault_is_found(name: str, change: dict[str, Any]) -> None:
    """A record, an hour, a team's day, its totals or the books' turnover that do not fit are a fault."""
    items = deepcopy(ITEMS)
    items[name] |= change
    assert find_faults(items.values())


@pytest.mark.parametrize("name", [name for name in ITEMS if name not in ("day", "third")])
def test_whatever_is_missing_is_found(name: str) -> None:
    """Each item is needed; but totals of a day that add up to nothing, and what was refused."""
    assert find_faults([item for key, item in ITEMS.items() if key != name])


def test_a_record_that_does_not_sum_to_zero_is_found() -> None:
    """Whatever else is as it says."""
    lines = [["", "own", -7], ["revenue", "texts", 7], ["paypal", "x", 1]]
    odd = {"pk": PACK, "sk": "2027-01-31T09:05", "r:m1": [*record(7, "09:05")[:-1], lines]}
    assert "m1 does not sum to zero" in find_faults([odd])


@pytest.mark.parametrize("paid_by", [("team_1", "available"), ("acc_1", "owed"), ("promotions", "grt_1")])
def test_a_record_that_takes_its_price_from_elsewhere_is_found(paid_by: tuple[str, str]) -> None:
    """It takes what is left to its user: debts, and other wallets, are for journals."""
    lines = [[*paid_by, -7], ["revenue", "texts", 7]]
    odd = {"pk": PACK, "sk": "2027-01-31T09:05", "r:m1": [*record(7, "09:05")[:-1], lines]}
    assert [fault for fault in find_faults([odd]) if "user" in fault]


@pytest.mark.parametrize("fault", ["", "balance", "hour"])
def test_a_record_is_a_journal_of_its_wallet(fault: str) -> None:
    """Records, hours and the balance say the same of a wallet, beside its journals and their entries (B3)."""
    bought = {
        "pk": "JOURNAL#c1",
        "sk": "JOURNAL",
        "at": "2027-01-31T09:00:00.000000Z",
        "gsi2pk": "JOURNALS#2027-01-31#03",
        "about": {},
        "lines": [["bank", "b", -20], ["acc_1", "own", 20]],
    }
    entry = {"pk": "WALLET#acc_1", "sk": "ENTRY#2027-01-31T09:00:00.000000Z#00#c1", "cause": "c1", "parts": {"own": 20}}
    left = 9 if fault == "balance" else 8
    balance = {"pk": "WALLET#acc_1", "sk": "BALANCE", "m:own": left, "free": left, "spent:2027-01": 12}
    back = {"pk": "WALLET#acc_1", "sk": "ENTRY#2027-01-31T11:00:00.000000Z#00#c2", "cause": "c2", "parts": {"own": 4}}
    refund = bought | {"pk": "JOURNAL#c2", "lines": [["revenue", "texts", -4], ["acc_1", "own", 4]]}
    items = deepcopy(ITEMS)
    items["hour"] |= {"p:30:own": -6} if fault == "hour" else {}
    found = books_scan.find_faults([*items.values(), bought, entry, balance, back, refund])
    assert bool(found) is bool(fault)
