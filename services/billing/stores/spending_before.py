"""Stores what people spent in a month as it was counted before: apart from their balance.

| question | key | index |
|---|---|---|
| what did a person spend in a month, and on its days | SPENDING#account / month | |

Nothing is counted here any more. Once no month of before such a deployment runs, this can go.
"""

from datetime import datetime

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import TransactItem, delete, update
from kernel.problems import Stale
from services.billing.domain.spent import month_and_day
from services.billing.stores import ledger
from services.billing.stores.balance_conditions import SPENT


def carry_over(table: Table, account_id: str, now: datetime) -> list[TransactItem]:
    """Move what was counted of the running month and day to the balance, once; Stale if it has changed since."""
    month, day = month_and_day(now)
    key = {"pk": f"SPENDING#{account_id}", "sk": month}
    counted = table.get(**key)
    if counted is None:
        return []
    add = {SPENT + month: counted["spent"], SPENT + day: counted.get(f"day{day[-2:]}", 0)}
    as_read = Attr("spent").eq(counted["spent"])
    return [delete(key, only_if=as_read, on_conflict=Stale()), update(ledger.key(account_id), add=add)]
