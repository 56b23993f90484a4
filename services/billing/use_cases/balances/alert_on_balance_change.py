"""Books journals, and publishes what they do to the alerts of wallets: that one fell, or is filled again (B7)."""

from collections.abc import Iterable, Sequence

from contracts.billing import BalanceFell, WalletRefilled
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.alert import Alert, decide_alert
from services.billing.domain.ledger import Journal, Wallet, changes
from services.billing.domain.spent import Spent
from services.billing.stores import ledger


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
