"""Verifies every wallet against its entries, every night (B16); their sums are stored as a closing.

The sums of all wallets at the end of a day go to the books, which compare them with the accounts (B19).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from contracts.bookkeeping import BooksCloseDue, WalletsCheckDue
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import Unavailable
from services.billing.domain.ledger import Wallet, sum_parts
from services.billing.domain.parts import is_left
from services.billing.domain.quarters import quarter_of
from services.billing.domain.trial_balance import SETTLES, add_parts
from services.billing.stores import books, entries, reports, spending_before, wallets

SLICE = 25
_TRIES = 10
_MOST_MEANWHILE = 10  # entries: of more, too many combinations could explain a difference


@dataclass(frozen=True)
class _Reading:
    """A wallet with what its entries add up to, up to the very one that its balance counts last."""

    wallet: Wallet
    closed_at: str
    closing: dict[str, int]
    settled_at: datetime
    settled: list[Item]
    by_entries: dict[str, int]


def verify_balances(work: UnitOfWork, event: WalletsCheckDue) -> None:
    """Verify some wallets of a shard, and publish the task for the next ones, or what all of the shard hold."""
    names, cursor = wallets.list_wallets(work.table, event.shard, SLICE, event.cursor)
    sums = event.sums
    for name in names:
        _carry_over(work, name)
        reading = verify_wallet(work, name)
        sums = add_parts(sums, name, _parts_at_end(work, name, event.day, reading)) if event.day else sums
    if cursor:
        work.publish(WalletsCheckDue(shard=event.shard, cursor=cursor, day=event.day, sums=sums))
    elif event.day:
        work.save([books.save_in_wallets(event.day, event.shard, sums)])
        work.publish(BooksCloseDue(day=event.day))


def _carry_over(work: UnitOfWork, name: str) -> None:
    """Move to a person's balance what was counted apart as spent, before a deployment."""
    if not Wallet(name, {}).is_team:
        moved = work.afresh()
        moved.save(spending_before.carry_over(work.table, name, moved.now))
        moved.commit()


def verify_wallet(work: UnitOfWork, name: str) -> _Reading | None:
    """Compare the balance with the entries; a difference is an alarm, and so is a wallet that cannot be compared."""
    reading = _read(work, name)
    if reading is None:
        log().error("billing.verification.skipped", extra={"wallet": name})
        count("WalletNotVerified")
        return None
    parts, by_entries = reading.wallet.parts, reading.by_entries
    differs = _without_zeros(by_entries) != _without_zeros(parts)
    if differs:
        log().error(
            "billing.verification.difference", extra={"wallet": name, "balance": parts, "by_entries": by_entries}
        )
        count("LedgerDifference")
    _save_check(work, reading.wallet, by_entries, differs)
    _save_closing(work, reading)
    return reading


def _read(work: UnitOfWork, name: str) -> _Reading | None:
    """Read a balance and the entries that it counts, however busy the wallet is; None if it is too busy.

    Usage is read at the same instant as the balance. Entries of journals that are found before are in it, and those
    that are not found afterwards are not. Of the few that were written meanwhile, those count that make the
    difference, if any do. A quarter of usage never changes once all is settled that was counted in it: what is settled
    ends with a quarter.
    """
    closed_at, closing = reports.last_closing(work.table, name, work.now)
    settled_at = quarter_of(min(work.now, clock.now()) - SETTLES)
    since = max(closed_at, clock.to_text(settled_at))
    settled = list(entries.read_entries(work.table, name, closed_at, since))
    for _ in range(_TRIES):
        before = list(entries.read_booked(work.table, name, since))
        try:
            wallet, used = entries.find_with_usage(work.table, name, since, clock.now())
        except Unavailable:
            return None
        known = {entry["sk"] for entry in before}
        meanwhile = [it for it in entries.read_booked(work.table, name, since) if it["sk"] not in known]
        by_entries = sum_parts((entry["parts"] for entry in (*settled, *before, *used)), closing)
        counted = _explain(wallet.parts, by_entries, meanwhile)
        if counted is not None or not meanwhile:
            return _Reading(wallet, closed_at, closing, settled_at, settled, by_entries if counted is None else counted)
    return None


def _explain(parts: Mapping[str, int], by_entries: dict[str, int], meanwhile: list[Item]) -> dict[str, int] | None:
    """Return the sums with as many of the entries written meanwhile as make the balance, or None."""
    for size in range(len(meanwhile) + 1 if len(meanwhile) <= _MOST_MEANWHILE else 1):
        for counted in combinations(meanwhile, size):
            sums = sum_parts((entry["parts"] for entry in counted), by_entries)
            if _without_zeros(sums) == _without_zeros(parts):
                return sums
    return None


def _parts_at_end(work: UnitOfWork, name: str, day: str, reading: _Reading | None) -> dict[str, int]:
    """Return what a wallet held at the end of a day (UTC), by its entries."""
    end = f"{day}~"
    if reading and reading.closed_at[:10] <= day < f"{reading.settled_at:%Y-%m-%d}":
        read = [entry for entry in reading.settled if entry["at"] < end]
        return sum_parts((entry["parts"] for entry in read), reading.closing)
    closed_at, closing = reports.last_closing(work.table, name, clock.from_text(f"{day}T23:59:59.999999Z"))
    return sum_parts((entry["parts"] for entry in entries.read_entries(work.table, name, closed_at, end)), closing)


def _save_check(work: UnitOfWork, wallet: Wallet, by_entries: dict[str, int], differs: bool) -> None:
    left = sum(amount for part, amount in by_entries.items() if is_left(part))
    work.save([reports.save_check(wallet.name, work.now, wallet.left, left, differs)])


def _save_closing(work: UnitOfWork, reading: _Reading) -> None:
    if reading.settled:
        sums = sum_parts((entry["parts"] for entry in reading.settled), reading.closing)
        work.save([reports.save_closing(reading.wallet.name, reading.settled_at, sums)])


def _without_zeros(parts: Mapping[str, int]) -> dict[str, int]:
    return {part: amount for part, amount in parts.items() if amount}
