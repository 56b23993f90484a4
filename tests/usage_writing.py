"""Writes usage records as they are, whatever the wallets' limits and alerts say: for tests of those who read them."""

from collections.abc import Sequence
from datetime import datetime

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.domain.spent import correct_spent
from services.billing.domain.usage import UsageRecord
from services.billing.stores import ledger, usage


def write_usage(work: UnitOfWork, records: Sequence[UsageRecord]) -> None:
    """Add the records, what they add up to, and what they change in balances, to a unit of work."""
    work.save(usage.add(records))
    used: dict[str, dict[datetime, int]] = {}
    for record in records:
        of_wallet = used.setdefault(record.account_id, {})
        of_wallet[record.counted_at] = of_wallet.get(record.counted_at, 0) + record.amount
    counted = [correct_spent(Wallet(wallet, {}), amounts, work.now) for wallet, amounts in used.items()]
    spent = [one for one in counted if one.adds]
    ledger.post(work, used=[record.journal for record in records if record.journal], spent=spent)
