"""Writes usage records, and books what they move: a record is its own journal line (B11, B20, decision 060)."""

from collections.abc import Iterable, Mapping, Sequence

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Journal, Wallet
from services.billing.domain.spent import Spent
from services.billing.domain.usage import UsageRecord
from services.billing.stores import usage
from services.billing.stores.usage_packs import Place
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts


def post_usage(
    work: UnitOfWork,
    *journals: Journal | None,
    records: Sequence[UsageRecord],
    refused: Sequence[UsageRecord] = (),
    places: Mapping[str, Place] | None = None,
    spent: Sequence[Spent] = (),
    read: Iterable[Wallet],
    by: str | None = None,
    returned: bool = False,
) -> None:
    """Write the records and what they add up to, and book them together with these journals; note what was refused."""
    work.save(usage.add(records, refused, places))
    used = [record.journal for record in records if record.journal]
    post_with_alerts(work, *journals, used=used, spent=spent, read=read, by=by, returned=returned)
