"""How payments lie in the table.

| question | key | index |
|---|---|---|
| what became of this payment | PAYMENT#payment / PAYMENT | |
| which payment is this capture of PayPal's | CAPTURE#capture / CAPTURE | |
| the payments of a wallet, by time | PAYMENTS#wallet / time#payment | gsi1 |
| of which must PayPal be asked by now (janitor) | PAYMENTS_OPEN#shard / time#payment | gsi2 |
| which were paid on a day (reconciliation) | PAID#day#shard / payment | gsi2 |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, Refusal, TransactItem, absent, put, put_new
from kernel.problems import Stale
from services.billing.domain.payment import Case, ChargeStatus, Disputed, Payment, RefundStatus, Returned
from services.billing.domain.problems import SecondCapture

SHARDS = 8
GRACE = timedelta(minutes=2)  # so long the request that began a payment may still be at it


def key(payment_id: str) -> dict[str, str]:
    """The key of a payment."""
    return {"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"}


def find(table: Table, payment_id: str) -> Payment | None:
    """The payment, or None."""
    item = table.get(**key(payment_id))
    return loaded(item) if item else None


def find_of_capture(table: Table, capture_id: str) -> str | None:
    """The id of the payment that a capture belongs to, or None if nothing was heard of the capture yet."""
    item = table.get(f"CAPTURE#{capture_id}", "CAPTURE")
    return str(item["payment_id"]) if item else None


def create(payment: Payment, *, on_conflict: Refusal) -> TransactItem:
    """Write a payment that is not there yet, before PayPal is asked."""
    return put_new(_item(payment), on_conflict=on_conflict)


def save(payment: Payment) -> list[TransactItem]:
    """Write the payment as it is now; Stale if somebody else learned something of it in between."""
    entries = [put(_item(payment), only_if=Attr("version").eq(payment.version - 1), on_conflict=Stale())]
    if payment.capture_id:
        entries.append(_capture(payment))
    return entries


def of_wallet(table: Table, wallet: str, limit: int, cursor: str | None) -> ItemPage:
    """A page of the payments for a wallet, newest first."""
    return table.query(f"PAYMENTS#{wallet}", index="gsi1", limit=limit, cursor=cursor, newest_first=True)


def undecided(table: Table, now: datetime) -> Iterable[Payment]:
    """Every payment of which it is not known what came of it, and of which PayPal is to be asked by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"PAYMENTS_OPEN#{shard}", index="gsi2", up_to=clock.to_text(now)):
            yield loaded(item)


def paid_on(table: Table, day: str) -> Iterable[Payment]:
    """Every payment whose capture completed on a day (UTC), such as 2027-01-31."""
    for shard in range(SHARDS):
        for item in table.query_all(f"PAID#{day}#{shard}", index="gsi2"):
            yield loaded(item)


def loaded(item: Item) -> Payment:
    """The payment of an item."""
    known = {name: item[name] for name in _PLAIN if name in item}
    return Payment(
        **known,
        created_at=clock.from_text(item["created_at"]),
        completed_at=clock.from_text(item["completed_at"]) if "completed_at" in item else None,
        ask_at=clock.from_text(item["ask_at"]) if "ask_at" in item else None,
        charged=ChargeStatus(item["charged"]),
        returns={
            it["refund_id"]: Returned(it["refund_id"], it["money"], RefundStatus(it["back"]), it["by_force"])
            for it in item["returns"]
        },
        disputes={
            it["dispute_id"]: Disputed(it["dispute_id"], it["money"], Case(it["case"])) for it in item["disputes"]
        },
    )


_PLAIN = (
    "payment_id", "wallet", "payer_id", "amount", "what", "paid_for", "token", "asked_by", "for_user", "for_amount",
    "for_plan", "plan_id", "goes_back", "capture_id", "order_id", "reason", "payer_email", "captured", "granted",
    "asks", "version",
)  # fmt: skip


def _item(payment: Payment) -> Item:
    at = clock.to_text(payment.created_at)
    item: Item = key(payment.payment_id) | {name: getattr(payment, name) for name in _PLAIN}
    item |= {
        "created_at": at,
        "completed_at": clock.to_text(payment.completed_at) if payment.completed_at else None,
        "ask_at": clock.to_text(payment.ask_at) if payment.ask_at else None,
        "charged": payment.charged,
        "state": payment.state,
        "returns": [
            {"refund_id": it.refund_id, "money": it.money, "back": it.back, "by_force": it.by_force}
            for it in payment.returns.values()
        ],
        "disputes": [
            {"dispute_id": it.dispute_id, "money": it.money, "case": it.case} for it in payment.disputes.values()
        ],
        "gsi1pk": f"PAYMENTS#{payment.wallet}",
        "gsi1sk": f"{at}#{payment.payment_id}",
    }
    return item | _due(payment)


def _due(payment: Payment) -> Item:
    shard = zlib.crc32(payment.payment_id.encode()) % SHARDS
    if not payment.is_final:
        ask_at = payment.ask_at or payment.created_at + GRACE
        return {"gsi2pk": f"PAYMENTS_OPEN#{shard}", "gsi2sk": f"{clock.to_text(ask_at)}#{payment.payment_id}"}
    if payment.completed_at:
        day = clock.to_text(payment.completed_at)[:10]
        return {"gsi2pk": f"PAID#{day}#{shard}", "gsi2sk": payment.payment_id}
    return {}


def _capture(payment: Payment) -> TransactItem:
    item = {"pk": f"CAPTURE#{payment.capture_id}", "sk": "CAPTURE", "payment_id": payment.payment_id}
    ours = absent() | Attr("payment_id").eq(payment.payment_id)
    return put(item, only_if=ours, on_conflict=SecondCapture())
