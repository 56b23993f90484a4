"""The operator's door: reports that are read by who may invoke its function (IAM); it has no address on the web."""

from collections.abc import Callable
from typing import Any

from kernel.dynamodb.table import Table
from kernel.log import log, start_invocation

Report = Callable[[Table, dict[str, Any]], dict[str, Any]]


class Reports:
    """The reports of one service, by name."""

    def __init__(self, name: str, table: Callable[[], Table]) -> None:
        self.name = name
        self._table = table
        self._reports: dict[str, Report] = {}

    def report(self, run: Report) -> Report:
        """Register a function as the report of its name: it gets the table and what the operator asks for."""
        self._reports[run.__name__] = run
        return run

    def handler(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """Return the report that `{"report": ..., ...}` asks for; without a known name, which there are."""
        start_invocation(context)
        name = str(event.get("report", ""))
        log().info("operator.report.read", extra={"report": name})
        if name not in self._reports:
            return {"reports": sorted(self._reports)}
        return self._reports[name](self._table(), event)
