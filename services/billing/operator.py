"""The operator's reports of billing."""

from typing import Any

from kernel.dynamodb.table import Table
from kernel.jobs.operator import Operator
from services.billing import wiring

operator = Operator("billing", wiring.table)
handler = operator.handler


@operator.report
def debts(table: Table, cursor: str | None = None) -> dict[str, Any]:
    """Report the wallets that owe what PayPal has taken back, the oldest debt first, page by page."""
    from services.billing.use_cases.books.list_debts import list_debts

    return list_debts(table, cursor=cursor)


@operator.report
def trial_balance(table: Table, day: str) -> dict[str, Any]:
    """Report the balances of all accounts at the end of a day, such as 2027-01-31."""
    from services.billing.use_cases.books.report_books import report_trial_balance

    return report_trial_balance(table, day, wiring.accounts())


@operator.report
def month(table: Table, month: str) -> str:
    """Report a month, such as 2027-01, as CSV for bookkeeping programs."""
    from services.billing.use_cases.books.report_books import report_month

    return report_month(table, month, wiring.accounts())
