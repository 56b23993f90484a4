"""Reports the closed days of the books to the operator: the trial balance of a day, and a month as CSV (B19)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from contracts.money import dollars
from contracts.sentences import say
from kernel.dynamodb.table import Table
from kernel.problems import NotFound
from services.billing.domain.accounts import AccountClass
from services.billing.domain.bookkeeping import HEADER, list_rows
from services.billing.domain.trial_balance import ClosedDay
from services.billing.stores import books


def report_trial_balance(table: Table, day: str, accounts: Mapping[str, AccountClass]) -> dict[str, Any]:
    """Return the balances at the end of a day, and whether the wallets held as much. Raises NotFound if it is open."""
    closed, check = books.find_day(table, day), books.find_check(table, day)
    if closed is None:
        raise NotFound(say("{day} is not closed.", day=day))
    rows = [_row(accounts[name], closed, name) for name in sorted(closed.balances, key=lambda it: accounts[it].code)]
    differences = {name: dollars(amount) for name, amount in check["differences"].items()} if check else None
    return {"day": day, "accounts": rows, "sum": dollars(closed.difference), "wallets_differ": differences}


def report_month(table: Table, month: str, accounts: Mapping[str, AccountClass]) -> str:
    """Return a month as CSV for bookkeeping programs. Raises NotFound unless each of its days is closed."""
    from kernel.spreadsheet import csv_text

    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    opening, *days = books.list_days(table, str(first - timedelta(days=1)), str(last)) or [ClosedDay("")]
    if not days or days[-1].day != str(last):
        raise NotFound(say("{day} is not closed.", day=month))
    return csv_text([HEADER, *(row.cells for row in list_rows(opening, days, accounts))])


def _row(account: AccountClass, closed: ClosedDay, name: str) -> dict[str, str]:
    debit, credit = closed.turnover.get(name, [0, 0])
    balance = closed.balances[name]
    return {
        "code": account.code,
        "name": account.title,
        "debited": dollars(debit),
        "credited": dollars(credit),
        "balance": f"{dollars(abs(balance))} {'credit' if balance > 0 else 'debit'}" if balance else "0.00",
    }
