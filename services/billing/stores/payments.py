"""Stores payments.

| question | key | index |
|---|---|---|
| what is the status of this payment | PAYMENT#payment / PAYMENT | |
| which payment does this capture of PayPal's belong to | CAPTURE#capture / CAPTURE | |
| the payments of a wallet, by time | PAYMENTS#wallet / time#payment | gsi1 |
| about which must PayPal be asked by now | PAYMENTS_OPEN#shard / time#payment | gsi2 |
| about which refunds must PayPal be asked by now: REFUND#request / REFUND | REFUNDS_OPEN#shard / time#request | gsi2 |
| which were paid on a day (reconciliations.py) | PAID#day#shard / payment | gsi2 |

An item of before refunds were records of their own has the one under way in attributes: they are read as a record.
"""

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, Refusal, TransactItem, absent, check, delete, put, put_new
from kernel.problems import Stale
from services.billing.domain.payment import Payment
from services.billing.domain.problems import SecondCapture
from services.billing.stores.merged import page_of_wallets

SHARDS = 8
GRACE = timedelta(minutes=2)  # so long the request that began a payment may still be at it


def key(payment_id: str) -> dict[str, str]:
    """Return the key of a payment."""
    return {"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"}


def find(table: Table, payment_id: str) -> Payment | None:
    """Return the payment, or None."""
    item = table.get(**key(payment_id))
    return loaded(item) if item else None


def loaded(item: Item) -> Payment:
    """Return the payment of an item that was read together with others."""
    return from_item(Payment, item | _refund_of_before(item))


def find_by_capture(table: Table, capture_id: str) -> str | None:
    """Return the id of the payment of a capture, or None if the capture is not known yet."""
    item = table.get(f"CAPTURE#{capture_id}", "CAPTURE")
    return str(item["payment_id"]) if item else None


def create(payment: Payment, *, on_conflict: Refusal) -> TransactItem:
    """Write a new payment, before PayPal is asked."""
    return put_new(_item(payment), on_conflict=on_conflict)


def save(payment: Payment) -> list[TransactItem]:
    """Write the payment; refuse with Stale if it changed since it was read."""
    entries = [put(_item(payment), only_if=Attr("version").eq(payment.version - 1), on_conflict=Stale())]
    if payment.capture_id:
        entries.append(_capture(payment))
    return entries


def is_unchanged(payment: Payment) -> TransactItem:
    """Refuse with Stale if the payment changed since it was read."""
    return check(key(payment.payment_id), Attr("version").eq(payment.version), on_conflict=Stale())


def list_by_wallets(table: Table, wallets: tuple[str, ...], limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the payments for these wallets, newest first."""
    return page_of_wallets(table, "PAYMENTS", wallets, limit, cursor)


def list_undecided(table: Table, now: datetime) -> Iterable[Payment]:
    """Yield every payment without a final result about which PayPal is to be asked by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"PAYMENTS_OPEN#{shard}", index="gsi2", up_to=clock.to_text(now)):
            yield loaded(item)


def note_refund(payment_id: str, request_id: str, ask_at: datetime) -> TransactItem:
    """Note that PayPal is to be asked for the refund under way, in case it was not or did not answer."""
    index = {"gsi2pk": f"REFUNDS_OPEN#{shard_of(request_id)}", "gsi2sk": f"{clock.to_text(ask_at)}#{request_id}"}
    return put(_refund_key(request_id) | {"payment_id": payment_id} | index)


def forget_refund(request_id: str) -> TransactItem:
    """Delete the note of a refund that is decided."""
    return delete(_refund_key(request_id))


def list_open_refunds(table: Table, now: datetime) -> Iterable[tuple[str, str]]:
    """Yield the id of each payment and of its refund's request about which PayPal is to be asked by now."""
    for shard in range(SHARDS):
        for item in table.query_all(f"REFUNDS_OPEN#{shard}", index="gsi2", up_to=clock.to_text(now)):
            yield item["payment_id"], item["pk"].removeprefix("REFUND#")


def _refund_key(request_id: str) -> dict[str, str]:
    return {"pk": f"REFUND#{request_id}", "sk": "REFUND"}


def shard_of(its_id: str) -> int:
    """Return the shard of a payment or a refund's request."""
    return zlib.crc32(its_id.encode()) % SHARDS


def _item(payment: Payment) -> Item:
    index = {
        "gsi1pk": f"PAYMENTS#{payment.wallet}",
        "gsi1sk": f"{clock.to_text(payment.created_at)}#{payment.payment_id}",
    }
    return key(payment.payment_id) | to_item(payment) | {"status": payment.status} | index | _due(payment)


def _refund_of_before(item: Item) -> Item:
    if "refund" in item or not item.get("refunding"):
        return {}
    asked = {"request_id": item["refund_request"], "amount": item["refunding"], "held_in": item["refund_hold"]}
    return {"refund": asked | {"asked_at": item["refund_asked_at"]}}


def _due(payment: Payment) -> Item:
    shard = shard_of(payment.payment_id)
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
