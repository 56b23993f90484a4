"""`make bench`: measures what quality.md sets bars for, prints it, and writes docs/benchmarks.md."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from moto import mock_aws

from bench import (
    cold_start,
    compared,
    cost,
    dissolving,
    ended,
    first_command,
    first_person,
    growth,
    inventoried,
    kept,
    layers,
    live,
    money,
    reconciled,
    renewals,
    restored,
    routes,
    usage,
    usage_csv,
    usage_month,
    usage_storm,
    verified,
)
from tests.conftest import AWS_ENVIRONMENT
from tests.moto_copies import share_items

RESULTS = Path(__file__).with_name("results.json")
_ONLY_BY_NAME = {"dissolving", "first_person", "inventoried", "reconciled", "verified"}  # minutes
SERVICES = ["identity", "teams", "billing", "numbers"]


def main() -> None:
    """All measurements but the long ones; a name or several on the command line run only those."""
    wanted = sys.argv[1:] or [name for name in _SECTIONS if name not in _ONLY_BY_NAME]
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in wanted:
        rows = [asdict(row) if is_dataclass(row) and not isinstance(row, type) else row for row in _SECTIONS[name]()]
        results[name] = rows
        _print(name, rows)
        kept.keep(name, rows)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


def _print(name: str, rows: list[dict[str, Any]]) -> None:
    print(f"\n{name}")
    if not rows:
        return
    titles = list(rows[0])
    widths = [max(len(title), *(len(_shown(row[title])) for row in rows)) for title in titles]
    for line in [dict(zip(titles, titles, strict=True)), *rows]:
        print("  " + "  ".join(_shown(line[title]).ljust(width) for title, width in zip(titles, widths, strict=True)))


def _shown(value: Any) -> str:
    return "-" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def _quietly(measure: Callable[[], Iterable[Any]]) -> list[Any]:
    """On moto, without the functions' own log lines."""
    os.environ.update(AWS_ENVIRONMENT)
    share_items()
    with mock_aws():
        return _silently(measure)


def _silently(measure: Callable[[], Iterable[Any]]) -> list[Any]:
    """Without the functions' own log lines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return list(measure())


_SECTIONS: dict[str, Callable[[], list[Any]]] = {
    "cold_start": lambda: cold_start.measure(SERVICES),
    "layers": lambda: list(layers.measure()),
    "first_request_after_restore": lambda: _quietly(restored.measure),
    "first_command": first_command.measure,
    "first_person": first_person.measure,
    "warm_against_fastapi": lambda: _quietly(compared.measure),
    "routes": lambda: _quietly(routes.measure),
    "growth": lambda: _quietly(growth.measure),
    "renewals": lambda: _silently(renewals.measure),
    "money": lambda: _quietly(money.measure),
    "usage_month": lambda: _quietly(usage_month.measure),
    "usage_csv": lambda: _quietly(usage_csv.measure),
    "verified": lambda: _quietly(verified.measure),
    "inventoried": lambda: _quietly(inventoried.measure),
    "reconciled": lambda: _silently(reconciled.measure),
    "usage": lambda: _silently(usage.measure),
    "usage_storm": lambda: _silently(usage_storm.measure),
    "live": live.measure,
    "dissolving": dissolving.measure,
    "ended_sessions": ended.measure,
    "cost_of_a_member_a_month": lambda: cost.model(_quietly(routes.measure)),
}

if __name__ == "__main__":
    main()
