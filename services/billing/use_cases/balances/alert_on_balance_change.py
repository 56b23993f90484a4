"""Alerts the holder of a wallet, once, when it runs low, is empty, or has been filled again (B7)."""

from collections.abc import Iterable, Sequence
from typing import Literal

from contracts.billing import BalanceFell, NoticeDue, TopUpDue, WalletEmpty, WalletLow, WalletRefilled
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.alert import Alert, decide_alert, is_worse, level_of, note_level
from services.billing.domain.ledger import Journal, Wallet, changes
from services.billing.domain.spent import Spent
from services.billing.stores import ledger, top_ups


def post_with_alerts(
    work: UnitOfWork,
    *journals: Journal | None,
    read: Iterable[Wallet],
    used: Sequence[Journal] = (),
    spent: Sequence[Spent] = (),
    by: str | None = None,
    returned: bool = False,
) -> None:
    """Book the journals, `used` ones of usage records too, and publish what they do to the alerts of their wallets.

    `read` are the wallets that were read to decide; one more is read for any other with more or less left.
    `returned` says that the credits went back to the team that gave them. A fall is only published here; whether the
    holder is notified is decided after the commit (`notify_low_balance`).
    """
    known = {wallet.name: wallet for wallet in read}
    alerts: dict[str, Alert] = {}
    for change in changes(*(journal for journal in journals if journal), *used):
        if change.gained:
            wallet = known.get(change.wallet) or ledger.find(work.table, change.wallet)
            alerts[wallet.name] = _publish_alert(work, wallet, change.gained, returned=returned)
            work.save(ledger.list_new(wallet))
    ledger.post(work, *journals, used=used, spent=spent, alerts=alerts, by=by)


def _publish_alert(work: UnitOfWork, wallet: Wallet, by: int, *, returned: bool) -> Alert:
    alert = decide_alert(wallet, by)
    if alert.fell:
        work.publish(BalanceFell(wallet=wallet.name, returned=returned))
    if alert.rose:
        work.publish(WalletRefilled(wallet=wallet.name, amount=wallet.left + by, revision=alert.revision))
    return alert


def notify_low_balance(work: UnitOfWork, *, name: str, returned: bool = False) -> None:
    """Notify the holder once that a wallet is low or empty, and request a top-up if one is set."""
    wallet = ledger.find(work.table, name)
    level = level_of(wallet, wallet.left)
    _request_top_up(work, wallet)
    if not is_worse(level, wallet.alert):
        return
    alert, amount = note_level(wallet, level), max(0, wallet.left)
    work.save([ledger.note_alert(name, alert)])
    notice: Literal["returned", "empty", "low"] = "returned" if returned else "empty" if level == "empty" else "low"
    if level == "empty":
        work.publish(WalletEmpty(wallet=name, revision=alert.revision))
    else:
        work.publish(WalletLow(wallet=name, amount=amount))
    work.publish(NoticeDue(wallet=name, kind=notice, amount=amount))


def review_top_up(work: UnitOfWork, *, name: str) -> None:
    """Review a wallet's balance again: the reaction to its fall may have read an older one."""
    _request_top_up(work, ledger.find(work.table, name))


def _request_top_up(work: UnitOfWork, wallet: Wallet) -> None:
    top_up = top_ups.find(work.table, wallet.name)
    if top_up is None:
        return
    if top_up.must_say_capped(wallet.usable, work.now):
        work.save([top_ups.save(top_up.say_capped(work.now))])
        work.publish(NoticeDue(wallet=wallet.name, kind="top_up_capped", amount=top_up.monthly_cap))
    if not top_up.is_due(wallet.usable, work.now):
        return
    if not top_up.in_flight or top_up.is_stuck(work.now):
        work.publish(TopUpDue(team_id=wallet.name))
