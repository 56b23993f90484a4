"""Stores the runs of the comparison with PayPal, and what they found.

| question | key | index |
|---|---|---|
| up to when was PayPal compared | RECONCILIATION / WATERMARK | |
| which runs were there, newest first | RECONCILIATION / RUN#run | |
| which parts of a run are done, with what sums | RECONCILIATION#run / PART#part | |
| how did PayPal and the ledger differ on a day | RECONCILIATION#day / LINE#cause#what | |
| which payments that were paid on a day did a page of PayPal's list have | LISTED#day#shard / window#page#skip | |

A difference is one line, however often it is found: what is there is never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, put, put_new, update
from kernel.problems import Stale
from services.billing.domain.payment import Payment
from services.billing.domain.reconciliation import Part, Reconciliation
from services.billing.stores import payments

_PK = "RECONCILIATION"
_LISTED_FOR = timedelta(days=40)  # longer than a run looks back


def find_watermark(table: Table) -> datetime | None:
    """Return up to when PayPal was compared, or None before the first run has ended."""
    item = table.get(_PK, "WATERMARK")
    return clock.from_text(item["until"]) if item else None


def move_watermark(until: datetime) -> TransactItem:
    """Move the watermark; refuse with Stale if it is there already, or beyond."""
    text = clock.to_text(until)
    later = Attr("until").not_exists() | Attr("until").lt(text)
    return update({"pk": _PK, "sk": "WATERMARK"}, set={"until": text}, only_if=later, on_conflict=Stale())


def create(run: Reconciliation, at: datetime) -> TransactItem:
    """Write a new run."""
    return put_new(_run_key(run.run) | to_item(run) | {"started_at": clock.to_text(at)}, on_conflict=Stale())


def find(table: Table, run: str) -> Reconciliation | None:
    """Return a run, or None."""
    key = _run_key(run)
    item = table.get(key["pk"], key["sk"])
    return from_item(Reconciliation, item) if item else None


def advance(run: Reconciliation, at: datetime) -> TransactItem:
    """Set a run to its next stage; refuse with Stale if it is there already."""
    stage = run.next().stage.value
    only_if = Attr("stage").eq(run.stage.value)
    return update(
        _run_key(run.run), set={"stage": stage, f"{stage}_at": clock.to_text(at)}, only_if=only_if, on_conflict=Stale()
    )


def list_newest(table: Table, limit: int) -> list[Item]:
    """Return the last runs, newest first."""
    return table.query(_PK, begins="RUN#", limit=limit, newest_first=True).items


def first_start(table: Table) -> datetime | None:
    """Return when the first run of all was started, or None before it."""
    first = table.query(_PK, begins="RUN#", limit=1).items
    return clock.from_text(first[0]["started_at"]) if first else None


def save_part(run: str, part: Part, sums: dict[str, int]) -> TransactItem:
    """Write that a part of a run is done, with what it has added up."""
    return put({"pk": f"{_PK}#{run}", "sk": f"PART#{part.name}", "part": part.name, "sums": sums})


def list_done(table: Table, run: str) -> dict[str, dict[str, int]]:
    """Return the sums of the parts of a run that are done, by name."""
    return {item["part"]: item["sums"] for item in table.query_all(f"{_PK}#{run}", begins="PART#")}


def has_line(table: Table, day: str, cause: str, what: str) -> bool:
    """Return whether a difference is in the report of its day."""
    return table.get(f"{_PK}#{day}", f"LINE#{cause}#{what}") is not None


def save_line(day: str, cause: str, what: str, **more: str | int) -> TransactItem:
    """Write a difference into the report of its day; refuse with Stale if it is there."""
    key = {"pk": f"{_PK}#{day}", "sk": f"LINE#{cause}#{what}"}
    return put_new({**key, "cause": cause, "what": what, **more}, on_conflict=Stale())


def list_lines(table: Table, day: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the differences of a day."""
    return table.query(f"{_PK}#{day}", begins="LINE#", limit=limit, cursor=cursor)


def find_payments(table: Table, payment_ids: Iterable[str]) -> dict[str, Payment]:
    """Return those of up to 100 payments that are ours, by id."""
    found = table.get_each(map(payments.key, payment_ids))
    return {item["payment_id"]: payments.loaded(item) for item in found if item}


def find_by_captures(table: Table, capture_ids: Iterable[str]) -> dict[str, str]:
    """Return the ids of the payments of up to 100 captures, by capture; those that are not known are left out."""
    found = table.get_many((f"CAPTURE#{capture_id}", "CAPTURE") for capture_id in capture_ids)
    return {pk.removeprefix("CAPTURE#"): str(item["payment_id"]) for (pk, _), item in found.items()}


def list_paid(table: Table, day: str, shard: int, limit: int, cursor: str | None) -> tuple[list[Payment], str | None]:
    """Return some payments whose capture completed on a day (UTC), and the cursor of the next ones."""
    page = table.query(f"PAID#{day}#{shard}", index="gsi2", limit=limit, cursor=cursor)
    return [payments.loaded(item) for item in page.items], page.next_cursor


def save_listed(place: str, listed: Iterable[Payment], now: datetime) -> list[TransactItem]:
    """Write which payments a place in PayPal's list has, by the day and shard of `list_paid`."""
    by_shard: dict[tuple[str, int], set[str]] = defaultdict(set)
    for payment in listed:
        if payment.completed_at:
            day = clock.to_text(payment.completed_at)[:10]
            by_shard[day, payments.shard_of(payment.payment_id)].add(payment.payment_id)
    ttl = clock.to_epoch(now + _LISTED_FOR)
    return [
        put({"pk": f"LISTED#{day}#{shard}", "sk": place, "payments": sorted(ids), "ttl": ttl})
        for (day, shard), ids in by_shard.items()
    ]


def list_listed(table: Table, day: str, shard: int) -> set[str]:
    """Return the payments of a day and shard that PayPal's lists have."""
    return {its_id for item in table.query_all(f"LISTED#{day}#{shard}") for its_id in item["payments"]}


def _run_key(run: str) -> dict[str, str]:
    return {"pk": _PK, "sk": f"RUN#{run}"}
