"""The operator's door: reports by name, for who may invoke the function by IAM; no route leads to it."""

from collections.abc import Callable
from typing import Any

from kernel.dynamodb.table import Table
from kernel.log import log, start_invocation

Report = Callable[..., Any]


class Operator:
    """The reports of one service. Each takes the table and its own arguments, which are text."""

    def __init__(self, name: str, table: Callable[[], Table]) -> None:
        self.name = name
        self._table = table
        self.reports: dict[str, Report] = {}

    def report(self, report: Report) -> Report:
        """Register a report under the name of its function."""
        self.reports[report.__name__] = report
        return report

    def handler(self, event: dict[str, str], context: object) -> Any:
        """Return the report that the event names, such as `{"report": "month", "month": "2027-01"}`.

        The other members are its arguments. Without a known name it returns which reports there are.
        """
        start_invocation(context)
        arguments = dict(event)
        name = arguments.pop("report", "")
        log().info("operator.report.requested", extra={"report": name, "arguments": arguments})
        if name not in self.reports:
            return {"reports": sorted(self.reports)}
        return self.reports[name](self._table(), **arguments)
