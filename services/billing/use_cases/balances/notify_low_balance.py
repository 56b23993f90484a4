"""Notifies the holder of a wallet, once, that it runs low or is empty, and has a top-up bought if one is set (B7)."""

from typing import Literal

from contracts.billing import NoticeDue, TopUpDue, WalletEmpty, WalletLow
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.alert import is_worse, level_of, note_level
from services.billing.domain.ledger import Wallet
from services.billing.stores import ledger, top_ups


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
