"""Alerts the holder of a wallet, once, when it runs low, is empty, or has been filled again (B7)."""

from contracts.billing import BalanceFell, NoticeDue, TopUpDue, WalletEmpty, WalletLow, WalletRefilled
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.stores import ledger, top_ups

_SEVERITY = {"": 0, "low": 1, "empty": 2}


def alert_on_balance_change(work: UnitOfWork, wallet: Wallet, by: int) -> dict[str, Item]:
    """Publish what a change of `by` micro-dollars does to the alert; return the notes to write to the wallet.

    A fall is only published here; whether the holder is notified is decided after the commit (`notify_low_balance`).
    """
    now, before = wallet.level(wallet.usable + by), wallet.alert
    if by < 0 and _SEVERITY[now] > _SEVERITY[before]:
        work.publish(BalanceFell(wallet=wallet.name))
    if by <= 0 or _SEVERITY[now] >= _SEVERITY[before]:
        return {}
    work.publish(WalletRefilled(wallet=wallet.name, amount=wallet.usable + by))
    return {wallet.name: {"alert": now or None}}


def notify_low_balance(work: UnitOfWork, *, name: str) -> None:
    """Notify the holder once that a wallet is low or empty, and request a top-up if one is set."""
    wallet = ledger.find(work.table, name)
    level = wallet.level(wallet.usable)
    if wallet.is_team:
        _request_top_up(work, wallet)
    if _SEVERITY[level] <= _SEVERITY[wallet.alert]:
        return
    work.save(ledger.note_alert(wallet, level))
    if level == "empty":
        work.publish(WalletEmpty(wallet=name), NoticeDue(wallet=name, kind="empty"))
    else:
        work.publish(
            WalletLow(wallet=name, amount=wallet.usable), NoticeDue(wallet=name, kind="low", amount=wallet.usable)
        )


def review_top_up(work: UnitOfWork, *, team_id: str) -> None:
    """Review a team's balance again: the reaction to its fall may have read an older one."""
    _request_top_up(work, ledger.find(work.table, team_id))


def _request_top_up(work: UnitOfWork, wallet: Wallet) -> None:
    top_up = top_ups.find(work.table, wallet.name)
    if top_up is None or not top_up.is_due(wallet.usable, work.now):
        return
    if not top_up.in_flight or top_up.is_stuck(work.now):
        work.publish(TopUpDue(team_id=wallet.name))
