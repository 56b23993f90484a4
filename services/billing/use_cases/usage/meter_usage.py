"""Debits what was used, many uses in one transaction, each once for ever (B11, B20, decision 060).

The record is the note that a use was debited, and `x:` that it was refused: what is reported again changes nothing and
publishes nothing, as what follows from it was published in the transaction that wrote the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from contracts.messages import MessagePaid, MessageRefused, MessageRequested
from contracts.months import month_of
from contracts.usage import SpendLimitMet
from kernel import clock
from kernel.bus.batch_consumer import Delivery
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.metering import Meter
from services.billing.domain.problems import CreditsUsedUp, DailySpendReached, SpendLimitReached
from services.billing.domain.spending import message_cause, spending_key
from services.billing.domain.usage import LATE, UsageRecord
from services.billing.stores import ledger, people, usage
from services.billing.stores.usage_packs import Minute, Place, pack_key, with_rest
from services.billing.stores.usage_sums import entry_key
from services.billing.use_cases.usage.post_usage import post_usage
from services.billing.use_cases.usage.uses import use_of

_Use = tuple[Delivery, UsageRecord]
_SOON = timedelta(minutes=1)  # it may be late when it is written
_REASONS = {
    CreditsUsedUp: "insufficient_credits",
    DailySpendReached: "daily_spend_limit",
    SpendLimitReached: "spend_limit_reached",
}


@dataclass
class _Decided:
    records: list[UsageRecord] = field(default_factory=list)
    refused: list[UsageRecord] = field(default_factory=list)
    met_limit: set[str] = field(default_factory=set)  # whose spend limit refused something


def items_of(delivery: Delivery) -> set[tuple[str, str]]:
    """Return the keys of what is written for a use: its record, the balance, and what it adds up to."""
    now = clock.now()
    use = use_of(delivery.event, delivery.happened_at, now)
    if use is None:
        return set()
    wallet = use.account_id
    hour = now.replace(minute=0, second=0, microsecond=0)
    written = {_pack_of(use), _place(ledger.key(wallet)), _place(entry_key(wallet, hour)), usage.sums_place(wallet)}
    return written | ({usage.late_place(wallet)} if abs(now - use.at) > LATE - _SOON else set())


def meter_usage(work: UnitOfWork, deliveries: Sequence[Delivery]) -> None:
    """Debit or count each use that is new, in the order of the deliveries. One read, one more of a busy minute."""
    uses = [(it, use) for it in deliveries if (use := use_of(it.event, it.happened_at, work.now))]
    found = work.table.get_many(dict.fromkeys(key for use in uses for key in _keys_of(*use)))
    meters, minutes, decided = _meters(work, uses, found), _minutes(work, uses, found), _Decided()
    places: dict[str, Place] = {}
    for delivery, use in uses:
        minute = minutes[_pack_of(use)]
        if use.record_id not in places and not _is_known(delivery, use, minute, found):
            _decide(work, delivery, use, meters[use.account_id], decided)
        places[use.record_id] = minute.open
    spent = [meter.spent for meter in meters.values() if meter.has_spent]
    wallets = [meter.read for meter in meters.values()]
    work.publish(*(_limit_met(meters[account_id]) for account_id in sorted(decided.met_limit)))
    post_usage(work, records=decided.records, refused=decided.refused, places=places, spent=spent, read=wallets)


def _limit_met(meter: Meter) -> SpendLimitMet:
    limit = meter.person.spend_limit or 0
    return SpendLimitMet(account_id=meter.person.account_id, limit=limit, month=month_of(meter.now))


def _decide(work: UnitOfWork, delivery: Delivery, use: UsageRecord, meter: Meter, decided: _Decided) -> None:
    if not isinstance(delivery.event, MessageRequested):
        decided.records.append(meter.count(use))
        return
    try:
        decided.records.append(meter.debit(use))
    except (CreditsUsedUp, DailySpendReached, SpendLimitReached) as refusal:
        decided.refused.append(use)
        if isinstance(refusal, SpendLimitReached):
            decided.met_limit.add(use.account_id)
        said = MessageRefused(message_id=use.record_id, reason=_REASONS[type(refusal)])
        work.publish(said, caused_by=delivery.context)
    else:
        work.publish(MessagePaid(message_id=use.record_id, amount=use.amount), caused_by=delivery.context)


def _meters(work: UnitOfWork, uses: Iterable[_Use], found: Mapping[tuple[str, str], Item]) -> dict[str, Meter]:
    meters: dict[str, Meter] = {}
    for account_id in dict.fromkeys(use.account_id for _, use in uses):
        person, wallet = (found.get(_place(key(account_id))) for key in (people.key, ledger.key))
        read = people.loaded(account_id, person), ledger.to_wallet(account_id, wallet)
        meters[account_id] = Meter(*read, work.now)
    return meters


def _minutes(
    work: UnitOfWork, uses: Iterable[_Use], found: Mapping[tuple[str, str], Item]
) -> dict[tuple[str, str], Minute]:
    accounts = {_pack_of(use): use.account_id for _, use in uses}
    return {key: with_rest(work.table, account_id, found.get(key)) for key, account_id in accounts.items()}


def _keys_of(delivery: Delivery, use: UsageRecord) -> list[tuple[str, str]]:
    keys = [people.key(use.account_id), ledger.key(use.account_id)]
    keys += [_old_journal(use)] if _may_be_old(delivery) else []
    return [_pack_of(use), *map(_place, keys)]


def _pack_of(use: UsageRecord) -> tuple[str, str]:
    return _place(pack_key(use.account_id, use.at))


def _is_known(delivery: Delivery, use: UsageRecord, minute: Minute, found: Mapping[tuple[str, str], Item]) -> bool:
    return minute.is_decided(use.record_id) or (_may_be_old(delivery) and _place(_old_journal(use)) in found)


def _may_be_old(delivery: Delivery) -> bool:
    """Return whether a text may have been debited by a journal, as all were before their events said the country."""
    return isinstance(delivery.event, MessageRequested) and delivery.event.country is None


def _old_journal(use: UsageRecord) -> dict[str, str]:
    return ledger.journal_key(spending_key(message_cause(use.record_id)))


def _place(key: Mapping[str, str]) -> tuple[str, str]:
    return key["pk"], key["sk"]
