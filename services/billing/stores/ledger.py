"""Stores the ledger.

| question | key | index |
|---|---|---|
| what is in this wallet | WALLET#wallet / BALANCE | |
| which entries made it, in order (entries.py) | WALLET#wallet / ENTRY#time#place#cause | |
| was this cause booked, and how | JOURNAL#cause / JOURNAL | |
| which wallets are there (nightly check): WALLET#wallet / LISTED | WALLETS#shard / wallet | gsi2 |

A balance is changed by conditional adds in the transaction that writes its entries; it is never read, added and saved.
The entries of one transaction, which has at most 100, have the same time, and the place that each was booked at. A
payment for plans, which changes nothing in the wallet, has an entry without parts in its payer's.
`spent:<month>` and `spent:<day>` count what the holder spends, for their limits (domain/spent.py).
`free` is the sum of its free parts and of what is set aside for calls, added to in the same update: alerts are decided
by it, and their changes are counted. The balance is in no index,
where each of its changes would be written again; a journal, written once, is in the index of its day (books.py).
"""

import zlib
from collections.abc import Sequence
from functools import reduce

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, put, put_new, update
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.billing.domain.alert import Alert
from services.billing.domain.ledger import Change, Journal, Wallet, changes, in_wallet
from services.billing.domain.parts import OWED, is_free
from services.billing.domain.spent import Spent
from services.billing.stores import books
from services.billing.stores.balance_conditions import (
    MONEY,
    REVISION,
    SPENT,
    as_judged,
    at_least,
    at_most,
    spent_at_most,
)

SHARDS = 16


def key(wallet: str) -> dict[str, str]:
    """Return the key of a wallet's balance."""
    return {"pk": f"WALLET#{wallet}", "sk": "BALANCE"}


def journal_key(cause: str) -> dict[str, str]:
    """Return the key of a cause's journal."""
    return {"pk": f"JOURNAL#{cause}", "sk": "JOURNAL"}


def is_posted(table: Table, cause: str) -> bool:
    """Return whether the journal of a cause is booked."""
    return find_journal(table, cause) is not None


def find(table: Table, wallet: str) -> Wallet:
    """Return the wallet; one without any entry is empty."""
    return to_wallet(wallet, table.get(**key(wallet)))


def to_wallet(wallet: str, item: Item | None) -> Wallet:
    """Return the wallet of an item that was read together with others, or an empty one."""
    item = item or {}
    parts = {name.removeprefix(MONEY): amount for name, amount in item.items() if name.startswith(MONEY)}
    spent = {name.removeprefix(SPENT): amount for name, amount in item.items() if name.startswith(SPENT)}
    of_alert = {"alert": item.get("alert", ""), "low_at": item.get("low_at"), "alert_revision": item.get(REVISION, 0)}
    return Wallet(wallet, parts, item.get("heir"), waits=item.get("waits", False), spent=spent, **of_alert)


def find_journal(table: Table, cause: str) -> Item | None:
    """Return the journal of a cause, or None."""
    return table.get(**journal_key(cause))


def post(
    work: UnitOfWork,
    *journals: Journal | None,
    used: Sequence[Journal] = (),
    spent: Sequence[Spent] = (),
    alerts: dict[str, Alert] | None = None,
    by: str | None = None,
) -> None:
    """Book these journals, all at once, each wallet under the conditions of its alert.

    `used` are the journals that usage records are: who posts them writes the records (usage.py), here they change the
    balances. What is `spent` is counted in the same balances, within the limits. The entries say `by` which account
    they were asked for, if that is not the actor: PayPal may answer later.
    Raises Stale, at the commit, when a wallet cannot bear it, or a cause is booked already.
    """
    real = [journal for journal in journals if journal]
    work.save([_journal_entry(work, journal, by) for journal in real])
    changed = changes(*real, *used)
    counted = {it.wallet: it for it in spent}
    untouched = [Change(name, {}, {}) for name in counted.keys() - {change.wallet for change in changed}]
    for change in (*changed, *untouched):
        work.save([_balance_entry(change, (alerts or {}).get(change.wallet), counted.get(change.wallet))])
    shown_in = [change.wallet for change in changed] + [journal.payer for journal in real if journal.payer]
    work.save(*(_entries_of(work, wallet, real, by) for wallet in dict.fromkeys(shown_in)))


def list_new(wallet: Wallet) -> list[TransactItem]:
    """List a wallet that has no entry yet, for the nightly check; writing it twice changes nothing."""
    shard = zlib.crc32(wallet.name.encode()) % SHARDS
    listed = {"pk": f"WALLET#{wallet.name}", "sk": "LISTED", "gsi2pk": f"WALLETS#{shard:02}", "gsi2sk": wallet.name}
    return [] if wallet.parts else [put(listed)]


def annotate(wallet: str, **what: str | int | None) -> TransactItem:
    """Set attributes of the wallet itself: its last alert, its heir, the level at which it is low."""
    return update(key(wallet), set=what)


def note_alert(wallet: str, alert: Alert) -> TransactItem:
    """Store the alert that its holder gets; refuse with Stale if it changed since, or the wallet is filled again."""
    return update(key(wallet), set=_of_alert(alert), only_if=as_judged(alert), on_conflict=Stale())


def still_lacks(wallet: Wallet, amount: int) -> TransactItem:
    """Refuse with Stale, so that it is decided again, unless the wallet still has less than this free."""
    part = wallet.main.part
    return check(key(wallet.name), at_most(part, amount - 1), on_conflict=Stale())


def note_waiting(wallet: Wallet, amount: int) -> TransactItem:
    """Note that allowances wait for so much money; refuse with Stale, so that it is decided again, if it is there."""
    lacks = at_most(wallet.main.part, amount - 1)
    return update(key(wallet.name), set={"waits": True}, only_if=lacks, on_conflict=Stale())


def owes_nothing(wallet: str) -> TransactItem:
    """Refuse with Stale, so that it is decided again, if the wallet owes anything."""
    return check(key(wallet), at_most(OWED, 0), on_conflict=Stale())


def _journal_entry(work: UnitOfWork, journal: Journal, by: str | None) -> TransactItem:
    lines = [[line.account.wallet, line.account.part, line.amount] for line in journal.lines]
    return put_new(
        {
            **journal_key(journal.key),
            "kind": journal.kind,
            "lines": lines,
            "about": dict(journal.about),
            "at": clock.to_text(work.now),
            "actor": by or work.context.actor,
            **books.journal_index(journal.key, clock.to_text(work.now)),
            **books.deferred_index(journal.key, (line.account for line in journal.lines)),
        },
        on_conflict=Stale(),
    )


def _balance_entry(change: Change, alert: Alert | None, spent: Spent | None) -> TransactItem:
    adds = {MONEY + part: amount for part, amount in change.adds.items() if amount}
    conditions = [at_least(part, least) for part, least in change.needs.items()]
    conditions += [at_most(part, most) for part, most in change.most.items()]
    conditions += [as_judged(alert)] if alert and not alert.fell else []
    conditions += [spent_at_most(name, most) for name, most in spent.most.items()] if spent else []
    adds |= {SPENT + name: amount for name, amount in spent.adds.items()} if spent else {}
    return update(
        key(change.wallet),
        set=_of_alert(alert) if alert and alert.rose else None,
        add=adds | {"free": change.gained},
        remove=tuple(SPENT + name for name in spent.over) if spent else (),
        only_if=reduce(lambda one, other: one & other, conditions) if conditions else None,
        on_conflict=Stale(),
    )


def _of_alert(alert: Alert) -> dict[str, str | int | None]:
    return {"alert": alert.after or None, REVISION: alert.revision}


def _entries_of(work: UnitOfWork, wallet: str, journals: list[Journal], by: str | None) -> list[TransactItem]:
    found = []
    for place, journal in enumerate(journals):
        parts = {part: amount for part, amount in in_wallet(journal, wallet).items() if amount}
        if parts or journal.payer == wallet:
            found.append(_entry(work, wallet, place, journal, parts, by))
    return found


def _entry(
    work: UnitOfWork, wallet: str, place: int, journal: Journal, parts: dict[str, int], by: str | None
) -> TransactItem:
    return put_new(
        {
            "pk": f"WALLET#{wallet}",
            "sk": f"ENTRY#{clock.to_text(work.now)}#{place:02}#{journal.key}",
            "kind": journal.kind,
            "cause": journal.key,
            "parts": parts,
            "amount": sum(amount for part, amount in parts.items() if is_free(part)),
            **({"paid": journal.paid} if journal.paid else {}),
            "about": dict(journal.about),
            "at": clock.to_text(work.now),
            "actor": by or work.context.actor,
        },
        on_conflict=Stale(),
    )
