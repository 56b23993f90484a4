"""Reads all items of billing's table, and says where the books are wrong. It shares no code with the ledger (B3, B19).

What it knows of the table are the names of items and attributes. Amounts are whole micro-dollars.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from tests import usage_scan

Item = Mapping[str, Any]
_RESTS = ("deferred", "tax_disputed")
_OUTSIDE = ("paypal", "bank", "paypal_fees", "revenue", "tax_payable", "credit_tax", "promotions", *_RESTS)


def find_faults(
    items: Iterable[Item], captures: Iterable[Item] = (), movements: Iterable[Item] | None = None
) -> list[str]:
    """Return a sentence for each fault; `captures` are those of PayPal's that the clearing account must equal.

    `movements`, if given, are those at PayPal of no capture: payouts, deposits and fees are booked, no others.
    """
    by_kind: dict[str, list[Item]] = {}
    items = list(items)
    for item in items:
        by_kind.setdefault(str(item["sk"]).split("#")[0], []).append(item)
    of_usage = [journal for of_kind in by_kind.values() for item in of_kind for journal in _as_journals(item)]
    journals = [*by_kind.get("JOURNAL", []), *of_usage]
    posted = Counter[tuple[str, str]]()
    for journal in journals:
        for wallet, part, amount in journal["lines"]:
            posted[wallet, part] += int(amount)
    return [
        *usage_scan.find_faults(items),
        *_of_journals(journals),
        *_of_wallets(by_kind, posted),
        *_of_entries(by_kind.get("ENTRY", []), journals),
        *_of_calls(by_kind.get("CALL", []), journals),
        *_of_plans(by_kind.get("PAYMENT", []), posted),
        *_of_taxes(by_kind.get("INVOICE", []), posted),
        *_of_captures(captures, posted),
        *(_of_movements(movements, journals) if movements is not None else ()),
    ]


def parts_of(entry: Item) -> Counter[str]:
    """Return what an entry changes in its wallet, by part: that of an hour's usage has a sum for each quarter."""
    found = Counter[str]({part: int(amount) for part, amount in entry.get("parts", {}).items()})
    for name, amount in entry.items():
        if name.startswith("p:"):
            found[name.split(":", 2)[2]] += int(amount)
    return found


def _as_journals(item: Item) -> Iterator[Item]:
    """Yield the records of an item as the journals that they are; those that are listed where they are late, once."""
    if not item["pk"].startswith("USAGE#") or "#late" in item["sk"]:
        return
    account_id = item["pk"].split("#")[1]
    for name, record in item.items():
        if name.startswith("r:") and record[11]:
            lines = [[wallet or account_id, part, amount] for wallet, part, amount in record[11]]
            about = {"call_id": name[2:]} if record[1] in ("call", "forwarding") else {}
            at = usage_scan.text_of(record[8])
            of_day = f"JOURNALS#{at[:10]}#"
            yield {"pk": f"JOURNAL#usage:{name[2:]}", "lines": lines, "about": about, "at": at, "gsi2pk": of_day}


def _of_journals(journals: list[Item]) -> Iterator[str]:
    for journal in journals:
        if sum(int(amount) for _, _, amount in journal["lines"]):
            yield f"{journal['pk']} does not sum to zero"
        if not journal["gsi2pk"].startswith(f"JOURNALS#{journal['at'][:10]}#"):
            yield f"{journal['pk']} is not in the index of its day"
        of_deferred = [f"DEFERRED#{part}" for account, part, _ in journal["lines"] if account in _RESTS]
        if of_deferred and journal.get("gsi1pk") not in of_deferred:
            yield f"{journal['pk']} is not in the index of its deferred revenue"


def _of_wallets(by_kind: Mapping[str, list[Item]], posted: Mapping[tuple[str, str], int]) -> Iterator[str]:
    balances, entries = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item in by_kind.get("BALANCE", []):
        of_item = {name[2:]: int(value) for name, value in item.items() if name.startswith("m:")}
        balances.update({(_wallet(item), part): amount for part, amount in of_item.items()})
        free = sum(amount for part, amount in of_item.items() if part not in ("held", "owed"))
        if int(item.get("free", 0)) != free:
            yield f"{_wallet(item)} has {free} that is free, and says {item.get('free')}"
        if any(amount < 0 for part, amount in of_item.items() if part != "owed") or of_item.get("owed", 0) > 0:
            yield f"{_wallet(item)} has {of_item}"
    for item in by_kind.get("ENTRY", []):
        for part, amount in parts_of(item).items():
            entries[_wallet(item), part] += amount
    for place in sorted({*balances, *entries, *(it for it in posted if it[0] not in _OUTSIDE)}):
        if not balances[place] == entries[place] == posted.get(place, 0):
            yield f"{place} is {balances[place]}, by its entries {entries[place]}, by journals {posted.get(place, 0)}"


def _of_entries(entries: list[Item], journals: list[Item]) -> Iterator[str]:
    lines: dict[tuple[str, str], Counter[str]] = {}
    for journal in journals:
        for wallet, part, amount in journal["lines"]:
            lines.setdefault((str(journal["pk"])[len("JOURNAL#") :], wallet), Counter())[part] += int(amount)
    for entry in (it for it in entries if "cause" in it):
        moved = {part: amount for part, amount in lines.get((entry["cause"], _wallet(entry)), {}).items() if amount}
        if moved != {part: int(amount) for part, amount in entry["parts"].items()}:
            yield f"the entry of {entry['cause']} in {_wallet(entry)} is not its journal"


def _of_calls(calls: list[Item], journals: list[Item]) -> Iterator[str]:
    """What a running call holds is what was set aside for it; an ended one holds nothing, and its price is revenue."""
    moved: dict[str, Counter[tuple[str, str]]] = {}
    for journal in journals:
        if "call_id" in journal["about"]:
            of_call = moved.setdefault(journal["about"]["call_id"], Counter())
            for wallet, part, amount in journal["lines"]:
                of_call[wallet, part] += int(amount)
    for call in calls:
        lines = moved.pop(call["call_id"], Counter())
        running = call["status"] == "held"
        held = sum(int(it) for one in call["slices"] for it in one["parts"].values()) if running else 0
        found = lines[call["account_id"], "held:calls"], lines["revenue", "calls"]
        if found != (held, int(call["price"])):
            yield f"{call['call_id']} holds {held} and costs {call['price']}, and the books have {found}"
    for call_id, lines in moved.items():
        if any(amount for (_, part), amount in lines.items() if part == "held:calls"):
            yield f"{call_id} has no hold, and something is held for it"


def _of_plans(payments: list[Item], posted: Mapping[tuple[str, str], int]) -> Iterator[str]:
    for item in payments:
        granted, taxed, credited = (int(item.get(name, 0)) for name in ("granted", "taxed", "credited"))
        in_credit = credited * taxed // granted if granted else 0
        rest = granted - int(item.get("earned", 0)) - taxed - credited + in_credit
        if int(item.get("plans", 0)) and posted.get(("credit_tax", item["payment_id"]), 0) != -in_credit:
            yield f"{item['payment_id']} has {in_credit} of tax in its credit for unused days, and the books have not"
        deferred, lacking = (posted.get((account, item["payment_id"]), 0) for account in _RESTS)
        if (deferred, lacking) != ((max(0, rest), min(0, rest)) if int(item.get("plans", 0)) else (0, 0)):
            yield f"{item['payment_id']} has {rest} that is not earned, {deferred} is deferred, its tax lacks {lacking}"


def _of_taxes(documents: list[Item], posted: Mapping[tuple[str, str], int]) -> Iterator[str]:
    for item in documents:
        sign = -1 if item["kind"] == "credit_note" else 1
        owed = sign * sum(int(tax["amount"]) for tax in item["taxes"])
        payable = posted.get(("tax_payable", item["invoice_id"]), 0)
        if owed != payable:
            yield f"{item['invoice_id']} has {owed} of tax, and {payable} is payable"


def _of_captures(captures: Iterable[Item], posted: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """The clearing account has what PayPal keeps for us of each capture, less its fee, which is in the fees."""
    for capture in captures:
        net, fee = (int(Decimal(capture[name]) * 1_000_000) for name in ("net", "fee"))
        ours = [-posted.get((account, capture["payment_id"]), 0) for account in ("paypal", "paypal_fees")]
        if ours != [net - fee, fee]:
            yield f"{capture['payment_id']}: PayPal has {net - fee} and keeps {fee}, and the books have {ours}"


def _of_movements(movements: Iterable[Item], journals: list[Item]) -> Iterator[str]:
    """Each movement is one journal that takes its amount and its fee from clearing; fees are an expense."""
    booked = {str(it["pk"])[len("JOURNAL#paypal:") :]: it for it in journals if it["pk"].startswith("JOURNAL#paypal:")}
    movements = list(movements)
    fees = {movement["transaction_id"] for movement in movements if movement["code"].startswith("T01")}
    for movement in movements:
        is_bank = movement["code"][:3] in ("T03", "T04") or movement["code"] in ("T1101", "T1104")
        is_fee = movement["code"].startswith("T01") or (movement["code"] == "T1108" and movement["reference"] in fees)
        if movement["status"] not in ("S", "V") or not (is_bank or is_fee):
            continue
        amount, fee = (int(Decimal(movement[name]) * 1_000_000) for name in ("amount", "fee"))
        wanted = Counter(paypal=-amount - fee, paypal_fees=fee)
        wanted["paypal_fees" if is_fee else "bank"] += amount
        found = Counter[str]()
        for account, part, moved in booked.pop(movement["transaction_id"], {"lines": []})["lines"]:
            found[account if part == movement["transaction_id"] else part] += int(moved)
        if {name: it for name, it in found.items() if it} != {name: it for name, it in wanted.items() if it}:
            yield f"{movement['transaction_id']} is {dict(wanted)} at PayPal, and {dict(found)} in the books"
    yield from (f"{its_id} is booked, and not at PayPal" for its_id in booked)


def _wallet(item: Item) -> str:
    return str(item["pk"])[len("WALLET#") :]
