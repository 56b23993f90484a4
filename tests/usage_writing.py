"""Writes usage records as they are, whatever the wallets' alerts say: for tests of those who read them."""

from collections.abc import Sequence

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.usage import UsageRecord
from services.billing.stores import ledger, usage


def write_usage(work: UnitOfWork, records: Sequence[UsageRecord]) -> None:
    """Add the records, what they add up to, and what they change in balances, to a unit of work."""
    work.save(usage.add(records))
    ledger.post(work, used=[record.journal for record in records if record.journal])
