"""Alerts the holder of a wallet, once, when it runs low, is empty, or has been filled again (B7)."""

from typing import Literal

from contracts.billing import BalanceFell, NoticeDue, TopUpDue, WalletEmpty, WalletLow, WalletRefilled
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.stores import ledger, top_ups

_SEVERITY = {"": 0, "low": 1, "empty": 2}


def alert_on_balance_change(work: UnitOfWork, wallet: Wallet, by: int, *, returned: bool = False) -> dict[str, Item]:
    """Publish what a change of `by` micro-dollars does to the alert; return the notes to write to the wallet.

    `returned` says that the credits went back to the team that gave them. A fall is only published here; whether the
    holder is notified is decided after the commit (`notify_low_balance`).
    """
    now, before = wallet.level(wallet.usable + by), wallet.alert
    if by < 0 and _SEVERITY[now] > _SEVERITY[before]:
        work.publish(BalanceFell(wallet=wallet.name, returned=returned))
    if by <= 0 or _SEVERITY[now] >= _SEVERITY[before]:
        return {}
    work.publish(WalletRefilled(wallet=wallet.name, amount=wallet.usable + by))
    return {wallet.name: {"alert": now or None}}


def notify_low_balance(work: UnitOfWork, *, name: str, returned: bool = False) -> None:
    """Notify the holder once that a wallet is low or empty, and request a top-up if one is set."""
    wallet = ledger.find(work.table, name)
    level = wallet.level(wallet.usable)
    if wallet.is_team:
        _request_top_up(work, wallet)
    if _SEVERITY[level] <= _SEVERITY[wallet.alert]:
        return
    work.save(ledger.note_alert(wallet, level))
    notice: Literal["returned", "empty", "low"] = "returned" if returned else "empty" if level == "empty" else "low"
    work.publish(
        WalletEmpty(wallet=name) if level == "empty" else WalletLow(wallet=name, amount=wallet.usable),
        NoticeDue(wallet=name, kind=notice, amount=max(0, wallet.usable)),
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
