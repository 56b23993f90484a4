"""Serves the operator's reports about calls and the inventory of numbers; docs/deploying.md says how they are read."""

from typing import Any

from kernel.dynamodb.table import Table
from kernel.jobs.reports import Reports
from services.numbers import wiring

reports = Reports("numbers", wiring.table)
handler = reports.handler


@reports.report
def calls(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report what calls brought and cost, and how they and the carrier's records differ: of a `day`, or the last."""
    from services.numbers.use_cases.call_comparison import report_comparison as report

    if "day" in asked:
        return report.report_day(table, str(asked["day"]), cursor=asked.get("cursor"))
    return report.report_days(table)


@reports.report
def lost_calls(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report the calls that began over five hours ago and have no end; `close_call` closes one."""
    from services.numbers.use_cases.calls.lost_calls import list_lost

    return list_lost(table)


@reports.report
def inventory(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report how our numbers, orders and port-ins and the carrier's differ: of a `day`, or the last."""
    from services.numbers.use_cases.inventory.report_inventory import report_inventory

    return report_inventory(table, asked.get("day"), cursor=asked.get("cursor"))


@reports.report
def carrier_pauses(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report what is paused because of a fault of our account at the carrier; `open_carrier` opens it."""
    from services.numbers.use_cases.carrier_pauses.report_pauses import report_pauses

    return report_pauses(table)
