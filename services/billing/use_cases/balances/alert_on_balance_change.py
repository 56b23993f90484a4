"""Watch balances: who must be told, once, that one runs low, is empty, or has been filled again (B7)."""

from contracts.billing import BalanceFell, NoticeDue, TopUpDue, WalletEmpty, WalletLow, WalletRefilled
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.stores import ledger, top_ups

_SEVERITY = {"": 0, "low": 1, "empty": 2}


def alert_on_balance_change(work: UnitOfWork, wallet: Wallet, by: int) -> dict[str, Item]:
    """What to note of a wallet that changes by so much, as far as can be told from what was read.

    A fall is only announced here; what is to be told is decided when it has happened (`notify_low_balance`).
    """
    now, before = wallet.level(wallet.usable + by), wallet.alert
    if by < 0 and _SEVERITY[now] > _SEVERITY[before]:
        work.publish(BalanceFell(wallet=wallet.name))
    if by <= 0 or _SEVERITY[now] >= _SEVERITY[before]:
        return {}
    work.publish(WalletRefilled(wallet=wallet.name, amount=wallet.usable + by))
    return {wallet.name: {"alert": now or None}}


def notify_low_balance(work: UnitOfWork, name: str) -> None:
    """Tell once that a wallet is low or empty, and buy credits if its owner wants that done by itself."""
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


def review_top_up(work: UnitOfWork, team_id: str) -> None:
    """Look again at a team's balance: whoever saw it fall may have seen an older one."""
    _request_top_up(work, ledger.find(work.table, team_id))


def _request_top_up(work: UnitOfWork, wallet: Wallet) -> None:
    top_up = top_ups.find(work.table, wallet.name)
    if top_up is None or not top_up.is_due(wallet.usable, work.now):
        return
    if not top_up.in_flight or top_up.is_stuck(work.now):
        work.publish(TopUpDue(team_id=wallet.name))
