"""Verifies every wallet against its entries, every night (B16); their sums are stored as a closing."""

from collections.abc import Mapping
from datetime import timedelta

from contracts.billing import WalletsCheckDue
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.billing.domain.ledger import Wallet, is_free, sum_parts
from services.billing.stores import ledger, reports

SLICE = 25
_SETTLED = timedelta(minutes=15)  # what began longer ago has been written, or never will be
_TRIES = 3


def verify_balances(work: UnitOfWork, event: WalletsCheckDue) -> None:
    """Verify some wallets of a shard, and publish the task for the next ones."""
    wallets, cursor = ledger.list_wallets(work.table, event.shard, SLICE, event.cursor)
    for name in wallets:
        verify_wallet(work, name)
    if cursor:
        work.publish(WalletsCheckDue(shard=event.shard, cursor=cursor))


def verify_wallet(work: UnitOfWork, name: str) -> None:
    """Compare the balance with the entries; a difference is an alarm."""
    for _ in range(_TRIES):
        wallet = ledger.find(work.table, name)
        closed_at, closing, entries = _since_closing(work, name)
        if ledger.find(work.table, name).parts == wallet.parts:
            break
    else:
        log().info("billing.verification.skipped", extra={"wallet": name})
        return
    by_entries = sum_parts((entry["parts"] for entry in entries), closing)
    differs = _without_zeros(by_entries) != _without_zeros(wallet.parts)
    if differs:
        log().error(
            "billing.verification.difference", extra={"wallet": name, "balance": wallet.parts, "by_entries": by_entries}
        )
        count("LedgerDifference")
    _save_check(work, wallet, by_entries, differs)
    _save_closing(work, name, closed_at, closing, entries)


def _since_closing(work: UnitOfWork, name: str) -> tuple[str, dict[str, int], list[Item]]:
    closed_at, closing = reports.last_closing(work.table, name, work.now)
    return closed_at, closing, list(ledger.read_entries(work.table, name, closed_at))


def _save_check(work: UnitOfWork, wallet: Wallet, by_entries: dict[str, int], differs: bool) -> None:
    free = sum(amount for part, amount in by_entries.items() if is_free(part))
    work.save([reports.save_check(wallet.name, work.now, wallet.usable, free, differs)])


def _save_closing(work: UnitOfWork, name: str, closed_at: str, closing: dict[str, int], entries: list[Item]) -> None:
    until = min(work.now, clock.now()) - _SETTLED
    old = [entry for entry in entries if entry["at"] < clock.to_text(until)]
    if old:
        work.save([reports.save_closing(name, until, sum_parts((entry["parts"] for entry in old), closing))])


def _without_zeros(parts: Mapping[str, int]) -> dict[str, int]:
    return {part: amount for part, amount in parts.items() if amount}
