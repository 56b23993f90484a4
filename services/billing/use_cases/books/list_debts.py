"""Lists the debts that are open, for the operator (B19)."""

from typing import Any

from contracts.money import Money
from kernel import clock
from kernel.dynamodb.table import Table
from services.billing.domain.debt import Debt
from services.billing.stores import debts, ledger

_AT_ONCE = 50


def list_debts(table: Table, *, cursor: str | None) -> dict[str, Any]:
    """Return a page: wallet, owed in USD, since when, of which payments, which are disputed; and the next cursor.

    A page may be short, as debts that are repaid are left out: `cursor` says whether there is another one.
    """
    page, following = debts.list_oldest(table, _AT_ONCE, cursor)
    keys = [(key["pk"], key["sk"]) for key in (ledger.key(debt.wallet) for debt in page)]
    found = table.get_many(keys) if keys else {}
    wallets = [ledger.to_wallet(debt.wallet, found.get(key)) for debt, key in zip(page, keys, strict=True)]
    rows = [_row(debt, wallet.owed) for debt, wallet in zip(page, wallets, strict=True) if wallet.owed]
    return {"debts": rows, "cursor": following}


def _row(debt: Debt, owed: int) -> dict[str, Any]:
    return {
        "wallet": debt.wallet,
        "owed": Money.of(owed).model_dump(),
        "since": clock.to_text(debt.since),
        "payments": list(debt.payments),
        "disputed": list(debt.disputed),
    }
