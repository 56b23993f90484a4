"""Serves the operator's reports about money; docs/deploying.md says how they are read."""

from typing import Any

from kernel.dynamodb.table import Table
from kernel.jobs.reports import Reports
from services.billing import wiring

reports = Reports("billing", wiring.table)
handler = reports.handler


@reports.report
def debts(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report the wallets that owe what PayPal has taken back, the oldest debt first, page by page (`cursor`)."""
    from services.billing.use_cases.books.list_debts import list_debts

    return list_debts(table, cursor=asked.get("cursor"))


@reports.report
def trial_balance(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report the balances of all accounts at the end of a `day`, such as 2027-01-31."""
    from services.billing.use_cases.books.report_books import report_trial_balance

    return report_trial_balance(table, str(asked["day"]), wiring.accounts())


@reports.report
def month(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report a `month`, such as 2027-01, as a CSV `file` for bookkeeping programs."""
    from services.billing.use_cases.books.report_books import report_month

    return {"file": report_month(table, str(asked["month"]), wiring.accounts())}


@reports.report
def reconciliation(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report the last comparisons with PayPal, the sums of one `run`, or how a `day` differs, by page (`cursor`)."""
    from services.billing.use_cases.reconciliation import report_reconciliation as report

    if "day" in asked:
        return report.report_day(table, str(asked["day"]), cursor=asked.get("cursor"))
    return report.report_run(table, str(asked["run"])) if "run" in asked else report.report_runs(table)


@reports.report
def held_calls(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    """Report the calls for which credits are held since over five hours; `settle_call` settles one."""
    from services.billing.use_cases.calls.review_holds import list_old_holds

    return list_old_holds(table)
