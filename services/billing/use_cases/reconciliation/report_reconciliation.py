"""Reports to the operator what the comparisons with PayPal found (B17)."""

from functools import reduce
from typing import Any

from contracts.money import dollars
from contracts.sentences import say
from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item
from kernel.problems import NotFound
from services.billing.domain.reconciliation import PartKind, Stage, add
from services.billing.stores import reconciliations

_RUNS = 10
_LINES = 100
_IN_MICROS = (":money", ":fee")


def report_runs(table: Table) -> dict[str, Any]:
    """Return up to when PayPal was compared, and the last runs: what they cover, and what they have found."""
    reached = reconciliations.find_watermark(table)
    runs = [_run(table, item) for item in reconciliations.list_newest(table, _RUNS)]
    return {"compared_until": clock.to_text(reached) if reached else None, "runs": runs}


def report_run(table: Table, run: str) -> dict[str, Any]:
    """Return the sums of each part of a run, and which parts are not done."""
    found = reconciliations.find(table, run)
    if found is None:
        raise NotFound(say("There is no run {id}.", id=run))
    done = reconciliations.list_done(table, run)
    parts = [part.name for stage in Stage for part in found.parts(stage)]
    return {
        "run": run,
        "parts": {name: _readable(done[name]) for name in parts if name in done},
        "not_done": [name for name in parts if name not in done],
    }


def report_day(table: Table, day: str, *, cursor: str | None) -> dict[str, Any]:
    """Return a page of the differences of a day, in USD, and the cursor of the next page."""
    page = reconciliations.list_lines(table, day, _LINES, cursor)
    return {"day": day, "lines": [_line(item) for item in page.items], "cursor": page.next_cursor}


def _run(table: Table, item: Item) -> dict[str, Any]:
    done = reconciliations.list_done(table, item["run"])
    sums = {kind: [of for name, of in done.items() if name.startswith(f"{kind}#")] for kind in PartKind}
    named = {name: item.get(name) for name in ("run", "start", "end", "stage", "started_at", "ended_at")}
    return named | {kind.value: _readable(reduce(add, of, {})) for kind, of in sums.items()}


def _line(item: Item) -> dict[str, Any]:
    said = {name: item[name] for name in ("what", "cause", "payment_id")}
    return said | {name: _usd(item[name]) for name in ("ours", "theirs")}


def _readable(sums: dict[str, int]) -> dict[str, Any]:
    return {name: _usd(amount) if name.endswith(_IN_MICROS) else amount for name, amount in sums.items()}


def _usd(micros: int) -> str:
    return f"{dollars(micros)} USD"
